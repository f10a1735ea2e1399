//! The words of the journal.

use std::collections::HashSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::{
    CodeId, Draft, Error, ErrorKind, GroupId, ImageFormat, InviteLink, NumberId, ProfileName, ProviderKind, QrCode,
    invite_id,
};

/// Names an entry of the journal. Later entries have greater ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub i64);

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Declares an enum whose variants are words in the database and in JSON.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word in the database and in JSON.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The one with that word.
            pub fn from_word(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|candidate| candidate.as_str() == word)
            }
        }
    };
}

words! {
    /// The kinds of changes.
    Op {
        Create = "create",
        /// Another message for a code.
        Update = "update",
        /// The end of a code.
        Delete = "delete",
        /// A new invite link for a group.
        ResetLink = "reset_link",
        /// No invite link any more for a group.
        RemoveLink = "remove_link",
    }
}

words! {
    /// The outcome of a change.
    Outcome {
        /// It was carried out.
        Done = "done",
        /// It was not, or without any effect.
        Failed = "failed",
        /// It was never sent.
        NotSent = "not_sent",
        /// Whether it was carried out cannot be told any more.
        Unclear = "unclear",
        /// It was never sent, and nobody wants it any more.
        Dropped = "dropped",
    }
}

/// A change, as the services know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    Create(Draft),
    /// Another message for a code.
    Update(CodeId, Draft),
    /// The end of a code.
    Delete(CodeId),
    /// A new invite link for a group.
    ResetLink(GroupId),
    /// No invite link any more for a group.
    RemoveLink(GroupId),
}

impl Change {
    pub fn op(&self) -> Op {
        match self {
            Self::Create(_) => Op::Create,
            Self::Update(..) => Op::Update,
            Self::Delete(_) => Op::Delete,
            Self::ResetLink(_) => Op::ResetLink,
            Self::RemoveLink(_) => Op::RemoveLink,
        }
    }

    /// The code or the group it is about; a creation is about none.
    pub fn target(&self) -> Option<&str> {
        match self {
            Self::Create(_) => None,
            Self::Update(code, _) | Self::Delete(code) => Some(code.as_str()),
            Self::ResetLink(group) | Self::RemoveLink(group) => Some(group.as_str()),
        }
    }

    /// What a code should be.
    pub fn wanted(&self) -> Option<RequestedCode> {
        match self {
            Self::Create(draft) | Self::Update(_, draft) => {
                Some(RequestedCode { message: draft.message.clone(), image: draft.image })
            }
            Self::Delete(_) | Self::ResetLink(_) | Self::RemoveLink(_) => None,
        }
    }
}

/// What a code should be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RequestedCode {
    pub message: String,
    /// The picture that was asked for.
    pub image: ImageFormat,
}

/// What is there before a change: what it takes to undo it as far as that is possible, and to find out afterwards
/// whether it was carried out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Before {
    /// The code that is changed or deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<BeforeCode>,
    /// The link that is reset or removed; absent where the service does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<BeforeLink>,
    /// For a creation: the entry of the deletion whose code is created again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub again: Option<i64>,
}

impl Before {
    /// Before a change of a code.
    pub fn of_code(code: &QrCode) -> Self {
        let QrCode { code, message, link, .. } = code;
        let code = BeforeCode { code: code.to_string(), message: message.clone(), link: link.clone() };
        Self { code: Some(code), ..Self::default() }
    }

    /// Before a change of an invite link.
    pub fn of_link(link: &InviteLink) -> Self {
        let link = match link {
            InviteLink::Unknown => None,
            InviteLink::None => Some(BeforeLink { url: None }),
            InviteLink::Link(url) => Some(BeforeLink { url: Some(url.clone()) }),
        };
        Self { link, ..Self::default() }
    }

    /// The invite that stops working with the link.
    pub(super) fn invite(&self) -> Option<&str> {
        self.link.as_ref().and_then(|link| link.url.as_deref()).and_then(invite_id)
    }
}

/// A code as it is before a change. Its message is as the service stores it, uncleaned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BeforeCode {
    pub code: String,
    pub message: String,
    pub link: String,
}

