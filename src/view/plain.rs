//! The marks of the screen in a terminal whose font has few: the Linux console.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr as _;

/// What stands for a mark that most fonts of the console lack. Of those that are left, the default font of the kernel and
/// those of Debian have nearly all: lines and their joints, the shades, `▲`, `▼`, `→`, `•` and `·`.
fn plain(symbol: &str) -> Option<&'static str> {
    Some(match symbol {
        "▸" | "›" => ">",
        "◂" | "‹" => "<",
        "▏" => "│",
        "▐" => "█",
        // In the picture of a page; codes have none here.
        "▀" | "▄" => "▒",
        "━" | "═" => "=",
        "●" | "◐" => "•",
        "○" => "o",
        "✓" | "╔" | "╗" | "╚" | "╝" => "+",
        "✗" | "×" => "x",
        "…" => "~",
        "–" | "—" | "⠹" | "⠦" => "-",
        "“" | "”" | "„" => "\"",
        "‘" | "’" => "'",
        "⠋" | "⠼" | "⠇" | "║" => "|",
        "⠙" | "⠴" | "⠏" => "/",
        "⠸" | "⠧" => "\\",
        _ => return None,
    })
}

/// What the console shows for what its font lacks.
const LACKING: &str = "\u{fffd}";

/// Draws plain marks in the place of all others. A character that has two columns elsewhere has one on the console, where
/// no font has it anyway, and each accent that is a character of its own has one, too.
pub(crate) fn draw(buf: &mut Buffer) {
    let mut wide = None;
    for cell in &mut buf.content {
        if let Some(style) = wide.take() {
            cell.set_symbol(" ").set_style(style);
            continue;
        }
        let symbol = cell.symbol();
        if let Some(plain) = plain(symbol) {
            cell.set_symbol(plain);
        } else if symbol.width() > 1 {
            wide = Some(cell.style());
            cell.set_symbol(LACKING);
        } else if let Some((at, _)) = symbol.char_indices().nth(1) {
            let alone = symbol[..at].to_owned();
            cell.set_symbol(&alone);
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn every_cell_has_one_character_of_one_column() {
        let mut buf = Buffer::empty(ratatui::layout::Rect::new(0, 0, 9, 1));
        buf.set_string(0, 0, "e\u{301}上☕\u{fe0f}m’✓", Style::new().reversed());
        draw(&mut buf);
        let mut wanted = Buffer::with_lines(["e\u{fffd} \u{fffd} m'+ "]);
        wanted.set_style(ratatui::layout::Rect::new(0, 0, 8, 1), Style::new().reversed());
        assert_eq!(buf, wanted);
    }
}
