//! What a pane is sorted by.

pub(crate) use crate::search::SortKey;

/// A column of a pane. The folder of the pane says which ones it has, and how they order its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The verified name of a number.
    Name,
    /// The number as people write it.
    Phone,
    /// How the service rates a number, the best first.
    Quality,
    /// How many codes a number has.
    Codes,
    /// What a code is called on this machine.
    Label,
    /// The message of a code.
    Message,
    /// The code itself.
    Code,
    /// When a code was created.
    Created,
    /// The name of a group.
    Subject,
    /// How many people are in a group.
    Members,
    /// The invite link of a group.
    Link,
}

impl Column {
    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Phone => "Phone",
            Self::Quality => "Quality",
            Self::Codes => "Codes",
            Self::Label => "Label",
            Self::Message => "Message",
            Self::Code => "Code",
            Self::Created => "Created",
            Self::Subject => "Group",
            Self::Members => "Members",
            Self::Link => "Link",
        }
    }
}

/// A column that a pane is sorted by, and in which direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The column.
    pub column: Column,
    /// Whether the last row of the usual order comes first.
    pub descending: bool,
}

impl Sort {
    /// The sign beside the heading.
    pub fn arrow(self) -> &'static str {
        if self.descending { "▼" } else { "▲" }
    }
}
