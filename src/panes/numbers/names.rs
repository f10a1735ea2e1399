//! How far the names of numbers are alike: many begin with the brand.

use unicode_segmentation::UnicodeSegmentation;

use crate::model::clean;

/// For each number, how much of its name another number's name begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    shared: Vec<usize>,
}

impl Names {
    /// Compares the names of a list with each other. Names that are the same do not count: no part of them differs.
    pub(crate) fn of<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut sorted: Vec<_> = names.map(clean::line).enumerate().collect();
        sorted.sort_unstable_by(|(_, a), (_, b)| a.graphemes(true).cmp(b.graphemes(true)));
        let mut shared = vec![0; sorted.len()];
        let mut before = 0;
        let mut groups = sorted.chunk_by(|(_, a), (_, b)| a == b).peekable();
        // In sorted order, no name has more in common with another one than with its neighbours.
        while let Some(same) = groups.next() {
            let name = same.first().map_or("", |(_, name)| name);
            let next = groups.peek().and_then(|next| next.first());
            let after = next.map_or(0, |(_, next)| common(name, next));
            for (at, _) in same {
                shared[*at] = before.max(after);
            }
            before = after;
        }
        Self { shared }
    }

    /// How many bytes of the cleaned name of a number another name begins with, too.
    pub(crate) fn shared(&self, at: usize) -> usize {
        self.shared.get(at).copied().unwrap_or(0)
    }
}

/// The bytes that two texts begin with, in whole characters.
fn common(a: &str, b: &str) -> usize {
    a.graphemes(true).zip(b.graphemes(true)).take_while(|(a, b)| a == b).map(|(a, _)| a.len()).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_names_begin_with_is_counted_once_for_the_same_name() {
        let names = Names::of(["Aurora, Wien", "Bar", "Aurora, Berlin", "Aurora, Wien", "Aurora"].into_iter());
        assert_eq!(names.shared, [8, 0, 8, 8, 6]);
    }

    proptest! {
        #[test]
        fn no_other_name_has_more_in_common(all in proptest::collection::vec("[ab上e\u{301}]{0,6}", 0..8)) {
            let names = Names::of(all.iter().map(String::as_str));
            for (at, name) in all.iter().enumerate() {
                let most = all.iter().filter(|other| *other != name).map(|other| common(name, other)).max();
                prop_assert_eq!(names.shared(at), most.unwrap_or(0), "{:?} in {:?}", name, all);
            }
        }
    }
}
