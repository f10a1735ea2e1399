//! Where a person is in a list.

use std::cmp::Reverse;

use super::sort::{Column, Sort, SortKey};

/// A selection by identity, over the rows that pass the filter. A refresh cannot move it to another row; where
/// its row is gone, the one that took its place is selected.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor<Id> {
    selected: Option<Id>,
    /// What is to be selected as soon as there are rows.
    aimed: Option<Id>,
    position: usize,
    visible: Vec<usize>,
    made_from: Option<(u64, String, Option<Sort>)>,
}

/// Which rows of a list are visible, and in which order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arrangement<'a> {
    /// Of the list, and of all else that filter and order depend on.
    pub version: u64,
    /// What the rows contain.
    pub filter: &'a str,
    /// What they are sorted by; nothing for the order of the service.
    pub sort: Option<Sort>,
}

/// The part of a list that a row always stays in, counted from the first one, and what it is sorted by within that. Rows
/// without a key come last, in either direction.
pub(crate) type Place = (usize, Option<SortKey>);

impl<Id> Default for Cursor<Id> {
    fn default() -> Self {
        Self { selected: None, aimed: None, position: 0, visible: Vec::new(), made_from: None }
    }
}

impl<Id: Clone + PartialEq> Cursor<Id> {
    /// What is selected. Always one of the visible rows, and always something where there are any.
    pub fn selected(&self) -> Option<&Id> {
        self.selected.as_ref()
    }

    /// The place of the selection among the visible rows.
    pub fn position(&self) -> usize {
        self.position
    }

    /// The rows that pass the filter, as indices into the whole list, in the order on screen.
    pub fn visible(&self) -> &[usize] {
        &self.visible
    }

    /// The index of the selected row in the whole list.
    pub fn index(&self) -> Option<usize> {
        self.selected.as_ref().and(self.visible.get(self.position).copied())
    }

    /// Brings the cursor up to date with a list, of which `passes` keeps the rows that contain the filter; `place` says
    /// where a row stands by the column that the list is sorted by. Costs nothing where nothing has changed.
    pub(crate) fn sync<T>(
        &mut self,
        wanted: Arrangement<'_>,
        rows: &[T],
        id: impl Fn(&T) -> Id,
        passes: impl Fn(&T) -> bool,
        place: impl Fn(Column, &T) -> Place,
    ) {
        let Arrangement { version, filter, sort } = wanted;
        if self.made_from.as_ref().is_some_and(|(v, f, s)| *v == version && f == filter && *s == sort) {
            return;
        }
        self.made_from = Some((version, filter.to_owned(), sort));
        self.visible.clear();
        self.visible.extend(rows.iter().enumerate().filter(|(_, row)| passes(row)).map(|(at, _)| at));
        if let Some(Sort { column, descending }) = sort {
            let place = |at: &usize| rows.get(*at).map_or((usize::MAX, None), |row| place(column, row));
            // Both sorts keep rows with equal keys in the order of the service.
            if descending {
                self.visible.sort_by_cached_key(|at| {
                    let (part, key) = place(at);
                    (part, key.is_none(), Reverse(key))
                });
            } else {
                self.visible.sort_by_cached_key(|at| {
                    let (part, key) = place(at);
                    (part, key.is_none(), key)
                });
            }
        }
        let found =
            self.aimed.as_ref().or(self.selected.as_ref()).and_then(|wanted| {
                self.visible.iter().position(|&at| rows.get(at).is_some_and(|row| id(row) == *wanted))
            });
        if !rows.is_empty() {
            self.aimed = None;
        }
        self.position = found.unwrap_or(self.position).min(self.visible.len().saturating_sub(1));
        self.selected = self.visible.get(self.position).and_then(|&at| rows.get(at)).map(&id);
    }

    /// Selects the visible row at `position`, or the last one.
    pub(crate) fn go<T>(&mut self, position: usize, rows: &[T], id: impl Fn(&T) -> Id) {
        self.aimed = None;
        self.position = position.min(self.visible.len().saturating_sub(1));
        self.selected = self.visible.get(self.position).and_then(|&at| rows.get(at)).map(id);
    }

