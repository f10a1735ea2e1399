//! The codes that are marked for an act on many.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::model::{CodeId, CodeKey, NumberId, NumberKey, QrCode};
use crate::search::Marks;

/// Marked codes of whatever numbers and profiles, each as the person last saw it: its list need not be in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Marked {
    codes: BTreeMap<NumberKey, BTreeMap<CodeId, (u64, QrCode)>>,
    /// The code that was marked last: where a range begins.
    last: Option<CodeKey>,
    /// Grows with every change.
    version: u64,
}

impl Marked {
    /// Whether nothing is marked.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// How many codes are marked.
    pub fn count(&self) -> usize {
        self.codes.values().map(BTreeMap::len).sum()
    }

    /// How many codes of a number are.
    pub fn count_of(&self, number: &NumberKey) -> usize {
        self.codes.get(number).map_or(0, BTreeMap::len)
    }

    /// The numbers with marked codes.
    pub fn numbers(&self) -> impl Iterator<Item = &NumberKey> {
        self.codes.keys()
    }

    /// Whether a code is marked.
    pub fn contains(&self, number: &NumberKey, code: &CodeId) -> bool {
        self.codes.get(number).is_some_and(|codes| codes.contains_key(code))
    }

    /// All of them, those of a number in the order in which they were marked.
    pub fn all(&self) -> Vec<(CodeKey, &QrCode)> {
        let mut all = Vec::with_capacity(self.count());
        for (number, codes) in &self.codes {
            let mut codes: Vec<_> = codes.iter().collect();
            codes.sort_unstable_by_key(|(_, (turn, _))| *turn);
            let key = |id: &CodeId| CodeKey { number: number.clone(), code: id.clone() };
            all.extend(codes.into_iter().map(|(id, (_, code))| (key(id), code)));
        }
        all
    }

    /// What `is:marked` means.
    pub fn marks(&self) -> Marks {
        let of =
            |(number, codes): (&NumberKey, &BTreeMap<CodeId, _>)| (number.clone(), codes.keys().cloned().collect());
        self.codes.iter().map(of).collect()
    }

    /// The code that was marked last, if that was one of this number.
    pub fn last_of(&self, number: &NumberKey) -> Option<&CodeId> {
        self.last.as_ref().filter(|last| last.number == *number).map(|last| &last.code)
    }

    /// Grows with every change of what is marked.
    pub(crate) fn version(&self) -> u64 {
        self.version
    }

    /// Marks a code; a range begins there.
    pub(crate) fn add(&mut self, number: &NumberKey, code: &QrCode) {
        self.last = Some(CodeKey { number: number.clone(), code: code.code.clone() });
        self.version += 1;
        let turn = self.version;
        self.codes
            .entry(number.clone())
            .or_default()
            .entry(code.code.clone())
            .and_modify(|(_, seen)| seen.clone_from(code))
            .or_insert_with(|| (turn, code.clone()));
    }

    /// Marks a code, or takes its mark away.
    pub(crate) fn toggle(&mut self, number: &NumberKey, code: &QrCode) {
        if self.contains(number, &code.code) {
            self.remove(number, &code.code);
            self.last = None;
        } else {
            self.add(number, code);
        }
    }

