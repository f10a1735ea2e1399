//! What is wrong with a row.

/// A mistake, and where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// The line of the file, from one.
    pub line: usize,
    /// What is wrong and what to do, in sentences, uncleaned.
    pub sentence: String,
}

impl Mistake {
    pub(super) fn new(line: usize, sentence: impl Into<String>) -> Self {
        Self { line, sentence: sentence.into() }
    }
}
