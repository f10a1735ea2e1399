//! Many changes that were confirmed as one.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;
use std::time::Duration;

use super::{RequestId, Write};
use crate::dialogs::Confirm;
use crate::model::{CodeId, Error, ErrorKind, NumberKey, ProfileName};
use crate::store::{Before, BeforeCode, Change, Intent};

/// A change of a batch that failed, or whose outcome nobody knows.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// What was to be done.
    pub write: Write,
    /// Why it was not, or why that is not known.
    pub error: Error,
}

/// The last look at the lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Look {
    /// It is not time yet, or it is not needed.
    NotYet,
    /// The lists of these numbers are being read.
    Running(BTreeMap<RequestId, NumberKey>),
    /// They were read, or could not be.
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
    pub confirm: Rc<Confirm>,
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
    /// The profiles whose changes are still being written down; until all of them are, nothing leaves.
    pub(crate) planning: usize,
    /// The names under which it is written down, a profile each, until nothing of it will leave any more.
    pub(crate) plans: Vec<String>,
    /// Whether nothing more leaves for now.
    pub paused: bool,
    /// The profiles whose account has trouble: nothing more of theirs leaves for now.
    pub(crate) held: BTreeSet<ProfileName>,
    /// Answers in a row, by profile, that say that its service is out of reach.
    pub(crate) unreachable: BTreeMap<ProfileName, usize>,
    /// The lists that are read again because of changes whose outcome is not known.
    pub(crate) look: Look,
    /// Whether the person has stopped it: what waits will not leave.
    pub stopped: bool,
    /// Since the start of the app; moved on by pauses.
    pub since: Duration,
}

impl Batch {
    /// A batch of all changes of a confirmation.
    pub(crate) fn new(confirm: Rc<Confirm>, now: Duration) -> Self {
        let waiting = confirm.terms.writes.iter().cloned().collect();
        Self {
            confirm,
            waiting,
            running: BTreeMap::new(),
            done: Vec::new(),
            replaced: Vec::new(),
            failed: Vec::new(),
            planning: 0,
            plans: Vec::new(),
            paused: false,
            held: BTreeSet::new(),
            unreachable: BTreeMap::new(),
            look: Look::NotYet,
            stopped: false,
            since: now,
        }
    }

    /// What waits, as it is written down before anything of it leaves: a list for each profile, so that the rest of one
    /// can be gone on with, or be forgotten, in a run without the others.
    pub(crate) fn intents(&self) -> Vec<Vec<Intent>> {
        let terms = &self.confirm.terms;
        let intent = |write: &Write| {
            let (change, again) = match write {
                Write::Update { key, draft, .. } => (Change::Update(key.code.clone(), draft.clone()), None),
                Write::Delete { key, .. } => (Change::Delete(key.code.clone()), None),
                Write::Create { draft, again, .. } => (Change::Create(draft.clone()), again.map(|entry| entry.0)),
                // What is changed in bulk are codes.
                Write::ResetLink { .. } | Write::RemoveLink { .. } => return None,
            };
            let code = terms.lost_by(write).map(|lost| BeforeCode {
                code: lost.name.clone(),
                message: lost.message.clone().unwrap_or_default(),
                link: lost.link.clone(),
            });
            Some(Intent {
                profile: write.profile().clone(),
                provider: terms.profile_of(write)?.provider,
                number: write.number().number.clone(),
                change,
                before: Before { code, again, ..Before::default() },
            })
        };
        let mut plans: Vec<Vec<Intent>> = Vec::new();
        for intent in self.waiting.iter().filter_map(intent) {
            let same = |plan: &&mut Vec<Intent>| plan.first().is_some_and(|first| first.profile == intent.profile);
            match plans.iter_mut().find(same) {
                Some(plan) => plan.push(intent),
                None => plans.push(vec![intent]),
            }
        }
        plans
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

    /// Whether lists are being read again before it is called over.
    pub fn is_looking(&self) -> bool {
        matches!(self.look, Look::Running(_))
    }

    /// Whether it is being written down; until then nothing leaves.
    pub fn is_planning(&self) -> bool {
        self.planning > 0
    }

    /// Whether nothing more leaves before the person says so.
    pub fn is_paused(&self) -> bool {
        self.paused || self.is_held()
    }

    /// Whether all that waits is of profiles whose account has trouble.
    fn is_held(&self) -> bool {
        !self.waiting.is_empty() && self.waiting.iter().all(|write| self.held.contains(write.profile()))
    }

    /// The next change that may leave.
    pub(crate) fn next(&mut self) -> Option<Write> {
        let at = self.waiting.iter().position(|write| !self.held.contains(write.profile()))?;
        self.waiting.remove(at)
    }

    /// Changes whose outcome nobody knows.
    pub fn unknown(&self) -> usize {
        self.failed.iter().filter(|failure| failure.is_unknown()).count()
    }

    /// The profiles with waiting changes whose account has trouble, and whether its service is out of reach.
    pub fn held(&self) -> impl Iterator<Item = (&ProfileName, bool)> {
        let waits = |profile: &&ProfileName| self.waiting.iter().any(|write| write.profile() == *profile);
        self.held.iter().filter(waits).map(|profile| (profile, self.unreachable.contains_key(profile)))
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

    /// What a change is about, with its number where there are several: of a creation the code that it makes anew.
    pub fn object(&self, write: &Write) -> String {
        let terms = &self.confirm.terms;
        let lost = terms.lost_by(write);
        let object = match (write, lost) {
            (Write::Create { .. }, Some(lost)) => lost.name.as_str(),
            _ => write.object(),
        };
        match lost.filter(|_| terms.is_wide()) {
            Some(lost) => format!("{object} of {}", lost.number),
            None => object.to_owned(),
        }
    }

    /// Everything as text, to copy: what was done, what failed and why, what never left.
    pub fn report(&self) -> String {
        let mut lines = vec![format!("{} ({})", self.confirm.terms.title, self.confirm.terms.number)];
        lines.extend(self.done.iter().map(|write| format!("done     {}", self.object(write))));
        lines.extend(self.replaced.iter().map(|(old, new)| format!("replaced {old} by {new}")));
        lines.extend(self.failed.iter().map(|failure| {
            let word = if failure.is_unknown() { "unknown " } else { "failed  " };
            format!("{word} {}: {}", self.object(&failure.write), failure.error.message)
        }));
        lines.extend(self.waiting.iter().map(|write| format!("not sent {}", self.object(write))));
        lines.join("\n")
    }
}
