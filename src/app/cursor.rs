//! Where a person is in a list.

use std::cmp::Reverse;

use super::folded::{FoldedRows, Words};
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
    /// All rows in the order on screen, and what that was made from; nothing for the order of the service.
    sorted: Option<(u64, Sort, Vec<usize>)>,
    /// What the rows of a version contain, once they have been filtered.
    texts: Option<(u64, FoldedRows)>,
}

/// Which rows of a list are visible, and in which order.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arrangement<'a> {
    /// Of the list, and of all else that filter and order depend on.
    pub version: u64,
    /// What the rows contain, folded.
    pub filter: &'a str,
    /// What they are sorted by; nothing for the order of the service.
    pub sort: Option<Sort>,
}

/// The part of a list that a row always stays in, counted from the first one, and what it is sorted by within that. Rows
/// without a key come last, in either direction.
pub(crate) type Place = (usize, Option<SortKey>);

impl<Id> Default for Cursor<Id> {
    fn default() -> Self {
        Self {
            selected: None,
            aimed: None,
            position: 0,
            visible: Vec::new(),
            made_from: None,
            sorted: None,
            texts: None,
        }
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

    /// Brings the cursor up to date with a list. `texts` tells what a row contains, for the filter; `place` says where it
    /// stands by the column that the list is sorted by. Costs nothing where nothing has changed, and little where only the
    /// filter has.
    pub(crate) fn sync<T>(
        &mut self,
        wanted: Arrangement<'_>,
        rows: &[T],
        id: impl Fn(&T) -> Id,
        texts: impl Fn(&T, &mut dyn FnMut(&str)),
        place: impl Fn(Column, &T) -> Place,
    ) {
        let Arrangement { version, filter, sort } = wanted;
        if self.made_from.as_ref().is_some_and(|(v, f, s)| *v == version && f == filter && *s == sort) {
            return;
        }
        self.arrange(version, sort, rows, place);
        self.keep(version, filter, rows, texts);
        self.made_from = Some((version, filter.to_owned(), sort));
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

    /// Sorts the rows, unless they are.
    fn arrange<T>(&mut self, version: u64, sort: Option<Sort>, rows: &[T], place: impl Fn(Column, &T) -> Place) {
        let Some(sort) = sort else {
            self.sorted = None;
            return;
        };
        if self.sorted.as_ref().is_some_and(|(v, by, _)| *v == version && *by == sort) {
            return;
        }
        let Sort { column, descending } = sort;
        let mut sorted: Vec<_> = (0..rows.len()).collect();
        let place = |at: &usize| rows.get(*at).map_or((usize::MAX, None), |row| place(column, row));
        // Both sorts keep rows with equal keys in the order of the service.
        if descending {
            sorted.sort_by_cached_key(|at| {
                let (part, key) = place(at);
                (part, key.is_none(), Reverse(key))
            });
        } else {
            sorted.sort_by_cached_key(|at| {
                let (part, key) = place(at);
                (part, key.is_none(), key)
            });
        }
        self.sorted = Some((version, sort, sorted));
    }

    /// Keeps the rows that pass the filter.
    fn keep<T>(&mut self, version: u64, filter: &str, rows: &[T], texts: impl Fn(&T, &mut dyn FnMut(&str))) {
        let all = self.sorted.as_ref().map(|(_, _, sorted)| sorted.as_slice());
        self.visible.clear();
        self.texts.take_if(|(of, _)| *of != version);
        if filter.is_empty() {
            match all {
                Some(sorted) => self.visible.extend(sorted),
                None => self.visible.extend(0..rows.len()),
            }
            return;
        }
        let (_, texts) = self.texts.get_or_insert_with(|| (version, FoldedRows::of(rows, texts)));
        let words = Words::of(filter);
        match all {
            Some(sorted) => self.visible.extend(sorted.iter().filter(|&&at| words.are_in(texts, at))),
            None => self.visible.extend((0..rows.len()).filter(|&at| words.are_in(texts, at))),
        }
    }

    /// The version of the list whose texts are not folded yet; nothing where they are, or where there is no list.
    pub(crate) fn unfolded(&self) -> Option<u64> {
        let (version, ..) = self.made_from.as_ref()?;
        let folded = self.texts.as_ref().is_some_and(|(of, _)| of == version);
        (!folded && !self.visible.is_empty()).then_some(*version)
    }

    /// Folds the texts of the list that it was brought up to date with, before a filter needs them.
    pub(crate) fn fold<T>(&mut self, rows: &[T], texts: impl Fn(&T, &mut dyn FnMut(&str))) {
        if let Some(version) = self.unfolded() {
            self.texts = Some((version, FoldedRows::of(rows, texts)));
        }
    }

    /// Its list leaves the memory; who comes back finds the same row selected.
    pub(crate) fn unload(&mut self) {
        if let Some(selected) = self.selected.clone() {
            self.aim(selected);
        }
        (self.visible, self.sorted, self.texts) = (Vec::new(), None, None);
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
        cursor.sync(wanted, rows, |c| *c, |c, tell| texts(*c, tell), place);
    }

    /// Every row contains itself and its neighbours in the alphabet.
    fn texts(c: char, tell: &mut dyn FnMut(&str)) {
        let neighbours = [-1, 0, 1].map(|by| char::from_u32(u32::from(c).wrapping_add_signed(by)).unwrap_or(c));
        for neighbour in neighbours {
            tell(neighbour.encode_utf8(&mut [0; 4]));
        }
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
        sync_sorted(&mut cursor, Arrangement { filter: "c", ..wanted(by(true)) }, &rows);
        assert_eq!((visible(&cursor, &rows).as_str(), cursor.selected()), ("dcbDC", Some(&'c')));
        sync_sorted(&mut cursor, Arrangement { filter: "b", ..wanted(by(true)) }, &rows);
        assert_eq!((visible(&cursor, &rows).as_str(), cursor.selected()), ("cbaC", Some(&'c')), "another text");
        sync_sorted(&mut cursor, wanted(None), &rows);
        assert_eq!((visible(&cursor, &rows).as_str(), cursor.selected()), ("dacbeDOC", Some(&'c')));
    }

    #[test]
    fn rows_are_sorted_and_read_once() {
        let (rows, placed, read) = (['b', 'a'], std::cell::Cell::new(0), std::cell::Cell::new(0));
        let sort = Some(Sort { column: Column::Name, descending: false });
        let mut cursor = Cursor::default();
        let mut sync = |version, filter| {
            let place = |_, c: &char| {
                placed.set(placed.get() + 1);
                (0, Some(SortKey::Text(c.to_string())))
            };
            let texts = |c: &char, tell: &mut dyn FnMut(&str)| {
                read.set(read.get() + 1);
                texts(*c, tell);
            };
            cursor.sync(Arrangement { version, filter, sort }, &rows, |c| *c, texts, place);
            (visible(&cursor, &rows), placed.get(), read.get())
        };
        assert_eq!(sync(1, ""), ("ab".to_owned(), 2, 0), "nothing is looked for");
        assert_eq!(sync(1, "c"), ("b".to_owned(), 2, 2));
        assert_eq!(sync(1, "c a"), ("b".to_owned(), 2, 2), "another key looks through what was read");
        assert_eq!(sync(1, "a"), ("ab".to_owned(), 2, 2), "as does one that takes back");
        assert_eq!(sync(1, ""), ("ab".to_owned(), 2, 2));
        assert_eq!(sync(1, "b"), ("ab".to_owned(), 2, 2), "and the first one of the next filter");
        assert_eq!(sync(2, "a"), ("ab".to_owned(), 4, 4), "other rows");
    }

    #[test]
    fn what_was_folded_ahead_is_not_read_again() {
        let (rows, mut cursor, read) = (['b', 'a'], Cursor::default(), std::cell::Cell::new(0));
        let counted = |c: &char, tell: &mut dyn FnMut(&str)| {
            read.set(read.get() + 1);
            texts(*c, tell);
        };
        cursor.fold(&rows, counted);
        assert_eq!((cursor.unfolded(), read.get()), (None, 0), "it knows of no list");
        sync(&mut cursor, 1, "", &rows);
        assert_eq!(cursor.unfolded(), Some(1));
        cursor.fold(&rows, counted);
        cursor.fold(&rows, counted);
        assert_eq!((cursor.unfolded(), read.get()), (None, 2));
        cursor.sync(Arrangement { version: 1, filter: "c", sort: None }, &rows, |c| *c, counted, |_, _| (0, None));
        assert_eq!((visible(&cursor, &rows).as_str(), read.get()), ("b", 2));
        sync(&mut cursor, 2, "", &rows);
        assert_eq!(cursor.unfolded(), Some(2), "another version");
        sync(&mut cursor, 3, "", &[]);
        assert_eq!(cursor.unfolded(), None, "nothing to fold");
    }

    #[test]
    fn all_words_of_a_filter_are_in_some_text_of_a_row() {
        let rows = ["Möchte zahlen", "Tisch 7", "möchte  einen Tisch"];
        let texts = |row: &&str, tell: &mut dyn FnMut(&str)| ["", row, "Eingang"].into_iter().for_each(tell);
        let visible = |filter: &str| {
            let mut cursor = Cursor::default();
            let wanted = Arrangement { version: 1, filter, sort: None };
            cursor.sync(wanted, &rows, |row| *row, texts, |_, _| (0, None));
            cursor.visible().to_vec()
        };
        for (filter, expected) in [
            ("mochte", &[0, 2][..]),
            ("tisch mochte", &[2]),
            ("eingang 7", &[1]),
            (" eingang", &[0, 1, 2]),
            ("zahleneingang", &[]),
            ("zahlentisch", &[]),
            ("7e", &[]),
        ] {
            assert_eq!(visible(filter), expected, "{filter}");
        }
    }

    #[test]
    fn an_unloaded_list_leaves_its_selection_alone() {
        let rows = ['a', 'b', 'c'];
        let mut cursor = Cursor::default();
        sync(&mut cursor, 1, "b", &rows);
        cursor.go(1, &rows, |c| *c);
        cursor.unload();
        assert!(cursor.visible().is_empty() && cursor.texts.is_none());
        sync(&mut cursor, 2, "b", &[]);
        sync(&mut cursor, 3, "b", &rows);
        assert_eq!((cursor.selected(), cursor.position()), (Some(&'b'), 1));
    }

    #[test]
    fn selection_survives_refresh_and_filter() {
        let mut cursor = Cursor::default();
        sync(&mut cursor, 1, "", &['a', 'b', 'c']);
        assert_eq!(cursor.selected(), Some(&'a'));
        cursor.go(1, &['a', 'b', 'c'], |c| *c);
        sync(&mut cursor, 2, "", &['x', 'a', 'b', 'c']);
        assert_eq!((cursor.selected(), cursor.position()), (Some(&'b'), 2));
        sync(&mut cursor, 2, "c", &['x', 'a', 'b', 'c']);
        assert_eq!((cursor.selected(), cursor.position(), cursor.index()), (Some(&'b'), 0, Some(2)));
        sync(&mut cursor, 3, "c", &['x', 'a', 'c']);
        assert_eq!(cursor.selected(), Some(&'c'), "the row that took its place");
        sync(&mut cursor, 4, "c", &['x']);
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
