//! The labels, as far as the app knows them.

use std::collections::{HashMap, HashSet};

use crate::model::NumberId;
use crate::store::{Label, LabelKey};

/// All labels. Their texts are cleaned when they are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    all: HashMap<LabelKey, Label>,
    /// The numbers of which codes are called something.
    numbers: HashSet<NumberId>,
    version: u64,
}

impl Labels {
    /// What something is called.
    pub fn get(&self, key: &LabelKey) -> Option<&Label> {
        self.all.get(key)
    }

    /// Whether nothing has a label.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether any code of a number is called something.
    pub fn has_codes_of(&self, number: &NumberId) -> bool {
        self.numbers.contains(number)
    }

    /// Grows with every change.
    pub(crate) fn version(&self) -> u64 {
        self.version
    }

    /// The labels are these.
    pub(crate) fn load(&mut self, all: Vec<(LabelKey, Label)>) {
        self.all = all.into_iter().collect();
        self.changed();
    }

    /// Something is called otherwise, or nothing any more.
    pub(crate) fn set(&mut self, key: LabelKey, label: Label) {
        if label.is_empty() {
            self.all.remove(&key);
        } else {
            self.all.insert(key, label);
        }
        self.changed();
    }

    /// What can be looked up follows what there is.
    fn changed(&mut self) {
        let named = self.all.iter().filter(|(key, label)| key.code.is_some() && !label.label.is_empty());
        self.numbers = named.map(|(key, _)| key.number.clone()).collect();
        self.version += 1;
    }

    /// What took the place of something has its label; one that it has already stays.
    pub(crate) fn follow(&mut self, old: &LabelKey, new: LabelKey) {
        if let Some(label) = self.all.remove(old) {
            self.all.entry(new).or_insert(label);
            self.version += 1;
        }
    }

    /// Tells the label of something, its tags and its note.
    pub(crate) fn texts(&self, key: &LabelKey, mut tell: impl FnMut(&str)) {
        if let Some(Label { label, tags, note, .. }) = self.get(key) {
            tags.iter().chain([label, note]).for_each(|text| tell(text));
        }
    }
}
