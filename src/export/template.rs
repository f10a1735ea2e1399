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
    /// The text for an item, cleaned but for line breaks of the template itself.
    pub fn fill(&self, item: &Item) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Words(keys) => {
                keys.iter().filter_map(|key| item.word(key)).find(|word| !word.is_empty()).unwrap_or_default()
            }
        };
        self.0.iter().map(part).collect()
    }
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
                return Err(Error::config(format!(
                    "A brace of the template `{}` has no partner.",
                    clean::line(template)
                ))
                .advise("Write {{ or }} for a brace that is meant."));
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
        let message = format!("The template `{}` asks for {{{}}}.", clean::line(template), clean::line(key));
        let known = Item::KEYS.map(|key| format!("{{{key}}}")).join(" ");
        Error::config(message).advise(format!("There are {known}."))
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
    fn a_wrong_template_says_what_there_is() {
        assert!(filled("{cod}").unwrap_err().advice.contains("{code} {message}"));
        for broken in ["{code", "code}", "{", "}", "{{{", "{}"] {
            assert!(filled(broken).is_err(), "{broken}");
        }
    }
}
