//! Takes typed fields out of a TOML table and notes what is wrong with them.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mistake::{Mistakes, did_you_mean, word};

/// A value and the byte of the text where it begins.
pub(super) type At<T> = (T, usize);

/// A table while its fields are taken out.
#[derive(Debug)]
pub(super) struct Fields<'a, 'i> {
    table: &'a DeTable<'i>,
    asked: BTreeSet<&'static str>,
}

impl<'a, 'i> Fields<'a, 'i> {
    /// Starts on a table.
    pub(super) fn new(table: &'a DeTable<'i>) -> Self {
        Self { table, asked: BTreeSet::new() }
    }

    /// A value of any type.
    pub(super) fn value(&mut self, key: &'static str) -> Option<&'a Spanned<DeValue<'i>>> {
        self.asked.insert(key);
        self.table.get(key)
    }

    /// A text that is not empty, without the white space around it.
    pub(super) fn text(&mut self, key: &'static str, mistakes: &mut Mistakes) -> Option<At<&'a str>> {
        let value = self.value(key)?;
        let at = value.span().start;
        match value.get_ref().as_str().map(str::trim) {
            Some("") => mistakes.add(at, format!("`{key}` is empty."), "Fill it in, or remove the line."),
            Some(text) => return Some((text, at)),
            None => wrong_type(key, value, "a text in quotes", mistakes),
        }
        None
    }

    /// `true` or `false`; `default` where it is absent.
    pub(super) fn flag(&mut self, key: &'static str, default: bool, mistakes: &mut Mistakes) -> bool {
        let Some(value) = self.value(key) else { return default };
        value.get_ref().as_bool().unwrap_or_else(|| {
            wrong_type(key, value, "true or false, without quotes", mistakes);
            default
        })
    }

    /// A table of its own.
    pub(super) fn table(&mut self, key: &'static str, mistakes: &mut Mistakes) -> Option<Fields<'a, 'i>> {
        let value = self.value(key)?;
        let table = value.get_ref().as_table();
        if table.is_none() {
            wrong_type(key, value, &format!("[{key}] above its keys"), mistakes);
        }
        table.map(Fields::new)
    }

    /// A list of texts; empty where it is absent.
    pub(super) fn texts(&mut self, key: &'static str, mistakes: &mut Mistakes) -> Vec<At<&'a str>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let wanted = "a list of texts, such as [\"…\", \"…\"]";
        let Some(items) = value.get_ref().as_array() else {
            wrong_type(key, value, wanted, mistakes);
            return Vec::new();
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => texts.push((text, item.span().start)),
                None => wrong_type(key, item, wanted, mistakes),
            }
        }
        texts
    }

    /// Notes every key that nobody asked for. `elsewhere` explains keys that have another place.
    pub(super) fn finish(&self, elsewhere: impl Fn(&str) -> Option<String>, mistakes: &mut Mistakes) {
        let known: Vec<&str> = self.asked.iter().copied().collect();
        for key in self.table.keys().filter(|key| !self.asked.contains(key.get_ref().as_ref())) {
            let name = key.get_ref();
            let hint = elsewhere(name).unwrap_or_else(|| did_you_mean(name, &known));
            mistakes.add(key.span().start, format!("The key `{}` is unknown.", word(name)), hint);
        }
    }
}

/// Notes a value of the wrong type. The value itself is not repeated: it may be a secret in the wrong place.
pub(super) fn wrong_type(key: &str, value: &Spanned<DeValue<'_>>, wanted: &str, mistakes: &mut Mistakes) {
    let found = value.get_ref().type_str();
    let article = if found.starts_with(['a', 'i', 'o']) { "an" } else { "a" };
    mistakes.add(value.span().start, format!("`{key}` is {article} {found}."), format!("Write {wanted}."));
}
