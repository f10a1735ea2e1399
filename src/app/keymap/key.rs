//! Keys as people name them.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers. Shift is part of the character where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

impl Key {
    /// None, where an action was chosen otherwise.
    pub(crate) const NONE: Self = Self::plain(KeyCode::Null);

    /// A plain key.
    pub(crate) const fn plain(code: KeyCode) -> Self {
        Self { code, modifiers: KeyModifiers::NONE }
    }

    /// A character key.
    pub(crate) const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// A character key with Ctrl.
    pub(crate) const fn ctrl(c: char) -> Self {
        Self { code: KeyCode::Char(c), modifiers: KeyModifiers::CONTROL }
    }

    /// An event of the key.
    pub fn event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.modifiers)
    }

    /// The key of an event. Terminals disagree on Shift with characters and with Tab; both spellings are one key
    /// here. Under Ctrl a letter's case means nothing.
    pub fn from_event(event: KeyEvent) -> Self {
        let kept = KeyModifiers::CONTROL | KeyModifiers::ALT;
        let modifiers = event.modifiers & kept;
        let code = match event.code {
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            KeyCode::Char(c) if modifiers.contains(KeyModifiers::CONTROL) => KeyCode::Char(c.to_ascii_lowercase()),
            code => code,
        };
        Self { code, modifiers }
    }
}

impl Key {
    /// Whether typing it writes something: in a field it is text.
    pub(crate) fn is_text(self) -> bool {
        matches!(self.code, KeyCode::Char(_))
            && !self.modifiers.contains(KeyModifiers::CONTROL)
            && !self.modifiers.contains(KeyModifiers::ALT)
    }
}

impl FromStr for Key {
    type Err = NotAKey;

    /// A key as people write it: `d`, `D`, `?`, `ctrl-d`, `C-d`, `<c-d>`, `alt-x`, `shift-tab`, `F5`, `PgDn`, `Space`.
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let text = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
        let (mut rest, mut modifiers, mut shift) = (text, KeyModifiers::NONE, false);
        while let Some((modifier, after)) =
            rest.split_once(['-', '+']).filter(|(modifier, after)| !modifier.is_empty() && !after.is_empty())
        {
            match modifier.to_ascii_lowercase().as_str() {
                "ctrl" | "control" | "c" => modifiers |= KeyModifiers::CONTROL,
                "alt" | "meta" | "a" | "m" => modifiers |= KeyModifiers::ALT,
                "shift" | "s" => shift = true,
                _ => return Err(NotAKey),
            }
            rest = after;
        }
        let mut characters = rest.chars();
        let code = match (characters.next(), characters.next()) {
            (Some(c), None) if !c.is_control() && !"↑↓←→".contains(c) => {
                KeyCode::Char(match (modifiers.is_empty(), shift) {
                    (true, true) => c.to_uppercase().next().unwrap_or(c),
                    (true, false) => c,
                    (false, _) => c.to_ascii_lowercase(),
                })
            }
            _ => named(rest).ok_or(NotAKey)?,
        };
        match (code, shift) {
            (KeyCode::Tab, true) => Ok(Self { code: KeyCode::BackTab, modifiers }),
            // What only some terminals tell apart would not work in the others.
            (KeyCode::Char(c), true) if !modifiers.is_empty() || !c.is_uppercase() => Err(NotAKey),
            (KeyCode::Char(_), _) | (_, false) => Ok(Self { code, modifiers }),
            _ => Err(NotAKey),
        }
    }
}

/// The key of a name.
fn named(name: &str) -> Option<KeyCode> {
    let name = name.to_ascii_lowercase();
    if let Some(number) = name.strip_prefix('f').and_then(|number| number.parse().ok()) {
        return (1..=12).contains(&number).then_some(KeyCode::F(number));
    }
    Some(match name.as_str() {
        "space" => KeyCode::Char(' '),
        "enter" | "return" => KeyCode::Enter,
        "esc" | "escape" => KeyCode::Esc,
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "backspace" => KeyCode::Backspace,
        "delete" | "del" => KeyCode::Delete,
        "insert" | "ins" => KeyCode::Insert,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" | "pageup" => KeyCode::PageUp,
        "pgdn" | "pagedown" => KeyCode::PageDown,
        "up" | "↑" => KeyCode::Up,
        "down" | "↓" => KeyCode::Down,
        "left" | "←" => KeyCode::Left,
        "right" | "→" => KeyCode::Right,
        _ => return None,
    })
}

/// A text that names no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAKey;

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut name = String::new();
        if self.modifiers.contains(KeyModifiers::CONTROL) {
            name.push_str("Ctrl-");
        }
        if self.modifiers.contains(KeyModifiers::ALT) {
            name.push_str("Alt-");
        }
        match self.code {
            KeyCode::Char(' ') => name.push_str("Space"),
            KeyCode::Char(c) if self.modifiers.is_empty() => name.push(c),
            KeyCode::Char(c) => name.push(c.to_ascii_uppercase()),
            KeyCode::BackTab => name.push_str("Shift-Tab"),
            KeyCode::PageUp => name.push_str("PgUp"),
            KeyCode::PageDown => name.push_str("PgDn"),
            KeyCode::Up => name.push('↑'),
            KeyCode::Down => name.push('↓'),
            KeyCode::Left => name.push('←'),
            KeyCode::Right => name.push('→'),
            code => name.push_str(&code.to_string()),
        }
        f.pad(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_documentation() {
        for (key, name) in [
            (Key::char('G'), "G"),
            (Key::ctrl('s'), "Ctrl-S"),
            (Key::char(' '), "Space"),
            (Key::plain(KeyCode::BackTab), "Shift-Tab"),
            (Key::plain(KeyCode::PageDown), "PgDn"),
            (Key::plain(KeyCode::Esc), "Esc"),
            (Key::plain(KeyCode::Enter), "Enter"),
        ] {
            assert_eq!(key.to_string(), name);
        }
    }

    #[test]
    fn what_people_write_is_the_key_they_mean() {
        for (text, key) in [
            ("d", Key::char('d')),
            ("D", Key::char('D')),
            ("shift-d", Key::char('D')),
            ("-", Key::char('-')),
            ("ctrl-d", Key::ctrl('d')),
            ("Ctrl+D", Key::ctrl('d')),
            ("<C-d>", Key::ctrl('d')),
            ("ctrl--", Key::ctrl('-')),
            ("space", Key::char(' ')),
            ("Shift-Tab", Key::plain(KeyCode::BackTab)),
            ("f5", Key::plain(KeyCode::F(5))),
            ("PgDn", Key::plain(KeyCode::PageDown)),
            ("é", Key::char('é')),
        ] {
            assert_eq!(text.parse(), Ok(key), "{text}");
        }
        for text in ["", "dd", "hyper-d", "f13", "ctrl-shift-d", "shift-1", "shift-f5", "ctrl-", "\n"] {
            assert_eq!(text.parse::<Key>(), Err(NotAKey), "{text:?}");
        }
    }

    #[test]
    fn a_name_on_screen_can_be_written() {
        let bindings = crate::app::keymap::Keymap::default();
        for key in bindings.bindings.iter().flat_map(|binding| &binding.keys) {
            let name = key.to_string();
            assert_eq!(name.parse(), Ok(*key), "{name}");
        }
    }

    #[test]
    fn shift_is_spelled_in_two_ways() {
        let shifted = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(Key::from_event(shifted), Key::char('G'));
        let back = KeyEvent::new(KeyCode::Tab, KeyModifiers::SHIFT);
        assert_eq!(Key::from_event(back), Key::plain(KeyCode::BackTab));
    }
}
