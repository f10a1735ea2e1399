//! The palette: every action by its name.

use crate::app::keymap::{Context, Keymap};
use crate::app::{Action, LineInput};
use crate::dialogs::DialogState;

/// A row of the palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where the action comes from.
    pub context: Context,
    /// The action.
    pub action: Action,
    /// Its sentence.
    pub help: &'static str,
    /// Its first key.
    pub key: String,
}

/// What is typed, and what is selected of what matches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Palette {
    /// What is typed.
    pub query: LineInput,
    /// The selected row.
    pub selected: usize,
}

impl Palette {
    /// The rows that contain every word typed, those of the innermost context first.
    pub fn entries(&self, keymap: &Keymap, contexts: &[Context]) -> Vec<Entry> {
        let words: Vec<String> = self.query.text().split_whitespace().map(str::to_lowercase).collect();
        contexts
            .iter()
            .flat_map(|context| keymap.rows(*context))
            .filter(|row| row.action != Action::Palette)
            .filter(|row| {
                let text = format!("{} {}", row.label, row.help).to_lowercase();
                words.iter().all(|word| text.contains(word.as_str()))
            })
            .map(|row| Entry {
                context: row.context,
                action: row.action,
                help: row.help,
                key: row.keys.first().map(ToString::to_string).unwrap_or_default(),
            })
            .collect()
    }
}

impl DialogState for Palette {
    fn context(&self) -> Context {
        Context::Palette
    }

    fn paste(&mut self, text: &str) {
        self.query.push(text);
    }
}
