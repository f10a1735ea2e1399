//! Text from right to left beside other columns.
//!
//! Most terminals draw a row as it is, from left to right. Others (VTE, Konsole, mlterm, Apple's) put each row into the
//! order in which it is read, by the rules of Unicode: there a column that begins with a digit would change places with
//! the Arabic one before it, and two Arabic columns with each other. A mark after each such column, which has no width,
//! ends its direction. The other terminals draw nothing for it.

use std::ops::Range;

use ratatui::buffer::Buffer;
use unicode_bidi::BidiClass;

/// Ends text from right to left: what follows is in the order of the row.
const LEFT_TO_RIGHT: &str = "\u{200e}";
/// Keeps what has no direction of its own, such as an ellipsis, with the text before it.
const RIGHT_TO_LEFT: &str = "\u{200f}";
/// The first byte of the first letter that is read from right to left, and of all after it.
const FIRST: u8 = 0xd6;

/// Marks the end of each column that holds text from right to left.
pub(crate) fn mark(buf: &mut Buffer) {
    let columns = usize::from(buf.area.width);
    if columns == 0 {
        return;
    }
    for row in buf.content.chunks_mut(columns) {
        if !row.iter().any(|cell| is_right_to_left(cell.symbol())) {
            continue;
        }
        for field in fields(row.iter().map(ratatui::buffer::Cell::symbol)) {
            let strong = row[field.clone()].iter().find_map(|cell| strong(cell.symbol()));
            let inside = row[field.clone()].iter().any(|cell| is_right_to_left(cell.symbol()));
            let Some(last) = row.get_mut(field.end - 1).filter(|_| inside) else { continue };
            let mut symbol = last.symbol().to_owned();
            if strong == Some(true) && !is_right_to_left(&symbol) {
                symbol.push_str(RIGHT_TO_LEFT);
            }
            symbol.push_str(LEFT_TO_RIGHT);
            last.set_symbol(&symbol);
        }
    }
}

/// The columns of a row: what stands between lines and gaps of two blanks or more.
fn fields<'a>(symbols: impl Iterator<Item = &'a str>) -> Vec<Range<usize>> {
    let (mut fields, mut open) = (Vec::<Range<usize>>::new(), false);
    for (at, symbol) in symbols.enumerate() {
        let is_line = symbol.starts_with(|c| matches!(c, '\u{2500}'..='\u{259f}'));
        if symbol == " " || symbol.is_empty() || is_line {
            open &= !is_line;
            continue;
        }
        match fields.last_mut().filter(|field| open && at - field.end < 2) {
            Some(field) => field.end = at + 1,
            None => fields.push(at..at + 1),
        }
        open = true;
    }
    fields
}

/// Whether a symbol is read from right to left, where it has a direction.
fn strong(symbol: &str) -> Option<bool> {
    match unicode_bidi::bidi_class(symbol.chars().next()?) {
        BidiClass::L => Some(false),
        BidiClass::R | BidiClass::AL => Some(true),
        _ => None,
    }
}

/// Whether a symbol is a letter that is read from right to left.
fn is_right_to_left(symbol: &str) -> bool {
    symbol.as_bytes().first().is_some_and(|byte| *byte >= FIRST) && strong(symbol) == Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_end_at_lines_and_at_gaps() {
        let of = |row: &'static str| fields(row.split("").filter(|symbol| !symbol.is_empty()));
        assert_eq!(of("ab c  d│e "), [0..4, 6..7, 8..9].to_vec());
        assert!(of("  ").is_empty());
    }

    #[test]
    fn only_text_from_right_to_left_is_marked() {
        let row = |text: &str| Buffer::with_lines([text]);
        let mut plain = row("menu  5");
        mark(&mut plain);
        assert_eq!(plain, row("menu  5"));
        let mut buf = row("אב…  5  ab ג  ד│");
        mark(&mut buf);
        let ends: Vec<_> =
            buf.content.iter().map(ratatui::buffer::Cell::symbol).filter(|s| s.chars().count() > 1).collect();
        assert_eq!(ends, ["…\u{200f}\u{200e}", "ג\u{200e}", "ד\u{200e}"]);
    }
}
