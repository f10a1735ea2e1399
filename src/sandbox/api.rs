//! Which of the two APIs.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::model::ProviderKind;

/// The APIs that the sandbox speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Api {
    /// Meta's Graph.
    Meta,
    /// Alibaba Cloud's CAMS.
    Alibaba,
}

impl Api {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Meta, Self::Alibaba];

    /// The service that has this API.
    pub fn provider(self) -> ProviderKind {
        match self {
            Self::Meta => ProviderKind::Meta,
            Self::Alibaba => ProviderKind::Alibaba,
        }
    }

    /// The API of a service. `None` where the sandbox does not speak it.
    pub fn of(provider: ProviderKind) -> Option<Self> {
        Self::ALL.into_iter().find(|api| api.provider() == provider)
    }
}

impl fmt::Display for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.provider().fmt(f)
    }
}
