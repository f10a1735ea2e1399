//! What the app tells without being asked.

use std::time::Duration;

use super::Moment;
use crate::model::{Error, NumberKey, QrCode};

/// How a toast is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// For information.
    Info,
    /// Something was done.
    Good,
    /// Something needs attention.
    Warning,
}

/// A short message that goes away by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    /// A sentence.
    pub text: String,
    /// How it is meant.
    pub level: Level,
    /// Since the start of the app.
    pub until: Duration,
    /// The link that was on screen, where it is about that and does not name it: it goes when another one comes.
    pub about: Option<String>,
}

/// An error that stays until it has been read.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// What was being done: "Listing the codes of Aurora Coffee, Berlin".
    pub doing: String,
    /// What went wrong.
    pub error: Error,
    /// When.
    pub at: Moment,
    /// Whether the person has had it open.
    pub read: bool,
    /// The codes that it is about, where a service lists them no longer.
    pub unlisted: Option<UnlistedCodes>,
}

/// Codes of a number that its service lists no longer, as they were last seen. That is no proof that they are dead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnlistedCodes {
    /// The number.
    pub number: NumberKey,
    /// At least one.
    pub codes: Vec<QrCode>,
}

impl Problem {
    /// An error that nobody has read.
    pub fn new(doing: impl Into<String>, error: Error, at: Moment) -> Self {
        Self { doing: doing.into(), error, at, read: false, unlisted: None }
    }

    /// The whole of it as text, for a report.
    pub fn report(&self) -> String {
        format!("{}\n{}\n{}", self.at.wall.strftime("%Y-%m-%d %H:%M:%S"), self.doing, self.error.report())
    }
}
