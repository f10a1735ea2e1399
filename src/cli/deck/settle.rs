//! Changes whose outcome is not known, looked up.

use std::time::Duration;

use crate::cli::context::Context;
use crate::model::{NumberId, ProviderKind, Result};

/// How long they are looked up before the command goes on.
const LOOK: Duration = Duration::from_secs(10);

/// Looks up the outcomes that are not known yet. What is not answered in ten seconds stays open, and the next command
/// looks again.
pub(super) async fn settle(context: &Context) {
    if !context.stop().is_wanted() {
        let _ = tokio::time::timeout(LOOK, context.settle()).await;
    }
}

/// Whether any change of these numbers has no outcome and nobody at work on it.
///
/// # Errors
/// Those of the database.
pub(super) async fn is_any_open(
    context: &Context,
    numbers: impl IntoIterator<Item = (ProviderKind, &NumberId)>,
) -> Result<bool> {
    let Some(store) = context.journal().existing().await? else { return Ok(false) };
    for (provider, number) in numbers {
        if !store.unsettled(provider, number).await?.is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}
