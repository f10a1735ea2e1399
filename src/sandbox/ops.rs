//! The names of everything a client can ask for: what faults hit and counters count.

use std::fmt;
use std::str::FromStr;

use crate::sandbox::Api;

/// Declares the operations with their service and name.
macro_rules! operations {
    ($($(#[$doc:meta])* $variant:ident = $service:ident $name:literal,)*) => {
        /// An operation of one of the two services.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Op {
            $($(#[$doc])* $variant,)*
        }

        impl Op {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The service it belongs to.
            pub fn service(self) -> Api {
                match self {
                    $(Self::$variant => Api::$service,)*
                }
            }

            /// The name in fault lists: CAMS's action, or `meta.…`.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

operations! {
    /// The phone numbers of the account (CAMS).
    CamsNumbers = Alibaba "QueryChatappPhoneNumbers",
    /// The codes of a number (CAMS).
    CamsListCodes = Alibaba "ListPhoneMessageQrdl",
    /// Makes a code (CAMS).
    CamsCreateCode = Alibaba "CreatePhoneMessageQrdl",
    /// Replaces a code (CAMS).
    CamsUpdateCode = Alibaba "UpdatePhoneMessageQrdl",
    /// Deletes a code (CAMS).
    CamsDeleteCode = Alibaba "DeletePhoneMessageQrdl",
    /// A page of the groups of a number (CAMS).
    CamsListGroups = Alibaba "ListChatGroup",
    /// Makes a group (CAMS).
    CamsAddGroup = Alibaba "AddChatGroup",
    /// Gives a group a new invite link (CAMS).
    CamsResetLink = Alibaba "AddChatGroupInviteLink",
    /// Removes the invite link of a group (CAMS).
    CamsDeleteLink = Alibaba "DeleteChatGroupInviteLink",
    /// The phone numbers of a WhatsApp Business Account (Graph).
    MetaNumbers = Meta "meta.numbers",
    /// One phone number or WhatsApp Business Account: a path does not tell them apart (Graph).
    MetaNumber = Meta "meta.numbers.get",
    /// The WhatsApp Business Accounts of a business or a user (Graph).
    MetaWabas = Meta "meta.wabas",
    /// A page of the codes of a number (Graph).
    MetaListCodes = Meta "meta.codes.list",
    /// One code (Graph).
    MetaGetCode = Meta "meta.codes.get",
    /// Makes a code (Graph).
    MetaCreateCode = Meta "meta.codes.create",
    /// Changes the message of a code (Graph).
    MetaUpdateCode = Meta "meta.codes.update",
    /// Deletes a code (Graph).
    MetaDeleteCode = Meta "meta.codes.delete",
    /// A page of the groups of a number (Graph).
    MetaListGroups = Meta "meta.groups.list",
    /// One group (Graph).
    MetaGetGroup = Meta "meta.groups.get",
    /// Makes a group (Graph).
    MetaCreateGroup = Meta "meta.groups.create",
    /// The invite link of a group (Graph).
    MetaGetLink = Meta "meta.link.get",
    /// Gives a group a new invite link (Graph).
    MetaResetLink = Meta "meta.link.reset",
    /// Removes the invite link of a group (Graph).
    MetaDeleteLink = Meta "meta.link.delete",
    /// What a token is good for (Graph).
    MetaDebugToken = Meta "meta.debug_token",
    /// The picture of a code (both services; Graph's image host in the real world).
    Picture = Meta "meta.picture",
}

impl Op {
    /// Whether it changes something.
    pub fn is_change(self) -> bool {
        matches!(
            self,
            Self::CamsCreateCode
                | Self::CamsUpdateCode
                | Self::CamsDeleteCode
                | Self::CamsAddGroup
                | Self::CamsResetLink
                | Self::CamsDeleteLink
                | Self::MetaCreateCode
                | Self::MetaUpdateCode
                | Self::MetaDeleteCode
                | Self::MetaCreateGroup
                | Self::MetaResetLink
                | Self::MetaDeleteLink
        )
    }
}

impl fmt::Display for Op {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// The text is no operation's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownOp;

impl FromStr for Op {
    type Err = UnknownOp;

    /// Takes a name as in [`Op::as_str`], and CAMS's actions also with `alibaba.` in front.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name = text.strip_prefix("alibaba.").unwrap_or(text);
        let found = Self::ALL.iter().copied().find(|op| op.as_str() == name).ok_or(UnknownOp)?;
        if name.len() < text.len() && found.service() == Api::Meta {
            return Err(UnknownOp);
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        for op in Op::ALL {
            assert_eq!(op.as_str().parse::<Op>(), Ok(*op));
        }
        assert_eq!("alibaba.ListChatGroup".parse::<Op>(), Ok(Op::CamsListGroups));
        assert_eq!("alibaba.meta.numbers".parse::<Op>(), Err(UnknownOp));
        assert_eq!("codes.list".parse::<Op>(), Err(UnknownOp));
    }
}
