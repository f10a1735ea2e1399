//! What has to change, and what a person should know beside it.

use super::base::Known;
use super::mistake::Mistake;
use crate::store::{EntryId, Label};

/// Something that has to change: at the service, on this machine, or in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A code is made.
    Create {
        /// The place of its block in the file; so with the others.
        block: usize,
        line: usize,
        message: String,
        label: Label,
        /// Earlier creations with this message whose outcome is not known: their entries in the journal. It is not
        /// sent while any of them may still be carried out.
        open: Vec<EntryId>,
    },
    /// A code gets another message.
    Update {
        block: usize,
        line: usize,
        code: String,
        /// Its message now.
        seen: String,
        message: String,
        link: String,
        /// Whether the service makes a new code of it, and the printed one dies.
        kills: bool,
    },
    /// A code ends.
    Delete {
        /// The line of the number's block.
        line: usize,
        code: String,
        seen: String,
        link: String,
    },
    /// This machine labels a code otherwise. The service knows nothing of that.
    Label { block: usize, line: usize, code: String, was: Label, now: Label },
    /// A code that is there already gets into its block.
    Adopt {
        block: usize,
        line: usize,
        code: String,
        message: String,
        link: String,
        /// The code that stood there and was replaced by this one.
        instead_of: Option<String>,
        known: Known,
    },
}

impl Change {
    /// What it does, in JSON.
    pub fn action(&self) -> &'static str {
        match self {
            Self::Create { .. } => "create",
            Self::Update { kills: false, .. } => "change",
            Self::Update { kills: true, .. } => "replace",
            Self::Delete { .. } => "delete",
            Self::Label { .. } => "label",
            Self::Adopt { .. } => "adopt",
        }
    }

    /// The line in the file that it comes from.
    pub fn line(&self) -> usize {
        match self {
            Self::Create { line, .. }
            | Self::Update { line, .. }
            | Self::Delete { line, .. }
            | Self::Label { line, .. }
            | Self::Adopt { line, .. } => *line,
        }
    }

    /// The code that it is about.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Create { .. } => None,
            Self::Update { code, .. }
            | Self::Delete { code, .. }
            | Self::Label { code, .. }
            | Self::Adopt { code, .. } => Some(code),
        }
    }

    /// Whether it is sent to the service.
    pub fn is_sent(&self) -> bool {
        matches!(self, Self::Create { .. } | Self::Update { .. } | Self::Delete { .. })
    }

    /// The link that is dead after it.
    pub fn kills(&self) -> Option<&str> {
        match self {
            Self::Update { link, kills: true, .. } | Self::Delete { link, .. } => Some(link),
            _ => None,
        }
    }
}

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// The service has another message than when the file was last pulled.
    ChangedElsewhere,
    /// The service has a code that the file has never had.
    MadeElsewhere,
    /// The code of a block is gone.
    Vanished,
    /// File and service have both changed.
    Conflict,
    /// The label of a code was changed on this machine.
    LabelChanged,
    /// The file has labels from another machine that this one does not know.
    LabelsOfOthers,
    /// Several codes of a number have this message.
    DuplicateMessage,
    /// An earlier creation may still be carried out, and holds the new one.
    UnknownOutcome,
    /// A group was changed in the file, where it is for information only.
    GroupEdited,
}

impl NoticeKind {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ChangedElsewhere => "changed_elsewhere",
            Self::MadeElsewhere => "made_elsewhere",
            Self::Vanished => "vanished",
            Self::Conflict => "conflict",
            Self::LabelChanged => "label_changed",
            Self::LabelsOfOthers => "labels_of_others",
            Self::DuplicateMessage => "duplicate_message",
            Self::UnknownOutcome => "unknown_outcome",
            Self::GroupEdited => "group_edited",
        }
    }
}

/// Something that a person should know, and that changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub kind: NoticeKind,
    pub line: usize,
    pub code: Option<String>,
    /// A sentence; texts of file and service in it are uncleaned.
    pub message: String,
}

/// Bringing the machine-written part, and the labels of this machine, in step with what is there: nobody has to decide
/// that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    Set {
        code: String,
        known: Known,
    },
    Forget {
        code: String,
    },
    /// A label that was set on another machine, with the time of that.
    Label {
        code: String,
        label: Label,
    },
}

/// What the comparison of a number has come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberPlan {
    /// In the order of the file, deletions last.
    pub changes: Vec<Change>,
    pub notices: Vec<Notice>,
    pub mistakes: Vec<Mistake>,
    pub steps: Vec<Step>,
}

impl NumberPlan {
    pub(super) fn note(&mut self, kind: NoticeKind, line: usize, code: Option<&str>, message: impl Into<String>) {
        self.notices.push(Notice { kind, line, code: code.map(str::to_owned), message: message.into() });
    }
}
