//! What the app asks of the database of this machine, and what that answers, as plain data.

use super::{End, Logged};
use crate::model::Error;
use crate::store::{Entry, EntryId, Intent, Label, LabelKey, Made};

/// Entries of the journal in one answer; fewer say that there are no older ones.
pub const PAGE: usize = 200;

/// Something that is asked of the database. What is asked is done in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ledger {
    /// All labels.
    Labels,
    /// Sets a label; one that says nothing is removed.
    SetLabel(LabelKey, Label),
    /// All codes that have come to their end.
    Ends,
    /// The newest [`PAGE`] entries of the journal, or those before an entry.
    Page(Option<EntryId>),
    /// These entries of the journal.
    Entries(Vec<EntryId>),
    /// Leaves a change whose outcome is not known unclear for ever.
    Close(EntryId),
    /// What ended these codes and invites.
    Fates(Vec<String>),
    /// Writes down the changes of a bulk operation before the first of them is sent.
    Plan(Vec<Intent>),
    /// Gives up what is left of a bulk operation.
    Drop(String),
}

impl Ledger {
    /// What is being done, in words.
    pub fn doing(&self) -> &'static str {
        match self {
            Self::Labels => "Reading the labels",
            Self::SetLabel(..) => "Saving a label",
            Self::Ends => "Reading what was replaced and deleted",
            Self::Close(_) => "Closing an entry of the journal",
            Self::Page(_) | Self::Entries(_) => "Reading the journal",
            Self::Fates(_) => "Looking up in the journal what became of links",
            Self::Plan(_) => "Writing down many changes; none was sent",
            Self::Drop(_) => "Forgetting changes that were not sent",
        }
    }
}

/// The end of a code or an invite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demise {
    /// The code or the invite.
    pub id: String,
    /// The change that ended it.
    pub logged: Logged,
    /// What took its place, over all replacements.
    pub successor: Option<Made>,
    /// Where nothing took the place of the successor: the change that ended it.
    pub ended: Option<EntryId>,
}

/// What the database answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// All labels.
    Labels(Vec<(LabelKey, Label)>),
    /// Codes that have come to their end, oldest first.
    Ends(Vec<End>),
    /// Entries before this one, newest first.
    Page(Option<EntryId>, Vec<Logged>),
    /// Entries as they are now.
    Entries(Vec<Logged>),
    /// A change was left unclear: its entry as it is now.
    Closed(Box<Logged>),
    /// What is known of the end of the codes and invites that were asked about; nothing of the others.
    Fates(Vec<Demise>),
    /// The bulk operation is written down under this name.
    Planned(String),
    /// What bulk operations of earlier runs have left undone.
    Rest(Vec<Entry>),
    /// What was asked was not done.
    Refused(Box<Ledger>, Error),
}