    /// Selects a row as soon as it is there: the next [`Cursor::sync`] that has rows looks for it.
    pub(crate) fn aim(&mut self, id: Id) {
        self.aimed = Some(id);
        self.made_from = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sync(cursor: &mut Cursor<char>, version: u64, filter: &str, rows: &[char]) {
        sync_sorted(cursor, Arrangement { version, filter, sort: None }, rows);
    }

    /// Small letters and capital ones are two parts; vowels have no key.
    fn sync_sorted(cursor: &mut Cursor<char>, wanted: Arrangement<'_>, rows: &[char]) {
        let place = |_, c: &char| {
            let key = SortKey::Text(c.to_lowercase().to_string());
            (usize::from(c.is_uppercase()), Some(key).filter(|_| !"aeiouAEIOU".contains(*c)))
        };
        let passes = |c: &char| wanted.filter.is_empty() || wanted.filter.contains(*c);
        cursor.sync(wanted, rows, |c| *c, passes, place);
    }

    fn visible(cursor: &Cursor<char>, rows: &[char]) -> String {
        cursor.visible().iter().map(|&at| rows[at]).collect()
    }

    #[test]
    fn sorting_moves_no_row_out_of_its_part_and_keeps_the_selection() {
        let rows = ['d', 'a', 'c', 'b', 'e', 'D', 'O', 'C'];
        let by = |descending| Some(Sort { column: Column::Name, descending });
        let wanted = |sort| Arrangement { version: 1, filter: "", sort };
        let mut cursor = Cursor::default();
        sync_sorted(&mut cursor, wanted(None), &rows);
        cursor.go(2, &rows, |c| *c);
        sync_sorted(&mut cursor, wanted(by(false)), &rows);
        assert_eq!(visible(&cursor, &rows), "bcdaeCDO", "what has no key comes last");
        assert_eq!((cursor.selected(), cursor.position(), cursor.index()), (Some(&'c'), 1, Some(2)));
        sync_sorted(&mut cursor, wanted(by(true)), &rows);
        assert_eq!(visible(&cursor, &rows), "dcbaeDCO", "in either direction");
        assert_eq!((cursor.selected(), cursor.position(), cursor.index()), (Some(&'c'), 1, Some(2)));
        sync_sorted(&mut cursor, Arrangement { filter: "abd", ..wanted(by(true)) }, &rows);
        assert_eq!((visible(&cursor, &rows).as_str(), cursor.selected()), ("dba", Some(&'b')));
        sync_sorted(&mut cursor, wanted(None), &rows);
        assert_eq!((visible(&cursor, &rows).as_str(), cursor.selected()), ("dacbeDOC", Some(&'b')));
    }

    #[test]
    fn rows_are_sorted_once() {
        let (rows, asked) = (['b', 'a'], std::cell::Cell::new(0));
        let sort = Some(Sort { column: Column::Name, descending: false });
        let mut cursor = Cursor::default();
        for version in [1, 1, 2] {
            let place = |_, c: &char| {
                asked.set(asked.get() + 1);
                (0, Some(SortKey::Text(c.to_string())))
            };
            cursor.sync(Arrangement { version, filter: "", sort }, &rows, |c| *c, |_| true, place);
        }
        assert_eq!(asked.get(), 4, "both rows, for two versions");
    }

    #[test]
    fn selection_survives_refresh_and_filter() {
        let mut cursor = Cursor::default();
        sync(&mut cursor, 1, "", &['a', 'b', 'c']);
        assert_eq!(cursor.selected(), Some(&'a'));
        cursor.go(1, &['a', 'b', 'c'], |c| *c);
        sync(&mut cursor, 2, "", &['x', 'a', 'b', 'c']);
        assert_eq!((cursor.selected(), cursor.position()), (Some(&'b'), 2));
        sync(&mut cursor, 2, "bc", &['x', 'a', 'b', 'c']);
        assert_eq!((cursor.selected(), cursor.position(), cursor.index()), (Some(&'b'), 0, Some(2)));
        sync(&mut cursor, 3, "bc", &['x', 'a', 'c']);
        assert_eq!(cursor.selected(), Some(&'c'), "the row that took its place");
        sync(&mut cursor, 4, "bc", &['x']);
        assert_eq!((cursor.selected(), cursor.index()), (None, None));
    }

    #[test]
    fn what_is_aimed_at_is_waited_for_until_there_are_rows() {
        let mut cursor = Cursor::default();
        cursor.aim('b');
        sync(&mut cursor, 1, "", &[]);
        assert_eq!(cursor.selected(), None);
        sync(&mut cursor, 2, "", &['a', 'b']);
        assert_eq!(cursor.selected(), Some(&'b'));
        cursor.aim('c');
        sync(&mut cursor, 2, "", &['a', 'b']);
        sync(&mut cursor, 3, "", &['a', 'b', 'c']);
        assert_eq!(cursor.selected(), Some(&'b'), "what is not there is forgotten");
    }
}
