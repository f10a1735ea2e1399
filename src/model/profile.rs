//! Profiles: which account at which service.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::ProfileName;

/// The two services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProviderKind {
    /// Meta's WhatsApp Cloud API (Graph).
    Meta,
    /// Alibaba Cloud's Chat App Message Service.
    Alibaba,
}

impl ProviderKind {
    /// The name in configuration and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Alibaba => "alibaba",
        }
    }

    /// The service with that name.
    pub fn from_word(name: &str) -> Option<Self> {
        [Self::Meta, Self::Alibaba].into_iter().find(|kind| kind.as_str() == name)
    }

    /// The name people use for the service, short enough for a column.
    pub fn short_name(self) -> &'static str {
        match self {
            Self::Meta => "Meta",
            Self::Alibaba => "CAMS",
        }
    }

    /// The service's full name, for sentences.
    pub fn service_name(self) -> &'static str {
        match self {
            Self::Meta => "Meta's WhatsApp Cloud API",
            Self::Alibaba => "Alibaba Cloud CAMS",
        }
    }

    /// Whether changing the message of a code makes a new code and kills the printed one. CAMS documents this
    /// of `UpdatePhoneMessageQrdl`; on Graph code and link survive.
    pub fn update_replaces_code(self) -> bool {
        matches!(self, Self::Alibaba)
    }

    /// Whether one code can be read without listing all of its number. CAMS has no operation for that.
    pub fn reads_single_codes(self) -> bool {
        matches!(self, Self::Meta)
    }
}

impl fmt::Display for ProviderKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Whether acts have consequences outside this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum World {
    /// The embedded sandbox: nothing outside this machine changes.
    Sandbox,
    /// A real account.
    Live,
}

impl World {
    /// The badge on screen and in dialogs.
    pub fn badge(self) -> &'static str {
        match self {
            Self::Sandbox => "SANDBOX",
            Self::Live => "LIVE",
        }
    }
}

/// What the app needs to know of a profile; how to reach it is the configuration's business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Unique among the profiles.
    pub name: ProfileName,
    /// The service it speaks to.
    pub provider: ProviderKind,
    /// Sandbox or live.
    pub world: World,
    /// No change is ever sent through it.
    pub read_only: bool,
}
