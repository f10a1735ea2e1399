//! A file as its blocks, each with its own text, and the machine-written part: what is not edited stays as it is.

use super::base::{Pulled, number_key};
use super::block::{Block, CodeBlock, GroupBlock, NumberBlock};
use super::resolved::Resolved;
use super::segment::Segment;
use crate::model::NumberKey;

/// A deck file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeckFile {
    /// Everything above the first block.
    pub(super) preamble: String,
    pub(super) segments: Vec<Segment>,
    /// What the services had when they last agreed with it.
    pub pulled: Pulled,
    /// Whether its lines end as on Windows.
    pub(super) crlf: bool,
}

impl DeckFile {
    /// The text of the file.
    pub fn text(&self) -> String {
        let length = self.preamble.len() + self.segments.iter().map(|segment| segment.text.len()).sum::<usize>();
        let mut text = String::with_capacity(length);
        text.push_str(&self.preamble);
        for segment in &self.segments {
            text.push_str(&segment.text);
        }
        if !self.pulled.is_empty() {
            part(&mut text);
            text.push_str(&self.pulled.text());
        }
        if self.crlf { text.replace('\n', "\r\n") } else { text }
    }

    /// The numbers it covers, with their places among all blocks.
    pub fn numbers(&self) -> impl Iterator<Item = (usize, &NumberBlock)> {
        self.segments.iter().enumerate().filter_map(|(at, segment)| match &segment.block {
            Block::Number(number) => Some((at, number)),
            _ => None,
        })
    }

    /// Its codes, with their places among all blocks.
    pub fn codes(&self) -> impl Iterator<Item = (usize, &CodeBlock)> {
        self.segments.iter().enumerate().filter_map(|(at, segment)| match &segment.block {
            Block::Code(code) => Some((at, code)),
            _ => None,
        })
    }

    /// Its groups, with their places among all blocks.
    pub fn groups(&self) -> impl Iterator<Item = (usize, &GroupBlock)> {
        self.segments.iter().enumerate().filter_map(|(at, segment)| match &segment.block {
            Block::Group(group) => Some((at, group)),
            _ => None,
        })
    }

    /// Sets a key of the block at a place, or removes it.
    pub(super) fn set(&mut self, at: usize, key: &str, value: Option<&str>) -> bool {
        self.segments.get_mut(at).is_some_and(|segment| segment.set(key, value))
    }

    /// Writes the code of a block: it was created, or has replaced another one.
    pub fn set_code(&mut self, at: usize, code: &str) -> bool {
        self.set(at, "code", Some(&super::quote::quoted(code)))
    }

    /// Notes which number each block is about.
    pub fn settle(&mut self, resolved: &Resolved) {
        for (at, segment) in self.segments.iter_mut().enumerate() {
            segment.number = resolved.numbers.get(&at).or_else(|| resolved.number_of(at)).cloned();
        }
    }

    /// Forgets what is known of numbers that the file covers no more, so that one that comes back is pulled as a new one.
    /// Nothing is forgotten while it is not clear which numbers the file covers.
    pub fn forget_uncovered(&mut self) {
        let keys: Option<Vec<String>> = self
            .segments
            .iter()
            .filter(|segment| matches!(segment.block, Block::Number(_)))
            .map(|segment| segment.number.as_ref().map(|key| number_key(key.profile.as_str(), key.number.as_str())))
            .collect();
        if let Some(keys) = keys {
            self.pulled.codes.retain(|number, _| keys.contains(number));
            self.pulled.groups.retain(|number, _| keys.contains(number));
        }
    }

    /// The number that the block at a place is about.
    pub fn number_at(&self, at: usize) -> Option<&NumberKey> {
        self.segments.get(at)?.number.as_ref()
    }

    /// The place of the block of a number.
    pub fn place(&self, key: &NumberKey) -> Option<usize> {
        self.numbers().map(|(at, _)| at).find(|at| self.number_at(*at) == Some(key))
    }

    /// The codes of a number, with their places among all blocks.
    pub fn codes_of(&self, key: &NumberKey) -> Vec<(usize, &CodeBlock)> {
        self.codes().filter(|(at, _)| self.number_at(*at) == Some(key)).collect()
    }

    /// The place of the last block of a number that is like this.
    pub(super) fn last_of(&self, key: &NumberKey, is_like: impl Fn(&Block) -> bool) -> Option<usize> {
        self.segments.iter().rposition(|segment| segment.number.as_ref() == Some(key) && is_like(&segment.block))
    }

    /// Puts blocks behind the one at a place, or at the end.
    pub(super) fn insert_all(&mut self, behind: Option<usize>, mut segments: Vec<Segment>) {
        let at = behind.map_or(self.segments.len(), |behind| behind + 1);
        if segments.is_empty() {
            return;
        }
        part(self.above(at));
        let count = segments.len();
        for (number, segment) in segments.iter_mut().enumerate() {
            if number + 1 < count || at < self.segments.len() {
                part(&mut segment.text);
            }
        }
        self.segments.splice(at..at, segments);
    }

    /// The text that ends where the block at a place begins.
    fn above(&mut self, at: usize) -> &mut String {
        match at.checked_sub(1).and_then(|above| self.segments.get_mut(above)) {
            Some(above) => &mut above.text,
            None => &mut self.preamble,
        }
    }

    /// Removes the block at a place with the comments directly above it; what stands below it stays.
    pub(super) fn remove(&mut self, at: usize) {
        let tail = self.segments.remove(at).tail();
        self.above(at).push_str(tail.trim_start_matches('\n'));
    }
}

/// Ends a text with an empty line, unless it is empty.
fn part(text: &mut String) {
    if text.is_empty() || text.ends_with("\n\n") {
        return;
    }
    text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
}
