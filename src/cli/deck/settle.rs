//! Changes whose outcome is not known, looked up.

use std::time::Duration;

use crate::cli::context::Context;
use crate::model::{NumberId, ProviderKind, Result};

/// How long they are looked up before the command goes on.
const LOOK: Duration = Duration::from_secs(10);

/// Looks up the outcomes of so many changes that are not known yet. What is not answered in ten seconds stays open, and the
/// next command looks again.
pub(super) async fn settle(context: &Context, changes: usize) {
    if !context.stop().is_wanted() {
        let what = if changes == 1 { "1 change".to_owned() } else { format!("{changes} changes") };
        context.tell_look(&format!("{what} may have been made"), LOOK);
        let _ = tokio::time::timeout(LOOK, context.settle()).await;
    }
}

/// How many changes of these numbers have no outcome and nobody at work on them.
///
/// # Errors
/// Those of the database.
pub(super) async fn count_open(
    context: &Context,
    numbers: impl IntoIterator<Item = (ProviderKind, &NumberId)>,
) -> Result<usize> {
    let Some(store) = context.journal().existing().await? else { return Ok(0) };
    let mut open = 0;
    for (provider, number) in numbers {
        open += store.unsettled(provider, number).await?.len();
    }
    Ok(open)
}
