//! Mistakes in a deck file, collected so that all of them are told at once.

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mistake {
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, in sentences; texts of the file in it are uncleaned, here and in the advice.
    pub what: String,
    /// What to write instead; empty where that is plain.
    pub advice: String,
}

impl Mistake {
    pub(super) fn new(line: usize, what: impl Into<String>) -> Self {
        Self { line, what: what.into(), advice: String::new() }
    }

    /// The same with what to do about it.
    pub(super) fn advise(self, advice: impl Into<String>) -> Self {
        Self { advice: advice.into(), ..self }
    }

    /// What is wrong and what to do, in sentences.
    pub fn sentences(&self) -> String {
        if self.advice.is_empty() { self.what.clone() } else { format!("{} {}", self.what, self.advice) }
    }
}

/// Where the lines of a text are.
#[derive(Debug)]
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at).collect())
    }

    /// The line of a byte, counted from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.0.partition_point(|end| *end < at) + 1
    }
}

/// The longest word of a file that a mistake repeats, in characters.
const LONGEST: usize = 60;

/// A word of the file, as a mistake repeats it.
pub(super) fn echo(word: &str) -> String {
    let mut short: String = word.chars().take(LONGEST).collect();
    if short.len() < word.len() {
        short.push('…');
    }
    short
}

/// What a word that is not known could be meant to be, as the end of a sentence: ` Did you mean \`code\`?`
pub(super) fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let word = word.to_lowercase();
    let scored = known.into_iter().map(|known| (strsim::jaro_winkler(&word, &known.to_lowercase()), known));
    let best = scored.filter(|(score, _)| *score > 0.8).max_by(|(a, _), (b, _)| a.total_cmp(b));
    best.map_or_else(String::new, |(_, known)| format!(" Did you mean `{known}`?"))
}
