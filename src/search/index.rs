//! All numbers together.

use std::sync::Arc;

use super::segment::Segment;
use crate::model::NumberKey;

/// The segments of all numbers that have been listed, in the order of their keys. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Index {
    segments: Vec<Arc<Segment>>,
}

impl Index {
    /// Adds a segment, or replaces the one of its number.
    pub fn set(&mut self, segment: Arc<Segment>) {
        match self.place(segment.number()) {
            Ok(at) => {
                if let Some(old) = self.segments.get_mut(at) {
                    *old = segment;
                }
            }
            Err(at) => self.segments.insert(at, segment),
        }
    }

    /// Keeps the numbers for which something is true.
    pub fn retain(&mut self, mut keep: impl FnMut(&NumberKey) -> bool) {
        self.segments.retain(|segment| keep(segment.number()));
    }

    /// The segment of a number.
    pub fn get(&self, number: &NumberKey) -> Option<&Arc<Segment>> {
        self.segments.get(self.place(number).ok()?)
    }

    /// All segments.
    pub fn segments(&self) -> &[Arc<Segment>] {
        &self.segments
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.segments.iter().map(|segment| segment.len()).sum()
    }

    fn place(&self, number: &NumberKey) -> Result<usize, usize> {
        self.segments.binary_search_by(|segment| segment.number().cmp(number))
    }
}
