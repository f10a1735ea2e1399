//! Profiles: which account at which service.

use super::{ProfileName, ProviderKind};

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
