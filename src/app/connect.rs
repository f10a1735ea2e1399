//! Connecting an account: what the form asks for, and what the check of an account finds.

use crate::model::{Error, ProfileName, ProviderKind, Secret};

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

/// Whether this machine has a keyring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyringState {
    /// It is being found out.
    Unknown,
    /// It has one.
    Usable,
    /// It has none that can be used; why, without a full stop.
    Unusable(&'static str),
}

/// A step of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConnectStep {
    /// Which service.
    Service,
    /// The secret, and what belongs to it.
    Token,
    /// Where the secret is kept.
    Keep,
}

impl ConnectStep {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Service, Self::Token, Self::Keep];
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConnectField {
    /// Which service.
    Service,
    /// The name of the profile.
    Name,
    /// A field of the service, by its key.
    Value(&'static str),
    /// The main secret.
    Secret,
    /// Where the secret is kept.
    Keep,
    /// The file it is kept in.
    File,
    /// The button that connects.
    Connect,
}

impl ConnectField {
    /// The step that it is in.
    pub fn step(self) -> ConnectStep {
        match self {
            Self::Service => ConnectStep::Service,
            Self::Name | Self::Value(_) | Self::Secret => ConnectStep::Token,
            Self::Keep | Self::File | Self::Connect => ConnectStep::Keep,
        }
    }
}

/// Why the account is not connected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectMistake {
    /// The field at fault; none where what was written is not.
    pub field: Option<ConnectField>,
    /// A sentence.
    pub what: String,
    /// What to do about it, in the words of the form.
    pub hint: String,
}

impl ConnectMistake {
    /// One that an error tells of.
    pub fn of(field: Option<ConnectField>, error: Error) -> Self {
        Self { field, what: error.message, hint: error.advice }
    }
}

/// An account that is connected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connected {
    /// Its profile.
    pub profile: ProfileName,
    /// The phone numbers it has.
    pub numbers: usize,
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
