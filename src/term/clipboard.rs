//! The clipboard of the terminal the person sits at, over ssh too: OSC 52.

use std::io::{self, Write};

use crossterm::clipboard::CopyToClipboard;
use crossterm::execute;

/// Asks the terminal to put `text` on its clipboard. Terminals do not tell whether they did.
///
/// # Errors
/// Where the terminal cannot be written to.
pub fn copy(out: &mut impl Write, text: &str) -> io::Result<()> {
    execute!(out, CopyToClipboard::to_clipboard_from(text))
}
