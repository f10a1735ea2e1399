//! What is known of the codes of a number: which of the wanted ones are there.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use crate::journal::Journal;
use crate::model::{CodeId, ErrorKind, NumberId, QrCode, Result, message_key};
use crate::provider::{Call, Provider};
use crate::store::{Change, Entry, EntryId, Filter, Outcome, now};

/// For so long a list may lack a code that was just created.
pub const LISTED_WITHIN: Duration = Duration::from_mins(10);

/// Which codes with the wanted message count as the wanted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Any: a number shall not have the same message twice.
    Any,
    /// Those that this machine has created after this entry of its journal, for one that wants another code with the
    /// same message.
    CreatedAfter(EntryId),
}

/// What was found of a wanted code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recognised {
    /// This machine has created it.
    Created {
        code: QrCode,
        /// The entry of the journal.
        entry: EntryId,
    },
    /// It is there.
    There(QrCode),
    /// An earlier creation may have made it, or still make it: these entries of the journal have no outcome.
    Open(Vec<EntryId>),
    /// This machine has just created it, and the service does not list it yet.
    NotListedYet(CodeId),
    /// Nothing of it is known.
    New,
}

/// A code that this machine has created.
#[derive(Debug, Clone)]
struct Made {
    entry: EntryId,
    code: CodeId,
    finished: i64,
}

/// The codes of a number. Each is recognised once.
#[derive(Debug, Clone, Default)]
pub struct KnownCodes {
    listed: HashMap<CodeId, QrCode>,
    /// Those with the same message, in the order of the service.
    alike: HashMap<String, Vec<CodeId>>,
    made: HashMap<String, Vec<Made>>,
    open: HashMap<String, Vec<EntryId>>,
    claimed: HashSet<CodeId>,
    now: i64,
}

impl KnownCodes {
    /// Puts together what a service lists, completely, and the entries of the journal about the number, at a time.
    pub fn new(listed: Vec<QrCode>, entries: &[Entry], now: i64) -> Self {
        let mut known = Self { now, ..Self::default() };
        for code in listed {
            known.alike.entry(message_key(&code.message)).or_default().push(code.code.clone());
            known.listed.insert(code.code.clone(), code);
        }
        let killed: HashSet<&str> = entries.iter().filter_map(|entry| entry.killed.as_deref()).collect();
        for entry in entries {
            let Change::Create(draft) = &entry.intent.change else { continue };
            let key = message_key(&draft.message);
            match (entry.outcome, &entry.made) {
                (None, _) if entry.sent.is_some() => known.open.entry(key).or_default().push(entry.id),
                (Some(Outcome::Done), Some(made)) if !killed.contains(made.id.as_str()) => {
                    let finished = entry.finished.unwrap_or(entry.started);
                    let made = Made { entry: entry.id, code: made.id.as_str().into(), finished };
                    known.made.entry(key).or_default().push(made);
                }
                _ => {}
            }
        }
        known
    }

    /// How many codes the number has.
    pub fn count(&self) -> usize {
        self.listed.len()
    }

    /// A code that something else is already known to be, if it is there.
    pub fn claim(&mut self, code: &CodeId) -> Option<QrCode> {
        self.claimed.insert(code.clone());
        self.listed.get(code).cloned()
    }

    /// The codes that have been recognised or claimed.
    pub fn claimed(&self) -> &HashSet<CodeId> {
        &self.claimed
    }

    /// Looks for a code with a message, which is not found again.
    pub fn recognise(&mut self, message: &str, scope: Scope) -> Recognised {
        let found = self.find(&message_key(message), scope);
        match &found {
            Recognised::Created { code, .. } | Recognised::There(code) => drop(self.claimed.insert(code.code.clone())),
            Recognised::NotListedYet(code) => drop(self.claimed.insert(code.clone())),
            Recognised::Open(_) | Recognised::New => {}
        }
        found
    }

    fn find(&self, key: &str, scope: Scope) -> Recognised {
        let after = match scope {
            Scope::Any => EntryId(0),
            Scope::CreatedAfter(entry) => entry,
        };
        let made = || self.made.get(key).into_iter().flatten().filter(|made| made.entry > after);
        let is_free = |code: &CodeId| !self.claimed.contains(code);
        let alike = self.alike.get(key).map_or(&[][..], Vec::as_slice);
        let there = |code: &CodeId| self.listed.get(code).filter(|_| is_free(code) && alike.contains(code)).cloned();
        if let Some((code, entry)) = made().find_map(|made| Some((there(&made.code)?, made.entry))) {
            return Recognised::Created { code, entry };
        }
        if scope == Scope::Any
            && let Some(code) = alike.iter().find_map(there)
        {
            return Recognised::There(code);
        }
        if let Some(made) = made().find(|made| self.is_young(made) && self.is_unlisted(made) && is_free(&made.code)) {
            return Recognised::NotListedYet(made.code.clone());
        }
        let open: Vec<_> = self.open.get(key).into_iter().flatten().copied().filter(|entry| *entry > after).collect();
        if open.is_empty() { Recognised::New } else { Recognised::Open(open) }
    }

    /// Whether a list may lack it.
    fn is_young(&self, made: &Made) -> bool {
        let within = i64::try_from(LISTED_WITHIN.as_millis()).unwrap_or(i64::MAX);
        self.now.saturating_sub(made.finished) < within
    }

