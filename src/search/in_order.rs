//! Words of which only some letters were typed: `rsvtn` for "reservation", `btbl` for "book a table".

use std::ops::Range;

use memchr::{memchr, memmem};

use super::alphabet::begins;

/// Other characters among the letters: twice as many as letters, and no more than this.
const MOST_GAPS: usize = 12;

/// Letters that have to stand in their order in a text and close together: the first one of a word, others of that word
/// after it, then those of a later word from its beginning on, and so on. Letters that only happen to stand in a row of
/// words, somewhere inside of them, are not meant.
#[derive(Debug, Clone)]
pub(super) struct InOrder {
    letters: Box<[Box<[u8]>]>,
    chars: Box<[char]>,
    gaps: usize,
}

impl InOrder {
    pub(super) fn new(word: &str) -> Self {
        let letters: Box<[Box<[u8]>]> = word.chars().map(|c| c.to_string().into_bytes().into()).collect();
        let gaps = MOST_GAPS.min(2 * letters.len());
        Self { letters, chars: word.chars().collect(), gaps }
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
            // Quick to tell, and mostly not so.
            let stand_in_order = others.iter().try_fold(from, |end, letter| {
                // No character takes more than four bytes.
                next(text, letter, end)
                    .map(|at| at + letter.len())
                    .filter(|end| end - start <= 4 * (self.gaps + self.letters.len()))
            });
            if stand_in_order.is_none() {
                continue;
            }
            let Some((length, gaps)) = text.get(start..).and_then(|rest| self.place(rest)) else { continue };
            if best.as_ref().is_none_or(|(_, least)| gaps < *least) {
                best = Some((start..start + length, gaps));
            }
        }
        best
    }

    /// The bytes of the shortest place at the beginning of a text, which begins with a word, and how many other characters
    /// are in it. Two bits for each letter say how far one can be: within the word that is being read, or at its end.
    fn place(&self, text: &str) -> Option<(usize, usize)> {
        let last = 1_u32.checked_shl(u32::try_from(self.chars.len()).ok()?.checked_sub(1)?)?;
        // After so many letters: the lowest bit stands for one of them.
        let (mut in_word, mut before_word) = (0_u32, 0_u32);
        let mut previous = None;
        for (count, (at, c)) in text.char_indices().enumerate().take(self.chars.len() + self.gaps) {
            let is_first = count == 0 || begins(previous, c);
            if is_first {
                before_word |= in_word;
                in_word = 0;
            }
            let reached = if is_first { before_word } else { in_word };
            let mut places = 0;
            for (place, letter) in self.chars.iter().enumerate() {
                places |= u32::from(*letter == c) << place;
            }
            in_word |= (reached << 1 | u32::from(count == 0)) & places;
            if in_word & last != 0 {
                return Some((at + c.len_utf8(), count + 1 - self.chars.len()));
            }
            previous = Some(c);
        }
        None
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
            ("menu", "mau pesan susu", None),
            ("menu", "me and n you", None),
            ("menu", "my eggs, no urgency", None),
            ("menu", "my egg nog uno", Some("my egg nog u")),
            ("bktb", "book a table", Some("book a tab")),
            ("tisch", "that is much", None),
            ("rsvn", "reserve a van", None),
            ("rsvv", "reserve a van", Some("reserve a v")),
        ] {
            let place = InOrder::new(word).find(text).map(|(place, _)| &text[place]);
            assert_eq!(place, found, "{word}");
        }
    }

    /// Whether letters stand in a text, each after the one before in its word or at the beginning of a later one: by trying
    /// everything.
    fn stands(letters: &[char], text: &[char], before: Option<usize>) -> bool {
        let Some((letter, rest)) = letters.split_first() else { return true };
        (before.map_or(0, |at| at + 1)..text.len()).any(|at| {
            let begins_word = at == 0 || text[at - 1] == ' ';
            let in_word = before.is_some_and(|before| !text[before..at].contains(&' '));
            text[at] == *letter && (begins_word || in_word) && stands(rest, text, Some(at))
        })
    }

    /// All places that begin with a word, have the letters and are not too long; the shortest one.
    fn naive(word: &str, text: &str, gaps: usize) -> Option<usize> {
        let text: Vec<char> = text.chars().collect();
        let word: Vec<char> = word.chars().collect();
        let mut shortest = None;
        for start in (0..text.len()).filter(|start| *start == 0 || text[start - 1] == ' ') {
            for end in start + 1..=text.len() {
                let has = text[start] == word[0] && stands(&word, &text[start..end], None);
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
