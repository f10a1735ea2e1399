//! The words with a colon.

use super::super::traits::Traits;

/// Where a word must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// In the name, the phone number, the id, the label, the tags or the note of the number.
    Number,
    /// In the name of the profile.
    Profile,
    /// In the label of a code.
    Label,
    /// In a tag of a code.
    Tag,
    /// In the note of a code.
    Note,
    /// In the message of a code.
    Message,
    /// In a code.
    Code,
    /// In the subject, the id or the link of a group.
    Group,
}

/// A key that names a field.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) field: Field,
    /// Completes "… what follows".
    pub(super) explained: &'static str,
}

/// All fields.
pub(super) const KEYS: [Key; 8] = [
    Key { name: "number", field: Field::Number, explained: "codes of numbers whose name, digits or label contain it" },
    Key { name: "profile", field: Field::Profile, explained: "codes of profiles whose name contains it" },
    Key { name: "label", field: Field::Label, explained: "codes whose label contains it" },
    Key { name: "tag", field: Field::Tag, explained: "codes with a tag that contains it" },
    Key { name: "note", field: Field::Note, explained: "codes whose note contains it" },
    Key { name: "message", field: Field::Message, explained: "codes whose message contains it" },
    Key { name: "code", field: Field::Code, explained: "codes that contain it" },
    Key { name: "group", field: Field::Group, explained: "groups whose subject, id or link contains it" },
];

/// What can be asked of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Condition {
    /// It has the trait.
    Has(Traits),
    /// It is a code in use without a label.
    Unlabelled,
    /// It is marked.
    Marked,
}

/// What stands after `is:`.
pub(super) struct State {
    pub(super) name: &'static str,
    pub(super) condition: Condition,
    pub(super) explained: &'static str,
}

/// All states; the last ones are other spellings.
pub(super) const STATES: [State; 9] = [
    State {
        name: "duplicate",
        condition: Condition::Has(Traits::DUPLICATE),
        explained: "codes with the same message as another code of their number",
    },
    State { name: "unlabelled", condition: Condition::Unlabelled, explained: "codes without a label" },
    State { name: "labelled", condition: Condition::Has(Traits::LABELLED), explained: "codes with a label" },
    State { name: "marked", condition: Condition::Marked, explained: "codes that are marked" },
    State { name: "replaced", condition: Condition::Has(Traits::REPLACED), explained: "codes replaced by another one" },
    State { name: "dead", condition: Condition::Has(Traits::DEAD), explained: "codes that were deleted" },
    State { name: "group", condition: Condition::Has(Traits::GROUP), explained: "groups" },
    State { name: "unlabeled", condition: Condition::Unlabelled, explained: "codes without a label" },
    State { name: "labeled", condition: Condition::Has(Traits::LABELLED), explained: "codes with a label" },
];

/// So many of the states are offered.
pub(super) const OFFERED: usize = 7;
