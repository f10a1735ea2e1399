//! Templates of file names and captions: `{number}-{code}`, `{label|message}`.

use std::str::FromStr;

use super::item::Item;
use crate::model::{Error, clean};

/// Text with words of an [`Item`] in it. `{key}` stands for a word, `{key|other}` for the first that is not empty,
/// `{{` and `}}` for braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    /// The first of these words that is not empty.
    Words(Vec<&'static str>),
}

impl Template {
    /// A template in which `\\n` begins a line, as shells and lines of text cannot.
    ///
    /// # Errors
    /// As for any template.
    pub fn of_lines(text: &str) -> Result<Self, Error> {
        text.replace("\\n", "\n").parse()
    }

    /// The text for an item, cleaned but for line breaks of the template itself. A word that is empty takes the
    /// separators before it along, at the start of a line those after it, and the brackets around it.
    pub fn fill(&self, item: &Item) -> String {
        self.fill_or(item, "")
    }

    /// The name of a file for an item: as [`Self::fill`], but what has no label goes by its code, if the template
    /// does not name it anyway.
    pub fn fill_name(&self, item: &Item) -> String {
        let names_code = self.0.iter().any(|part| matches!(part, Part::Words(keys) if keys.contains(&"code")));
        let otherwise = if names_code { None } else { item.word("code") };
        self.fill_or(item, &otherwise.unwrap_or_default())
    }

    /// The text for an item, with something else for an empty label.
    fn fill_or(&self, item: &Item, otherwise: &str) -> String {
        let mut filled = Filled::default();
        for part in &self.0 {
            match part {
                Part::Text(text) => filled.text(text),
                Part::Words(keys) => {
                    let word = keys.iter().filter_map(|key| item.word(key)).find(|word| !word.is_empty());
                    let otherwise = if keys.contains(&"label") { otherwise } else { "" };
                    filled.word(word.as_deref().unwrap_or(otherwise));
                }
            }
        }
        filled.text
    }
}

/// A text that is being put together.
#[derive(Default)]
struct Filled {
    text: String,
    /// Whether an empty word wants the separators after it gone.
    alone: bool,
    /// The bracket that was opened for an empty word.
    bracket: Option<char>,
}

impl Filled {
    /// Adds text of the template.
    fn text(&mut self, text: &str) {
        let mut text = text;
        if let Some(bracket) = self.bracket.take() {
            text = text.strip_prefix(bracket).unwrap_or(text);
        }
        if std::mem::take(&mut self.alone) {
            text = text.trim_start_matches(separates);
        }
        self.text.push_str(text);
    }

    fn word(&mut self, word: &str) {
        if !word.is_empty() {
            self.alone = false;
            self.bracket = None;
            return self.text.push_str(word);
        }
        for (open, close) in [('(', ')'), ('[', ']')] {
            if self.text.ends_with(open) {
                self.text.pop();
                self.bracket = Some(close);
            }
        }
        self.text.truncate(self.text.trim_end_matches(separates).len());
        self.alone = self.text.is_empty() || self.text.ends_with('\n');
    }
}

/// Whether a character only stands between words.
fn separates(c: char) -> bool {
    c != '\n' && (c.is_whitespace() || "-_.,;:/|·•–—".contains(c))
}

impl FromStr for Template {
    type Err = Error;

    fn from_str(template: &str) -> Result<Self, Error> {
        let (mut parts, mut text) = (Vec::new(), String::new());
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            text.push_str(before);
            if let Some(after) = from.strip_prefix("{{") {
                text.push('{');
                rest = after;
            } else if let Some(after) = from.strip_prefix("}}") {
                text.push('}');
                rest = after;
            } else if let Some((keys, after)) = from.strip_prefix('{').and_then(|from| from.split_once('}')) {
                if !text.is_empty() {
                    parts.push(Part::Text(std::mem::take(&mut text)));
                }
                parts.push(Part::Words(keys.split('|').map(|key| known(key, template)).collect::<Result<_, _>>()?));
                rest = after;
            } else {
                return Err(Error::config(format!("The template `{}` has an unmatched brace.", clean::line(template)))
                    .advise("Write {{ or }} for a literal brace."));
            }
        }
        text.push_str(rest);
        if !text.is_empty() {
            parts.push(Part::Text(text));
        }
        Ok(Self(parts))
    }
}

/// The word of that name.
fn known(key: &str, template: &str) -> Result<&'static str, Error> {
    Item::KEYS.into_iter().find(|known| *known == key.trim()).ok_or_else(|| {
        let message =
            format!("The template `{}` uses the unknown placeholder {{{}}}.", clean::line(template), clean::line(key));
        let known = Item::KEYS.map(|key| format!("{{{key}}}")).join(" ");
        Error::config(message).advise(format!("Use {known}."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(template: &str) -> Result<String, Error> {
        let item = Item {
            code: "ANED2T5QRU7HG1".into(),
            message: "Two\nlines \u{202e}x".into(),
            number: "+49 151".into(),
            ..Item::default()
        };
        template.parse::<Template>().map(|template| template.fill(&item))
    }

    #[test]
    fn words_are_filled_in_clean() {
        assert_eq!(filled("{number}-{code}").unwrap(), "+49 151-ANED2T5QRU7HG1");
        assert_eq!(filled("a {label|message} b").unwrap(), "a Two lines ‹U+202E›x b");
        assert_eq!(filled("{label}").unwrap(), "");
        assert_eq!(filled("{{code}} 100 %").unwrap(), "{code} 100 %");
        assert_eq!(filled("").unwrap(), "");
    }

    #[test]
    fn an_empty_word_leaves_no_separators_behind() {
        for (template, text) in [
            ("{label} · {code}", "ANED2T5QRU7HG1"),
            ("{number} · {label} · {code}", "+49 151 · ANED2T5QRU7HG1"),
            ("{number}_{label}", "+49 151"),
            ("{number} ({label}) x", "+49 151 x"),
            ("[{label}] {code}", "ANED2T5QRU7HG1"),
            ("{code}\n{label}, {tags}\n{number}", "ANED2T5QRU7HG1\n\n+49 151"),
            ("{label}{tags}{note}", ""),
            ("({number}) - {code}.", "(+49 151) - ANED2T5QRU7HG1."),
        ] {
            assert_eq!(filled(template).unwrap(), text, "{template}");
        }
    }

    #[test]
    fn a_name_without_a_label_has_the_code() {
        let name = |template: &str, label: &str| {
            let item = Item { code: "ANED".into(), number: "+49".into(), label: label.into(), ..Item::default() };
            template.parse::<Template>().unwrap().fill_name(&item)
        };
        assert_eq!(name("{number}-{label}", ""), "+49-ANED");
        assert_eq!(name("{number}-{label}", "Window"), "+49-Window");
        assert_eq!(name("{number}-{label}-{code}", ""), "+49-ANED");
        assert_eq!(name("{label|message}", ""), "ANED");
        assert_eq!(name("{message}{number}", ""), "+49");
    }

    #[test]
    fn a_wrong_template_says_what_there_is() {
        assert!(filled("{cod}").unwrap_err().advice.contains("{code} {message}"));
        for broken in ["{code", "code}", "{", "}", "{{{", "{}"] {
            assert!(filled(broken).is_err(), "{broken}");
        }
    }
}
