//! What CAMS answers beyond the envelope. Field names and nesting from the service's reference pages and its
//! SDK; each field may be missing, see [`super::lenient`]. A list is absent where an answer has none at all, not even an
//! empty one, see [`super::listing`].

use serde::Deserialize;
use serde_json::Value;

use super::lenient::{count, flag, list, token, verbatim};

/// `QueryChatappPhoneNumbers`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Numbers {
    #[serde(default, deserialize_with = "list")]
    pub phone_numbers: Option<Vec<NumberRow>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct NumberRow {
    #[serde(deserialize_with = "token")]
    pub phone_number: Option<String>,
    #[serde(deserialize_with = "verbatim")]
    pub verified_name: Option<String>,
    #[serde(deserialize_with = "token")]
    pub status: Option<String>,
    #[serde(deserialize_with = "token")]
    pub quality_rating: Option<String>,
    #[serde(deserialize_with = "flag")]
    pub is_official: Option<bool>,
}

/// `ListPhoneMessageQrdl` (a list), `CreatePhoneMessageQrdl` and `UpdatePhoneMessageQrdl` (one).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Codes {
    #[serde(default, deserialize_with = "list")]
    pub data: Option<Vec<CodeRow>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct CodeRow {
    #[serde(deserialize_with = "token")]
    pub qrdl_code: Option<String>,
    #[serde(deserialize_with = "verbatim")]
    pub prefilled_message: Option<String>,
    #[serde(deserialize_with = "token")]
    pub deep_link_url: Option<String>,
    #[serde(deserialize_with = "token")]
    pub qr_image_url: Option<String>,
    /// `PNG` or `SVG`: what is behind `qr_image_url`.
    #[serde(deserialize_with = "token")]
    pub generate_qr_image: Option<String>,
}

/// `ListChatGroup`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct Groups {
    #[serde(deserialize_with = "page")]
    pub data: GroupPage,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct GroupPage {
    #[serde(deserialize_with = "list")]
    pub list: Option<Vec<GroupRow>>,
    /// How many groups there are on all pages.
    #[serde(deserialize_with = "count")]
    pub total: Option<u32>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct GroupRow {
    #[serde(deserialize_with = "token")]
    pub group_id: Option<String>,
    #[serde(deserialize_with = "verbatim")]
    pub subject: Option<String>,
    #[serde(deserialize_with = "token")]
    pub description: Option<String>,
    #[serde(deserialize_with = "token")]
    pub group_status: Option<String>,
    #[serde(deserialize_with = "token")]
    pub invite_link: Option<String>,
    #[serde(deserialize_with = "count")]
    pub total_participant_count: Option<u32>,
}

/// `AddChatGroupInviteLink`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct Invite {
    #[serde(deserialize_with = "token")]
    pub invite_link: Option<String>,
}

/// `DeleteChatGroupInviteLink`.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(super) struct Removed {
    /// How many links were removed.
    #[serde(deserialize_with = "count")]
    pub result: Option<u32>,
}

/// A page of groups; a bare list counts as one, and nothing as an empty one.
fn page<'de, D: serde::Deserializer<'de>>(from: D) -> Result<GroupPage, D::Error> {
    let value = Value::deserialize(from)?;
    match value {
        Value::Object(_) => serde_json::from_value(value).map_err(serde::de::Error::custom),
        bare => Ok(GroupPage { list: list(bare).map_err(serde::de::Error::custom)?, total: None }),
    }
}
