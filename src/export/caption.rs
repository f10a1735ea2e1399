//! What stands under a code.

use kurbo::Point;

use super::gaps::Gaps;
use super::item::Item;
use super::page::Page;
use super::template::Template;
use super::text::{Fonts, ShapedLine, Weight, wrap};

/// What usually stands under a code, as a template.
pub const USUAL: &str = "{label|message}\n{number}\n{code}";

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
    lines: Vec<ShapedLine>,
    /// What the fonts lack.
    pub gaps: Gaps,
}

impl Caption {
    /// Sets the caption of an item in lines of `width_mm`. A line whose letters the fonts lack is not written; code
    /// and number stand in its place, unless another line has the code.
    pub fn new(template: &Template, item: &Item, fonts: &Fonts, width_mm: f64) -> Self {
        let mut caption = Self::default();
        let set = |text: &str| wrap(text, fonts, Weight::Regular, LETTERS_MM, width_mm, MOST_LINES);
        let filled = template.fill(item);
        let missing = |text: &str| fonts.missing(Weight::Regular, text);
        let (writable, unwritable): (Vec<&str>, Vec<&str>) = filled.lines().partition(|text| missing(text).is_empty());
        let code = item.word("code").unwrap_or_default();
        if !unwritable.is_empty() && !writable.iter().any(|text| text.contains(&code)) {
            caption.lines.extend(set(&format!("{code} {}", item.word("number").unwrap_or_default())));
        }
        caption.lines.extend(writable.into_iter().flat_map(set));
        let signs = caption.lines.iter().flat_map(|line| line.left_out().iter().cloned()).collect();
        caption.gaps.add(unwritable.into_iter().flat_map(missing).collect(), signs);
        caption
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
    fn what_cannot_be_written_is_told_and_the_code_stands_there() {
        let chinese = caption("你好，我想订一张桌子");
        assert_eq!(chinese.lines.len(), 1, "the code is in the other line");
        assert!(chinese.gaps.notes()[0].contains("你 好"), "{:?}", chinese.gaps);
        let item = Item { code: "ANED2T5QRU7HG1".into(), message: "你好".into(), ..Item::default() };
        let replaced = Caption::new(&"{message}".parse().unwrap(), &item, &Fonts::default(), 30.0);
        assert_eq!(replaced.lines.len(), 1, "the code stands for the message");
        let emoji = caption("Hello 👋");
        assert_eq!(emoji.lines.len(), 2);
        assert!(emoji.gaps.notes()[0].contains("👋"), "{:?}", emoji.gaps);
        assert_eq!(caption("Grüße, Привет, مرحبا").gaps, Gaps::default());
    }
}
