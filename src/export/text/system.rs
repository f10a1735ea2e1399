//! Fonts of this machine, for letters that those of qrdeck lack.

use std::path::{Path, PathBuf};

use fontdb::{Database, FaceInfo, Source, Style};
use harfrust::{Font, Script};

use super::coverage::has;

/// Finds fonts of this machine for graphemes; what none has stays without. Reads many files where it has to look for
/// long, half a second's worth.
pub(super) fn fonts_for(graphemes: &[String]) -> Vec<Font> {
    let mut database = Database::new();
    database.load_system_fonts();
    of_database(&database, graphemes)
}

/// Finds fonts of a database: for each script one, so that its words look like one.
fn of_database(database: &Database, graphemes: &[String]) -> Vec<Font> {
    let mut scripts: Vec<(Script, Vec<&String>)> = Vec::new();
    for grapheme in graphemes {
        let script = script(grapheme);
        match scripts.iter_mut().find(|(known, _)| *known == script) {
            Some((_, of)) => of.push(grapheme),
            None => scripts.push((script, vec![grapheme])),
        }
    }
    let is = |wanted: Script| scripts.iter().any(|(script, _)| *script == wanted);
    // One code point stands for the Chinese and the Japanese form of a character; without kana it is taken for Chinese.
    let chinese = is(Script::HAN) && !is(Script::HIRAGANA) && !is(Script::KATAKANA) && !is(Script::HANGUL);
    let mut faces: Vec<&FaceInfo> = database.faces().filter(|face| face.style == Style::Normal).collect();
    faces.sort_by_cached_key(|face| rank(face, chinese));
    let mut fonts: Vec<Font> = Vec::new();
    for (_, wanted) in &scripts {
        let covers = |font: &Font| wanted.iter().filter(|grapheme| has(font, grapheme)).count();
        if fonts.iter().any(|font| covers(font) == wanted.len()) {
            continue;
        }
        let (mut best, mut most, mut file) = (None, 0, File::default());
        for face in &faces {
            let Some(font) = file.face(face) else { continue };
            let covered = covers(&font);
            if covered > most {
                (best, most) = (Some(font), covered);
            }
            if most == wanted.len() {
                break;
            }
        }
        fonts.extend(best);
    }
    fonts
}

/// The script of a grapheme.
fn script(grapheme: &str) -> Script {
    grapheme.chars().next().map_or(Script::UNKNOWN, |c| harfrust::unicode::script(c.into()))
}

/// What is asked first: captions are without serifs, upright, and of ordinary weight and width of letters.
fn rank(face: &FaceInfo, chinese: bool) -> (bool, bool, bool, u16, String) {
    let family = face.families.first().map(|(name, _)| name.clone()).unwrap_or_default();
    let other_form = chinese && !family.ends_with(" SC");
    (other_form, !family.contains("Sans"), face.monospaced, face.weight.0.abs_diff(400), family)
}

/// The file that was read last: the faces of a collection follow each other.
#[derive(Default)]
struct File {
    path: PathBuf,
    bytes: Vec<u8>,
}

impl File {
    fn face(&mut self, face: &FaceInfo) -> Option<Font> {
        let Source::File(path) = &face.source else { return None };
        if self.path != Path::new(path) {
            self.bytes = std::fs::read(path).ok()?;
            self.path.clone_from(path);
        }
        Font::new(self.bytes.clone(), face.index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graphemes(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn only_a_font_that_has_the_letters_is_taken() {
        let dir = tempfile::tempdir().unwrap();
        for (name, font) in [("serif.ttf", dejavu::serif::regular()), ("sans.ttf", dejavu::sans::regular())] {
            std::fs::write(dir.path().join(name), font).unwrap();
        }
        std::fs::write(dir.path().join("broken.ttf"), "no font").unwrap();
        let mut database = Database::new();
        database.load_fonts_dir(dir.path());
        // The serif has no Arabic letters; the sans has, and is asked first anyway.
        let found = of_database(&database, &graphemes("ع Ж"));
        assert_eq!(found.len(), 1);
        assert!(has(&found[0], "ع") && has(&found[0], "Ж"));
        assert!(of_database(&database, &graphemes("上 海 👋")).is_empty());
        assert!(of_database(&Database::new(), &graphemes("Ж")).is_empty());
    }
}
