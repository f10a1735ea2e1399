//! Words of which only some letters were typed: `rsvtn` for "reservation", `btbl` for "book a table".

use std::ops::Range;

use memchr::{memchr, memmem};

use super::alphabet::begins;

/// Other characters among the letters: twice as many as letters, and no more than this.
const MOST_GAPS: usize = 12;

/// Letters that have to stand in their order in a text, from the beginning of a word on and close together.
#[derive(Debug, Clone)]
pub(super) struct InOrder {
    letters: Box<[Box<[u8]>]>,
    gaps: usize,
}

impl InOrder {
    pub(super) fn new(word: &str) -> Self {
        let letters: Box<[Box<[u8]>]> = word.chars().map(|c| c.to_string().into_bytes().into()).collect();
        let gaps = MOST_GAPS.min(2 * letters.len());
        Self { letters, gaps }
    }

    /// The bytes of the shortest place, and how many other characters are in it.
    pub(super) fn find(&self, text: &str) -> Option<(Range<usize>, usize)> {
        let (first, others) = self.letters.split_first()?;
        let mut best: Option<(Range<usize>, usize)> = None;
        let mut from = 0;
        while let Some(start) = next(text, first, from) {
            from = start + first.len();
            let before = text.get(..start).and_then(|before| before.chars().next_back());
            let is_first = text.get(start..).and_then(|word| word.chars().next()).is_some_and(|c| begins(before, c));
            if !is_first {
                continue;
            }
            let end = others.iter().try_fold(from, |end, letter| {
                // No character takes more than four bytes.
                next(text, letter, end)
                    .map(|at| at + letter.len())
                    .filter(|end| end - start <= 4 * (self.gaps + self.letters.len()))
            });
            let place = start..end.unwrap_or(start);
            let chars = text.get(place.clone()).map_or(0, |place| place.chars().count());
            let Some(gaps) = chars.checked_sub(self.letters.len()).filter(|gaps| *gaps <= self.gaps) else { continue };
            if best.as_ref().is_none_or(|(_, least)| gaps < *least) {
                best = Some((place, gaps));
            }
        }
        best
    }
}

/// Where a letter is next, from a byte on.
fn next(text: &str, letter: &[u8], from: usize) -> Option<usize> {
    let text = text.as_bytes().get(from..)?;
    let at = match letter {
        [byte] => memchr(*byte, text),
        letter => memmem::find(text, letter),
    };
    Some(from + at?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_are_found_in_order_and_together() {
        for (word, text, found) in [
            ("rsvtn", "my reservation", Some("reservation")),
            ("btbl", "i'd like to book a table", Some("book a tabl")),
            ("bkt", "book a table", Some("book a t")),
            ("стлк", "наш столик", Some("столик")),
            ("菜半", "今天的菜单一半", Some("菜单一半")),
            ("able", "table and lemon", None),
            ("abc", "a long way to b and c", None),
            ("bat", "about the bought bat", Some("bat")),
        ] {
            let place = InOrder::new(word).find(text).map(|(place, _)| &text[place]);
            assert_eq!(place, found, "{word}");
        }
    }

    /// All places that begin with a word, have the letters and are not too long; the shortest one.
    fn naive(word: &str, text: &str, gaps: usize) -> Option<usize> {
        let text: Vec<char> = text.chars().collect();
        let word: Vec<char> = word.chars().collect();
        let mut shortest = None;
        for start in (0..text.len()).filter(|start| *start == 0 || text[start - 1] == ' ') {
            for end in start + 1..=text.len() {
                let mut letters = text[start..end].iter();
                let has = text[start] == word[0] && word.iter().all(|c| letters.any(|other| other == c));
                if has && end - start - word.len() <= gaps {
                    shortest = shortest.into_iter().chain([end - start - word.len()]).min();
                }
            }
        }
        shortest
    }

    proptest! {
        #[test]
        fn the_shortest_place_is_found(word in "[aßc]{1,5}", text in "[aßc ]{0,25}") {
            let found = InOrder::new(&word).find(&text).map(|(_, gaps)| gaps);
            prop_assert_eq!(found, naive(&word, &text, 2 * word.chars().count()));
        }
    }
}
