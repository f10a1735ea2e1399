//! The marks of the screen in a terminal whose font has few: the Linux console.

use ratatui::buffer::Buffer;

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
        "━" => "=",
        "●" | "◐" => "•",
        "○" => "o",
        "✓" => "+",
        "✗" | "×" => "x",
        "…" => "~",
        "–" | "—" | "⠹" | "⠦" => "-",
        "“" | "”" => "\"",
        "⠋" | "⠼" | "⠇" => "|",
        "⠙" | "⠴" | "⠏" => "/",
        "⠸" | "⠧" => "\\",
        _ => return None,
    })
}

/// Draws plain marks in the place of all others.
pub(crate) fn draw(buf: &mut Buffer) {
    for cell in &mut buf.content {
        if let Some(plain) = plain(cell.symbol()) {
            cell.set_symbol(plain);
        }
    }
}
