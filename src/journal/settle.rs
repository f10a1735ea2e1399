//! Finding out what became of changes whose outcome nobody has written down.

use std::collections::{BTreeMap, HashSet};
use std::time::Duration;

use tokio::time::sleep;

use super::Journal;
use super::verdict::{self, Making, Verdict};
use crate::model::{
    CodeId, Error, ErrorKind, InviteLink, NumberId, ProfileName, ProviderKind, QrCode, Result, same_message,
};
use crate::provider::{Call, Connect, Provider};
use crate::store::{Change, Ending, Entry, EntryId, Made, Outcome, Store, now};

/// So long after a change was sent its service may still be at it, and its lists may lag behind: before that, no
/// sign of it is no proof that it was not carried out.
const IN_FLIGHT: Duration = Duration::from_secs(10);

/// What was found out about a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Its entry.
    pub entry: EntryId,
    /// What became of it; absent where it still is not known.
    pub outcome: Option<Outcome>,
    /// The same for a person, in a sentence. Texts of the services in it are uncleaned.
    pub sentence: String,
}

impl Journal {
    /// Settles the changes of these profiles that have no outcome and on which no qrdeck works: looks at the service,
    /// and writes down what it shows. Takes up to ten seconds where a change has just been sent. What the service
    /// does not answer stays open for the next time.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn settle(&self, connect: &dyn Connect, profiles: &[ProfileName]) -> Result<Vec<Settled>> {
        let Some(store) = self.existing().await? else { return Ok(Vec::new()) };
        let mut told = Vec::new();
        for profile in profiles {
            let (sent, unsent): (Vec<_>, Vec<_>) =
                store.take_open(profile).await?.into_iter().partition(|entry| entry.sent.is_some());
            for entry in unsent {
                let ending = Ending { outcome: Outcome::NotSent, made: None, error: None, settled: true };
                told.push(write(store, &entry, ending).await?);
            }
            let mut numbers = BTreeMap::<NumberId, Vec<Entry>>::new();
            for entry in sent {
                numbers.entry(entry.intent.number.clone()).or_default().push(entry);
            }
            for entries in numbers.into_values() {
                told.extend(self.settle_number(store, connect, entries).await?);
            }
        }
        told.sort_by_key(|settled| settled.entry);
        Ok(told)
    }

    /// Settles the changes of one number that were sent, newest first: what was made later could be taken for
    /// more of what was made before than the other way round.
    async fn settle_number(&self, store: &Store, connect: &dyn Connect, mut open: Vec<Entry>) -> Result<Vec<Settled>> {
        open.reverse();
        let mut told = Vec::with_capacity(open.len());
        let Some(first) = open.first() else { return Ok(told) };
        let provider = match connect.provider(&first.intent.profile).await {
            Ok(provider) => provider,
            Err(error) => return doubt(store, open, &error).await,
        };
        loop {
            let mut account = Account::new(&*provider, store, &open);
            let mut waiting = Vec::new();
            for entry in open {
                let verdict = match account.look(&entry).await {
                    Ok(verdict) => verdict,
                    Err(error) => {
                        told.extend(doubt(store, vec![entry], &error).await?);
                        continue;
                    }
                };
                let ending = match verdict {
                    Verdict::Done(made) => Ending { settled: true, ..Ending::done(made) },
                    Verdict::Failed(_) | Verdict::Unclear(_) if is_in_flight(&entry) => {
                        waiting.push(entry);
                        continue;
                    }
                    Verdict::Failed(why) => found(Outcome::Failed, ErrorKind::Unavailable, &why),
                    Verdict::Unclear(why) => found(Outcome::Unclear, ErrorKind::OutcomeUnknown, &why),
                };
                told.push(write(store, &entry, ending).await?);
            }
            if waiting.is_empty() {
                return Ok(told);
            }
            sleep(Duration::from_secs(1)).await;
            open = waiting;
        }
    }
}

/// What is read of a number while its changes are settled: each list at most once.
struct Account<'a> {
    provider: &'a dyn Provider,
    store: &'a Store,
    codes: Option<Vec<QrCode>>,
    claimed: HashSet<String>,
    /// The messages of the codes that the open changes may have made.
    making: Vec<String>,
}

impl<'a> Account<'a> {
    fn new(provider: &'a dyn Provider, store: &'a Store, open: &[Entry]) -> Self {
        let making = open.iter().filter_map(|entry| match &entry.intent.change {
            Change::Create(draft) => Some(draft.message.clone()),
            Change::Update(_, draft) if provider.kind().update_replaces_code() => Some(draft.message.clone()),
            _ => None,
        });
        let making = making.collect();
        Self { provider, store, codes: None, claimed: HashSet::new(), making }
    }

