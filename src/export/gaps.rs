//! What the fonts could not write, told once for all codes.

/// The most letters and signs a sentence names.
const MOST: usize = 8;

/// Letters and signs that no font has.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Gaps {
    /// Letters and digits; the lines they are in were not written.
    letters: MissingCharacters,
    /// Emoji and other signs; they were left out of their lines.
    signs: MissingCharacters,
}

/// Graphemes, each once, and in how many texts they were.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct MissingCharacters {
    graphemes: Vec<String>,
    texts: usize,
}

impl Gaps {
    /// Remembers what was missing in a text.
    pub fn add(&mut self, letters: Vec<String>, signs: Vec<String>) {
        self.letters.add(letters, 1);
        self.signs.add(signs, 1);
    }

    /// Adds those of other texts.
    pub fn extend(&mut self, other: Self) {
        self.letters.add(other.letters.graphemes, other.letters.texts);
        self.signs.add(other.signs.graphemes, other.signs.texts);
    }

    /// All that is missing, each once.
    pub fn graphemes(&self) -> Vec<String> {
        self.letters.graphemes.iter().chain(&self.signs.graphemes).cloned().collect()
    }

    /// What a person should know, in sentences.
    pub fn notes(&self) -> Vec<String> {
        let advice = "Install a font that has them, or pass one with `qrdeck codes export --font FILE`.";
        let letters = self.letters.list().map(|(list, texts)| {
            format!("No font has the letters {list}: the lines with them were left out of {texts}. {advice}")
        });
        let signs = self.signs.list().map(|(list, texts)| format!("No font has {list}: left out of {texts}. {advice}"));
        letters.into_iter().chain(signs).collect()
    }
}

impl MissingCharacters {
    fn add(&mut self, graphemes: Vec<String>, texts: usize) {
        if graphemes.is_empty() {
            return;
        }
        self.texts += texts;
        for grapheme in graphemes {
            if !self.graphemes.contains(&grapheme) {
                self.graphemes.push(grapheme);
            }
        }
    }

    /// The first of them, and the number of texts in words.
    fn list(&self) -> Option<(String, String)> {
        let mut list = self.graphemes.iter().take(MOST).cloned().collect::<Vec<_>>().join(" ");
        if self.graphemes.len() > MOST {
            list.push_str(" …");
        }
        let texts = if self.texts == 1 { "1 text".to_owned() } else { format!("{} texts", self.texts) };
        (self.texts > 0).then_some((list, texts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_told_in_one_sentence_for_all_texts() {
        let of = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let mut gaps = Gaps::default();
        assert_eq!(gaps.notes(), [""; 0]);
        gaps.add(of("你 好"), Vec::new());
        let mut other = Gaps::default();
        other.add(of("好 我 想 预 订 一 张 桌"), of("👋"));
        gaps.extend(other);
        assert_eq!(
            gaps.notes(),
            [
                "No font has the letters 你 好 我 想 预 订 一 张 …: the lines with them were left out of 2 texts. \
                 Install a font that has them, or pass one with `qrdeck codes export --font FILE`.",
                "No font has 👋: left out of 1 text. Install a font that has them, or pass one with `qrdeck codes \
                 export --font FILE`.",
            ]
        );
    }
}
