//! Groups and their invite links.

use serde::{Deserialize, Serialize};

use super::GroupId;

/// What is known of a group's invite link. Graph does not tell it with the list of groups, so it can be
/// unknown until it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// The part of an invite link that tells it from others: the last of its path.
pub fn invite_id(url: &str) -> Option<&str> {
    let path = url.split(['?', '#']).next().unwrap_or(url).trim_end_matches('/');
    path.rsplit_once("chat.whatsapp.com/")
        .map(|(_, id)| id.rsplit('/').next().unwrap_or(id))
        .filter(|id| !id.is_empty())
}

/// The most members a group can have, the business not counted (both services).
pub const MAX_GROUP_MEMBERS: u32 = 8;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invite_is_known_by_the_last_part_of_its_link() {
        for url in [
            "https://chat.whatsapp.com/LYTfzdP1hMT7QgXKNqmVxr",
            "https://chat.whatsapp.com/invite/LYTfzdP1hMT7QgXKNqmVxr/",
            "chat.whatsapp.com/LYTfzdP1hMT7QgXKNqmVxr?mode=wwt",
        ] {
            assert_eq!(invite_id(url), Some("LYTfzdP1hMT7QgXKNqmVxr"), "{url}");
        }
        assert_eq!(invite_id("https://chat.whatsapp.com/"), None);
        assert_eq!(invite_id("https://example.com/LYT"), None);
    }
}
