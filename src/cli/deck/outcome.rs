//! How a change of a plan has ended.

use crate::cli::failure::Failure;
use crate::model::{QrCode, is_altered};
use crate::store::Made;

/// The code that a change has made, or left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MadeNow {
    pub(super) made: Made,
    /// Its message, where the service has told it.
    pub(super) message: Option<String>,
}

impl MadeNow {
    /// The message that the service has stored, where it is another than the one that was sent.
    pub(super) fn stored_instead_of(&self, sent: &str) -> Option<&str> {
        self.message.as_deref().filter(|stored| is_altered(stored, sent))
    }
}

impl From<Made> for MadeNow {
    fn from(made: Made) -> Self {
        Self { made, message: None }
    }
}

impl From<QrCode> for MadeNow {
    fn from(code: QrCode) -> Self {
        Self { made: Made::code(&code), message: Some(code.message) }
    }
}

/// How a change has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was carried out, and made this.
    Done(Option<MadeNow>),
    /// It was not.
    Failed(Failure),
    /// It may or may not have been.
    Unknown(Failure),
    /// It was not sent: the command was to end, the service did not answer, or what comes before it has failed.
    NotBegun,
}

impl Outcome {
    /// The name in JSON.
    pub(super) fn as_str(&self) -> &'static str {
        match self {
            Self::Done(_) => "done",
            Self::Failed(_) => "failed",
            Self::Unknown(_) => "unknown",
            Self::NotBegun => "not_begun",
        }
    }

    /// The code that it has made.
    pub(super) fn made(&self) -> Option<&MadeNow> {
        if let Self::Done(made) = self { made.as_ref() } else { None }
    }

    /// Why it is not done.
    pub(super) fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Failed(failure) | Self::Unknown(failure) => Some(failure),
            Self::Done(_) | Self::NotBegun => None,
        }
    }

    pub(super) fn is_done(&self) -> bool {
        matches!(self, Self::Done(_))
    }
}
