//! How a change of a plan has ended.

use crate::cli::failure::Failure;
use crate::store::Made;

/// How a change has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was carried out, and made this.
    Done(Option<Made>),
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
    pub(super) fn made(&self) -> Option<&Made> {
        if let Self::Done(made) = self { made.as_ref() } else { None }
    }

    pub(super) fn is_done(&self) -> bool {
        matches!(self, Self::Done(_))
    }
}
