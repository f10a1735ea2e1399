//! The texts of a list, as a filter compares them.

use memchr::memmem::Finder;

use crate::search::fold_onto;

/// The folded texts of all rows, one after another. They are folded once for each version of a list: a key then costs one
/// look through them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct FoldedRows {
    text: String,
    /// The bytes where rows end.
    ends: Vec<usize>,
}

impl FoldedRows {
    /// Folds what `texts` tells of each row. A word of a filter has to be in one of them.
    pub(super) fn of<T>(rows: &[T], texts: impl Fn(&T, &mut dyn FnMut(&str))) -> Self {
        let mut all = Self { text: String::new(), ends: Vec::with_capacity(rows.len()) };
        for row in rows {
            texts(row, &mut |text| {
                fold_onto(text, &mut all.text);
                // Words have no spaces: none reaches from one text into the next.
                all.text.push(' ');
            });
            all.ends.push(all.text.len());
        }
        all
    }

    /// The text of a row.
    fn row(&self, at: usize) -> &str {
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(at).and_then(|&end| self.text.get(start..end)).unwrap_or_default()
    }
}

/// What was typed into a filter: words, all of which have to be there, in any order.
#[derive(Debug)]
pub(super) struct Words<'a>(Vec<Finder<'a>>);

impl<'a> Words<'a> {
    /// The words of a folded text.
    pub(super) fn of(folded: &'a str) -> Self {
        Self(folded.split(' ').filter(|word| !word.is_empty()).map(Finder::new).collect())
    }

    /// Whether a row has them all.
    pub(super) fn are_in(&self, rows: &FoldedRows, at: usize) -> bool {
        let text = rows.row(at).as_bytes();
        self.0.iter().all(|word| word.find(text).is_some())
    }
}
