//! What is typed, and what matches.

use crate::app::keymap::Context;
use crate::app::{LineInput, PaletteCommand};
use crate::dialogs::DialogState;

/// A row of the palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it does.
    pub command: PaletteCommand,
    /// What it is called.
    pub title: String,
    /// Where it belongs: a pane, a dialog, or what kind of thing it is.
    pub place: &'static str,
    /// A sentence about it.
    pub help: String,
    /// Its first key; empty where it has none.
    pub key: String,
    /// Why it cannot be done now.
    pub reason: Option<String>,
}

/// What is typed, and what is selected of what matches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Palette {
    /// What is typed.
    pub query: LineInput,
    /// The selected row.
    pub selected: usize,
    /// What matches: what can be done before what cannot, the best first.
    pub entries: Vec<Entry>,
}

impl DialogState for Palette {
    fn context(&self) -> Context {
        Context::Palette
    }

    fn paste(&mut self, text: &str) {
        self.query.push(text);
        self.selected = 0;
    }
}
