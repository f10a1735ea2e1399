//! Which parts of a text on screen a query has matched.

use std::ops::Range;

use super::fold::fold_each;
use super::query::{Field, Query, Word};

impl Query {
    /// The bytes of a text that match, in order and apart from each other. `field` says what the text is, `is_similar`
    /// whether its row only contains something similar.
    pub fn highlights(&self, text: &str, field: Field, is_similar: bool) -> Vec<Range<usize>> {
        let text = Folded::new(text);
        let mut ranges: Vec<_> = self.words.iter().flat_map(|word| text.places(word, field, is_similar)).collect();
        ranges.sort_unstable_by_key(|range| (range.start, range.end));
        let mut apart: Vec<Range<usize>> = Vec::new();
        for range in ranges {
            match apart.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => apart.push(range),
            }
        }
        apart
    }
}

/// A folded text that knows where it comes from.
struct Folded {
    text: String,
    /// The byte of the folded text where each character begins, and that of the text where what it was made from does;
    /// at last both ends.
    chars: Vec<(usize, usize)>,
}

impl Folded {
    fn new(original: &str) -> Self {
        let (mut text, mut chars) = (String::with_capacity(original.len()), Vec::with_capacity(original.len() + 1));
        fold_each(original, |at, c| {
            chars.push((text.len(), at));
            text.push(c);
        });
        chars.push((text.len(), original.trim_end().len()));
        Self { text, chars }
    }

    fn places(&self, word: &Word, field: Field, is_similar: bool) -> Vec<Range<usize>> {
        if word.field.is_some_and(|wanted| wanted != field) {
            return Vec::new();
        }
        let next = |from| word.find(&self.text, from);
        let exact: Vec<_> = std::iter::successors(next(0), |at| next(at + word.text.len())).collect();
        if exact.is_empty() && is_similar {
            let similar = word.similar.as_ref().and_then(|pattern| pattern.find(&self.text));
            return similar.and_then(|similar| self.of_bytes(similar.place)).into_iter().collect();
        }
        exact.into_iter().filter_map(|at| self.of_bytes(at..at + word.text.len())).collect()
    }

    /// Where bytes of the folded text come from.
    fn of_bytes(&self, range: Range<usize>) -> Option<Range<usize>> {
        let place = |byte: usize| self.chars.binary_search_by_key(&byte, |(folded, _)| *folded).ok();
        let chars = place(range.start)?..place(range.end)?;
        let start = self.chars.get(chars.start)?.1;
        // What one character became belongs together.
        let last = self.chars.get(chars.end.checked_sub(1)?)?.1;
        let end = self.chars.get(chars.end..)?.iter().map(|(_, at)| *at).find(|at| *at > last)?;
        Some(start..end)
    }
}
