//! Groups and their invite links.

use super::GroupId;

/// What is known of a group's invite link. Graph does not tell it with the list of groups, so it can be
/// unknown until it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum InviteLink {
    /// Not asked for yet.
    Unknown,
    /// The service says there is none.
    None,
    /// `https://chat.whatsapp.com/…`: one live link a group, no expiry.
    Link(String),
}

impl InviteLink {
    /// The link, where there is one.
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Link(url) => Some(url),
            Self::Unknown | Self::None => None,
        }
    }
}

/// A group of a phone number. At most eight members; people join by invite link only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Opaque; on Graph base64 with `/`, `+` and `=`.
    pub id: GroupId,
    /// The name of the group, uncleaned.
    pub subject: String,
    /// Longer text, uncleaned; may be empty.
    pub description: String,
    /// `ACTIVE`, `CREATING`, …; Graph tells only whether it is suspended.
    pub status: Option<String>,
    /// Members besides the business.
    pub participants: Option<u32>,
    /// The one live link.
    pub invite_link: InviteLink,
}

/// The most members a group can have, the business not counted (both services).
pub const MAX_GROUP_MEMBERS: u32 = 8;
