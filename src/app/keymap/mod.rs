//! The one table of keys. Dispatch, footer, help, palette and the README's key table are all made from it, so
//! none of them can lie.

mod activity;
mod audit;
mod context;
mod custom;
mod forms;
mod import;
mod key;
mod profiles;
mod row;
mod saving;
mod search;
mod table;
mod titles;

use std::sync::LazyLock;

use crossterm::event::KeyEvent;

pub use context::Context;
pub use custom::KeyMistake;
pub use key::Key;
pub(crate) use row::{BACK_TAB, DOWN, ENTER, TAB, UP};

use super::Action;
use crate::config::KeySetting;

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where it applies.
    pub context: Context,
    /// What it does.
    pub action: Action,
    /// The keys that do it; the first one is shown where there is room for one.
    pub keys: Vec<Key>,
    /// One to three words, for the footer and the palette.
    pub label: &'static str,
    /// A sentence, for the help.
    pub help: &'static str,
    /// How much it deserves a place in the footer; 0 is never there.
    pub weight: u8,
}

/// All bindings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
    /// What it was made from.
    settings: Vec<KeySetting>,
}

impl Binding {
    /// The key to name where the innermost of `contexts` is looked at first: where text is typed, no letter.
    pub fn key_in(&self, contexts: &[Context]) -> Option<&Key> {
        let typed = contexts.first().is_some_and(|context| context.takes_text());
        self.keys.iter().find(|key| !typed || !key.is_text())
    }

    /// What `[keys]` calls it: `codes.delete`.
    pub fn setting(&self) -> String {
        format!("{}.{}", custom::snake(self.context), custom::name(self.action))
    }
}

impl Default for Keymap {
    fn default() -> Self {
        Self { bindings: table::bindings(), settings: Vec::new() }
    }
}

/// What a key means in the innermost of `contexts` that binds it, where nobody has chosen other keys.
pub(crate) fn usual(contexts: &[Context], key: Key) -> Option<Action> {
    static DEFAULT: LazyLock<Keymap> = LazyLock::new(Keymap::default);
    DEFAULT.action(contexts, key.event())
}

impl Keymap {
    /// What a key means in the innermost of `contexts` that binds it. Where text is typed, a letter is text.
    pub fn action(&self, contexts: &[Context], event: KeyEvent) -> Option<Action> {
        let key = Key::from_event(event);
        if key.is_text() && contexts.first().is_some_and(|context| context.takes_text()) {
            return None;
        }
        contexts.iter().find_map(|context| {
            self.bindings.iter().find(|b| b.context == *context && b.keys.contains(&key)).map(|b| b.action)
        })
    }

    /// All rows, place by place, in the order of the table.
    pub fn all(&self) -> impl Iterator<Item = &Binding> {
        self.bindings.iter()
    }

    /// The rows of a context, in the order of the table.
    pub fn rows(&self, context: Context) -> impl Iterator<Item = &Binding> {
        self.bindings.iter().filter(move |binding| binding.context == context)
    }

    /// A sentence in which `{action}` stands for the key of that action, with the key in its place: `{batch} shows them`.
    /// Other braces stay.
    pub fn fill(&self, contexts: &[Context], sentence: &str) -> String {
        let (mut filled, mut rest) = (String::with_capacity(sentence.len()), sentence);
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let named = after.split_once('}').and_then(|(name, after)| {
                let row = self.bindings.iter().find(|row| custom::name(row.action) == name)?;
                Some((self.key_of(contexts, row.action), after))
            });
            if let Some((key, after)) = named {
                filled.push_str(&key);
                rest = after;
            } else {
                filled.push('{');
                rest = after;
            }
        }
        filled + rest
    }

    /// The key that a sentence names for an action: that of the innermost of `contexts` that has it, or of the first place
    /// that does. Who has taken its keys away finds it in the palette.
    pub fn key_of(&self, contexts: &[Context], action: Action) -> String {
        let row = self.row(contexts, action).or_else(|| self.bindings.iter().find(|row| row.action == action));
        // The key of another place is named for that place.
        let key =
            row.and_then(|row| if contexts.contains(&row.context) { row.key_in(contexts) } else { row.keys.first() });
        let key = key.map(Key::to_string);
        key.unwrap_or_else(|| {
            let palette = self.row(&[Context::Global], Action::Palette).and_then(|row| row.keys.first());
            let label = row.map_or("", |row| row.label);
            format!("{} {label}", palette.map(Key::to_string).unwrap_or_default()).trim().to_owned()
        })
    }

    /// The row of an action in the innermost of `contexts` that has it.
    pub fn row(&self, contexts: &[Context], action: Action) -> Option<&Binding> {
        contexts.iter().find_map(|context| self.rows(*context).find(|binding| binding.action == action))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_means_two_things_in_one_context() {
        let mut seen = HashSet::new();
        for binding in Keymap::default().bindings {
            for key in &binding.keys {
                assert!(seen.insert((binding.context, *key)), "{key} twice in {:?}", binding.context);
            }
            assert!(!binding.keys.is_empty() && !binding.label.is_empty() && binding.help.ends_with('.'));
        }
    }

    #[test]
    fn the_inner_context_wins() {
        let keymap = Keymap::default();
        let d = KeyEvent::from(crossterm::event::KeyCode::Char('d'));
        assert_eq!(keymap.action(&[Context::Codes, Context::List], d), Some(Action::Delete));
        assert_eq!(keymap.action(&[Context::Groups, Context::List], d), Some(Action::RemoveLink));
        assert_eq!(keymap.action(&[Context::Confirm], d), None);
    }
}
