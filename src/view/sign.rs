//! Signs before sentences.

use ratatui::style::Style;
use ratatui::text::Span;

use super::text;

/// Columns of a sign, the blank after it included.
const COLUMNS: u16 = 2;

/// A sign in its style, and the blank after it in that of the words: where a style has a ground of its own, a blank in it
/// would look like a part of the sign. Without a sign, its columns.
pub(crate) fn sign(sign: &'static str, style: Style) -> [Span<'static>; 2] {
    let gap = COLUMNS.saturating_sub(text::width(sign));
    [Span::styled(sign, style), Span::raw(" ".repeat(usize::from(gap)))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_begin_in_one_column_and_only_the_sign_has_a_ground() {
        let style = Style::new().bg(ratatui::style::Color::Green);
        for (given, blanks) in [("✓", " "), ("", "  ")] {
            let [shown, gap] = sign(given, style);
            assert_eq!((shown.content.as_ref(), shown.style), (given, style));
            assert_eq!((gap.content.as_ref(), gap.style), (blanks, Style::new()));
        }
    }
}
