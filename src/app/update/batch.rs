//! Several changes that were confirmed as one.

use super::notices;
use crate::app::{Batch, Effect, Level, RequestId, State};

/// How one of them ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Carried out.
    Done,
    /// Not carried out, or nobody knows.
    Failed,
}

/// Remembers that these belong together.
pub(super) fn begin(state: &mut State, open: Vec<RequestId>) {
    if open.len() > 1 {
        state.batches.push(Batch { total: open.len(), open, done: 0, failed: 0 });
    }
}

/// Counts one end. Returns whether the request belonged to a batch, which then speaks for it.
pub(super) fn ended(state: &mut State, id: RequestId, end: End, fx: &mut Vec<Effect>) -> bool {
    let Some(at) = state.batches.iter().position(|batch| batch.open.contains(&id)) else { return false };
    let batch = &mut state.batches[at];
    batch.open.retain(|open| *open != id);
    match end {
        End::Done => batch.done += 1,
        End::Failed => batch.failed += 1,
    }
    if batch.open.is_empty() {
        let Batch { total, done, failed, .. } = state.batches.remove(at);
        if failed == 0 {
            notices::toast(state, Level::Good, format!("All {total} codes were deleted."), fx);
        } else {
            let text = format!("{done} of {total} codes were deleted, {failed} not; ! says why.");
            notices::toast(state, Level::Warning, text, fx);
        }
    }
    true
}
