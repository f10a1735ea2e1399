//! Which numbers the blocks of a file are about.

use std::collections::HashMap;

use crate::model::NumberKey;

/// What the blocks of a file are about, by their places in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolved {
    /// `[[number]]` blocks.
    pub numbers: HashMap<usize, NumberKey>,
    /// `[[code]]` and `[[group]]` blocks: the place of their number's block.
    pub owners: HashMap<usize, usize>,
}

impl Resolved {
    /// The number of a code or a group.
    pub fn number_of(&self, at: usize) -> Option<&NumberKey> {
        self.owners.get(&at).and_then(|owner| self.numbers.get(owner))
    }
}
