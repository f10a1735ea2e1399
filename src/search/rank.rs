//! How good a match is.
//!
//! Each word of a query costs: least where it is a whole word at the beginning of a field, then a whole word, then the
//! beginning of a word, then a part of one; among those, labels before tags, messages, codes and notes. What only the
//! row's number has costs more, and what is only similar most. Rows are ordered by the sum; of equal ones those that
//! still work come first, then the shorter ones.

use super::alphabet::{begins, ends};
use super::cost::{Cost, NUMBER, STEP, weight};
use super::query::Word;
use super::row::{Part, Parts};
use super::traits::Traits;

/// The place of a row in the order. The smaller, the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank(u64);

impl Rank {
    /// Rows with a lower cost first, those that still work before others, then the shorter ones.
    pub(super) fn new(cost: Cost, is_retired: bool, length: u32) -> Self {
        Self(u64::from(cost) << 33 | u64::from(is_retired) << 32 | u64::from(length))
    }

    /// The order of what only follows others of its segment.
    pub(super) fn within(segment: u32, row: u32) -> Self {
        Self(u64::from(segment) << 32 | u64::from(row))
    }

    /// After all that contain the words.
    pub(super) fn similar(self) -> Self {
        Self(self.0 | 1 << 63)
    }

    /// Whether only something similar was found.
    pub(super) fn is_similar(self) -> bool {
        self.0 >> 63 == 1
    }
}

/// How a piece of a text stands inside of a word.
const INSIDE: Cost = 3;

/// What the best place of a word in a row costs; none where the row does not have it.
pub(super) fn cost(word: &Word, parts: Parts<'_>) -> Option<Cost> {
    let text = parts.text();
    let mut best = None;
    let mut ends = parts.ends();
    let (mut part, mut end, mut from) = (Part::Message, 0, 0);
    while let Some(at) = word.find(text, from) {
        from = at + 1;
        while at >= end {
            (part, end) = ends.next().unwrap_or((Part::Note, text.len()));
        }
        if word.field.is_none_or(|field| parts.is(part, field)) {
            let cost = STEP * standing(text, at, at + word.text.len()) + weight(part);
            best = Some(best.map_or(cost, |best: Cost| best.min(cost)));
        }
    }
    best
}

/// What a word costs that only the number of a row has.
pub(super) fn number_cost(word: &Word, text: &str) -> Option<Cost> {
    Some(NUMBER + standing_cost(word, text)?)
}

/// What the best place of a word in a text costs, from 0 to 3, by how it stands there; none where the text does not have
/// it.
pub(super) fn standing_cost(word: &Word, text: &str) -> Option<Cost> {
    let mut places = std::iter::successors(word.find(text, 0), |at| word.find(text, at + 1));
    let first = places.next()?;
    std::iter::once(first).chain(places).map(|at| standing(text, at, at + word.text.len())).min()
}

/// The least that a row can cost for words, of which those that no word of it begins with are inside of others at best.
pub(super) fn least<'a>(words: impl Iterator<Item = &'a Word>, initials: u32, parts: Parts<'_>) -> Cost {
    let part = if parts.traits().has_any(Traits::LABELLED) { Part::Label } else { Part::Message };
    words.map(|word| weight(part) + if word.initial & initials == 0 { STEP * INSIDE } else { 0 }).sum()
}

/// How a piece of a text stands in it: 0 a whole word at the beginning of a field, 1 a whole word, 2 the beginning of a
/// word, 3 inside of one.
fn standing(text: &str, start: usize, end: usize) -> Cost {
    let (before, first) = (start.checked_sub(1).and_then(|at| text.as_bytes().get(at)), text.as_bytes().get(start));
    if before.is_some_and(u8::is_ascii_alphanumeric) && first.is_some_and(u8::is_ascii) {
        return INSIDE; // most places, and quick to tell
    }
    let (before, inside, after) = (text.get(..start), text.get(start..end), text.get(end..));
    let (Some(before), Some(inside), Some(after)) = (before, inside, after) else { return INSIDE };
    let previous = before.chars().next_back();
    let (Some(first), Some(last)) = (inside.chars().next(), inside.chars().next_back()) else { return INSIDE };
    let is_whole = ends(last, after.chars().next());
    match previous {
        None if is_whole => 0,
        Some(c) if is_whole && c.is_control() => 0,
        _ if !begins(previous, first) => INSIDE,
        _ if is_whole => 1,
        _ => 2,
    }
}
