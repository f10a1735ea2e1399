//! What services make of the texts they are given.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;
use serde::Deserialize;

/// One thing that is done to every text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Text {
    /// It is composed: Unicode's normal form C.
    Nfc,
    /// White space at its ends goes.
    Trim,
    /// White space within it becomes one blank.
    Fold,
}

/// What is done to every text, in this order. Nothing by default.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Texts(Vec<Text>);

impl Texts {
    /// What a text becomes.
    pub(in crate::sandbox) fn normalise(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, what| match what {
            Text::Nfc => match ComposingNormalizerBorrowed::new_nfc().normalize(&text) {
                Cow::Borrowed(_) => text,
                Cow::Owned(composed) => composed,
            },
            Text::Trim => text.trim().to_owned(),
            Text::Fold => fold(&text),
        })
    }
}

/// White space at the ends stays, as one blank.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_whitespace() {
            true if folded.ends_with(' ') => {}
            true => folded.push(' '),
            false => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_changed_as_the_style_says() {
        let sent = " Cafe\u{301}\n\n und  Bar ";
        for (texts, stored) in [
            (vec![], sent),
            (vec![Text::Nfc], " Caf\u{e9}\n\n und  Bar "),
            (vec![Text::Trim], "Cafe\u{301}\n\n und  Bar"),
            (vec![Text::Fold], " Cafe\u{301} und Bar "),
            (vec![Text::Nfc, Text::Trim, Text::Fold], "Caf\u{e9} und Bar"),
        ] {
            assert_eq!(Texts(texts.clone()).normalise(sent), stored, "{texts:?}");
        }
    }
}
