//! Codes that are there already, for blocks that would have them made: after a kill, or made by somebody else.

use std::collections::HashSet;

use super::block::CodeBlock;
use super::survey::{JournalFacts, Present, PresentCodes};
use crate::model::same_message;

/// Hands out the codes that nobody has, each once.
pub(super) struct Unclaimed<'a> {
    free: Vec<Present<'a>>,
    /// Those that creations of this machine have made.
    own: HashSet<&'a str>,
}

impl<'a> Unclaimed<'a> {
    /// The codes that `is_taken` does not say are taken.
    pub(super) fn of(present: &PresentCodes<'a>, journal: &'a JournalFacts, is_taken: impl Fn(&str) -> bool) -> Self {
        let free = present.iter().filter(|code| !is_taken(code.code)).collect();
        let own = journal.made.iter().filter(|made| made.created).map(|made| made.code.as_str()).collect();
        Self { free, own }
    }

    /// The code that a block without one can have: with its message, and rather one that this machine has made.
    pub(super) fn take(&mut self, block: &CodeBlock) -> Option<Present<'a>> {
        let ways: [&dyn Fn(&Present<'_>) -> bool; 4] = [
            &|code| self.own.contains(code.code) && code.message == block.message,
            &|code| self.own.contains(code.code) && same_message(code.message, &block.message),
            &|code| code.message == block.message,
            &|code| same_message(code.message, &block.message),
        ];
        let at = ways.iter().find_map(|way| self.free.iter().position(way))?;
        Some(self.free.remove(at))
    }

    /// Takes this one away from the others.
    pub(super) fn claim(&mut self, code: &str) {
        self.free.retain(|free| free.code != code);
    }

    /// Those that nobody has taken, in their order.
    pub(super) fn rest(&self) -> impl Iterator<Item = Present<'a>> {
        self.free.iter().copied()
    }
}
