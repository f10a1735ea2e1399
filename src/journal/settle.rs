//! Finding out later the outcome of changes that had no clear answer.

use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::Instant;

use super::Journal;
use super::look_up::look_up;
use super::outcome::{ChangeEffect, Decision};
use super::page_cache::PageCache;
use crate::model::{Error, ErrorKind, ProfileName, Result};
use crate::provider::{Call, Connect};
use crate::store::{Change, Ending, Entry, EntryId, Outcome, Store};

/// The longest time that one look takes: whatever is wrong with a service, the changes at others are not to wait.
const ONE_LOOK: Duration = Duration::from_mins(1);

/// What was found out about a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    pub entry: EntryId,
    /// Its outcome; absent where it still is not known.
    pub outcome: Option<Outcome>,
    /// The same for a person, in sentences. Texts of the services in it are uncleaned.
    pub sentence: String,
}

impl Journal {
    /// Looks up the changes of these profiles that have no outcome and on which no qrdeck works, and records what
    /// can be told by now. Each is looked at once; profiles do not wait for each other. What the service does not
    /// answer, or does not show yet, stays open for the next time.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn settle(&self, connect: &dyn Connect, profiles: &[ProfileName]) -> Result<Vec<Settled>> {
        let Some(store) = self.existing().await? else { return Ok(Vec::new()) };
        let settled = join_all(profiles.iter().map(|profile| settle_profile(store, connect, profile))).await;
        let mut settled: Vec<_> = settled.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
        settled.sort_by_key(|settled| settled.entry);
        Ok(settled)
    }
}

/// Looks up the changes of one profile.
async fn settle_profile(store: &Store, connect: &dyn Connect, profile: &ProfileName) -> Result<Vec<Settled>> {
    let (sent, unsent): (Vec<_>, Vec<_>) =
        store.take_open(profile).await?.into_iter().partition(|entry| entry.sent.is_some());
    let mut settled = Vec::with_capacity(sent.len() + unsent.len());
    for entry in unsent {
        let ending = Ending { outcome: Outcome::NotSent, made: None, error: None, settled: true };
        store.finish(entry.id, ending).await?;
        settled.push(told(&entry, Some(Outcome::NotSent), "was never sent."));
    }
    if sent.is_empty() {
        return Ok(settled);
    }
    let provider = match connect.provider(profile).await {
        Ok(provider) => provider,
        Err(error) => {
            settled.extend(leave_all(store, sent, &error).await?);
            return Ok(settled);
        }
    };
    let pages = PageCache::new(provider);
    let mut open = sent.into_iter();
    while let Some(entry) = open.next() {
        let until = Instant::now() + ONE_LOOK;
        match look_up(store, &pages, &Call::background(), (entry.id, &entry.intent), until).await {
            Ok(decision) => settled.push(decided(store, &entry, decision).await?),
            // One that cannot be answered now: the others of this account cannot be, either.
            Err(error) if is_about_the_account(&error) => {
                settled.extend(leave_all(store, std::iter::once(entry).chain(open), &error).await?);
                break;
            }
            Err(error) => settled.extend(leave_all(store, [entry], &error).await?),
        }
    }
    Ok(settled)
}

/// Whether asking for another object of the account would fail the same way.
fn is_about_the_account(error: &Error) -> bool {
    matches!(
        error.kind,
        ErrorKind::Unavailable
            | ErrorKind::Throttled { .. }
            | ErrorKind::Auth
            | ErrorKind::Config
            | ErrorKind::Internal
            | ErrorKind::Cancelled
    )
}

/// Tells what was decided. What still is not known is left.
async fn decided(store: &Store, entry: &Entry, decision: Decision) -> Result<Settled> {
    Ok(match decision {
        Decision::Done(effect) => told(entry, Some(Outcome::Done), &done(entry, &effect)),
        Decision::NotDone => told(entry, Some(Outcome::Failed), "was not carried out."),
        Decision::Conflict(seen) => told(
            entry,
            Some(Outcome::Unclear),
            &format!("may or may not have been carried out: that can no longer be determined. {seen}"),
        ),
        Decision::Unknown(seen) => {
            store.leave(entry.id).await?;
            told(entry, None, &format!("may or may not have been carried out. {seen} It stays open."))
        }
    })
}

/// What a change did, in words.
fn done(entry: &Entry, effect: &ChangeEffect) -> String {
    match effect.made().filter(|made| entry.intent.change.target() != Some(&made.id)) {
        Some(made) => format!("was carried out, creating {}.", made.id),
        None => "was carried out.".to_owned(),
    }
}

/// Leaves changes open that cannot be looked up now.
async fn leave_all(store: &Store, entries: impl IntoIterator<Item = Entry>, error: &Error) -> Result<Vec<Settled>> {
    let mut settled = Vec::new();
    for entry in entries {
        store.leave(entry.id).await?;
        let became = format!(
            "may or may not have been carried out, and it cannot be looked up now: {} It stays open.",
            error.message
        );
        settled.push(told(&entry, None, &became));
    }
    Ok(settled)
}

/// What was found out, in sentences.
fn told(entry: &Entry, outcome: Option<Outcome>, became: &str) -> Settled {
    Settled { entry: entry.id, outcome, sentence: format!("{} {became}", describe(entry)) }
}

/// A change in a sentence.
fn describe(entry: &Entry) -> String {
    let at = format!("at {} ({})", entry.intent.number, entry.intent.profile);
    let id = entry.id;
    match &entry.intent.change {
        Change::Create(draft) => format!("Entry {id}: the creation of a code with \"{}\" {at}", draft.message),
        Change::Update(code, draft) => {
            format!("Entry {id}: the update of the code {code} to \"{}\" {at}", draft.message)
        }
        Change::Delete(code) => format!("Entry {id}: the deletion of the code {code} {at}"),
        Change::ResetLink(group) => format!("Entry {id}: the reset of the invite link of the group {group} {at}"),
        Change::RemoveLink(group) => format!("Entry {id}: the removal of the invite link of the group {group} {at}"),
    }
}
