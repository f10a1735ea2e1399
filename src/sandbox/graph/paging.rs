//! Pages by keyset: a cursor names the row it stands at, so a row that is added or deleted between two pages
//! neither repeats nor hides another one.

use std::num::NonZeroUsize;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The place of a row in a list, largest first: seconds, then a number that no other row of the list has.
pub(super) type Key = (i64, u64);

/// Which page is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// The first one.
    Top,
    /// The one that follows a row.
    After(Key),
    /// The one that ends before a row.
    Before(Key),
}

/// A page of a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page<T> {
    /// Its rows, in the order of the list.
    pub(super) rows: Vec<T>,
    /// The places of its first and last row; none where the page is empty.
    pub(super) ends: Option<(Key, Key)>,
    /// Whether rows come before it.
    pub(super) previous: bool,
    /// Whether rows come after it.
    pub(super) next: bool,
}

/// Cuts a page out of rows that are sorted by their key, largest first.
pub(super) fn page<T>(rows: &[T], key: impl Fn(&T) -> Key, start: Start, limit: NonZeroUsize) -> Page<&T> {
    let (from, to) = match start {
        Start::Top => (0, limit.get()),
        Start::After(at) => {
            let from = rows.partition_point(|row| key(row) >= at);
            (from, from.saturating_add(limit.get()))
        }
        Start::Before(at) => {
            let to = rows.partition_point(|row| key(row) > at);
            (to.saturating_sub(limit.get()), to)
        }
    };
    let to = to.min(rows.len());
    let rows_of_page = rows.get(from..to).unwrap_or_default();
    Page {
        ends: rows_of_page.first().zip(rows_of_page.last()).map(|(first, last)| (key(first), key(last))),
        previous: from > 0 && !rows_of_page.is_empty(),
        next: to < rows.len() && !rows_of_page.is_empty(),
        rows: rows_of_page.iter().collect(),
    }
}

/// A cursor: base64, as Graph's are; clients treat it as opaque.
pub(super) fn cursor((seconds, row): Key) -> String {
    STANDARD.encode(format!("{seconds}:{row}"))
}

/// Reads a cursor back.
pub(super) fn parse(cursor: &str) -> Option<Key> {
    let text = String::from_utf8(STANDARD.decode(cursor).ok()?).ok()?;
    let (seconds, row) = text.split_once(':')?;
    Some((seconds.parse().ok()?, row.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// All rows by pages, following `next`; `between` may change the list after each page.
    fn walk(rows: &mut Vec<Key>, limit: usize, mut between: impl FnMut(&mut Vec<Key>)) -> Vec<Key> {
        let limit = NonZeroUsize::new(limit).unwrap();
        let (mut seen, mut start) = (Vec::new(), Start::Top);
        loop {
            let page = page(rows, |row| *row, start, limit);
            seen.extend(page.rows.iter().copied().copied());
            match page.ends {
                Some((_, last)) if page.next => start = Start::After(parse(&cursor(last)).unwrap()),
                _ => return seen,
            }
            between(rows);
        }
    }

    #[test]
    fn before_is_the_mirror_of_after() {
        let rows: Vec<Key> = (0..10).rev().map(|row| (7, row)).collect();
        let limit = NonZeroUsize::new(4).unwrap();
        let second = page(&rows, |row| *row, Start::After((7, 6)), limit);
        assert_eq!(second.rows, [&(7, 5), &(7, 4), &(7, 3), &(7, 2)]);
        assert!(second.previous && second.next);
        let first = page(&rows, |row| *row, Start::Before((7, 5)), limit);
        assert_eq!(first.rows, [&(7, 9), &(7, 8), &(7, 7), &(7, 6)]);
        assert!(!first.previous && first.next);
    }

    #[test]
    fn past_the_ends_there_is_nothing() {
        let rows = [(2, 0), (1, 0)];
        let limit = NonZeroUsize::MIN;
        for start in [Start::After((1, 0)), Start::Before((2, 0))] {
            let page = page(&rows, |row| *row, start, limit);
            assert_eq!((page.rows.len(), page.ends, page.previous, page.next), (0, None, false, false));
        }
    }

    #[test]
    fn foreign_cursors_are_no_cursors() {
        for text in ["", "%%%", "MTYwNDYxNzIwMQ==", "OjE=", "bm9wZQ=="] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn ties_neither_hide_nor_repeat(seconds in prop::collection::vec(0_i64..4, 0..40), limit in 1_usize..7) {
            let mut rows: Vec<Key> = seconds.into_iter().zip(0..).collect();
            rows.sort_unstable_by(|a, b| b.cmp(a));
            let expected = rows.clone();
            prop_assert_eq!(walk(&mut rows, limit, |_| ()), expected);
        }

        #[test]
        fn changes_between_pages_repeat_nothing(count in 1_u64..40, limit in 1_usize..7, picks in prop::collection::vec(any::<prop::sample::Index>(), 40)) {
            let mut rows: Vec<Key> = (0..count).rev().map(|row| (5, row)).collect();
            let (mut added, mut picks, mut deleted) = (1000, picks.into_iter(), Vec::new());
            let seen = walk(&mut rows, limit, |rows| {
                rows.insert(0, (6, added));
                added += 1;
                if let Some(pick) = picks.next() {
                    deleted.push(rows.remove(pick.index(rows.len())));
                }
            });
            let mut once = seen.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(once.len(), seen.len());
            let kept = (0..count).map(|row| (5, row)).filter(|row| !deleted.contains(row));
            prop_assert!(kept.into_iter().all(|row| seen.contains(&row)));
        }
    }
}
