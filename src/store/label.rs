//! Labels: what people call their codes and numbers.

use crate::model::{CodeId, Error, ErrorKind, NumberId, ProviderKind, Result, clean};

/// Longest label and longest tag, in characters.
pub const MAX_LABEL_CHARS: usize = 100;
/// Longest note, in characters.
pub const MAX_NOTE_CHARS: usize = 4_000;
pub const MAX_TAGS: usize = 20;

/// What a label is for. The services give codes and numbers ids that stay; profiles are renamed, so they are no
/// part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelKey {
    pub provider: ProviderKind,
    pub number: NumberId,
    /// The code of the number; absent for the number itself.
    pub code: Option<CodeId>,
}

/// A label with tags and a note. The services know nothing of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// One line; may be empty.
    pub label: String,
    /// Words to find it by, in alphabetical order, each once.
    pub tags: Vec<String>,
    /// Any text; may be empty.
    pub note: String,
    /// When it was last changed, in Unix milliseconds; set by the database where it is zero.
    pub updated: i64,
}

impl Label {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.label.is_empty() && self.tags.is_empty() && self.note.is_empty()
    }

    /// The label as it is stored: control characters gone, white space trimmed, tags sorted.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] for a text over its limit, and for a tag with a comma or a semicolon, which separate
    /// tags in files.
    pub fn tidy(mut self) -> Result<Self> {
        let line = |text: &str| clean::input(text).split_whitespace().collect::<Vec<_>>().join(" ");
        self.label = line(&self.label);
        self.note = String::from(clean::input(&self.note).trim());
        self.tags = self.tags.iter().map(|tag| line(tag)).filter(|tag| !tag.is_empty()).collect();
        self.tags.sort();
        self.tags.dedup();
        check("label", &self.label, MAX_LABEL_CHARS)?;
        check("note", &self.note, MAX_NOTE_CHARS)?;
        for tag in &self.tags {
            check("tag", tag, MAX_LABEL_CHARS)?;
            if tag.contains([',', ';']) {
                return Err(wrong(format!("The tag `{tag}` contains a comma or a semicolon."), "Make it two tags."));
            }
        }
        if self.tags.len() > MAX_TAGS {
            return Err(wrong(format!("There are {} tags; the limit is {MAX_TAGS}.", self.tags.len()), "Remove some."));
        }
        Ok(self)
    }
}

/// Refuses a text that is too long.
fn check(what: &str, text: &str, most: usize) -> Result<()> {
    let chars = text.chars().count();
    if chars > most {
        let advice = format!("Shorten it by {}.", chars - most);
        return Err(wrong(format!("The {what} has {chars} characters; the limit is {most}."), advice));
    }
    Ok(())
}

fn wrong(message: String, advice: impl Into<String>) -> Error {
    Error::new(ErrorKind::Config, message).advise(advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(label: &str, tags: &[&str], note: &str) -> Label {
        let tags = tags.iter().map(ToString::to_string).collect();
        Label { label: label.to_owned(), tags, note: note.to_owned(), updated: 0 }
    }

    #[test]
    fn a_label_is_one_line_and_its_tags_a_set() {
        let tidy = label(" window\n poster\u{1b} ", &["b", " a ", "", "b"], "one\r\ntwo\u{202e} ").tidy().unwrap();
        assert_eq!(tidy, label("window poster", &["a", "b"], "one\ntwo"));
        assert!(label("", &[" "], "\n").tidy().unwrap().is_empty());
    }

    #[test]
    fn what_no_file_could_hold_is_refused() {
        let long = "ä".repeat(MAX_LABEL_CHARS + 1);
        let many: Vec<String> = (0..=MAX_TAGS).map(|tag| tag.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for wrong in [
            label(&long, &[], ""),
            label("", &[&long], ""),
            label("", &["a,b"], ""),
            label("", &["a;b"], ""),
            label("", &many, ""),
            label("", &[], &"n".repeat(MAX_NOTE_CHARS + 1)),
        ] {
            assert_eq!(wrong.tidy().unwrap_err().kind, ErrorKind::Config);
        }
        assert!(label(&long[2..], &many[1..], &"n".repeat(MAX_NOTE_CHARS)).tidy().is_ok());
    }
}
