//! What was typed into forms and not sent yet, as far as it is kept on this machine.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::DateTime;

use crate::store::{Fields, FormKey};

/// What is kept of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDraft {
    /// What was typed, by field.
    pub fields: Fields,
    /// When.
    pub at: DateTime,
}

/// The drafts of forms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drafts {
    /// What is kept.
    pub(crate) kept: BTreeMap<FormKey, KeptDraft>,
    /// The forms that are open.
    pub(crate) open: BTreeSet<FormKey>,
    /// Whether what was typed is going to be kept.
    pub(crate) waiting: bool,
}
