//! Files within files.

use super::Read;
use super::time_limit::TimeLimit;

/// Reads what a file holds that lies so many files deep.
type Contents = fn(Vec<u8>, usize, &TimeLimit) -> Read;

/// What the reader of a file knows of the files around it, and how those within it are read: by whoever tells files
/// apart, whom the readers of single kinds do not know.
#[derive(Clone, Copy)]
pub(super) struct Within<'a> {
    pub(super) limit: &'a TimeLimit,
    /// How many files the file lies in.
    depth: usize,
    contents: Contents,
}

impl<'a> Within<'a> {
    pub(super) fn new(depth: usize, limit: &'a TimeLimit, contents: Contents) -> Self {
        Self { limit, depth, contents }
    }

    /// Reads a file that lies in the file.
    pub(super) fn read(self, bytes: Vec<u8>) -> Read {
        (self.contents)(bytes, self.depth + 1, self.limit)
    }
}
