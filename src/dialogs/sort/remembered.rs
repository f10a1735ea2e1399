//! What the panes are sorted by, as it is kept from one run to the next: `Name,-Message,` stands for the columns of the
//! numbers, the codes and the groups, in the order of [`Pane::ALL`]; `-` for the last row first.

use crate::app::{Pane, Sort};
use crate::panes::columns::columns;

/// In words.
pub(super) fn words(sorts: [Option<Sort>; 3]) -> String {
    let word = |sort: Option<Sort>| {
        sort.map_or_else(String::new, |Sort { column, descending }| {
            format!("{}{}", if descending { "-" } else { "" }, column.title())
        })
    };
    sorts.map(word).join(",")
}

/// From words. A column that its pane does not have, or has no more, sorts nothing.
pub(crate) fn from_words(words: &str) -> [Option<Sort>; 3] {
    let mut words = words.split(',');
    Pane::ALL.map(|pane| {
        let word = words.next()?;
        let (descending, title) = word.strip_prefix('-').map_or((false, word), |title| (true, title));
        let column = columns(pane).iter().copied().find(|column| column.title() == title)?;
        Some(Sort { column, descending })
    })
}
