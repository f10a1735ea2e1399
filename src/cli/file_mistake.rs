//! Mistakes in files that people write.

use serde::Serialize;

/// A mistake, as programs read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct FileMistake {
    /// The file as it was named.
    pub(super) file: String,
    /// The line, counted from 1.
    pub(super) line: usize,
    /// What is wrong.
    pub(super) message: String,
    /// What to do about it; null where the message says it.
    pub(super) advice: Option<String>,
}

impl FileMistake {
    /// The same for people and their editors, uncleaned: `FILE:LINE: what is wrong`.
    pub(super) fn sentence(&self) -> String {
        let Self { file, line, message, advice } = self;
        let advice = advice.as_deref().map_or_else(String::new, |advice| format!(" {advice}"));
        format!("{file}:{line}: {message}{advice}")
    }
}

/// What so many mistakes mean.
pub(super) fn summary(count: usize) -> String {
    let noun = if count == 1 { "1 mistake".to_owned() } else { format!("{count} mistakes") };
    format!("{noun}; nothing was sent.")
}
