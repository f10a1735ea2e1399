//! Creating deleted codes again: where that can be done, the words of the confirmation of many, and what it sends.

use super::confirm::{self, Wording};
use super::{Lost, Purpose, code_form};
use crate::app::unlisted::missing;
use crate::app::{Logged, State, UnlistedCodes, Write, writable_by};
use crate::model::{Draft, ImageFormat, NumberKey, QrCode};
use crate::store::{EntryId, Intent};

/// A deleted code that is to be created again.
pub(crate) struct DeletedCode {
    /// The number that it gets.
    pub number: NumberKey,
    /// Its deletion, where it was deleted from this machine.
    pub entry: Option<EntryId>,
    /// What dies for good, its message with it.
    pub old: Lost,
}

impl DeletedCode {
    /// The deleted code of an entry.
    ///
    /// # Errors
    /// Why it cannot be created again, as a sentence.
    pub(crate) fn of(state: &State, row: &Logged) -> Result<Self, &'static str> {
        let message = Some(row.recreatable()?.to_owned());
        let intent = &row.entry.intent;
        let link = intent.before.code.as_ref().map(|code| code.link.clone()).unwrap_or_default();
        let name = intent.change.target().unwrap_or_default().to_owned();
        let old = Lost { name, message, becomes: None, link, number: String::new() };
        Ok(Self { number: reach(state, intent)?, entry: Some(row.entry.id), old })
    }
}

/// The number of a change, through a profile that can change it. A profile may have another name by now; the number is
/// the same.
///
/// # Errors
/// Why it cannot be changed, as a sentence.
pub(crate) fn reach(state: &State, intent: &Intent) -> Result<NumberKey, &'static str> {
    let named = NumberKey { profile: intent.profile.clone(), number: intent.number.clone() };
    let same = |key: &NumberKey| {
        key.number == intent.number
            && state.profile(&key.profile).is_some_and(|profile| profile.provider == intent.provider)
    };
    let number = if same(&named) {
        named
    } else {
        let other = state.number_rows.iter().map(|row| &row.key).find(|key| same(key));
        other.cloned().ok_or("No profile here reaches the number of that code.")?
    };
    writable_by(state, &number)?;
    Ok(number)
}

/// Opens what creates codes again that are no longer listed, where that is available: the form for one, a confirmation
/// for several.
///
/// # Errors
/// Why that cannot be done, as a sentence.
pub(crate) fn open_unlisted(state: &mut State, unlisted: &UnlistedCodes) -> Result<(), &'static str> {
    let codes = missing(state, unlisted)?;
    let number = &unlisted.number;
    if let [code] = codes.as_slice() {
        code_form::open_with(state, Purpose::Create(number.clone()), &code.message);
        return Ok(());
    }
    if state.is_batch_running() {
        return Err("A bulk change is running; {batch} shows it.");
    }
    let again = |code: &&QrCode| DeletedCode { number: number.clone(), entry: None, old: Lost::of(code) };
    let codes = codes.iter().map(again).collect();
    open(state, codes);
    Ok(())
}

/// Opens the confirmation for creating many deleted codes again.
pub(crate) fn open(state: &mut State, codes: Vec<DeletedCode>) {
    let count = codes.len();
    let (title, meaning) = if count == 1 {
        ("Create this code again?".to_owned(), "It gets a new link: print it. The old one stays dead.".to_owned())
    } else {
        (
            format!("Create these {count} codes again?"),
            if codes.iter().all(|code| code.entry.is_some()) {
                "Each gets a new link: print them. The old links, and every printed copy of them, stay dead."
            } else {
                // That a service does not list a code is no proof of its end.
                "Each gets a new link: print them. The old links, and every printed copy of them, stay as they are."
            }
            .to_owned(),
        )
    };
    let change = |DeletedCode { number, entry, old }: DeletedCode| {
        let draft = Draft { message: old.message.clone().unwrap_or_default(), image: ImageFormat::default() };
        (Write::Create { number, draft, again: entry, despite_open: false }, old)
    };
    let changes = codes.into_iter().map(change).collect();
    // Nothing is lost by it: a button is enough.
    let (expected, wanted) = (String::new(), String::new());
    let (verb, doing) = ("Create", "Creating");
    confirm::open(state, changes, Wording { title, meaning, verb, doing, expected, wanted, any_case: true });
}
