//! The fonts of a run.

use std::borrow::Cow;
use std::path::Path;

use harfrust::Font;
use unicode_segmentation::UnicodeSegmentation as _;

use super::coverage::has;
use super::system;
use crate::config::bounded;
use crate::model::{Error, Result, clean};

/// How strong the letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// Captions.
    Regular,
    /// Headlines.
    Bold,
}

/// Fonts in the order they are asked for a letter.
pub struct Fonts {
    /// Those a person named; they have one weight.
    named: Vec<Font>,
    regular: Option<Font>,
    bold: Option<Font>,
    /// Those of this machine, for what the others lack.
    borrowed: Vec<Font>,
}

impl std::fmt::Debug for Fonts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Fonts")
            .field("named", &self.named.len())
            .field("borrowed", &self.borrowed.len())
            .finish_non_exhaustive()
    }
}

impl Default for Fonts {
    fn default() -> Self {
        Self {
            named: Vec::new(),
            borrowed: Vec::new(),
            regular: Font::new(dejavu::sans::regular(), 0),
            bold: Font::new(dejavu::sans::bold(), 0),
        }
    }
}

impl Fonts {
    /// The fonts of these files (TrueType, OpenType; the first of a collection), then those that come with qrdeck.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] for a file that cannot be read or is no font.
    pub fn with_files<P: AsRef<Path>>(files: &[P]) -> Result<Self> {
        let named = files.iter().map(|file| read(file.as_ref())).collect::<Result<_>>()?;
        Ok(Self { named, ..Self::default() })
    }

    /// The fonts for a weight, in the order they are asked.
    fn of(&self, weight: Weight) -> impl Iterator<Item = &Font> {
        let own = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        self.named.iter().chain(own).chain(&self.borrowed)
    }

    /// The first font that has everything of a grapheme.
    pub(super) fn font(&self, weight: Weight, grapheme: &str) -> Option<&Font> {
        self.of(weight).find(|font| has(font, grapheme))
    }

    /// Looks among the fonts of this machine for what is lacking in these texts, if anything is. Reads many files then.
    pub fn borrow<'a>(&mut self, texts: impl Iterator<Item = (Weight, Cow<'a, str>)>) {
        let mut lacking: Vec<String> = Vec::new();
        for (weight, text) in texts {
            for grapheme in text.graphemes(true).filter(|grapheme| !grapheme.chars().all(char::is_control)) {
                if self.font(weight, grapheme).is_none() && !lacking.iter().any(|known| known == grapheme) {
                    lacking.push(grapheme.to_owned());
                }
            }
        }
        if !lacking.is_empty() {
            self.borrowed = system::fonts_for(&lacking);
        }
    }

    /// The letters and digits of a text that no font has, each once; where there are any, the text must not be drawn.
    pub fn missing(&self, weight: Weight, text: &str) -> Vec<String> {
        let mut missing: Vec<String> = Vec::new();
        for grapheme in text.graphemes(true).filter(|grapheme| says_something(grapheme)) {
            if self.font(weight, grapheme).is_none() && !missing.iter().any(|known| known == grapheme) {
                missing.push(grapheme.to_owned());
            }
        }
        missing
    }
}

/// Whether a text without this grapheme would say something else.
fn says_something(grapheme: &str) -> bool {
    grapheme.chars().any(char::is_alphanumeric)
}

/// The largest font that is read, in bytes: those of all of Chinese have 20 MB, collections of them more.
const MOST: u64 = 256 << 20;

/// Reads a font file.
fn read(file: &Path) -> Result<Font> {
    let name = file.display().to_string();
    let name = clean::line(&name);
    let bytes = bounded::read(file, MOST).map_err(|error| {
        Error::config(format!("The font file {name} cannot be read: {error}."))
            .advise("Check the path given to --font.")
    })?;
    Font::new(bytes, 0).filter(|font| font.num_glyphs() > 0).ok_or_else(|| {
        Error::config(format!("The file {name} is not a font.")).advise("Give --font a .ttf, .otf or .ttc file.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fonts_that_come_along_have_the_scripts_they_are_said_to_have() {
        let fonts = Fonts::default();
        for weight in [Weight::Regular, Weight::Bold] {
            for text in ["Grüße, Łódź – «àéîõü»", "Ελληνικά", "Привет", "مرحبا", "שלום", "Հայ", "ქართ", "№ € ₹"]
            {
                assert_eq!(fonts.missing(weight, text), [""; 0], "{text}");
            }
        }
        assert_eq!(fonts.missing(Weight::Regular, "咖啡 café 咖"), ["咖", "啡"]);
        assert_eq!(fonts.missing(Weight::Regular, "Hi 👩‍🍳 👋"), [""; 0], "emoji are no letters");
    }

    #[test]
    fn what_is_no_font_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("no.ttf");
        assert!(Fonts::with_files(&[&file]).unwrap_err().message.contains("cannot be read"));
        std::fs::write(&file, "no font").unwrap();
        assert!(Fonts::with_files(&[&file]).unwrap_err().message.contains("is not a font"));
        std::fs::write(&file, dejavu::serif::regular()).unwrap();
        assert!(Fonts::with_files(&[&file]).is_ok());
    }
}
