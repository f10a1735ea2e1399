//! Connecting an account: what the form asks for, and what the check of an account finds.

use crate::model::{ProviderKind, Secret};

/// The account that is to be connected. It is checked with the service before anything is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectOrder {
    /// The service.
    pub provider: ProviderKind,
    /// The name of the profile.
    pub name: String,
    /// The fields of the service by their keys; empty ones say nothing.
    pub values: Vec<(&'static str, String)>,
    /// The main secret.
    pub secret: Secret,
    /// Where the secret is kept.
    pub keep: Keep,
    /// The file it is kept in.
    pub file: String,
}

/// Where the secret is to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Keep {
    /// In the system's keyring.
    Keyring,
    /// In a file of its own, for its owner only.
    File,
    /// Nowhere: the person types it in each run.
    Prompt,
}

impl Keep {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Keyring, Self::File, Self::Prompt];

    /// The words in the form.
    pub fn words(self) -> &'static str {
        match self {
            Self::Keyring => "keyring",
            Self::File => "file",
            Self::Prompt => "ask each time",
        }
    }
}

/// What was found out about the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is as it should be.
    pub good: bool,
    /// A sentence.
    pub sentence: String,
    /// What to do about it.
    pub advice: Option<String>,
}
