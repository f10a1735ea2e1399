//! What the app asks of the database of this machine, and what that answers, as plain data.

use crate::model::Error;
use crate::store::{Label, LabelKey};

/// Something that is asked of the database. What is asked is done in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ledger {
    /// All labels.
    Labels,
    /// Sets a label; one that says nothing is removed.
    SetLabel(LabelKey, Label),
}

impl Ledger {
    /// What is being done, in words.
    pub fn doing(&self) -> &'static str {
        match self {
            Self::Labels => "Reading the labels",
            Self::SetLabel(..) => "Saving a label",
        }
    }
}

/// What the database answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// All labels.
    Labels(Vec<(LabelKey, Label)>),
    /// What was asked was not done.
    Refused(Box<Ledger>, Error),
}
