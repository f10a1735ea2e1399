//! Where a person is in a list.

/// A selection by identity, over the rows that pass the filter. A refresh cannot move it to another row; where
/// its row is gone, the one that took its place is selected.
#[derive(Debug, Clone, PartialEq)]
pub struct Cursor<Id> {
    selected: Option<Id>,
    /// What is to be selected as soon as there are rows.
    aimed: Option<Id>,
    position: usize,
    visible: Vec<usize>,
    made_from: Option<(u64, String)>,
}

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

    /// The rows that pass the filter, as indices into the whole list.
    pub fn visible(&self) -> &[usize] {
        &self.visible
    }

    /// The index of the selected row in the whole list.
    pub fn index(&self) -> Option<usize> {
        self.selected.as_ref().and(self.visible.get(self.position).copied())
    }

    /// Brings the cursor up to date with a list of `version`, of which `passes` keeps the rows that contain
    /// `filter`. Costs nothing where neither has changed.
    pub(crate) fn sync<T>(
        &mut self,
        version: u64,
        filter: &str,
        rows: &[T],
        id: impl Fn(&T) -> Id,
        passes: impl Fn(&T) -> bool,
    ) {
        if self.made_from.as_ref().is_some_and(|(v, f)| *v == version && f == filter) {
            return;
        }
        self.made_from = Some((version, filter.to_owned()));
        self.visible.clear();
        self.visible.extend(rows.iter().enumerate().filter(|(_, row)| passes(row)).map(|(at, _)| at));
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
        cursor.sync(version, filter, rows, |c| *c, |c| filter.is_empty() || filter.contains(*c));
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
