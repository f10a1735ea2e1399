//! Mistakes in the configuration file, collected so that all of them are told at once.

use std::fmt::Write as _;
use std::path::Path;

use super::secret::{looks_like_secret, shown};
use crate::model::Error;

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Mistake {
    /// Counted from 1.
    line: usize,
    /// What is wrong. Never holds a value that could be a secret.
    what: String,
    /// What to write instead.
    hint: String,
}

/// So many are told at most; nobody reads more, and a file can have a mistake in each of its bytes.
const MOST: usize = 50;
/// The longest word of the file that is repeated, in characters.
const LONGEST: usize = 60;

/// The mistakes of one file.
#[derive(Debug)]
pub(super) struct Mistakes {
    /// Where the lines end.
    ends: Vec<usize>,
    list: Vec<Mistake>,
    /// Those that are not in the list.
    more: usize,
}

impl Mistakes {
    /// No mistakes in `text` so far.
    pub(super) fn new(text: &str) -> Self {
        Self { ends: text.match_indices('\n').map(|(at, _)| at).collect(), list: Vec::new(), more: 0 }
    }

    /// Notes a mistake at a byte of the text.
    pub(super) fn add(&mut self, at: usize, what: impl Into<String>, hint: impl Into<String>) {
        if self.list.len() == MOST {
            self.more += 1;
            return;
        }
        let line = self.line(at);
        self.list.push(Mistake { line, what: what.into(), hint: hint.into() });
    }

    /// The line of a byte, counted from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.ends.partition_point(|end| *end < at) + 1
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All of them as sentences, for a text that nobody sees with its lines.
    pub(super) fn sentences(mut self) -> String {
        self.list.sort();
        self.list.dedup();
        let sentence = |Mistake { what, hint, .. }: &Mistake| format!("{what} {hint}").trim_end().to_owned();
        self.list.iter().map(sentence).collect::<Vec<_>>().join("\n")
    }

    /// All of them as one error.
    pub(super) fn into_error(mut self, path: &Path) -> Error {
        self.list.sort();
        self.list.dedup();
        let count = self.list.len() + self.more;
        let plural = if count == 1 { "mistake" } else { "mistakes" };
        let mut message = format!("{} has {count} {plural}.", path.display());
        for Mistake { line, what, hint } in &self.list {
            // Writing to a `String` cannot fail.
            let _ = write!(message, "\n  line {line}: {what}");
            if !hint.is_empty() {
                let _ = write!(message, " {hint}");
            }
        }
        if self.more > 0 {
            let _ = write!(message, "\n  and {} more", self.more);
        }
        Error::config(message)
    }
}

/// A word of the file for a mistake: none that may be a secret, and the beginning of a long one.
pub(super) fn word(text: &str) -> String {
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    shown(if looks_like_secret(text) { text } else { &short }).to_owned()
}

/// `Did you mean …?` for a word that is not among the known ones, or the known ones where none is near.
pub(super) fn did_you_mean(word: &str, known: &[&str]) -> String {
    let near = known
        .iter()
        .filter(|_| word.len() <= LONGEST)
        .map(|candidate| (strsim::jaro_winkler(&word.to_lowercase(), candidate), *candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0));
    match near {
        Some((_, candidate)) => format!("Did you mean `{candidate}`?"),
        None => format!("Known are {}.", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    }
}
