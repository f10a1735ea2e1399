//! How far the names of numbers are alike: many begin with the brand.

use unicode_segmentation::GraphemeCursor;

use crate::model::clean;

/// For each number, how much of its name another number's name begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    shared: Vec<usize>,
    /// Whether another number has the same name.
    double: Vec<bool>,
}

impl Names {
    /// Compares the names of a list with each other. Names that are the same do not count: no part of them differs.
    pub(crate) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut sorted: Vec<_> = names.map(clean::line).enumerate().collect();
        sorted.sort_unstable_by(|(_, a), (_, b)| a.cmp(b));
        let mut shared = vec![0; sorted.len()];
        let mut double = vec![false; sorted.len()];
        let mut before = 0;
        let mut groups = sorted.chunk_by(|(_, a), (_, b)| a == b).peekable();
        // In sorted order, no name has more in common with another one than with its neighbours.
        while let Some(same) = groups.next() {
            let name = same.first().map_or("", |(_, name)| name);
            let next = groups.peek().and_then(|next| next.first());
            let after = next.map_or(0, |(_, next)| common(name, next));
            let whole = whole_characters(name, before.max(after));
            for (at, _) in same {
                shared[*at] = whole;
                double[*at] = same.len() > 1;
            }
            before = after;
        }
        Self { shared, double }
    }

    /// How many bytes of the cleaned name of a number another name begins with, too.
    pub(crate) fn shared(&self, at: usize) -> usize {
        self.shared.get(at).copied().unwrap_or(0)
    }

    /// Whether another number has the same name.
    pub(crate) fn is_double(&self, at: usize) -> bool {
        self.double.get(at).copied().unwrap_or(false)
    }
}

/// The bytes that two texts begin with.
fn common(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

/// The whole characters, as people see them, in the first bytes of a text.
fn whole_characters(text: &str, bytes: usize) -> usize {
    let start = text.floor_char_boundary(bytes);
    let mut cursor = GraphemeCursor::new(start, text.len(), true);
    if cursor.is_boundary(text, 0) == Ok(true) {
        return start;
    }
    cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation as _;

    use super::*;

    #[test]
    fn what_names_begin_with_is_counted_once_for_the_same_name() {
        let names = Names::of(["Aurora, Wien", "Bar", "Aurora, Berlin", "Aurora, Wien", "Aurora"].into_iter());
        assert_eq!(names.shared, [8, 0, 8, 8, 6]);
        assert_eq!(names.double, [true, false, false, true, false]);
    }

    proptest! {
        #[test]
        fn no_other_name_has_more_in_common(all in proptest::collection::vec("[ab上e\u{301}]{0,6}", 0..8)) {
            let names = Names::of(all.iter().map(String::as_str));
            for (at, name) in all.iter().enumerate() {
                let starts = |other: &&String| {
                    let alike = name.char_indices().zip(other.chars()).take_while(|((_, a), b)| a == b);
                    let bytes: usize = alike.map(|((_, a), _)| a.len_utf8()).sum();
                    let ends = name.grapheme_indices(true).map(|(at, part)| at + part.len());
                    ends.take_while(|end| *end <= bytes).last().unwrap_or(0)
                };
                let most = all.iter().filter(|other| *other != name).map(|other| starts(&other)).max();
                prop_assert_eq!(names.shared(at), most.unwrap_or(0), "{:?} in {:?}", name, all);
            }
        }
    }
}
