//! What the app asks of the database of this machine, and what that answers, as plain data.

use jiff::civil::DateTime;

use super::Logged;
use crate::model::Error;
use crate::store::{EntryId, Fields, FormKey, Intent, Label, LabelKey, RetiredCode, Retirement};

/// Entries of the journal in one answer; fewer say that there are no older ones.
pub const PAGE: usize = 200;

/// Something that is asked of the database. What is asked is done in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DbRequest {
    /// All labels.
    Labels,
    /// Sets a label; one that says nothing is removed.
    SetLabel(LabelKey, Label),
    /// All codes that were deleted or replaced.
    RetiredCodes,
    /// The newest [`PAGE`] entries of the journal, or those before an entry.
    Page(Option<EntryId>),
    /// These entries of the journal.
    Entries(Vec<EntryId>),
    /// All entries after this one, and these, as they are now.
    News {
        /// The newest entry that is known; none where none is.
        after: Option<EntryId>,
        /// Entries that may have changed.
        open: Vec<EntryId>,
    },
    /// Leaves a change whose outcome is not known unclear for ever.
    Close(EntryId),
    /// How these codes and invites were retired.
    Retirements(Vec<String>),
    /// Writes down the changes of a bulk operation before the first of them is sent.
    Plan(Vec<Intent>),
    /// Gives up what is left of a bulk operation.
    Drop(String),
    /// What was typed into forms and not sent.
    Drafts,
    /// Keeps what was typed into a form.
    KeepDraft(FormKey, Fields),
    /// Forgets what was typed into a form.
    DropDraft(FormKey),
}

impl DbRequest {
    /// What is being done, in words.
    pub fn doing(&self) -> &'static str {
        match self {
            Self::Labels => "Reading the labels",
            Self::SetLabel(..) => "Saving a label",
            Self::RetiredCodes => "Reading replaced and deleted codes",
            Self::Close(_) => "Closing an entry of the journal",
            Self::Page(_) | Self::Entries(_) | Self::News { .. } => "Reading the journal",
            Self::Retirements(_) => "Looking up links in the journal",
            Self::Plan(_) => "Recording a bulk change; nothing was sent",
            Self::Drop(_) => "Discarding unsent changes",
            Self::Drafts => "Reading drafts",
            Self::KeepDraft(..) | Self::DropDraft(_) => "Keeping a draft",
        }
    }
}

/// What the database answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DbEvent {
    /// All labels.
    Labels(Vec<(LabelKey, Label)>),
    /// Codes that were deleted or replaced, oldest first.
    RetiredCodes(Vec<RetiredCode>),
    /// Entries before this one, newest first.
    Page(Option<EntryId>, Vec<Logged>),
    /// Entries as they are now.
    Entries(Vec<Logged>),
    /// Entries that are new, newest first, and entries as they are now.
    News {
        /// Those that are new.
        newer: Vec<Logged>,
        /// Those that were asked about.
        open: Vec<Logged>,
    },
    /// A change was left unclear: its entry as it is now.
    Closed(Box<Logged>),
    /// How the codes and invites that were asked about were retired, each with its entry as people read it; nothing of
    /// those that the journal does not know.
    Retirements(Vec<(Logged, Retirement)>),
    /// What was typed into forms and not sent, and when.
    Drafts(Vec<(FormKey, Fields, DateTime)>),
    /// The bulk operation is written down under this name.
    Planned(String),
    /// What was asked was not done.
    Refused(Box<DbRequest>, Error),
}