    /// What the service shows of a change.
    async fn look(&mut self, entry: &Entry) -> Result<Verdict> {
        let (number, before) = (&entry.intent.number, &entry.intent.before);
        Ok(match &entry.intent.change {
            Change::Create(draft) => {
                self.list(number).await?;
                self.claim(verdict::created(&self.making(entry, &draft.message), self.listed()), &draft.message)
            }
            Change::Update(code, draft) if self.provider.kind().update_replaces_code() => {
                self.list(number).await?;
                let verdict = verdict::replaced(&self.making(entry, &draft.message), code, self.listed());
                self.claim(verdict, &draft.message)
            }
            Change::Update(code, draft) => {
                let now = self.code(number, code).await?;
                verdict::updated(before, &draft.message, now.as_ref())
            }
            Change::Delete(code) => verdict::deleted(self.code(number, code).await?.is_some()),
            Change::ResetLink(group) => {
                let now = present(self.provider.invite_link(&Call::background(), number, group).await)?;
                now.map_or_else(
                    || Verdict::Unclear("the group does not exist any more".to_owned()),
                    |now: InviteLink| verdict::reset(before, &now),
                )
            }
            Change::RemoveLink(group) => {
                let now = present(self.provider.invite_link(&Call::background(), number, group).await)?;
                verdict::removed(before, now.as_ref())
            }
        })
    }

    /// Lists the codes of the number, and which of them other changes have made.
    async fn list(&mut self, number: &NumberId) -> Result<()> {
        if self.codes.is_none() {
            let codes = self.provider.codes(&Call::background(), number).await?;
            let alike = codes.iter().filter(|code| self.making.iter().any(|made| same_message(made, &code.message)));
            let alike = alike.map(|code| code.code.to_string()).collect();
            self.claimed.extend(self.store.made_here(alike).await?);
            self.codes = Some(codes);
        }
        Ok(())
    }

    fn listed(&self) -> &[QrCode] {
        self.codes.as_deref().unwrap_or_default()
    }

    /// One code, from the list where that is the only way to see it.
    async fn code(&mut self, number: &NumberId, code: &CodeId) -> Result<Option<QrCode>> {
        if self.provider.kind() == ProviderKind::Meta {
            return present(self.provider.code(&Call::background(), number, code, None).await);
        }
        self.list(number).await?;
        Ok(self.listed().iter().find(|listed| listed.code == *code).cloned())
    }

    fn making<'b>(&'b self, entry: &'b Entry, message: &'b str) -> Making<'b> {
        let rivals = self.making.iter().filter(|made| same_message(made, message)).count();
        Making { message, others: entry.intent.before.others.as_ref(), claimed: &self.claimed, rivals }
    }

    /// Keeps the code that a change has made from being taken for that of another one.
    fn claim(&mut self, verdict: Verdict, message: &str) -> Verdict {
        if let Verdict::Done(Some(Made { id, .. })) = &verdict {
            self.claimed.insert(id.clone());
            if let Some(at) = self.making.iter().position(|made| same_message(made, message)) {
                self.making.swap_remove(at);
            }
        }
        verdict
    }
}

/// What is not there is an answer, too.
fn present<T>(answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Ok(there) => Ok(Some(there)),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether the service may still be at it. A clock that was set back counts as a long time.
fn is_in_flight(entry: &Entry) -> bool {
    entry
        .sent
        .is_some_and(|sent| (0..IN_FLIGHT.as_millis()).contains(&u128::try_from(now() - sent).unwrap_or(u128::MAX)))
}

/// The end of a change that has left no sign, or none that can be read.
fn found(outcome: Outcome, kind: ErrorKind, why: &str) -> Ending {
    Ending {
        outcome,
        made: None,
        error: Some(Error::new(kind, format!("Looked up afterwards: {why}."))),
        settled: true,
    }
}

/// Writes down an outcome, and tells it.
async fn write(store: &Store, entry: &Entry, ending: Ending) -> Result<Settled> {
    let became = match (ending.outcome, &ending.made) {
        (Outcome::Done, Some(made)) if entry.intent.change.target() != Some(&made.id) => {
            format!("was carried out, and made {}", made.id)
        }
        (Outcome::Done, _) => "was carried out".to_owned(),
        (Outcome::Failed, _) => "was not carried out".to_owned(),
        (Outcome::NotSent | Outcome::Dropped, _) => "was never sent".to_owned(),
        (Outcome::Unclear, _) => "may or may not have been carried out".to_owned(),
    };
    let why = ending.error.as_ref().map(|error| format!(" {}", error.message)).unwrap_or_default();
    let settled = Settled {
        entry: entry.id,
        outcome: Some(ending.outcome),
        sentence: format!("{} {became}.{why}", describe(entry)),
    };
    store.finish(entry.id, ending).await?;
    Ok(settled)
}

/// Leaves changes open that cannot be looked up now.
async fn doubt(store: &Store, entries: Vec<Entry>, error: &Error) -> Result<Vec<Settled>> {
    let mut told = Vec::with_capacity(entries.len());
    for entry in entries {
        store.leave(entry.id).await?;
        let sentence = format!(
            "{} may or may not have been carried out, and it cannot be looked up now: {} It stays open.",
            describe(&entry),
            error.message
        );
        told.push(Settled { entry: entry.id, outcome: None, sentence });
    }
    Ok(told)
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
