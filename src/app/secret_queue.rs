//! Secrets that a person is asked for, one question after the other.

use std::collections::{HashSet, VecDeque};

use crate::config::secret::SecretKind;
use crate::model::{Error, ProfileName};

/// A secret that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretRequest {
    /// The profile that cannot be used without it.
    pub profile: ProfileName,
    /// Which of its secrets.
    pub kind: SecretKind,
    /// Why the service has refused what was typed before.
    pub refused: Option<Error>,
}

impl SecretRequest {
    /// Whether it is about this secret.
    pub(crate) fn is(&self, profile: &ProfileName, kind: SecretKind) -> bool {
        self.profile == *profile && self.kind == kind
    }
}

/// What is asked for, and what the person will not give for now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecretQueue {
    /// Questions that wait for their turn; that of the open dialog is not among them.
    pub waiting: VecDeque<SecretRequest>,
    /// Profiles that stay unconnected until their numbers are asked for again.
    pub declined: HashSet<ProfileName>,
}
