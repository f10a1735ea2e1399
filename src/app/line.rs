//! A line of text being typed: filters, the palette, confirmations.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_segmentation::UnicodeSegmentation;

use crate::model::clean;

/// Longest line, in characters; more is not taken.
const MAX: usize = 200;

/// One line with the cursor at its end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(String);

impl Line {
    /// A line that holds a text already, as if it had been typed.
    pub fn of(text: &str) -> Self {
        let mut line = Self::default();
        line.push(text);
        line
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Forgets the text.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Takes a key that edits. Returns whether the key was one.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match key.code {
            KeyCode::Char('u') if ctrl => self.0.clear(),
            KeyCode::Char('w') if ctrl => self.pop_word(),
            KeyCode::Char(c) if !ctrl && !alt => self.push(&c.to_string()),
            KeyCode::Backspace if ctrl || alt => self.pop_word(),
            KeyCode::Backspace => self.pop(),
            _ => return false,
        }
        true
    }

    /// Adds cleaned text; line breaks become spaces.
    pub fn push(&mut self, text: &str) {
        let room = MAX.saturating_sub(self.0.chars().count());
        self.0.extend(clean::input(text).chars().map(|c| if c == '\n' { ' ' } else { c }).take(room));
    }

    /// Removes what a person sees as one character.
    fn pop(&mut self) {
        if let Some((at, _)) = self.0.grapheme_indices(true).next_back() {
            self.0.truncate(at);
        }
    }

    /// Removes the last word and the space after it.
    fn pop_word(&mut self) {
        let end = self.0.trim_end().rfind(char::is_whitespace).map_or(0, |at| at + 1);
        self.0.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_by_what_people_see() {
        let mut line = Line::default();
        line.push("tea 👩‍🍳\ncake");
        assert_eq!(line.text(), "tea 👩‍🍳 cake");
        line.key(KeyEvent::new(KeyCode::Char('w'), KeyModifiers::CONTROL));
        line.key(KeyCode::Backspace.into());
        line.key(KeyCode::Backspace.into());
        assert_eq!(line.text(), "tea ");
        line.key(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL));
        assert!(line.is_empty());
    }
}
