//! Mistyped words, by the automaton of Wu and Manber with exchanged neighbours as one mistake. It has a bit for each
//! letter of a word: after how many of its letters one can be in a text.

use std::ops::Range;

use super::alphabet::{is_letter, stands_alone};

/// So many letters fit into the bits, beside the place before the first one and the flag of letters.
pub(super) const LONGEST: usize = 30;

/// What a character of a text is in a word: a bit for each place where it stands, the first one is bit 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letter(u32);

impl Letter {
    /// It separates words.
    const NONE: Self = Self(0);
    /// A letter that is not in the word.
    const OTHER: Self = Self(1 << 31);

    /// It stands at a place, counted from 0; it is a letter then, whatever it looks like.
    fn add(&mut self, place: usize) {
        self.0 |= Self::OTHER.0 | 2 << place;
    }
}

/// A word that could have been mistyped.
#[derive(Debug, Clone)]
pub(super) struct Mistyped {
    /// What each ASCII character is in the word.
    ascii: Box<[Letter; 128]>,
    others: Box<[(char, Letter)]>,
    /// The place after the last letter.
    accept: u32,
    /// So many are allowed: none, one or two.
    mistakes: u32,
}

/// The fewest mistakes first; of those what is a whole word of the text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mistake {
    pub(super) count: u32,
    /// Whether it is only the beginning of a word.
    pub(super) is_beginning: bool,
}

impl Mistyped {
    /// A word of no more than [`LONGEST`] letters.
    pub(super) fn new(word: &str, mistakes: u32) -> Self {
        let mut ascii = Box::new([Letter::NONE; 128]);
        for (_, letter) in ('\0'..).zip(ascii.iter_mut()).filter(|(c, _)| is_letter(*c)) {
            *letter = Letter::OTHER;
        }
        let mut others: Vec<(char, Letter)> = Vec::new();
        for (place, c) in word.chars().enumerate() {
            if let Some(letter) = ascii.get_mut(c as usize) {
                letter.add(place);
            } else if let Some((_, letter)) = others.iter_mut().find(|(other, _)| *other == c) {
                letter.add(place);
            } else {
                let mut letter = Letter::OTHER;
                letter.add(place);
                others.push((c, letter));
            }
        }
        Self { ascii, others: others.into(), accept: 1 << word.chars().count(), mistakes }
    }

    /// So many mistakes are allowed.
    pub(super) fn mistakes(&self) -> u32 {
        self.mistakes
    }

    /// The bytes of the word of a text, or of the beginning of one, with the fewest mistakes.
    pub(super) fn find(&self, text: &str) -> Option<(Range<usize>, Mistake)> {
        let mut best: Option<(Range<usize>, Mistake)> = None;
        let mut propose = |place, count, is_beginning| {
            let mistake = Mistake { count, is_beginning };
            if count <= self.mistakes && best.as_ref().is_none_or(|(_, least)| mistake < *least) {
                best = Some((place, mistake));
            }
        };
        let mut states = States::default();
        let (mut at, mut word) = (0, None);
        while at <= text.len() {
            let (letter, length, is_alone) = self.letter(text, at);
            if letter == Letter::NONE {
                if let Some(start) = word.take()
                    && let Some(count) = first(states.now, self.accept)
                {
                    propose(start..at, count, false);
                }
                states = States::default();
            } else {
                let begins = word.is_none() || is_alone;
                let start = *word.get_or_insert(at);
                if let Some(count) = states.step(letter, begins, self.accept) {
                    propose(start..at + length, count, true);
                }
            }
            at += length;
        }
        best
    }

    /// What the character at a byte is in the word, its length, and whether it is a word of its own. The end of the text
    /// is no letter.
    fn letter(&self, text: &str, at: usize) -> (Letter, usize, bool) {
        let byte = text.as_bytes().get(at).copied().unwrap_or_default();
        if let Some(letter) = self.ascii.get(usize::from(byte)) {
            return (*letter, 1, false);
        }
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return (Letter::NONE, 1, false) };
        let known = self.others.iter().find(|(other, _)| *other == c).map(|(_, letter)| *letter);
        let letter = known.unwrap_or(if is_letter(c) { Letter::OTHER } else { Letter::NONE });
        (letter, c.len_utf8(), stands_alone(c))
    }
}

/// Where one can be in the word.
#[derive(Default)]
struct States {
    /// The places where one can be after no, one and two mistakes.
    now: [u32; 3],
    /// The same before the last letter, and the places of the last letter in the word.
    before: [u32; 2],
    last: u32,
}

impl States {
    /// Goes on by a letter. Returns the mistakes after which the last letter of the word has been met right here.
    fn step(&mut self, letter: Letter, begins: bool, accept: u32) -> Option<u32> {
        let [mut none, mut one, mut two] = self.now;
        if begins {
            (none, one, two) = (none | 1, one | 2, two | 6);
        } else if none | one | two == 0 {
            return None;
        }
        let places = letter.0 & !Letter::OTHER.0;
        let exchanged = |before: u32| ((before << 1 & places) << 1) & self.last;
        let right_none = none << 1 & places;
        let right_one = one << 1 & places | exchanged(self.before[0]);
        let right_two = two << 1 & places | exchanged(self.before[1]);
        // A letter too many, a wrong one, a missing one.
        let next_one = right_one | none | none << 1 | right_none << 1;
        let next_two = right_two | one | one << 1 | next_one << 1;
        (self.now, self.before, self.last) = ([right_none, next_one, next_two], [none, one], places);
        first([right_none, right_one, right_two], accept)
    }
}

/// The mistakes after which one is at the end of the word.
fn first([none, one, two]: [u32; 3], accept: u32) -> Option<u32> {
    match accept {
        _ if none & accept != 0 => Some(0),
        _ if one & accept != 0 => Some(1),
        _ if two & accept != 0 => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The optimal string alignment distance, as textbooks write it.
    fn distance(a: &[char], b: &[char]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let wrong = usize::from(a[i - 1] != b[j - 1]);
                    let least = (table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(table[i - 1][j - 1] + wrong);
                    let is_exchanged = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    if is_exchanged { least.min(table[i - 2][j - 2] + 1) } else { least }
                };
            }
        }
        table[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn mistakes_are_counted_up_to_two(word in "[a-c]{1,12}", text in "[a-c]{1,12}") {
            let found = Mistyped::new(&word, 2).find(&text).filter(|(_, mistake)| !mistake.is_beginning);
            let (word, text): (Vec<_>, Vec<_>) = (word.chars().collect(), text.chars().collect());
            let distance = distance(&word, &text);
            match found {
                Some((place, mistake)) => {
                    prop_assert_eq!((place.end, mistake.count as usize), (text.len(), distance));
                }
                // A beginning may have fewer mistakes.
                None => prop_assert!(distance > 2 || (1..text.len()).any(|end| self::distance(&word, &text[..end]) < distance)),
            }
        }
    }
}
