//! What stands under a code.

use kurbo::Point;

use super::item::Item;
use super::page::Page;
use super::template::Template;
use super::text::{Fonts, Line, Weight, wrap};

/// The size of the letters in millimetres: 8 points.
const LETTERS_MM: f64 = 2.8;
/// From baseline to baseline in millimetres.
const LEADING_MM: f64 = 3.6;
/// From the code, whose quiet zone is light, to the first line.
const ABOVE_MM: f64 = 0.5;
/// The most lines that one line of the template becomes.
const MOST_LINES: usize = 2;

/// The lines under a code.
#[derive(Debug, Default)]
pub struct Caption {
    lines: Vec<Line>,
    /// What could not be written and what stands there instead, in sentences.
    pub notes: Vec<String>,
}

impl Caption {
    /// Sets the caption of an item in lines of `width_mm`. Where the fonts lack letters of a line, code and number
    /// stand there instead, once.
    pub fn new(template: &Template, item: &Item, fonts: &Fonts, width_mm: f64) -> Self {
        let mut caption = Self::default();
        let mut replaced = false;
        for text in template.fill(item).lines() {
            let missing = fonts.missing(Weight::Regular, text);
            if missing.is_empty() {
                caption.add(text, item, fonts, width_mm);
                continue;
            }
            let code = item.word("code").unwrap_or_default();
            caption.notes.push(format!(
                "No font has {} of the caption of {code}; its code stands there instead. \
                 Name a font that has it with --font.",
                list(&missing)
            ));
            if !replaced {
                replaced = true;
                caption.add(&format!("{code} {}", item.word("number").unwrap_or_default()), item, fonts, width_mm);
            }
        }
        caption
    }

    /// Adds the lines of a text.
    fn add(&mut self, text: &str, item: &Item, fonts: &Fonts, width_mm: f64) {
        let lines = wrap(text, fonts, Weight::Regular, LETTERS_MM, width_mm, MOST_LINES);
        let left_out: Vec<String> = lines.iter().flat_map(|line| line.left_out().iter().cloned()).collect();
        if !left_out.is_empty() {
            let code = item.word("code").unwrap_or_default();
            self.notes.push(format!("No font has {}; the caption of {code} goes without.", list(&left_out)));
        }
        self.lines.extend(lines);
    }

    /// What it takes under the code in millimetres.
    pub fn height_mm(&self) -> f64 {
        match u16::try_from(self.lines.len()).unwrap_or(u16::MAX) {
            0 => 0.0,
            lines => ABOVE_MM + f64::from(lines) * LEADING_MM,
        }
    }

    /// Draws it under the middle of the lower edge of a code.
    pub fn draw(&self, page: &mut Page, middle: Point) {
        let mut baseline = middle.y + ABOVE_MM + LETTERS_MM;
        for line in &self.lines {
            line.draw_centred(page, Point::new(middle.x, baseline), LETTERS_MM);
            baseline += LEADING_MM;
        }
    }
}

/// The first few of what is missing.
fn list(missing: &[String]) -> String {
    const MOST: usize = 5;
    let shown = missing.iter().take(MOST).cloned().collect::<Vec<_>>().join(" ");
    if missing.len() > MOST { format!("{shown} …") } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caption(message: &str) -> Caption {
        let item = Item { code: "ANED2T5QRU7HG1".into(), message: message.into(), ..Item::default() };
        let template = "{message}\n{code}".parse().unwrap();
        Caption::new(&template, &item, &Fonts::default(), 30.0)
    }

    #[test]
    fn captions_take_as_many_lines_as_they_need() {
        assert_eq!(caption("Hello").lines.len(), 2);
        assert_eq!(caption("").lines.len(), 1);
        assert_eq!(caption(&"Hello ".repeat(30)).lines.len(), 3);
        assert!((caption("Hello").height_mm() - 7.7).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_written_is_replaced_and_told() {
        let chinese = caption("你好，我想订一张桌子");
        assert_eq!(chinese.lines.len(), 2);
        assert!(chinese.notes[0].contains("No font has 你 好"), "{:?}", chinese.notes);
        let emoji = caption("Hello 👋");
        assert_eq!(emoji.notes, ["No font has 👋; the caption of ANED2T5QRU7HG1 goes without."]);
        assert!(caption("Grüße, Привет, مرحبا").notes.is_empty());
    }
}
