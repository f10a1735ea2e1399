//! The rows of one segment that match a query.

use std::collections::HashMap;

use memchr::memmem::Finder;

use super::best::{Best, Entry};
use super::cost::{Cost, SIMILAR};
use super::fuzzy::Pattern;
use super::marks::Marks;
use super::query::{Field, Query, Word};
use super::rank::{Rank, cost, least, number_cost};
use super::row::{Parts, SEPARATOR};
use super::rows::Rows;
use super::segment::Segment;
use super::traits::Traits;
use crate::model::CodeId;

/// A query asked of one segment. What its number decides for all rows is decided.
pub(super) struct Scan<'a> {
    segment: &'a Segment,
    /// Its place in the index.
    place: u32,
    query: &'a Query,
    words: Vec<Wanted<'a>>,
    marks: &'a Marks,
}

/// A word, and what it costs where only the number has it, or something similar.
struct Wanted<'a> {
    word: &'a Word,
    exact: Option<Cost>,
    similar: Option<Cost>,
}

impl<'a> Scan<'a> {
    /// Nothing where no row can match.
    pub(super) fn new(segment: &'a Segment, place: u32, query: &'a Query, marks: &'a Marks) -> Option<Self> {
        if query.excluded.iter().any(|word| exact_in_number(segment, word).is_some()) {
            return None;
        }
        if query.marked == Some(true) && !marks.contains_key(&segment.number) {
            return None;
        }
        let wanted = |word: &'a Word| {
            let exact = exact_in_number(segment, word);
            let similar = if exact.is_some() { None } else { similar_in_number(segment, word) };
            Wanted { word, exact, similar }
        };
        // Long words are rare: what is not there is told soonest by them.
        let mut words: Vec<_> = query.words.iter().map(wanted).collect();
        words.sort_by_key(|wanted| std::cmp::Reverse(wanted.word.text.len()));
        let lost = |wanted: &Wanted<'_>| wanted.is_lost() && wanted.similar.is_none();
        let possible = !words.iter().any(lost);
        possible.then_some(Self { segment, place, query, words, marks })
    }

    /// Counts the rows that contain all words, and keeps the best ones.
    pub(super) fn exact(&self, best: &mut Best) -> usize {
        if self.words.iter().any(Wanted::is_lost) {
            return 0;
        }
        let firsts = if self.query.pairs_duplicates() { self.segment.first_duplicates() } else { HashMap::default() };
        let guide = self.guide();
        let is_found =
            |wanted: &Wanted<'_>| wanted.word.field.is_none() && guide.is_some_and(|guide| std::ptr::eq(guide, wanted));
        let others: Vec<_> = self.words.iter().filter(|wanted| !is_found(wanted)).collect();
        let mut count = 0;
        self.each_candidate(guide, |row| {
            let parts = self.segment.parts(row);
            if !self.admits(row, parts) {
                return;
            }
            if self.words.is_empty() {
                count += 1;
                let first = firsts.get(&row).copied().unwrap_or(row);
                let rank = Rank::within(self.place, u32::try_from(first).unwrap_or(u32::MAX));
                self.keep(best, row, rank);
            } else if best.takes(rank(self.least(row, parts), parts)) {
                if let Some(cost) = self.words.iter().map(|wanted| wanted.cost(parts)).sum() {
                    count += 1;
                    self.keep(best, row, rank(cost, parts));
                }
            } else if others.iter().all(|wanted| wanted.is_in(parts)) {
                count += 1;
            }
        });
        count
    }

    /// The least that a row can cost.
    fn least(&self, row: usize, parts: Parts<'_>) -> Cost {
        let initials = self.segment.initials.get(row).copied().unwrap_or(u32::MAX);
        least(self.words.iter().map(|wanted| wanted.word), initials, parts)
    }

    /// Counts the rows that contain something similar to words that they do not contain, and keeps the best ones.
    pub(super) fn similar(&self, best: &mut Best) -> usize {
        let mut count = 0;
        let near: Vec<_> = self.words.iter().map(|wanted| Near::of(wanted.word, self.segment)).collect();
        for (row, &letters) in self.segment.letters.iter().enumerate() {
            if !self.words.iter().zip(&near).all(|(wanted, near)| wanted.can_be_in(row, letters, near)) {
                continue;
            }
            let parts = self.segment.parts(row);
            if !self.admits(row, parts) {
                continue;
            }
            let costs =
                self.words.iter().map(|wanted| wanted.cost(parts).or_else(|| wanted.similar_cost(letters, parts)));
            let mut is_exact = true;
            let cost = costs.map(|cost| cost.inspect(|cost| is_exact &= *cost < SIMILAR)).sum::<Option<Cost>>();
            if let Some(cost) = cost.filter(|_| !is_exact) {
                count += 1;
                self.keep(best, row, rank(cost, parts).similar());
            }
        }
        count
    }

    /// The word by which rows are found: the longest one that the number does not have.
    fn guide(&self) -> Option<&Wanted<'a>> {
        self.words.iter().find(|wanted| wanted.exact.is_none())
    }

    /// Calls `take` for all rows that can contain all words: those with the one that guides to them.
    fn each_candidate(&self, guide: Option<&Wanted<'_>>, take: impl FnMut(usize)) {
        match guide {
            Some(guide) => self.segment.each_row_with(|text, from| guide.word.find(text, from), take),
            None => (0..self.segment.len()).for_each(take),
        }
    }

    /// Whether everything but the words of the query is true of a row.
    fn admits(&self, row: usize, parts: Parts<'_>) -> bool {
        self.query.admits(parts.traits())
            && self.query.marked.is_none_or(|marked| marked == self.is_marked(row))
            && !self.query.excluded.iter().any(|word| cost(word, parts).is_some())
    }

    fn is_marked(&self, row: usize) -> bool {
        let marks = self.marks.get(&self.segment.number);
        marks.zip(self.segment.code(row)).is_some_and(|(marks, code)| marks.contains(&CodeId::new(code.code)))
    }

    fn keep(&self, best: &mut Best, row: usize, rank: Rank) {
        if let Ok(row) = u32::try_from(row) {
            best.push(Entry { rank, segment: self.place, row });
        }
    }
}

