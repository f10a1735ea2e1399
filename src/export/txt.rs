//! A code as characters.

use super::symbol::Symbol;
use crate::qr::{Ink, Mode, Quiet, terminal};

/// What kind of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TextStyle {
    /// Half blocks, dark ones drawn: right on paper and in every light window, inverted in a dark terminal.
    #[default]
    Blocks,
    /// Half blocks in black on white by escape sequences: `cat` shows it right in every terminal.
    Terminal,
    /// `##` for a dark module, two blanks for a light one.
    Ascii,
}

/// Writes a code with its quiet zone, each row a line.
pub fn write(symbol: &Symbol, style: TextStyle) -> String {
    match style {
        TextStyle::Blocks => blocks(symbol),
        TextStyle::Terminal => terminal(symbol),
        TextStyle::Ascii => ascii(symbol),
    }
}

fn blocks(symbol: &Symbol) -> String {
    let mut text = String::new();
    for y in (0..symbol.modules()).step_by(2) {
        text.extend((0..symbol.modules()).map(|x| match (symbol.dark(x, y), symbol.dark(x, y + 1)) {
            (true, true) => '█',
            (true, false) => '▀',
            (false, true) => '▄',
            (false, false) => ' ',
        }));
        text.push('\n');
    }
    text
}

fn terminal(symbol: &Symbol) -> String {
    let quiet = Quiet::new(u8::try_from(symbol.quiet()).unwrap_or(u8::MAX));
    terminal::lines(symbol.matrix(), Mode::Half, quiet, Ink::Indexed)
}

fn ascii(symbol: &Symbol) -> String {
    let mut text = String::new();
    for y in 0..symbol.modules() {
        text.extend((0..symbol.modules()).map(|x| if symbol.dark(x, y) { "##" } else { "  " }));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::symbol::Print;
    use crate::qr::ink::Tone;

    #[test]
    fn rows_are_equally_wide_and_none_is_missing() {
        let symbol = Symbol::new("https://wa.me/message/ANED2T5QRU7HG1", Print::default()).unwrap();
        for (style, columns, rows) in [(TextStyle::Blocks, 37, 19), (TextStyle::Ascii, 74, 37)] {
            let text = write(&symbol, style);
            assert_eq!(text.lines().count(), rows);
            assert!(text.lines().all(|line| line.chars().count() == columns), "{text}");
        }
        let text = write(&symbol, TextStyle::Terminal);
        assert_eq!(text.lines().count(), 19);
        let begin = terminal::colours(Ink::Indexed, Tone::Light);
        assert!(text.lines().all(|line| line.starts_with(begin) && line.ends_with(terminal::PLAIN)));
    }
}
