//! New files and new blocks.

use super::file::DeckFile;
use super::quote;
use super::resolve::owner;
use super::segment::Segment;
use super::survey::Present;
use crate::model::{NumberKey, PhoneNumber};
use crate::store::Label;

/// What a new file begins with.
const PREAMBLE: &str = "\
# Message QR codes. Edit this file, then run `qrdeck plan` to see what that would
# change and `qrdeck apply` to do it. `qrdeck pull` brings in what was changed
# elsewhere; comments and the order of the blocks stay.
#
# A block without `code` makes a new one. Removing a block deletes its code, and
# posters with it are dead. Groups stand here for information only.
version = 1

";

/// A file that covers no number yet.
pub fn new_file() -> DeckFile {
    DeckFile { preamble: PREAMBLE.to_owned(), ..DeckFile::default() }
}

/// The block of a number.
pub(super) fn number(key: &NumberKey, phone: &PhoneNumber) -> Option<Segment> {
    let mut values = vec![("profile", quote::quoted(key.profile.as_str()))];
    for (name, value) in [("number", &phone.display), ("name", &phone.name)] {
        if !value.is_empty() {
            values.push((name, quote::quoted(value)));
        }
    }
    values.push(("id", quote::quoted(key.number.as_str())));
    let mut segment = Segment::new("number", &values)?;
    segment.number = Some(key.clone());
    Some(segment)
}

/// How the blocks of a number name it: as people write it where that is enough, else by its id, with the profile where
/// even that is not enough.
pub(super) fn reference(file: &DeckFile, key: &NumberKey, phone: &PhoneNumber) -> Vec<(&'static str, String)> {
    let place = file.place(key);
    let is_enough = |word: &str, profile| place.is_some() && owner(file, word, profile).ok() == place;
    let id = key.number.as_str();
    let word = if !phone.display.is_empty() && is_enough(&phone.display, None) { &phone.display } else { id };
    let mut values = vec![("number", quote::quoted(word))];
    if !is_enough(word, None) {
        values.push(("profile", quote::quoted(key.profile.as_str())));
    }
    values
}

/// The block of a code.
pub(super) fn code(
    key: &NumberKey,
    reference: &[(&'static str, String)],
    code: Present<'_>,
    label: Option<&Label>,
) -> Option<Segment> {
    let mut values = reference.to_vec();
    if let Some(label) = label {
        values.extend(label_values(label).into_iter().filter_map(|(key, value)| value.map(|value| (key, value))));
    }
    values.push(("message", quote::text(code.message)));
    values.push(("code", quote::quoted(code.code)));
    let mut segment = Segment::new("code", &values)?;
    segment.number = Some(key.clone());
    Some(segment)
}

/// The values of a label; `None` for what it does not say.
pub(super) fn label_values(label: &Label) -> [(&'static str, Option<String>); 3] {
    [
        ("label", (!label.label.is_empty()).then(|| quote::quoted(&label.label))),
        ("tags", (!label.tags.is_empty()).then(|| quote::list(&label.tags))),
        ("note", (!label.note.is_empty()).then(|| quote::text(&label.note))),
    ]
}
