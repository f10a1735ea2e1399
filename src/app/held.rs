//! What waits of services hold back of this app's requests.

use std::time::Duration;

use jiff::civil::DateTime;

use super::{RequestId, State, Task};
use crate::model::{ProfileName, ProviderKind};

/// The requests of one profile that its service holds back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held<'a> {
    /// The profile.
    pub profile: &'a ProfileName,
    /// The service, where the profile is known.
    pub provider: Option<ProviderKind>,
    /// Until the last of them may be sent.
    pub left: Duration,
    /// When that is, in local time.
    pub until: DateTime,
    /// The requests.
    pub requests: Vec<RequestId>,
}

impl Held<'_> {
    /// What is left, in whole seconds, as a clock that counts down shows it.
    pub fn clock(&self) -> String {
        let seconds = seconds(self.left);
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
    }

    /// When the clock shows something else.
    pub(crate) fn ticks_in(&self) -> Duration {
        self.left.saturating_sub(Duration::from_secs(seconds(self.left).saturating_sub(1)))
    }
}

/// Begun seconds.
fn seconds(left: Duration) -> u64 {
    left.as_secs().saturating_add(u64::from(left.subsec_nanos() > 0))
}

impl State {
    /// What the longest wait holds back, where one is under way: all requests of its profile that wait.
    pub fn held(&self) -> Option<Held<'_>> {
        let (longest, profile) = self
            .tasks
            .values()
            .filter_map(|task| Some((task.pause?, self.waits(task)?)))
            .max_by_key(|(pause, _)| pause.until)?;
        let of_profile = |task: &Task| self.waits(task) == Some(profile);
        let requests = self.tasks.iter().filter(|(_, task)| of_profile(task)).map(|(id, _)| *id).collect();
        let left = longest.until.saturating_sub(self.now.since_start);
        let provider = self.profile(profile).map(|profile| profile.provider);
        Some(Held { profile, provider, left, until: longest.wall, requests })
    }

    /// The request that the status line names, and what that waits for: the one that runs longest, and rather one that was
    /// not stopped yet.
    pub fn noted(&self) -> Option<(RequestId, &Task, &str)> {
        let noted = self.tasks.iter().filter_map(|(id, task)| Some((*id, task, task.note.as_deref()?)));
        noted.min_by_key(|(_, task, _)| task.cancelled)
    }

    /// The profile of a request that is held back and was not stopped.
    fn waits<'a>(&self, task: &'a Task) -> Option<&'a ProfileName> {
        let held = task.pause.is_some_and(|pause| pause.until > self.now.since_start) && !task.cancelled;
        task.request.profile().filter(|_| held)
    }

    /// Whether a request is held back by its service, and nothing of it moves.
    pub(crate) fn is_held(&self, task: &Task) -> bool {
        self.waits(task).is_some()
    }
}
