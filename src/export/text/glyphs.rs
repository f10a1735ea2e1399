//! A line of text to glyphs: order, fonts, shaping, outlines.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use harfrust::{Buffer, Direction, Font, GlyphId, Script, ShapeOptions, ShaperFont, shape};
use kurbo::{Affine, BezPath};
use unicode_bidi::{Level, ParagraphBidiInfo};
use unicode_segmentation::UnicodeSegmentation as _;

use super::fonts::{Fonts, Weight};
use super::outline::outline;

/// An outline and its place on the line: from font units to the size of the letters, the origin at the start of the
/// baseline, `y` pointing down.
pub(super) type Glyph = (Arc<BezPath>, Affine);

/// What a text becomes.
#[derive(Debug, Default)]
pub(super) struct Set {
    /// In the order they are drawn, from left to right.
    pub(super) glyphs: Vec<Glyph>,
    /// How far the line reaches, in sizes of its letters.
    pub(super) width: f64,
    /// The graphemes no font has.
    pub(super) left_out: Vec<String>,
}

/// Text of one font, script and direction.
struct Piece<'a> {
    font: &'a Font,
    script: Script,
    range: Range<usize>,
}

/// Sets a line of text in letters of size one.
pub(super) fn set(text: &str, fonts: &Fonts, weight: Weight) -> Set {
    let mut set = Set::default();
    let mut outlines = HashMap::new();
    let bidi = ParagraphBidiInfo::new(text, None);
    let (levels, runs) = bidi.visual_runs(0..text.len());
    for run in runs {
        let rtl = levels.get(run.start).is_some_and(Level::is_rtl);
        let mut pieces = pieces(text, run, fonts, weight, &mut set.left_out);
        if rtl {
            pieces.reverse();
        }
        for piece in pieces {
            add(&mut set, text, &piece, rtl, &mut outlines);
        }
    }
    set
}

/// Cuts a run where the font or the script changes, in logical order.
fn pieces<'a>(
    text: &str,
    run: Range<usize>,
    fonts: &'a Fonts,
    weight: Weight,
    left_out: &mut Vec<String>,
) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::new();
    let start = run.start;
    for (at, grapheme) in text.get(run).unwrap_or_default().grapheme_indices(true) {
        let Some(font) = fonts.font(weight, grapheme) else {
            left_out.push(grapheme.to_owned());
            continue;
        };
        let script = grapheme.chars().map(|c| harfrust::unicode::script(c.into())).find(|script| is_real(*script));
        let range = start + at..start + at + grapheme.len();
        match pieces.last_mut() {
            Some(last)
                if std::ptr::eq(last.font, font)
                    && last.range.end == range.start
                    && (script.is_none() || !is_real(last.script) || script == Some(last.script)) =>
            {
                last.range.end = range.end;
                if !is_real(last.script) {
                    last.script = script.unwrap_or(last.script);
                }
            }
            _ => pieces.push(Piece { font, script: script.unwrap_or(Script::COMMON), range }),
        }
    }
    pieces
}

/// Whether a script is one of letters, and not what spaces, digits and signs have.
fn is_real(script: Script) -> bool {
    !matches!(script, Script::COMMON | Script::INHERITED | Script::UNKNOWN)
}

/// Shapes a piece and adds its glyphs at the end of the line.
fn add(
    set: &mut Set,
    text: &str,
    piece: &Piece<'_>,
    rtl: bool,
    outlines: &mut HashMap<(*const Font, GlyphId), Arc<BezPath>>,
) {
    let mut buffer = Buffer::new();
    buffer.push_str(text.get(piece.range.clone()).unwrap_or_default());
    buffer.set_script(Some(piece.script));
    buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
    // Content that was just pushed, with a direction, is never refused.
    if shape(&ShaperFont::new(piece.font), &mut buffer, ShapeOptions::new()).is_err() {
        return;
    }
    let scale = 1.0 / f64::from(piece.font.units_per_em());
    for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
        let glyph = GlyphId::new(info.glyph_id);
        let path = outlines.entry((piece.font, glyph)).or_insert_with(|| Arc::new(outline(piece.font, glyph)));
        if !path.is_empty() {
            let x = set.width + f64::from(position.x_offset) * scale;
            let y = -f64::from(position.y_offset) * scale;
            set.glyphs.push((Arc::clone(path), Affine::new([scale, 0.0, 0.0, -scale, x, y])));
        }
        set.width += f64::from(position.x_advance) * scale;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<f64> {
        let set = set(text, &Fonts::default(), Weight::Regular);
        set.glyphs.iter().map(|(_, place)| place.translation().x).collect()
    }

    #[test]
    fn letters_follow_each_other_to_the_right_in_every_script() {
        for text in ["Hello", "Привет", "مرحبا بالعالم", "שלום עולם", "Tisch 4 für مرحبا und שלום"]
        {
            let places = places(text);
            assert!(places.len() >= 5, "{text}");
            let width = set(text, &Fonts::default(), Weight::Regular).width;
            assert!(places.iter().all(|x| (-0.1..width).contains(x)), "{text}: {places:?} in {width}");
        }
    }

    #[test]
    fn right_to_left_text_is_shaped_and_turned_around() {
        // Alone, lam and alef are two glyphs; together they are one, which only shaping knows.
        assert_eq!(places("لا").len(), 1);
        // Aleph stands first in the text and last on the line.
        let fonts = Fonts::default();
        let (hebrew, aleph) = (set("אב", &fonts, Weight::Regular), set("א", &fonts, Weight::Regular));
        assert_eq!(hebrew.glyphs[1].0, aleph.glyphs[0].0);
    }

    #[test]
    fn what_no_font_has_is_left_out_and_told() {
        let set = set("Hi 👩‍🍳!", &Fonts::default(), Weight::Regular);
        assert_eq!(set.left_out, ["👩‍🍳"]);
        assert_eq!(set.glyphs.len(), 3, "H, i and the exclamation mark");
    }
}