/// In which rows of a segment a word may be found.
struct Near {
    /// Those that have it somewhere.
    whole: Rows,
    /// Those that have a piece of it that mistakes would have left.
    pieces: Rows,
}

impl Near {
    fn of(word: &Word, segment: &Segment) -> Self {
        let (mut whole, mut pieces) = (Rows::none_of(segment.len()), Rows::none_of(segment.len()));
        segment.each_row_with(|text, from| word.find(text, from), |row| whole.insert(row));
        for piece in word.similar.iter().flat_map(Pattern::pieces) {
            segment.each_row_with(|text, from| find(piece, text, from), |row| pieces.insert(row));
        }
        Self { whole, pieces }
    }
}

/// Where a piece of a word is next in a text, from a byte on.
fn find(piece: &Finder<'_>, text: &str, from: usize) -> Option<usize> {
    Some(from + piece.find(text.as_bytes().get(from..)?)?)
}

impl Wanted<'_> {
    /// Whether it could only be in the number, and is not.
    fn is_lost(&self) -> bool {
        self.exact.is_none() && matches!(self.word.field, Some(Field::Number | Field::Profile))
    }

    fn cost(&self, parts: Parts<'_>) -> Option<Cost> {
        cost(self.word, parts).or(self.exact)
    }

    fn is_in(&self, parts: Parts<'_>) -> bool {
        self.exact.is_some()
            || match self.word.field {
                None => self.word.find(parts.text(), 0).is_some(),
                Some(_) => cost(self.word, parts).is_some(),
            }
    }

    /// Whether a row with these letters may contain it or something similar.
    fn can_be_in(&self, row: usize, letters: u64, near: &Near) -> bool {
        let admits = || self.word.similar.as_ref().is_some_and(|pattern| pattern.admits(letters, near.pieces.has(row)));
        self.exact.is_some() || self.similar.is_some() || near.whole.has(row) || admits()
    }

    fn similar_cost(&self, letters: u64, parts: Parts<'_>) -> Option<Cost> {
        let pattern = self.word.similar.as_ref()?;
        let in_row = pattern.cost(letters, parts, |part| self.word.field.is_none_or(|field| parts.is(part, field)));
        in_row.into_iter().chain(self.similar).min()
    }
}

fn rank(cost: Cost, parts: Parts<'_>) -> Rank {
    let length = u32::try_from(parts.text().len()).unwrap_or(u32::MAX);
    Rank::new(cost, parts.traits().has_any(Traits::RETIRED), length)
}

/// What of a segment's number a word is looked for in.
fn texts_of_number<'a>(segment: &'a Segment, word: &Word) -> [&'a str; 2] {
    match word.field {
        None => [&segment.about, &segment.profile],
        Some(Field::Number) => [&segment.about, ""],
        Some(Field::Profile) => ["", &segment.profile],
        Some(_) => ["", ""],
    }
}

fn exact_in_number(segment: &Segment, word: &Word) -> Option<Cost> {
    texts_of_number(segment, word).iter().filter_map(|text| number_cost(word, text)).min()
}

fn similar_in_number(segment: &Segment, word: &Word) -> Option<Cost> {
    let pattern = word.similar.as_ref()?;
    let texts = texts_of_number(segment, word).into_iter().flat_map(|text| text.split(char::from(SEPARATOR)));
    texts.filter_map(|text| Some(SIMILAR + NUMBER_SIMILAR + pattern.find(text)?.cost)).min()
}

/// What it costs beside its mistakes that only the number has something similar.
const NUMBER_SIMILAR: Cost = 8;
