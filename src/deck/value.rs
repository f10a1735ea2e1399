//! The values of a block, with a mistake for each that is not as it must be.

use toml::de::{DeTable, DeValue};

use super::mistake::{Lines, Mistake, echo, meant};

/// Reads the values of one table.
pub(super) struct Fields<'a, 'i> {
    /// What it is called in a mistake: `[[code]]`.
    pub(super) name: &'static str,
    pub(super) table: &'a DeTable<'i>,
    /// The line of its header.
    pub(super) line: usize,
    pub(super) lines: &'a Lines,
    pub(super) mistakes: &'a mut Vec<Mistake>,
}

impl Fields<'_, '_> {
    /// Notes each key that is not one of these.
    pub(super) fn only(&mut self, known: &[&str]) {
        for (key, _) in self.table {
            let (name, at) = (key.get_ref().as_ref(), key.span().start);
            // What cannot be read at all has been told already.
            if !name.is_empty() && !known.contains(&name) {
                let hint = meant(name, known.iter().copied());
                let what =
                    format!("{} has no key `{}`.{hint} It can have: {}.", self.name, echo(name), known.join(", "));
                self.mistakes.push(Mistake::new(self.lines.line(at), what));
            }
        }
    }

    /// A text and its line.
    pub(super) fn text(&mut self, key: &str) -> Option<(String, usize)> {
        let (value, line) = self.value(key)?;
        match value {
            DeValue::String(text) => Some((text.to_string(), line)),
            other => {
                let what = format!("`{key}` must be a text in quotes, not {}.", kind(other));
                self.mistakes.push(Mistake::new(line, what));
                None
            }
        }
    }

    /// A text that has to be there. `blamed`: whether it is a mistake of its own that it is not.
    pub(super) fn needed(&mut self, key: &str, blamed: bool) -> Option<(String, usize)> {
        if self.value(key).is_none() && blamed {
            self.mistakes.push(Mistake::new(self.line, format!("{} has no `{key}`.", self.name)));
        }
        self.text(key)
    }

    /// Texts, and the line of them.
    pub(super) fn texts(&mut self, key: &str) -> Option<(Vec<String>, usize)> {
        let (value, line) = self.value(key)?;
        let texts = value.as_array().and_then(|array| {
            let texts = array.iter().map(|one| one.get_ref().as_str().map(str::to_owned));
            texts.collect::<Option<Vec<_>>>()
        });
        if texts.is_none() {
            let what = format!("`{key}` must be a list of texts: {key} = [\"one\", \"two\"].");
            self.mistakes.push(Mistake::new(line, what));
        }
        Some((texts?, line))
    }

    fn value(&self, key: &str) -> Option<(&DeValue<'_>, usize)> {
        let (name, value) = self.table.iter().find(|(name, _)| name.get_ref() == key)?;
        Some((value.get_ref(), self.lines.line(name.span().start)))
    }
}

/// What a value is, in a sentence.
fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
