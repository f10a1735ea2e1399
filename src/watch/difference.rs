//! The differences between two looks.

use std::collections::{HashMap, HashSet};

use crate::model::{CodeList, PhoneNumber, QrCode};

/// A change of a number or of one of its codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A number that was not there before.
    NumberAdded,
    /// A number that is no longer listed.
    NumberRemoved,
    /// Another quality rating than this one before.
    Quality(Option<String>),
    /// Another status than this one before.
    Status(Option<String>),
    /// Another name than this one before.
    Name(String),
    /// A code that was not there before.
    Created(QrCode),
    /// A code with another message than this one before.
    Changed(QrCode, String),
    /// A new code in the place of an old one, which is dead. Only the journal of the machine that did it knows that; for
    /// others it is a deletion and a creation.
    Replaced {
        /// The dead one, as it was last seen.
        old: QrCode,
        /// The one in its place.
        new: QrCode,
    },
    /// A code that is no longer listed, as it was last seen.
    Deleted(QrCode),
}

/// The numbers that were added, removed or changed, each with its changes, in the order of the list; removed ones last.
pub(super) fn numbers(before: &[PhoneNumber], now: &[PhoneNumber]) -> Vec<(PhoneNumber, Vec<Change>)> {
    let old: HashMap<_, _> = before.iter().map(|number| (&number.id, number)).collect();
    let mut found = Vec::new();
    for number in now {
        let changes = old.get(&number.id).map_or_else(|| vec![Change::NumberAdded], |old| changed(old, number));
        if !changes.is_empty() {
            found.push((number.clone(), changes));
        }
    }
    let gone = before.iter().filter(|old| !now.iter().any(|number| number.id == old.id));
    found.extend(gone.map(|old| (old.clone(), vec![Change::NumberRemoved])));
    found
}

/// What differs in a number.
fn changed(old: &PhoneNumber, new: &PhoneNumber) -> Vec<Change> {
    let mut changes = Vec::new();
    if old.name != new.name {
        changes.push(Change::Name(old.name.clone()));
    }
    if old.quality != new.quality {
        changes.push(Change::Quality(old.quality.clone()));
    }
    if old.status != new.status {
        changes.push(Change::Status(old.status.clone()));
    }
    changes
}

/// What differs in the codes of a number: in the order of the list, what was deleted last.
pub(super) fn codes(before: &CodeList, now: &[QrCode]) -> Vec<Change> {
    let old: HashMap<_, _> = before.iter().map(|code| (code.code, code)).collect();
    let new: HashSet<_> = now.iter().map(|code| code.code.as_str()).collect();
    let mut changes: Vec<_> = now
        .iter()
        .filter_map(|code| match old.get(code.code.as_str()) {
            None => Some(Change::Created(code.clone())),
            Some(old) if old.message != code.message => Some(Change::Changed(code.clone(), old.message.to_owned())),
            Some(_) => None,
        })
        .collect();
    let gone = before.iter().filter(|old| !new.contains(old.code));
    changes.extend(gone.map(|old| Change::Deleted(QrCode::from(old))));
    changes
}
