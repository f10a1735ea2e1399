//! What is similar to a word: it has a letter or two too many, too few, wrong or exchanged ("recieve", "resrvation"), or
//! its letters in order and close together, within words and at their beginnings ("rsvtn", "btbl" for "book a table").
//!
//! Matchers made for paths and identifiers know only the second. In sentences they find nearly every short word
//! somewhere, and no mistyped one anywhere.

use std::ops::Range;

use memchr::memmem::Finder;

use super::alphabet::letters_of;
use super::cost::{Cost, SIMILAR, weight};
use super::in_order::InOrder;
use super::mistyped::{LONGEST, Mistyped};
use super::row::{Part, Parts};

/// Shorter words are similar to everything.
const SHORTEST: usize = 3;
/// From the first length on a letter may be wrong, from the second on two.
const MISTAKES_FROM: [usize; 2] = [4, 8];
/// Digits among at least so many letters: a code, read off a poster.
const CODE_FROM: usize = 6;
/// What a mistake costs; letters in order cost as much, and one more for each other character among them.
const MISTAKE: Cost = 8;
/// What it costs that only the beginning of a longer word is similar.
const BEGINNING: Cost = 3;

/// A word to which others can be similar.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    mistyped: Mistyped,
    in_order: InOrder,
    /// Of a text with a mistyped word one of these is part.
    pieces: Box<[Finder<'static>]>,
    letters: u64,
    is_code: bool,
}

/// A place in a text that is similar to a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Similar {
    pub(super) cost: Cost,
    pub(super) place: Range<usize>,
}

impl Pattern {
    /// Nothing for words to which nothing should be similar.
    pub(super) fn new(word: &str) -> Option<Self> {
        let length = word.chars().count();
        if !(SHORTEST..=LONGEST).contains(&length) {
            return None;
        }
        let mistakes: u32 = MISTAKES_FROM.iter().filter(|from| length >= **from).count().try_into().unwrap_or_default();
        let is_alphanumeric = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        Some(Self {
            mistyped: Mistyped::new(word, mistakes),
            in_order: InOrder::new(word),
            pieces: pieces(word, mistakes).iter().map(|piece| Finder::new(piece).into_owned()).collect(),
            letters: letters_of(word).all,
            is_code: length >= CODE_FROM && is_alphanumeric && word.bytes().any(|byte| byte.is_ascii_digit()),
        })
    }

    /// Of a text with a mistyped word one of these is part.
    pub(super) fn pieces(&self) -> impl Iterator<Item = &Finder<'static>> {
        self.pieces.iter()
    }

    /// Whether a row with these letters outside its code, and with a piece of the word or without one, can have anything
    /// similar.
    pub(super) fn admits(&self, letters: u64, has_piece: bool) -> bool {
        let missing = (self.letters & !letters).count_ones();
        self.is_code || missing == 0 || (has_piece && missing <= self.mistyped.mistakes())
    }

    /// What the most similar place in a row with these letters outside its code costs. Words that look like codes are
    /// looked for in codes, others everywhere else.
    pub(super) fn cost(&self, letters: u64, parts: Parts<'_>, wanted: impl Fn(Part) -> bool) -> Option<Cost> {
        // In order they can only be where all of them are.
        let has_all = self.is_code || self.letters & !letters == 0;
        let texts = parts.each().filter(|(part, _)| self.is_code == (*part == Part::Code) && wanted(*part));
        texts.filter_map(|(part, text)| Some(SIMILAR + self.place(text, has_all)?.cost + weight(part))).min()
    }

    /// The most similar place in a text.
    pub(super) fn find(&self, text: &str) -> Option<Similar> {
        self.place(text, true)
    }

    /// The same; `has_all`: the letters in their order can be there, too.
    fn place(&self, text: &str, has_all: bool) -> Option<Similar> {
        let has_piece = self.pieces.iter().any(|piece| piece.find(text.as_bytes()).is_some());
        let mistyped = has_piece.then(|| self.mistyped.find(text)).flatten().map(|(place, mistake)| {
            let beginning = if mistake.is_beginning { BEGINNING } else { 0 };
            Similar { cost: MISTAKE * mistake.count + beginning, place }
        });
        let in_order = has_all.then(|| self.in_order.find(text)).flatten().map(|(place, gaps)| {
            let gaps = Cost::try_from(gaps).unwrap_or(SIMILAR);
            Similar { cost: MISTAKE + gaps, place }
        });
        mistyped.into_iter().chain(in_order).min_by_key(|similar| similar.cost)
    }
}

/// Pieces of a word, one more than mistakes are allowed: one of them is left in the mistyped word. Where letters of
/// two pieces have been exchanged it is what that has made of the place between them.
fn pieces(word: &str, mistakes: u32) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let (count, length) = (mistakes as usize + 1, letters.len());
    if mistakes == 0 {
        return Vec::new();
    }
    let borders: Vec<usize> = (0..=count).map(|at| at * length / count).collect();
    let whole = borders.windows(2).filter_map(|ends| letters.get(*ends.first()?..*ends.last()?));
    let whole = whole.map(|piece| piece.iter().collect());
    let exchanged = borders.iter().filter_map(|at| match letters.get(at.checked_sub(2)?..at + 2)? {
        [a, b, c, d] => Some([a, c, b, d].into_iter().collect()),
        _ => None,
    });
    whole.chain(exchanged).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn similar<'a>(word: &str, text: &'a str) -> Option<(Cost, &'a str)> {
        let found = Pattern::new(word)?.find(text)?;
        Some((found.cost, &text[found.place]))
    }

    #[test]
    fn mistyped_words_are_similar() {
        for (word, text, found) in [
            ("recieve", "please receive it", "receive"),
            ("tish", "am tisch 4", "tisch"),
            ("tizch", "am tisch 4", "tisch"),
            ("tiscch", "am tisch 4", "tisch"),
            ("xtisch", "am tisch 4", "tisch"),
            ("tsich", "am tisch 4", "tisch"),
            ("resrevatoin", "a reservation", "reservation"),
            ("reservirung", "reservierung", "reservierung"),
            ("rezerv", "my reservation", "reserv"),
            ("меню", "наше мнею!", "мнею"),
            ("today's", "todays menu", "todays"),
        ] {
            assert_eq!(similar(word, text).map(|(_, text)| text), Some(found), "{word}");
        }
    }

    #[test]
    fn letters_in_order_are_similar() {
        for (word, text, found) in [
            ("rsvtn", "my reservation", "reservation"),
            ("btbl", "i'd like to book a table", "book a tabl"),
            ("bkt", "book a table", "book a t"),
        ] {
            assert_eq!(similar(word, text).map(|(_, text)| text), Some(found), "{word}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for (word, text) in [
            ("menu", "mention"),
            ("menu", "mau pesan susu"),
            ("menu", "me and n you"),
            ("menu", "mensch"),
            ("ti", "to"),
            ("cat", "cot"),
            ("abc", "a long way to b and c"),
            ("qtbl", "book table"),
            ("tsichre", "am tisch 4"),
        ] {
            assert_eq!(similar(word, text), None, "{word}");
        }
    }

    #[test]
    fn fewer_mistakes_cost_less() {
        let cost = |word| similar(word, "reservation").map(|(cost, _)| cost);
        let costs: Vec<_> = ["reservatiom", "rezervatiom", "reservti"].map(cost).to_vec();
        assert_eq!(costs, [Some(8), Some(16), Some(9)]);
    }
}
