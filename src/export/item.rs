//! What is exported: a link and what is known of it.

use crate::model::clean;
use crate::store::Label;

/// A link with the words that file names and captions are made of, all uncleaned. What is not known is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Item {
    /// What the code says.
    pub link: String,
    /// The code, or for an invite link what identifies it.
    pub code: String,
    /// The pre-filled message, or the subject of the group.
    pub message: String,
    /// What a person calls it on this machine.
    pub label: String,
    /// The words a person finds it by, with commas between them.
    pub tags: String,
    /// What a person noted of it.
    pub note: String,
    /// The phone number as people write it.
    pub number: String,
    /// The verified name of the number.
    pub name: String,
    pub profile: String,
}

impl Item {
    /// The names of the words.
    pub const KEYS: [&'static str; 9] =
        ["code", "message", "label", "tags", "note", "number", "name", "profile", "link"];

    /// The same with what a person calls it.
    #[must_use]
    pub fn labelled(self, label: Option<&Label>) -> Self {
        let Some(Label { label, tags, note, .. }) = label else { return self };
        Self { label: label.clone(), tags: tags.join(", "), note: note.clone(), ..self }
    }

    /// A word by its name, as one clean line.
    pub fn word(&self, key: &str) -> Option<String> {
        let word = match key {
            "code" => &self.code,
            "message" => &self.message,
            "label" => &self.label,
            "tags" => &self.tags,
            "note" => &self.note,
            "number" => &self.number,
            "name" => &self.name,
            "profile" => &self.profile,
            "link" => &self.link,
            _ => return None,
        };
        let line = word.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(clean::line(&line).into_owned())
    }
}
