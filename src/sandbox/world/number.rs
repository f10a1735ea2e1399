//! Phone numbers.

use serde::{Deserialize, Serialize};

use super::{Code, Codes, Group};
use crate::sandbox::Api;

/// A business phone number with everything that belongs to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Number {
    /// The service that has it.
    pub service: Api,
    /// What the service calls it: Graph's phone-number id; on CAMS the digits.
    pub id: String,
    /// The number with country code and without `+`.
    pub digits: String,
    /// The number as people write it.
    pub display: String,
    /// The verified name.
    pub name: String,
    /// `GREEN`, `YELLOW`, `RED`, `UNKNOWN`.
    pub quality: String,
    /// `CONNECTED`, `FLAGGED`, `PENDING`, …
    pub status: String,
    /// `APPROVED`, `PENDING_REVIEW`, `DECLINED`, …
    pub name_status: String,
    /// `TIER_250`, `TIER_1K`, …
    pub tier: String,
    /// Whether it is an Official Business Account.
    pub official: bool,
    /// The WhatsApp Business Account it is in; empty on CAMS.
    pub waba: String,
    /// Whether the service offers it groups.
    pub groups_enabled: bool,
    /// Unix seconds of its onboarding.
    pub created: i64,
    /// Its codes, oldest first.
    pub codes: Codes,
    /// Its groups, oldest first.
    pub groups: Vec<Group>,
}

impl Number {
    /// One of its codes.
    pub fn code(&self, code: &str) -> Option<Code> {
        self.codes.get(self.codes.position(code)?)
    }

    /// One of its groups.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }
}
