//! What is asked of the services: looks and changes.

use crate::model::{CodeKey, Draft, GroupKey, InviteLink, NumberKey, ProfileName};
use crate::store::EntryId;

/// Something that looks and changes nothing. Equal reads are the same read: the worker runs one of them at a
/// time, and the newest wins.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Read {
    /// All numbers of a profile.
    Numbers(ProfileName),
    /// All codes of a number.
    Codes(NumberKey),
    /// The same by as few calls as it takes, where they were listed lately: what has vanished need not be noticed.
    Newest(NumberKey),
    /// All groups of a number.
    Groups(NumberKey),
    /// The invite link of a group.
    InviteLink(GroupKey),
    /// What the service's own picture of a code says.
    Picture(CodeKey),
}

impl Read {
    /// The profile that answers it.
    pub fn profile(&self) -> &ProfileName {
        match self {
            Self::Numbers(profile) => profile,
            Self::Codes(number) | Self::Newest(number) | Self::Groups(number) => &number.profile,
            Self::InviteLink(group) => &group.number.profile,
            Self::Picture(key) => &key.number.profile,
        }
    }
}

/// Something that changes the account.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Write {
    /// A new code.
    Create {
        /// The number it is for.
        number: NumberKey,
        /// What it shall be.
        draft: Draft,
        /// The entry of the journal that deleted the code which is created again, if it is one.
        again: Option<EntryId>,
        /// Whether it is sent though an earlier one of the same message may still be carried out.
        despite_open: bool,
    },
    /// Another message for a code. On CAMS the code is replaced and the old one is dead.
    Update {
        /// The code.
        key: CodeKey,
        /// What it shall be.
        draft: Draft,
        /// Its message as the person saw it. Where it is another one by now, nothing is sent.
        seen: String,
    },
    /// The end of a code.
    Delete {
        /// The code.
        key: CodeKey,
        /// Its message as the person saw it. Where it is another one by now, nothing is sent.
        seen: String,
    },
    /// A new invite link; the old one is dead.
    ResetLink {
        /// The group.
        key: GroupKey,
        /// Its link as the person saw it. Where it is another one by now, nothing is sent.
        seen: InviteLink,
        /// Whether it is sent though an earlier change of the link may still be carried out.
        despite_open: bool,
    },
    /// No invite link any more.
    RemoveLink {
        /// The group.
        key: GroupKey,
        /// Its link as the person saw it. Where it is another one by now, nothing is sent.
        seen: InviteLink,
        /// Whether it is sent though an earlier change of the link may still be carried out.
        despite_open: bool,
    },
}

impl Write {
    /// The number it changes.
    pub fn number(&self) -> &NumberKey {
        match self {
            Self::Create { number, .. } => number,
            Self::Update { key, .. } | Self::Delete { key, .. } => &key.number,
            Self::ResetLink { key, .. } | Self::RemoveLink { key, .. } => &key.number,
        }
    }

    /// The profile that carries it out.
    pub fn profile(&self) -> &ProfileName {
        &self.number().profile
    }

    /// The same change, sent though an earlier one like it may still be carried out. Only creations and changes of links
    /// are held back by that.
    #[must_use]
    pub fn despite_open(&self) -> Self {
        let mut write = self.clone();
        if let Self::Create { despite_open, .. }
        | Self::ResetLink { despite_open, .. }
        | Self::RemoveLink { despite_open, .. } = &mut write
        {
            *despite_open = true;
        }
        write
    }

    /// What it changes, by its identifier; a code that is still to be made has none.
    pub fn object(&self) -> &str {
        match self {
            Self::Create { .. } => "a new code",
            Self::Update { key, .. } | Self::Delete { key, .. } => key.code.as_str(),
            Self::ResetLink { key, .. } | Self::RemoveLink { key, .. } => key.group.as_str(),
        }
    }
}
