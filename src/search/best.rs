//! The best rows found so far.

use std::collections::BinaryHeap;

use super::rank::Rank;

/// A row that was found: how good it is, and where it is. The smaller, the better; of equals the first one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) rank: Rank,
    /// Which segment of the index.
    pub(super) segment: u32,
    /// Which row of the segment.
    pub(super) row: u32,
}

/// So many of the best rows.
#[derive(Debug, Clone)]
pub(super) struct Best {
    limit: usize,
    /// The worst one on top.
    heap: BinaryHeap<Entry>,
}

impl Best {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, heap: BinaryHeap::new() }
    }

    /// Whether a row of a rank, further on in the index than all others, would be among the best.
    pub(super) fn takes(&self, rank: Rank) -> bool {
        self.heap.len() < self.limit || self.heap.peek().is_some_and(|worst| rank < worst.rank)
    }

    pub(super) fn push(&mut self, entry: Entry) {
        if self.heap.len() < self.limit {
            self.heap.push(entry);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && entry < *worst
        {
            *worst = entry;
        }
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = Entry> {
        self.heap.iter().copied()
    }
}
