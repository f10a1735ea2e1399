//! What the database of this machine knows of numbers and their codes.

use std::collections::HashMap;
use std::time::Duration;

use crate::cli::context::Context;
use crate::creation::LISTED_WITHIN;
use crate::deck::{JournalFacts, MadeCode, OpenCreation, RetiredCode, UpdatedCode};
use crate::model::{NumberId, ProviderKind, Result};
use crate::store::{Change, Entry, Filter, Label, LabelKey, Op, Outcome, Store, now};

/// For so long a list may show a code with its message before an update; less long than it may lack a new code, for
/// somebody else may have taken that back since.
const UPDATE_LAG: Duration = Duration::from_mins(1);

/// The labels of this machine, and the way to its journal.
#[derive(Debug)]
pub(super) struct Known {
    store: Option<Store>,
    labels: HashMap<(ProviderKind, NumberId), HashMap<String, Label>>,
}

impl Known {
    /// Reads the labels.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) async fn of(context: &Context) -> Result<Self> {
        let store = context.journal().existing().await?.cloned();
        let mut labels: HashMap<_, HashMap<_, _>> = HashMap::new();
        let all = match &store {
            Some(store) => store.labels().await?,
            None => Vec::new(),
        };
        for (LabelKey { provider, number, code }, label) in all {
            if let Some(code) = code {
                labels.entry((provider, number)).or_default().insert(code.to_string(), label);
            }
        }
        Ok(Self { store, labels })
    }

    /// The labels of the codes of a number; to be asked for once.
    pub(super) fn labels(&mut self, provider: ProviderKind, number: &NumberId) -> HashMap<String, Label> {
        self.labels.remove(&(provider, number.clone())).unwrap_or_default()
    }

    /// What the journal says of a number.
    ///
    /// # Errors
    /// Those of the database.
    pub(super) async fn facts(&self, provider: ProviderKind, number: &NumberId) -> Result<JournalFacts> {
        let Some(store) = &self.store else { return Ok(JournalFacts::default()) };
        let of = store.entries(Filter { numbers: vec![number.clone()], ..Filter::default() }).await?;
        Ok(facts(of.into_iter().filter(|entry| entry.intent.provider == provider)))
    }
}

/// What entries of the journal, newest first, say of the number that they are about.
fn facts(entries: impl Iterator<Item = Entry>) -> JournalFacts {
    let mut facts = JournalFacts::default();
    for entry in entries {
        match entry.outcome {
            Some(Outcome::Done) => {}
            // Whoever has sent it: a second one would double it.
            None if entry.sent.is_some() => {
                if let Change::Create(draft) = entry.intent.change {
                    facts.open.push(OpenCreation { entry: entry.id, message: draft.message });
                }
                continue;
            }
            _ => continue,
        }
        let op = entry.intent.change.op();
        if let (Some(killed), Op::Update | Op::Delete) = (&entry.killed, op) {
            let successor = entry.made.as_ref().map(|made| made.id.clone());
            let retired = RetiredCode { successor, recent: is_within(&entry, LISTED_WITHIN) };
            facts.retired.entry(killed.clone()).or_insert(retired);
        }
        if let Some((code, updated)) = updated(&entry) {
            // The newest comes first.
            facts.updated.entry(code).or_insert(updated);
        }
        facts.made.extend(made(&entry));
    }
    facts
}

/// The code that a change has made.
fn made(entry: &Entry) -> Option<MadeCode> {
    let (made, wanted) = (entry.made.as_ref()?, entry.intent.change.wanted()?);
    // One that keeps its code has made none.
    let is_new = entry.intent.change.target() != Some(&made.id);
    is_new.then(|| MadeCode {
        code: made.id.clone(),
        message: wanted.message,
        link: made.link.clone(),
        created: entry.intent.change.op() == Op::Create,
        recent: is_within(entry, LISTED_WITHIN),
    })
}

/// The message that a change has just given to a code that stayed.
fn updated(entry: &Entry) -> Option<(String, UpdatedCode)> {
    let Change::Update(code, draft) = &entry.intent.change else { return None };
    let stayed = entry.killed.is_none() && is_within(entry, UPDATE_LAG);
    let before = entry.intent.before.code.as_ref().filter(|_| stayed)?.message.clone();
    Some((code.to_string(), UpdatedCode { before, after: draft.message.clone() }))
}

/// Whether a change has ended within this time.
fn is_within(entry: &Entry, time: Duration) -> bool {
    let since = now().saturating_sub(entry.finished.unwrap_or(entry.started));
    u64::try_from(since).is_ok_and(|since| Duration::from_millis(since) < time)
}
