//! Many changes that were confirmed as one.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use super::{RequestId, Write};
use crate::dialogs::Confirm;
use crate::model::{CodeId, Error, ErrorKind};
use crate::store::{Before, BeforeCode, Change, Intent};

/// A change of a batch that failed, or whose outcome nobody knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// What was to be done.
    pub write: Write,
    /// Why it was not, or why that is not known.
    pub error: Error,
}

/// The last look at the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// It is not time yet, or it is not needed.
    NotYet,
    /// The list is being read.
    Running(RequestId),
    /// It was read, or could not be.
    Over,
}

impl Failure {
    /// Whether it may have been carried out all the same.
    pub fn is_unknown(&self) -> bool {
        matches!(self.error.kind, ErrorKind::OutcomeUnknown | ErrorKind::Decode | ErrorKind::Internal)
    }
}

/// A batch: what was confirmed, how far it has come, and what came of it. What is done is done; what waits has not
/// left.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// The confirmation that allows it, and names every change in it.
    pub confirm: Arc<Confirm>,
    /// What has not left, in order.
    pub waiting: VecDeque<Write>,
    /// What has left and is not answered.
    pub running: BTreeMap<RequestId, Write>,
    /// What was carried out.
    pub done: Vec<Write>,
    /// Codes that were replaced by new ones: the old one, the new one.
    pub replaced: Vec<(CodeId, CodeId)>,
    /// What failed.
    pub failed: Vec<Failure>,
    /// Whether it is being written down; until then nothing leaves.
    pub planning: bool,
    /// The name under which it is written down, until nothing of it will leave any more.
    pub plan: Option<String>,
    /// Whether nothing more leaves for now.
    pub paused: bool,
    /// Answers in a row that say that the service is out of reach.
    pub(crate) unreachable: usize,
    /// The list that is read again because of changes whose outcome is not known.
    pub(crate) look: Look,
    /// Whether the person has stopped it: what waits will not leave.
    pub stopped: bool,
    /// Since the start of the app; moved on by pauses.
    pub since: Duration,
}

impl Batch {
    /// A batch of all changes of a confirmation.
    pub(crate) fn new(confirm: Arc<Confirm>, now: Duration) -> Self {
        let waiting = confirm.terms.writes.iter().cloned().collect();
        Self {
            confirm,
            waiting,
            running: BTreeMap::new(),
            done: Vec::new(),
            replaced: Vec::new(),
            failed: Vec::new(),
            planning: true,
            plan: None,
            paused: false,
            unreachable: 0,
            look: Look::NotYet,
            stopped: false,
            since: now,
        }
    }

    /// What waits, as it is written down before anything of it leaves.
    pub(crate) fn intents(&self) -> Vec<Intent> {
        let terms = &self.confirm.terms;
        let intent = |write: &Write| {
            let change = match write {
                Write::Update { key, draft, .. } => Change::Update(key.code.clone(), draft.clone()),
                Write::Delete { key, .. } => Change::Delete(key.code.clone()),
                // What is changed in bulk are codes that exist.
                Write::Create { .. } | Write::ResetLink { .. } | Write::RemoveLink { .. } => return None,
            };
            let lost = terms.writes.iter().position(|named| named == write).and_then(|at| terms.lost.get(at));
            let code = lost.map(|lost| BeforeCode {
                code: lost.name.clone(),
                message: lost.message.clone().unwrap_or_default(),
                link: lost.link.clone(),
            });
            Some(Intent {
                profile: write.profile().clone(),
                provider: terms.profile.provider,
                number: write.number().number.clone(),
                change,
                before: Before { code, ..Before::default() },
            })
        };
        self.waiting.iter().filter_map(intent).collect()
    }

    /// How many changes it has.
    pub fn total(&self) -> usize {
        self.waiting.len() + self.running.len() + self.done.len() + self.failed.len()
    }

    /// Whether nothing of it will leave or be answered any more.
    pub fn is_over(&self) -> bool {
        self.has_left() && !self.is_looking()
    }

    /// Whether nothing of it will leave or be answered any more; a last look may still be under way.
    pub(crate) fn has_left(&self) -> bool {
        self.running.is_empty() && (self.waiting.is_empty() || self.stopped)
    }

    /// Whether the list is being read again before it is called over.
    pub fn is_looking(&self) -> bool {
        matches!(self.look, Look::Running(_))
    }

    /// Changes whose outcome nobody knows.
    pub fn unknown(&self) -> usize {
        self.failed.iter().filter(|failure| failure.is_unknown()).count()
    }

    /// Whether it waits because the service is out of reach.
    pub fn is_unreachable(&self) -> bool {
        self.paused && self.unreachable > 0
    }

    /// Changes a second since it started.
    pub fn rate(&self, now: Duration) -> f64 {
        let ended = f64::from(u32::try_from(self.done.len() + self.failed.len()).unwrap_or(u32::MAX));
        ended / now.saturating_sub(self.since).as_secs_f64().max(0.001)
    }

    /// What is left at the present rate. Absent as long as nothing has ended.
    pub fn remaining(&self, now: Duration) -> Option<Duration> {
        let left = f64::from(u32::try_from(self.waiting.len() + self.running.len()).unwrap_or(u32::MAX));
        let rate = self.rate(now);
        (rate > 0.0 && !self.done.is_empty()).then(|| Duration::from_secs_f64((left / rate).min(1e6)))
    }

    /// Everything as text, to copy: what was done, what failed and why, what never left.
    pub fn report(&self) -> String {
        let mut lines = vec![format!("{} ({})", self.confirm.terms.title, self.confirm.terms.number)];
        lines.extend(self.done.iter().map(|write| format!("done     {}", write.object())));
        lines.extend(self.replaced.iter().map(|(old, new)| format!("replaced {old} by {new}")));
        lines.extend(self.failed.iter().map(|failure| {
            let word = if failure.is_unknown() { "unknown " } else { "failed  " };
            format!("{word} {}: {}", failure.write.object(), failure.error.message)
        }));
        lines.extend(self.waiting.iter().map(|write| format!("not sent {}", write.object())));
        lines.join("\n")
    }
}
