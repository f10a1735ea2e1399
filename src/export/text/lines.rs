//! Text in a given width: lines, and the size of their letters.

use kurbo::{Affine, Point};
use unicode_segmentation::UnicodeSegmentation as _;

use super::fonts::{Fonts, Weight};
use super::glyphs::{Glyph, set};
use crate::export::page::{Fill, Page};
use crate::qr::ink::Tone;

/// What stands where text was cut.
const ELLIPSIS: &str = "…";

/// A line that is ready to be drawn in any size.
#[derive(Debug)]
pub struct ShapedLine {
    glyphs: Vec<Glyph>,
    /// How wide it is, in sizes of its letters.
    width: f64,
    /// What no font has and is not drawn.
    left_out: Vec<String>,
}

impl ShapedLine {
    /// Sets a line of cleaned text.
    pub fn new(text: &str, fonts: &Fonts, weight: Weight) -> Self {
        let set = set(text, fonts, weight);
        Self { glyphs: set.glyphs, width: set.width, left_out: set.left_out }
    }

    /// Its width in millimetres with letters of `size_mm`.
    pub fn width_mm(&self, size_mm: f64) -> f64 {
        self.width * size_mm
    }

    /// The graphemes that are not drawn because no font has them.
    pub fn left_out(&self) -> &[String] {
        &self.left_out
    }

    /// Draws it in black with the middle of its baseline at a point in millimetres.
    pub fn draw_centred(&self, page: &mut Page, at: Point, size_mm: f64) {
        self.draw(page, Point::new(at.x - self.width_mm(size_mm) / 2.0, at.y), size_mm);
    }

    /// Draws it in black with the left end of its baseline at a point in millimetres.
    pub fn draw(&self, page: &mut Page, at: Point, size_mm: f64) {
        let on_page = Affine::translate(at.to_vec2()) * Affine::scale(size_mm);
        page.fills.extend(self.glyphs.iter().map(|(path, place)| Fill {
            path: path.clone(),
            place: on_page * *place,
            tone: Tone::Dark,
        }));
    }
}

/// Breaks cleaned text into at most `most` lines of `width_mm` with letters of `size_mm`. Lines end between words,
/// inside of one only where it is too long for a line; what does not fit is cut and ends in `…`.
pub fn wrap(text: &str, fonts: &Fonts, weight: Weight, size_mm: f64, width_mm: f64, most: usize) -> Vec<ShapedLine> {
    break_up(text, fonts, weight, size_mm, width_mm, most).0
}

/// Lines and the size they have to be drawn in.
#[derive(Debug)]
pub struct Fitted {
    pub lines: Vec<ShapedLine>,
    /// The size of the letters in millimetres.
    pub size_mm: f64,
}

/// Sets cleaned text as large as `most` lines of `width_mm` allow, between two sizes of letters; at the smaller one
/// it is cut.
pub fn fit(text: &str, fonts: &Fonts, weight: Weight, sizes_mm: [f64; 2], width_mm: f64, most: usize) -> Fitted {
    let [least, largest] = sizes_mm;
    let mut size_mm = largest;
    loop {
        let (lines, whole) = break_up(text, fonts, weight, size_mm, width_mm, most);
        if whole || size_mm <= least {
            return Fitted { lines, size_mm };
        }
        size_mm = (size_mm * 0.94).max(least);
    }
}

/// Breaks text into lines. The second part says whether all of it is there, no word cut.
fn break_up(
    text: &str,
    fonts: &Fonts,
    weight: Weight,
    size_mm: f64,
    width_mm: f64,
    most: usize,
) -> (Vec<ShapedLine>, bool) {
    let measure = |text: &str| ShapedLine::new(text, fonts, weight).width_mm(size_mm);
    let (mut lines, mut line, mut words_whole) = (Vec::new(), String::new(), true);
    // Words are measured once each, not with all that stands before them: nothing joins across a word's edge.
    let mut width = 0.0;
    for word in text.trim().split_word_bounds() {
        let (blank, word_mm) = (word.trim().is_empty(), measure(word));
        if blank || width + word_mm <= width_mm {
            if !blank || !line.is_empty() {
                line.push_str(word);
                width += word_mm;
            }
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
            width = 0.0;
        }
        if word_mm <= width_mm {
            line.push_str(word);
            width = word_mm;
            continue;
        }
        words_whole = false;
        for grapheme in word.graphemes(true) {
            let grapheme_mm = measure(grapheme);
            if !line.is_empty() && width + grapheme_mm > width_mm {
                lines.push(std::mem::take(&mut line));
                width = 0.0;
            }
            line.push_str(grapheme);
            width += grapheme_mm;
        }
    }
    if !line.trim().is_empty() {
        lines.push(line);
    }
    let whole = lines.len() <= most && words_whole;
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            shorten(last, &|text| measure(text) <= width_mm);
        }
    }
    (lines.iter().map(|line| ShapedLine::new(line.trim(), fonts, weight)).collect(), whole)
}

/// Ends a line in `…`, grapheme by grapheme shorter until it fits.
fn shorten(line: &mut String, fits: &impl Fn(&str) -> bool) {
    loop {
        let shorter = format!("{}{ELLIPSIS}", line.trim_end());
        if fits(&shorter) || line.is_empty() {
            *line = shorter;
            return;
        }
        let last = line.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
        line.truncate(last);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(text: &str, width: f64, most: usize) -> Vec<f64> {
        let lines = wrap(text, &Fonts::default(), Weight::Regular, 3.0, width, most);
        lines.iter().map(|line| line.width_mm(3.0)).collect()
    }

    #[test]
    fn lines_stay_within_the_width_and_number() {
        let text = "Guten Tag! Ich hätte gern einen Tisch für zwei, möglichst am Fenster mit Blick auf das Meer.";
        assert_eq!(widths("Hello", 30.0, 2).len(), 1);
        assert_eq!(widths(text, 30.0, 9).len(), 6);
        assert_eq!(widths(text, 30.0, 2).len(), 2);
        assert_eq!(widths("  ", 30.0, 2).len(), 0);
        for text in [text, "https://wa.me/message/ANED2T5QRU7HG1ANED2T5QRU7HG1", "مرحبا بالعالم، أين المقهى؟"]
        {
            assert!(widths(text, 30.0, 2).iter().all(|width| *width <= 30.0), "{text}");
        }
    }

    #[test]
    fn a_headline_is_as_large_as_it_can_be() {
        let fonts = Fonts::default();
        let short = fit("Hello", &fonts, Weight::Bold, [5.0, 20.0], 190.0, 2);
        assert_eq!((short.lines.len(), short.size_mm), (1, 20.0));
        let long = fit(&"Hello world ".repeat(12), &fonts, Weight::Bold, [5.0, 20.0], 190.0, 2);
        assert_eq!(long.lines.len(), 2);
        assert!((5.0..20.0).contains(&long.size_mm), "{}", long.size_mm);
        let endless = fit(&"Hello world ".repeat(100), &fonts, Weight::Bold, [5.0, 20.0], 190.0, 2);
        assert_eq!((endless.lines.len(), endless.size_mm), (2, 5.0));
    }
}