    /// Whether the list lacks it; one that is listed with another message was changed since.
    fn is_unlisted(&self, made: &Made) -> bool {
        !self.listed.contains_key(&made.code)
    }

    /// The codes that this machine has just created and that the list lacks.
    fn unlisted(&self) -> Vec<CodeId> {
        let lacking = |made: &&Made| self.is_young(made) && self.is_unlisted(made);
        self.made.values().flatten().filter(lacking).map(|made| made.code.clone()).collect()
    }
}

/// Asks a service and the journal about a number: one listing, and a look at each code that was just created and is not
/// in it.
///
/// # Errors
/// Those of the listing and of the database.
pub async fn look(provider: &dyn Provider, call: &Call, number: &NumberId, journal: &Journal) -> Result<KnownCodes> {
    let entries = match journal.existing().await? {
        Some(store) => {
            let of = store.entries(Filter { numbers: vec![number.clone()], ..Filter::default() }).await?;
            of.into_iter().filter(|entry| entry.intent.provider == provider.kind()).collect()
        }
        None => Vec::new(),
    };
    // After the journal, so that the list has what the journal knows.
    let mut listed = provider.codes(call, number).await?;
    let known = KnownCodes::new(listed.clone(), &entries, now());
    let unlisted = known.unlisted();
    if unlisted.is_empty() {
        return Ok(known);
    }
    for code in unlisted {
        match provider.code(call, number, &code, None).await {
            Ok(code) => listed.push(code),
            Err(error) if error.kind == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(KnownCodes::new(listed, &entries, now()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Draft, ImageFormat, ProviderKind};
    use crate::provider::fake::code;
    use crate::store::{Before, Intent};

    const NOW: i64 = 1_000_000_000;

    fn entry(id: i64, message: &str, outcome: Option<Outcome>, made: Option<&str>) -> Entry {
        let draft = Draft { message: message.into(), image: ImageFormat::Png };
        Entry {
            id: EntryId(id),
            started: NOW - 1_000,
            intent: Intent {
                profile: "p".into(),
                provider: ProviderKind::Meta,
                number: "1".into(),
                change: Change::Create(draft),
                before: Before::default(),
            },
            batch: None,
            sent: Some(NOW - 1_000),
            outcome,
            finished: outcome.map(|_| NOW - 500),
            settled: false,
            killed: None,
            made: made.map(|made| crate::store::Made { id: made.into(), link: format!("l/{made}") }),
            error_kind: None,
            error_message: None,
            request_id: None,
            user: None,
        }
    }

    fn named(found: Recognised) -> String {
        match found {
            Recognised::Created { code, .. } => format!("created {}", code.code),
            Recognised::There(code) => format!("there {}", code.code),
            Recognised::Open(entries) => format!("open {entries:?}"),
            Recognised::NotListedYet(code) => format!("not listed {code}"),
            Recognised::New => "new".to_owned(),
        }
    }

    #[test]
    fn codes_of_this_machine_come_first_and_each_once() {
        let listed = vec![code("C", "tea"), code("B", "tea "), code("A", "tea"), code("X", "coffee")];
        let entries = [entry(7, "tea", Some(Outcome::Done), Some("B"))];
        let mut known = KnownCodes::new(listed, &entries, NOW);
        assert!(known.claim(&"C".into()).is_some());
        let found: Vec<_> = (0..3).map(|_| named(known.recognise("tea", Scope::Any))).collect();
        assert_eq!(found, ["created B", "there A", "new"]);
        assert_eq!(named(known.recognise("water", Scope::Any)), "new");
    }

    #[test]
    fn who_wants_the_same_message_again_gets_only_what_was_made_since() {
        let listed = vec![code("B", "tea"), code("A", "tea")];
        let entries = [
            entry(5, "tea", Some(Outcome::Done), Some("A")),
            entry(6, "tea", None, None),
            entry(8, "tea", Some(Outcome::Done), Some("B")),
            entry(9, "tea", None, None),
        ];
        let mut known = KnownCodes::new(listed, &entries, NOW);
        let scope = Scope::CreatedAfter(EntryId(7));
        let found: Vec<_> = (0..2).map(|_| named(known.recognise("tea", scope))).collect();
        assert_eq!(found, ["created B".to_owned(), format!("open {:?}", [EntryId(9)])]);
    }

    #[test]
    fn what_is_not_listed_yet_is_not_created_again_and_what_is_gone_is() {
        let entries = [entry(5, "tea", Some(Outcome::Done), Some("A"))];
        let mut known = KnownCodes::new(Vec::new(), &entries, NOW);
        assert_eq!(named(known.recognise("tea", Scope::Any)), "not listed A");
        let later = NOW + i64::try_from(LISTED_WITHIN.as_millis()).unwrap();
        assert_eq!(named(KnownCodes::new(Vec::new(), &entries, later).recognise("tea", Scope::Any)), "new");
        let mut deleted = entry(6, "", Some(Outcome::Done), None);
        deleted.intent.change = Change::Delete("A".into());
        deleted.killed = Some("A".into());
        let entries = [entries[0].clone(), deleted];
        assert_eq!(named(KnownCodes::new(Vec::new(), &entries, NOW).recognise("tea", Scope::Any)), "new");
        // Its message was changed.
        let listed = vec![code("A", "coffee")];
        let entries = &entries[..1];
        assert_eq!(named(KnownCodes::new(listed, entries, NOW).recognise("tea", Scope::Any)), "new");
    }
}
