//! What is searched of one number.

use std::collections::HashMap;
use std::sync::Arc;

use super::row::{Parts, Row};
use super::traits::Traits;
use crate::model::{CodeList, CodeRef, Group, NumberKey};

/// The codes and groups of one number, with their folded texts. Does not change; share it in an `Arc`.
///
/// Takes the bytes of messages and codes and nineteen more a row, beside the list of codes that it shares.
#[derive(Debug)]
pub struct Segment {
    pub(super) number: NumberKey,
    pub(super) codes: Arc<CodeList>,
    pub(super) retired: CodeList,
    pub(super) groups: Arc<[Group]>,
    /// Name, phone number, label, tags and note of the number, folded.
    pub(super) about: Box<str>,
    /// The name of its profile, folded.
    pub(super) profile: Box<str>,
    /// The folded texts of all rows: codes, retired codes, groups.
    pub(super) text: Box<str>,
    /// Where the text of each row ends.
    pub(super) ends: Box<[u32]>,
    /// The letters of each row, those of its code left out.
    pub(super) letters: Box<[u64]>,
    /// The letters with which words of each row begin.
    pub(super) initials: Box<[u32]>,
    pub(super) traits: Box<[Traits]>,
}

impl Segment {
    /// The number.
    pub fn number(&self) -> &NumberKey {
        &self.number
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A row.
    pub fn row(&self, at: usize) -> Option<Row<'_>> {
        if let Some(code) = self.codes.get(at) {
            return Some(Row::Code(code));
        }
        let at = at.checked_sub(self.codes.len())?;
        if let Some(code) = self.retired.get(at) {
            return Some(Row::Retired(code));
        }
        self.groups.get(at.checked_sub(self.retired.len())?).map(Row::Group)
    }

    /// A row that is a code, in use or retired.
    pub(super) fn code(&self, at: usize) -> Option<CodeRef<'_>> {
        match self.row(at)? {
            Row::Code(code) | Row::Retired(code) => Some(code),
            Row::Group(_) => None,
        }
    }

    /// The codes of the number.
    pub fn codes(&self) -> &Arc<CodeList> {
        &self.codes
    }

    /// Where the text of a row begins.
    fn start(&self, row: usize) -> usize {
        row.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |end| *end as usize)
    }

    /// The row to which a byte of the text belongs; not before `from`. Near it in few steps, far away in not many more.
    fn row_at(&self, byte: usize, from: usize) -> usize {
        let is_before = |row: usize| self.ends.get(row).is_some_and(|end| *end as usize <= byte);
        let (mut low, mut step) = (from, 1);
        while is_before(low + step - 1) {
            low += step;
            step *= 2;
        }
        let high = (low + step).min(self.ends.len());
        let between = self.ends.get(low..high).unwrap_or_default();
        low + between.partition_point(|end| *end as usize <= byte)
    }

    /// Calls `take` for each row in which something is found, in their order. `find` says where it is next in a text, from a
    /// byte on: the texts of all rows are looked through at once, which takes a fraction of looking at row by row.
    pub(super) fn each_row_with(&self, find: impl Fn(&str, usize) -> Option<usize>, mut take: impl FnMut(usize)) {
        let (mut from, mut row) = (0, 0);
        while let Some(at) = find(&self.text, from) {
            row = self.row_at(at, row);
            take(row);
            row += 1;
            from = self.start(row);
        }
    }

    /// The folded text of a row.
    pub(super) fn parts(&self, row: usize) -> Parts<'_> {
        let end = self.ends.get(row).map_or(0, |end| *end as usize);
        let text = self.text.get(self.start(row)..end).unwrap_or_default();
        Parts::new(text, self.traits(row))
    }

    pub(super) fn traits(&self, row: usize) -> Traits {
        self.traits.get(row).copied().unwrap_or_default()
    }

    /// For each code with a duplicate the first one that says the same.
    pub(super) fn first_duplicates(&self) -> HashMap<usize, usize> {
        let mut firsts = HashMap::new();
        let rows = (0..self.len()).filter(|row| self.traits(*row).has_any(Traits::DUPLICATE));
        rows.map(|row| (row, *firsts.entry(self.parts(row).message()).or_insert(row))).collect()
    }
}
