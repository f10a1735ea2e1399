//! Which characters a font can draw.

use harfrust::Font;

use super::outline::outline;

/// Whether a font has everything of a grapheme.
pub(super) fn has(font: &Font, grapheme: &str) -> bool {
    grapheme.chars().all(|c| joins(c) || draws(font, c))
}

/// Whether a font can draw a character. Fonts of coloured emoji have it and no outline of it, or an empty one.
fn draws(font: &Font, c: char) -> bool {
    font.charmap().map_unicode(c).is_some_and(|glyph| is_blank(c) || !outline(font, glyph).is_empty())
}

/// Characters that are nothing but room, or nothing at all.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '\u{ad}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{2060}'
                ..='\u{2064}' | '\u{2800}' | '\u{3164}' | '\u{feff}'
        )
}

/// Characters that shape their neighbours and have no glyph of their own: joiners, direction marks, variation
/// selectors.
fn joins(c: char) -> bool {
    matches!(c, '\u{200c}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}')
}
