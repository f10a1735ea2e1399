//! Where Meta's own sources contradict each other, both answers can be had.
//!
//! A style is chosen in the fault file (see [`crate::sandbox::faults`]). The defaults follow Meta's current reference
//! (OpenAPI v23.0 and the guides of 2026), because that is what the SDKs are written against. `live` and the other
//! values are what third parties captured from the real service. A client that is to work on the real one must work
//! with every combination.

use serde::Deserialize;

/// How the Graph side of the sandbox answers: `{"style": {"graph": {"errors": "live", "groups": "array"}}}`, or
/// `{"style": {"graph": "live"}}` for the form of errors alone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GraphStyle {
    /// The form of errors.
    pub errors: ErrorStyle,
    /// What `fields` does to the three fields every code has.
    pub fields: FieldStyle,
    /// When a list carries `paging`.
    pub paging: PagingStyle,
    /// What `paging.next` and `paging.previous` look like.
    pub next: NextStyle,
    /// What a `limit` over the maximum does.
    pub over_limit: OverLimit,
    /// What the 140 of a message count.
    pub length: LengthUnit,
    /// What getting one code answers where there is none.
    pub missing_code: MissingCode,
    /// The shape of the list of groups.
    pub groups: GroupShape,
    /// Whether the app requires `appsecret_proof`, plain or timed, on every request. A wrong one is always refused.
    pub require_proof: bool,
    /// Calls an hour; without it nothing is counted and no usage header is sent.
    pub budget: Option<HourlyLimit>,
    /// How long a link to a picture lives, in seconds.
    pub picture_seconds: u32,
}

impl Default for GraphStyle {
    fn default() -> Self {
        Self {
            errors: ErrorStyle::default(),
            fields: FieldStyle::default(),
            paging: PagingStyle::default(),
            next: NextStyle::default(),
            over_limit: OverLimit::default(),
            length: LengthUnit::default(),
            missing_code: MissingCode::default(),
            groups: GroupShape::default(),
            require_proof: false,
            budget: None,
            picture_seconds: 3_600,
        }
    }
}

/// The form of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorStyle {
    /// As Meta's reference has them: 404 with 803, 401 with 190, 429 with 4, plain messages.
    #[default]
    Docs,
    /// As captured from the service: 400 with 100/33, 400 with 190, 400 with 4, messages that begin `(#100)`.
    Live,
}

/// What `fields` does to `code`, `prefilled_message` and `deep_link_url`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldStyle {
    /// They are always there (OpenAPI v23.0).
    #[default]
    AlwaysThree,
    /// Only what was asked for (the saved responses of Meta's Postman collection).
    Projection,
}

/// When a list carries `paging`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PagingStyle {
    /// Where there is another page.
    #[default]
    WhenNeeded,
    /// On every list that is not empty, with cursors.
    Always,
}

/// What `paging.next` and `paging.previous` look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NextStyle {
    /// Absolute, on the address the request came to.
    #[default]
    Plain,
    /// With the caller's `access_token` in it, as the real service does for some callers.
    WithToken,
    /// On another host, which no client may follow.
    ForeignHost,
}

/// What a `limit` over the maximum does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverLimit {
    /// It counts as the maximum.
    #[default]
    Clamp,
    Refuse,
}

/// What the 140 of a message count; Meta says "characters".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LengthUnit {
    /// Unicode code points.
    #[default]
    CodePoints,
    /// UTF-16 units.
    Utf16,
}

/// What getting one code answers where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MissingCode {
    #[default]
    Refuse,
    /// `{"data":[]}`.
    Empty,
}

/// The shape of the list of groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupShape {
    /// `{"data":{"groups":[{"created_at":"…"}]},"paging":{"cursors":…}}` (OpenAPI v23.0 and guide), with `next` where
    /// there is more, which is the rule of Graph.
    #[default]
    Object,
    /// `{"data":[{"creation_timestamp":…}],"paging":{"cursors":…}}`, without `next` even where there is more
    /// (captures).
    Array,
    /// As `array`, with `next` where there is more (Gupshup's capture).
    ArrayNext,
}

/// Calls in any hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HourlyLimit {
    /// Calls to each WhatsApp Business account: 80008 when they are used up. Meta has 200, and 5,000 for an account
    /// with a number.
    pub account: u32,
    /// Calls of the app over all accounts: 4/2446079 when they are used up; 0 sets no such limit.
    pub app: u32,
    /// Whether a call that was refused counts too, so that calling on makes the wait longer (Meta: "stop making
    /// calls").
    pub count_refused: bool,
}

impl Default for HourlyLimit {
    fn default() -> Self {
        Self { account: 200, app: 0, count_refused: false }
    }
}