    /// Marks these codes, or takes all their marks away where all of them are marked.
    pub(crate) fn toggle_all<'a>(&mut self, codes: impl Iterator<Item = (&'a NumberKey, &'a QrCode)> + Clone) {
        if codes.clone().all(|(number, code)| self.contains(number, &code.code)) {
            let gone: HashSet<_> = codes.map(|(number, code)| (number, &code.code)).collect();
            self.retain(|number, seen| !gone.contains(&(number, &seen.code)));
        } else {
            codes.for_each(|(number, code)| self.add(number, code));
        }
        self.last = None;
    }

    /// A code is known to be like this: so it is marked, if it is.
    pub(crate) fn see(&mut self, number: &NumberKey, code: &QrCode) {
        if let Some((_, seen)) = self.codes.get_mut(number).and_then(|codes| codes.get_mut(&code.code)) {
            seen.clone_from(code);
        }
    }

    /// Takes the mark of a code away.
    pub(crate) fn remove(&mut self, number: &NumberKey, code: &CodeId) {
        self.retain(|key, seen| key != number || seen.code != *code);
    }

    /// Takes the marks of a code away, through whatever profile it is looked at.
    pub(crate) fn ended(&mut self, number: &NumberId, code: &CodeId) {
        self.retain(|key, seen| key.number != *number || seen.code != *code);
    }

    /// Takes the marks away of which something is not true.
    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&NumberKey, &QrCode) -> bool) {
        let before = self.count();
        self.codes.retain(|number, codes| {
            codes.retain(|_, (_, seen)| keep(number, seen));
            !codes.is_empty()
        });
        if self.count() < before {
            self.version += 1;
            let Self { codes, last, .. } = self;
            let has = |key: &CodeKey| codes.get(&key.number).is_some_and(|codes| codes.contains_key(&key.code));
            *last = last.take().filter(has);
        }
    }

    /// A number's whole list has come from its service: its marked codes are as they are on it. Those that it does not have any more lose their
    /// marks; how many these are is returned.
    pub(crate) fn listed(&mut self, number: &NumberKey, rows: &[QrCode]) -> usize {
        let before = self.count_of(number);
        if before == 0 {
            return 0;
        }
        let rows: HashMap<&CodeId, &QrCode> = rows.iter().map(|row| (&row.code, row)).collect();
        for (id, (_, seen)) in self.codes.get_mut(number).into_iter().flatten() {
            if let Some(row) = rows.get(id) {
                seen.clone_from(row);
            }
        }
        self.retain(|key, seen| key != number || rows.contains_key(&seen.code));
        before - self.count_of(number)
    }

    /// Takes all marks away. Returns how many there were.
    pub(crate) fn clear(&mut self) -> usize {
        let count = self.count();
        self.codes.clear();
        self.last = None;
        self.version += 1;
        count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::update::tests::harness::code;

    fn number(name: &str) -> NumberKey {
        NumberKey { profile: "eu".into(), number: name.into() }
    }

    fn ids(marked: &Marked) -> Vec<&str> {
        marked.all().iter().map(|(_, code)| code.code.as_str()).collect()
    }

    #[test]
    fn marks_are_kept_by_number_in_their_order() {
        let mut marked = Marked::default();
        for (of, id) in [("2", "C"), ("1", "B"), ("1", "A"), ("1", "B")] {
            marked.add(&number(of), &code(id, "tea"));
        }
        assert_eq!((ids(&marked), marked.count(), marked.count_of(&number("1"))), (vec!["B", "A", "C"], 3, 2));
        assert_eq!((marked.last_of(&number("1")).map(CodeId::as_str), marked.last_of(&number("2"))), (Some("B"), None));
        marked.remove(&number("1"), &"B".into());
        assert_eq!((ids(&marked), marked.last_of(&number("1"))), (vec!["A", "C"], None));
        assert_eq!((marked.clear(), marked.is_empty()), (2, true));
    }

    #[test]
    fn a_list_says_what_is_marked() {
        let mut marked = Marked::default();
        for (of, id) in [("1", "A"), ("1", "B"), ("2", "A")] {
            marked.add(&number(of), &code(id, "tea"));
        }
        let rows = [code("X", "x"), code("B", "coffee")];
        assert_eq!(marked.listed(&number("1"), &rows), 1);
        let messages: Vec<_> = marked.all().iter().map(|(_, code)| code.message.as_str()).collect();
        assert_eq!((ids(&marked), messages), (vec!["B", "A"], vec!["coffee", "tea"]));
        assert_eq!((marked.listed(&number("3"), &[]), marked.listed(&number("2"), &[])), (0, 1));
        assert_eq!(ids(&marked), ["B"]);
    }
}
