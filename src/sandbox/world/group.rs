//! Groups and their invite links.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::random::Random;

const LETTERS_AND_DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const CAPITALS_AND_DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// What a group is doing (CAMS's `GroupStatus`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum GroupStatus {
    Active,
    Inactive,
    /// Stopped by the service.
    Suspended,
    /// Being made; becomes active after some listings.
    Creating,
    Deleting,
    Updating,
}

impl GroupStatus {
    /// The value on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
            Self::Suspended => "SUSPENDED",
            Self::Creating => "CREATING",
            Self::Deleting => "DELETING",
            Self::Updating => "UPDATING",
        }
    }
}

/// A group of a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// The id: on Graph base64 that may hold `/`, `+` and `=`.
    pub id: String,
    pub subject: String,
    /// More words; may be empty.
    pub description: String,
    /// What it is doing.
    pub status: GroupStatus,
    /// Members, the business not counted.
    pub participants: u32,
    /// Unix seconds.
    pub created: i64,
    /// The one live invite link, where there is one.
    pub link: Option<String>,
    /// Listings to go until a group that is being created is active.
    pub listings_left: u8,
}

/// The id of a group on Graph: base64 of `capi_group:<number>:` and some bytes. With `awkward` the id holds `/`
/// and `+`, which a path must escape.
pub(super) fn graph_group_id(random: &mut Random, digits: &str, awkward: bool) -> String {
    loop {
        let mut bytes = format!("capi_group:{digits}:").into_bytes();
        bytes.extend_from_slice(&random.next().to_le_bytes());
        // A length that is no multiple of three ends in `=`.
        if bytes.len().is_multiple_of(3) {
            bytes.push(0x31);
        }
        let id = STANDARD.encode(bytes);
        if !awkward || (id.contains('/') && id.contains('+')) {
            return id;
        }
    }
}

/// The id of a group on CAMS.
pub(super) fn cams_group_id(random: &mut Random) -> String {
    random.text(CAPITALS_AND_DIGITS, 20)
}

/// An invite link: 22 letters and digits, never the same for two serials in practice.
pub(super) fn invite_link(seed: u64, serial: u64) -> String {
    let id = Random::new(seed ^ serial.rotate_left(32), "invite link").text(LETTERS_AND_DIGITS, 22);
    format!("https://chat.whatsapp.com/{id}")
}