/// An invite link as it is before a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BeforeLink {
    /// The link; absent where the group has none.
    pub url: Option<String>,
}

/// The codes of a number before a change that makes one: ids are never used twice, so what is not among them is new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Names it among all snapshots. Changes that follow each other closely share one.
    pub name: String,
    /// Whether these are all codes of the number. Else they are the newest ones.
    pub complete: bool,
    /// Their ids, in the order of the service.
    pub codes: Vec<String>,
}

impl From<&BeforeLink> for InviteLink {
    fn from(link: &BeforeLink) -> Self {
        link.url.clone().map_or(Self::None, Self::Link)
    }
}

/// A change that is about to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intent {
    /// The profile that makes it.
    pub profile: ProfileName,
    pub provider: ProviderKind,
    /// The number it is about.
    pub number: NumberId,
    pub change: Change,
    /// What is there before.
    pub before: Before,
}

/// The code or the invite that a change made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The code, or the last part of the invite link.
    pub id: String,
    pub link: String,
}

impl Made {
    pub fn code(code: &QrCode) -> Self {
        Self { id: code.code.to_string(), link: code.link.clone() }
    }

    /// An invite, where there is one.
    pub fn invite(link: &InviteLink) -> Option<Self> {
        let url = link.url()?;
        Some(Self { id: invite_id(url)?.to_owned(), link: url.to_owned() })
    }
}

/// What the database knows that helps to tell the outcome of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The entry of the change.
    pub entry: Entry,
    /// The codes before it.
    pub snapshot: Option<Snapshot>,
    /// Which of the codes and invites that were asked for are known to have been made by other changes.
    pub claimed: HashSet<String>,
    /// The change that is known to have ended the code that this one deletes.
    pub ended_by: Option<EndedBy>,
    /// Other changes without an outcome that may have made a code of this number, or changed the link of this group:
    /// the change, and whether it still waits for its answer.
    pub others: Vec<(Change, bool)>,
}

/// A change that has ended a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EndedBy {
    pub entry: EntryId,
    /// Whether the service has said so, and not a look afterwards.
    pub answered: bool,
}

/// How a change ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// Its outcome.
    pub outcome: Outcome,
    /// What it made. An update that keeps its code makes nothing.
    pub made: Option<Made>,
    /// Why it was not carried out, or why that is not clear.
    pub error: Option<Error>,
    /// Whether it is known from a look afterwards, and not from the answer.
    pub settled: bool,
}

impl Ending {
    /// A person has closed the entry; nobody looks up its outcome any more.
    pub fn closed() -> Self {
        let error = Error::new(ErrorKind::OutcomeUnknown, "The entry was closed with its outcome unknown.");
        Self { outcome: Outcome::Unclear, made: None, error: Some(error), settled: true }
    }

    /// It was carried out, and made this.
    pub fn done(made: Option<Made>) -> Self {
        Self { outcome: Outcome::Done, made, error: None, settled: false }
    }

    /// It was not carried out.
    pub fn failed(error: Error) -> Self {
        Self { outcome: Outcome::Failed, made: None, error: Some(error), settled: false }
    }
}

/// An entry of the journal. Texts of the services in it are uncleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub id: EntryId,
    /// When it was recorded.
    pub started: i64,
    pub intent: Intent,
    /// The bulk operation it is part of.
    pub batch: Option<String>,
    /// From when on the service may have it; absent where it was never sent.
    pub sent: Option<i64>,
    /// Its outcome; absent where that is not known.
    pub outcome: Option<Outcome>,
    /// When that was recorded.
    pub finished: Option<i64>,
    /// Whether it is known from a look afterwards.
    pub settled: bool,
    /// The code or invite that is dead since.
    pub killed: Option<String>,
    /// What was made: the new code or invite, or what a deleted code was created again as.
    pub made: Option<Made>,
    /// The class of the error, as in JSON.
    pub error_kind: Option<String>,
    /// What the error said.
    pub error_message: Option<String>,
    /// The service's request id, where the error named one.
    pub request_id: Option<String>,
    /// The operating system's user who has made it; absent where an earlier qrdeck has recorded it.
    pub user: Option<String>,
}
