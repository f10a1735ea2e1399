//! Whose the mouse is.

use std::io::{self, Write as _};

/// Clicks, the wheel, and movements while a button is down, in the language that knows more than 223 columns. Movements
/// without a button are not asked for: each would wake the app.
pub(super) const OURS: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// The terminal's, which selects text with it.
pub(super) const THEIRS: &str = "\x1b[?1006l\x1b[?1002l\x1b[?1000l";

/// Takes the mouse from the terminal, or gives it back. A terminal that has gone away has none.
pub fn mouse(ours: bool) {
    let mut out = io::stdout();
    let _ = out.write_all(if ours { OURS } else { THEIRS }.as_bytes());
    let _ = out.flush();
}
