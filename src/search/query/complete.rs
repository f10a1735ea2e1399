//! What a word that is being typed could become.

use std::ops::Range;

use super::keys::{KEYS, OFFERED, STATES};

/// Something that can be typed at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The bytes of the text that it replaces.
    pub replaces: Range<usize>,
    /// What it is: `number:`, `is:duplicate`.
    pub text: String,
    /// What it finds, in a few words.
    pub explained: &'static str,
}

/// What the word before a byte of the text could become. Without a word there everything that there is.
pub fn completions(text: &str, cursor: usize) -> Vec<Completion> {
    let before = text.get(..cursor).unwrap_or(text);
    if before.matches('"').count() % 2 == 1 {
        return Vec::new();
    }
    let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let word = before.get(start..).unwrap_or_default();
    let (start, word) = word.strip_prefix('-').map_or((start, word), |rest| (start + 1, rest));
    let word = word.to_ascii_lowercase();
    let states = STATES.iter().take(OFFERED).map(|state| (format!("is:{}", state.name), state.explained));
    let keys = KEYS.iter().map(|key| (format!("{}:", key.name), key.explained));
    let fits = |text: &str| text.starts_with(&word) && text != word;
    let all = states.chain(keys).filter(|(text, _)| fits(text));
    all.map(|(text, explained)| Completion { replaces: start..before.len(), text, explained }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(text: &str) -> Vec<String> {
        completions(text, text.len()).into_iter().map(|completion| completion.text).collect()
    }

    #[test]
    fn a_word_is_completed_where_it_is_typed() {
        assert_eq!(offered("wien is:d"), ["is:duplicate", "is:dead"]);
        assert_eq!(offered("-nu"), ["number:"]);
        assert_eq!(offered("n"), ["number:", "note:"]);
        assert_eq!(offered("is").len(), OFFERED);
        assert_eq!(offered("").len(), OFFERED + KEYS.len());
        for text in ["label:x", "is:dead", "\"is:", "xyz"] {
            assert_eq!(offered(text), [] as [&str; 0], "{text}");
        }
    }

    #[test]
    fn it_replaces_the_word_and_nothing_else() {
        let completion = completions("a -la b", 5).remove(0);
        assert_eq!((completion.replaces, completion.text.as_str()), (3..5, "label:"));
    }
}
