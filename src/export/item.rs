//! What is exported: a link and what is known of it.

use crate::model::clean;

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
    /// The phone number as people write it.
    pub number: String,
    /// The verified name of the number.
    pub name: String,
    /// The profile.
    pub profile: String,
}

impl Item {
    /// The names of the words.
    pub const KEYS: [&'static str; 7] = ["code", "message", "label", "number", "name", "profile", "link"];

    /// A word by its name, as one clean line.
    pub fn word(&self, key: &str) -> Option<String> {
        let word = match key {
            "code" => &self.code,
            "message" => &self.message,
            "label" => &self.label,
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
