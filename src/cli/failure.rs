//! How a command ends.

use std::fmt::Write as _;
use std::process::ExitCode;

use serde::Serialize;

use super::file_mistake::{self, FileMistake};
use crate::model::{Error, ErrorKind, ProfileName};

/// So many mistakes are told to a person at most; nobody reads more.
const MOST: usize = 100;

/// The exit statuses other programs rely on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// 0: done.
    Done,
    /// 1: failed.
    Failed,
    /// 2: wrong usage.
    Usage,
    /// 3: what was asked for does not exist.
    NotFound,
    /// 4: not confirmed, or read-only.
    Refused,
    /// 5: a change was sent and its outcome is not known.
    Unknown,
}

impl Exit {
    /// The status of a class of errors.
    fn of(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::Refused | ErrorKind::StillOpen => Self::Refused,
            ErrorKind::OutcomeUnknown => Self::Unknown,
            _ => Self::Failed,
        }
    }

    /// The status as a number.
    pub(super) fn status(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 1,
            Self::Usage => 2,
            Self::NotFound => 3,
            Self::Refused => 4,
            Self::Unknown => 5,
        }
    }

    /// The status of several things together: what they agree on, else [`Exit::Unknown`] if there is one, which
    /// somebody has to look after, else [`Exit::Failed`].
    #[must_use]
    pub(super) fn together(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            _ => Self::Failed,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.status())
    }
}

/// An error on its way to the person or program that called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    /// The status it ends with.
    pub(super) exit: Exit,
    pub(super) error: Box<Error>,
    /// The profile it happened in, where it is about one.
    pub(super) profile: Option<ProfileName>,
    /// What is wrong in files, where that is what it is about.
    pub(super) mistakes: Vec<FileMistake>,
}

impl Failure {
    pub(super) fn usage(error: Error) -> Self {
        Self { exit: Exit::Usage, ..Self::from(error) }
    }

    /// Mistakes in files, all at once.
    pub(super) fn mistaken(mistakes: Vec<FileMistake>) -> Self {
        let error = Error::config(file_mistake::summary(mistakes.len())).advise("Correct the file, then try again.");
        Self { mistakes, ..Self::usage(error) }
    }

    /// Something that was not confirmed.
    pub(super) fn refused(message: impl Into<String>, advice: impl Into<String>) -> Self {
        Error::new(ErrorKind::Refused, message).advise(advice).into()
    }

    /// Says which profile it happened in.
    #[must_use]
    pub(super) fn of(mut self, profile: &ProfileName) -> Self {
        self.profile = Some(profile.clone());
        self
    }

    /// The error as other programs read it.
    pub(super) fn document(&self) -> impl Serialize + '_ {
        let kind = if self.exit == Exit::Usage { "usage" } else { self.error.kind.as_str() };
        Document {
            error: Body {
                kind,
                message: &self.error.message,
                advice: &self.error.advice,
                request_id: self.error.request_id.as_deref(),
                vendor_code: self.error.vendor_code.as_deref(),
                retry_after_seconds: match self.error.kind {
                    ErrorKind::Throttled { retry_after: Some(wait) } => Some(wait.as_secs()),
                    _ => None,
                },
                profile: self.profile.as_ref().map(ProfileName::as_str),
            },
            mistakes: &self.mistakes,
        }
    }

    /// The error as a person reads it, uncleaned.
    pub(super) fn sentences(&self) -> String {
        let mut text = String::from("qrdeck: ");
        if let Some(profile) = &self.profile {
            text.push_str(profile.as_str());
            text.push_str(": ");
        }
        text.push_str(&self.error.message);
        text.push('\n');
        for mistake in self.mistakes.iter().take(MOST) {
            text.push_str(&mistake.sentence());
            text.push('\n');
        }
        if self.mistakes.len() > MOST {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "and {} more", self.mistakes.len() - MOST);
        }
        text.push_str(&self.error.advice);
        for (name, value) in [("Code", &self.error.vendor_code), ("Request id", &self.error.request_id)] {
            if let Some(value) = value {
                // Writing to a `String` cannot fail.
                let _ = write!(text, "\n{name}: {value}");
            }
        }
        text
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { exit: Exit::of(error.kind), error: Box::new(error), profile: None, mistakes: Vec::new() }
    }
}

/// `{"error": …}`, and the mistakes that it is about.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Document<'a> {
    error: Body<'a>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    mistakes: &'a [FileMistake],
}

/// What went wrong.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Body<'a> {
    /// The class of the error, such as `not_found`, `refused`, `usage` or `outcome_unknown`.
    kind: &'a str,
    message: &'a str,
    /// What to do about it.
    advice: &'a str,
    /// What the service's support asks for.
    request_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vendor_code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after_seconds: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<&'a str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_disagrees_has_failed_unless_something_is_unknown() {
        assert_eq!(Exit::NotFound.together(Exit::NotFound), Exit::NotFound);
        assert_eq!(Exit::Done.together(Exit::Failed), Exit::Failed);
        assert_eq!(Exit::NotFound.together(Exit::Refused), Exit::Failed);
        assert_eq!(Exit::Done.together(Exit::Unknown), Exit::Unknown);
    }

    #[test]
    fn people_get_sentences_with_what_support_asks_for() {
        let error = Error::new(ErrorKind::Auth, "The token is expired.").advise("Get a new one.").request_id("AbC");
        let failure = Failure::from(error).of(&ProfileName::new("eu"));
        assert_eq!(failure.sentences(), "qrdeck: eu: The token is expired.\nGet a new one.\nRequest id: AbC");
        assert_eq!(failure.exit, Exit::Failed);
    }

    #[test]
    fn programs_get_the_documented_object() {
        let failure = Failure::usage(Error::config("No."));
        let value = serde_json::to_value(failure.document()).unwrap();
        let advice = "Correct it and start again.";
        let wanted =
            serde_json::json!({"error": {"kind": "usage", "message": "No.", "advice": advice, "request_id": null}});
        assert_eq!(value, wanted);
    }
}
