//! What a person has typed, understood.
//!
//! Words in any order, all of which must be found; `"several words"` as they stand; `key:word` for a word in one place;
//! `is:something` for rows of which something is true; `-` before any of these for rows to leave out.

mod complete;
mod keys;
mod parse;

use memchr::memchr;
use memchr::memmem::Finder;

pub use complete::{Completion, completions};
pub use keys::Field;

use super::fuzzy::Pattern;
use super::traits::Traits;

/// A query.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// All of them must be found.
    pub(super) words: Vec<Word>,
    /// None of them may be found.
    pub(super) excluded: Vec<Word>,
    /// What must be true of a row.
    pub(super) all: Traits,
    /// What must not be true of a row.
    pub(super) none: Traits,
    /// Whether a row must be marked, or must not be.
    pub(super) marked: Option<bool>,
    notes: Vec<String>,
}

/// A word, or several in quotes.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Folded; not empty.
    pub(super) text: Box<str>,
    /// With which letter it begins.
    pub(super) initial: u32,
    finder: Finder<'static>,
    /// Where it must be; anywhere if absent.
    pub(super) field: Option<Field>,
    /// What is similar to it; absent where it must be exactly so.
    pub(super) similar: Option<Pattern>,
}

impl Query {
    /// Whether it asks for nothing: all rows match.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.excluded.is_empty() && self.marked.is_none() && self.traits_are_free()
    }

    /// Sentences about what was not understood; it is searched for as text.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The same of codes alone that still work.
    #[must_use]
    pub fn of_codes(mut self) -> Self {
        self.none = self.none.with(Traits::NO_LIVE_CODE);
        self
    }

    /// The same without groups.
    #[must_use]
    pub fn without_groups(mut self) -> Self {
        self.none = self.none.with(Traits::GROUP);
        self
    }

    /// Whether the answer depends on what is marked.
    pub fn asks_for_marks(&self) -> bool {
        self.marked.is_some()
    }

    /// Whether duplicates are asked for and nothing else says how to order them.
    pub(super) fn pairs_duplicates(&self) -> bool {
        self.words.is_empty() && self.all.has_any(Traits::DUPLICATE)
    }

    /// Whether traits of a row are what the query asks for.
    pub(super) fn admits(&self, traits: Traits) -> bool {
        traits.has_all(self.all) && !traits.has_any(self.none)
    }

    fn traits_are_free(&self) -> bool {
        self.all == Traits::default() && self.none == Traits::default()
    }
}

impl Word {
    /// Its first place in a folded text, from a byte on.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<usize> {
        let text = text.as_bytes().get(from..)?;
        let at = match self.text.as_bytes() {
            // Single letters are everywhere: this is the shorter way to each of them.
            [byte] => memchr(*byte, text),
            _ => self.finder.find(text),
        };
        Some(from + at?)
    }
}
