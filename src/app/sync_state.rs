//! The syncs of the profiles, as the app knows them.

use std::time::Duration;

use jiff::civil::DateTime;

use super::RequestId;
use crate::model::{Error, SyncPolicy};
use crate::sync::{Plan, Progress};

/// What earlier syncs of a profile have left, with times on the clock on the wall.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SyncKnown {
    /// What the next one will cost.
    pub plan: Plan,
    /// When the last one that came to its end had begun.
    pub synced: Option<DateTime>,
    /// Whether one has begun and not come to its end.
    pub unfinished: bool,
}

/// The sync of one profile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SyncState {
    /// When it begins by itself.
    pub policy: SyncPolicy,
    /// What earlier ones have left; nothing as long as the cache has not said.
    pub known: Option<SyncKnown>,
    /// The one that runs.
    pub running: Option<RunningSync>,
    /// Whether a person has stopped it: then none begins by itself for the rest of the run.
    pub paused: bool,
    /// How the last one of this run has ended: how many numbers failed, or why it was given up.
    pub ended: Option<Result<usize, Error>>,
}

/// A sync that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunningSync {
    /// Its request.
    pub id: RequestId,
    /// How far it has come.
    pub progress: Progress,
    /// When it began, and how many numbers were through by then.
    pub began: Option<(Duration, usize)>,
}

impl RunningSync {
    /// How long it still takes at its pace so far; nothing before that can be told.
    pub fn remaining(&self, now: Duration) -> Option<Duration> {
        let (began, before) = self.began?;
        let done = u32::try_from(self.progress.done.checked_sub(before)?).ok().filter(|done| *done > 1)?;
        let left = u32::try_from(self.progress.numbers.saturating_sub(self.progress.done)).ok()?;
        Some(now.saturating_sub(began) / done * left)
    }
}
