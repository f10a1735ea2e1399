//! Where the pages of CAMS contradict each other or leave something open, both answers can be had.

use serde::Deserialize;

/// How the CAMS side answers: `{"style": {"cams": {"throttle_status": 429, …}}}`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CamsStyle {
    /// The HTTP status of a throttled call: 400 (the default) or 429.
    pub throttle_status: u16,
    /// Calls a second of each message-code operation and access key; the pages say 5, and 0 is no limit.
    pub calls_per_second: usize,
    /// What stands where there is nothing to say.
    pub nothing: Nothing,
    /// Where the stray newlines of the vendor's examples turn up.
    pub newlines: Newlines,
    /// Refusals come with HTTP status 200 and are told by their `Code` alone.
    pub errors_in_200: bool,
    /// What an update does to its code.
    pub updates: Updates,
}

impl Default for CamsStyle {
    fn default() -> Self {
        Self {
            throttle_status: 400,
            calls_per_second: 5,
            nothing: Nothing::default(),
            newlines: Newlines::default(),
            errors_in_200: false,
            updates: Updates::default(),
        }
    }
}

/// What an update does to its code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Updates {
    /// It is gone, and a new one takes its place (the example of the page).
    #[default]
    Replace,
    /// It stays, as on Graph.
    InPlace,
}

/// `Message` and `AccessDeniedDetail` of a success.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nothing {
    /// The text `None` (the English pages).
    #[default]
    None,
    /// The text `无` (the Chinese pages).
    Chinese,
    Empty,
    /// The fields are not there.
    Absent,
}

/// Stray newlines, as in the examples of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Newlines {
    None,
    /// After the `RequestId` of a created and a deleted code.
    #[default]
    RequestId,
    /// After every `RequestId` and every `QrdlCode`.
    Everywhere,
}
