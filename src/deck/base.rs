//! What the services had when file and service last agreed: the machine-written end of the file.
//!
//! One line a code, sorted, so that it merges like any other text: the hash of the message, and where there are labels
//! their hash and when they were set.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

use sha2::{Digest as _, Sha256};

use super::quote;
use crate::store::Label;

/// Bytes of a hash that are kept: enough to tell the texts of one code apart, few enough for a line.
const KEPT: usize = 6;

/// The hash of a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark(String);

impl Mark {
    /// The mark of a text, exactly as it is.
    pub fn of(text: &str) -> Self {
        Self(hex::encode(&Sha256::digest(text.as_bytes())[..KEPT]))
    }

    /// The mark of what a label says; `None` for one that says nothing.
    pub fn of_label(label: &Label) -> Option<Self> {
        if label.is_empty() {
            return None;
        }
        // Lengths keep the parts apart.
        let parts = [&label.label, &label.note].into_iter().chain(&label.tags);
        let mut all = String::new();
        for part in parts {
            // Writing to a `String` cannot fail.
            let _ = write!(all, "{}:{part}", part.len());
        }
        Some(Self::of(&all))
    }

    /// The mark that a word is.
    pub(super) fn parse(word: &str) -> Option<Self> {
        let hex = word.len() == KEPT * 2 && word.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        hex.then(|| Self(word.to_owned()))
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What the labels of a code were.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LabelMark {
    /// What they said; nothing where they were removed, or never there.
    pub mark: Option<Mark>,
    /// When they were set, in Unix milliseconds.
    pub at: i64,
}

/// What is known of a code since file and service last agreed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// The message in the file.
    pub file: Mark,
    /// The message at the service, which may have trimmed or composed it; `None` where no list has shown it yet.
    pub service: Option<Mark>,
    pub labels: LabelMark,
}

impl Known {
    /// Both have this message.
    pub fn agreed(message: &str) -> Self {
        let file = Mark::of(message);
        Self { service: Some(file.clone()), file, labels: LabelMark::default() }
    }

    /// The file has one message, and the service its own form of it.
    pub fn of(file: &str, service: &str) -> Self {
        Self { file: Mark::of(file), service: Some(Mark::of(service)), labels: LabelMark::default() }
    }

    /// The same with these labels.
    #[must_use]
    pub fn labelled(self, labels: LabelMark) -> Self {
        Self { labels, ..self }
    }

    /// The words of a line.
    pub(super) fn parse(words: &str) -> Option<Self> {
        let mut words = words.split(' ');
        let messages = words.next()?;
        let (file, service) = messages.split_once(':').unwrap_or((messages, messages));
        let service = if service == "?" { None } else { Some(Mark::parse(service)?) };
        let labels = match (words.next(), words.next()) {
            (None, _) => LabelMark::default(),
            (Some(mark), Some(at)) => {
                let mark = if mark == "-" { None } else { Some(Mark::parse(mark)?) };
                LabelMark { mark, at: at.parse().ok()? }
            }
            (Some(_), None) => return None,
        };
        if words.next().is_some() {
            return None;
        }
        Some(Self { file: Mark::parse(file)?, service, labels })
    }

    fn words(&self) -> String {
        let mut words = self.file.to_string();
        // Writing to a `String` cannot fail.
        let _ = match &self.service {
            Some(service) if *service == self.file => Ok(()),
            Some(service) => write!(words, ":{service}"),
            None => write!(words, ":?"),
        };
        let LabelMark { mark, at } = &self.labels;
        let _ = match mark {
            Some(mark) => write!(words, " {mark} {at}"),
            None if *at != 0 => write!(words, " - {at}"),
            None => Ok(()),
        };
        words
    }
}

/// A number in the machine-written part: `PROFILE/NUMBER_ID`.
pub(super) fn number_key(profile: &str, number: &str) -> String {
    format!("{profile}/{number}")
}

/// The machine-written part of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pulled {
    /// By number and code.
    pub codes: BTreeMap<String, BTreeMap<String, Known>>,
    /// By number and group: what its block said.
    pub groups: BTreeMap<String, BTreeMap<String, Mark>>,
}

/// What stands above it.
pub(super) const HEADER: &str = "\
# ------------------------------------------------------------------------------
# Written by qrdeck: what the services had at the last pull or apply. By this,
# `qrdeck plan` tells who has changed what. Do not edit below this line.
";

/// The names of its tables.
pub(super) const CODES: &str = "pulled";
pub(super) const GROUPS: &str = "pulled_groups";

impl Pulled {
    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.codes.is_empty() && self.groups.is_empty()
    }

    /// What is known of the codes of a number; `None` where it was never pulled.
    pub fn number(&self, profile: &str, number: &str) -> Option<&BTreeMap<String, Known>> {
        self.codes.get(&number_key(profile, number))
    }

    /// Notes what is known of a code from now on.
    pub fn set(&mut self, profile: &str, number: &str, code: &str, known: Known) {
        self.codes.entry(number_key(profile, number)).or_default().insert(code.to_owned(), known);
    }

    /// Forgets a code. The number stays known, be it without codes.
    pub fn forget(&mut self, profile: &str, number: &str, code: &str) {
        if let Some(codes) = self.codes.get_mut(&number_key(profile, number)) {
            codes.remove(code);
        }
    }

    /// The text of it.
    pub(super) fn text(&self) -> String {
        let mut out = String::from(HEADER);
        for (number, codes) in &self.codes {
            let lines = codes.iter().map(|(code, known)| (code, known.words()));
            table(&mut out, CODES, number, lines);
        }
        for (number, groups) in &self.groups {
            table(&mut out, GROUPS, number, groups.iter().map(|(group, mark)| (group, mark.to_string())));
        }
        // The empty line that each table ends with.
        out.pop();
        out
    }
}

fn table<'a>(out: &mut String, name: &str, number: &str, lines: impl Iterator<Item = (&'a String, String)>) {
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "[{name}.{}]", quote::quoted(number));
    for (key, words) in lines {
        let _ = writeln!(out, "{} = \"{words}\"", quote::key(key));
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_is_known_and_comes_back() {
        let labels = LabelMark { mark: Some(Mark::of("x")), at: 7 };
        for known in [
            Known::agreed("a"),
            Known::of("a ", "a"),
            Known::of("a ", "a").labelled(labels.clone()),
            Known { service: None, ..Known::agreed("a") },
            Known::agreed("a").labelled(LabelMark { mark: None, at: 9 }),
        ] {
            assert_eq!(Known::parse(&known.words()), Some(known.clone()), "{}", known.words());
        }
        for wrong in ["", "xyz", "0123456789ab ", "0123456789ab -", "0123456789ab - x", "0123456789ab:", "0123456789AB"]
        {
            assert_eq!(Known::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn labels_with_other_parts_are_other_labels() {
        let label = |label: &str, tags: &[&str], note: &str| {
            let tags = tags.iter().map(ToString::to_string).collect();
            Mark::of_label(&Label { label: label.into(), tags, note: note.into(), updated: 1 })
        };
        assert_eq!(label("", &[], ""), None);
        let all = [
            label("a", &[], ""),
            label("", &["a"], ""),
            label("", &[], "a"),
            label("", &["a", "b"], ""),
            label("", &["ab"], ""),
        ];
        for (at, one) in all.iter().enumerate() {
            assert!(one.is_some() && !all[at + 1..].contains(one));
        }
    }
}
