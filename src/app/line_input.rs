//! A text field of one line: filters, the palette, confirmations, forms.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tui_input::backend::crossterm::to_input_request;
use tui_input::{Input, InputRequest};

use crate::model::clean;

/// One line of text with a cursor. What is typed and pasted is cleaned.
#[derive(Debug, Clone, Default)]
pub struct LineInput(Input);

/// Two fields are the same where a person sees the same.
impl PartialEq for LineInput {
    fn eq(&self, other: &Self) -> bool {
        (self.0.value(), self.0.cursor()) == (other.0.value(), other.0.cursor())
    }
}

impl Eq for LineInput {}

impl LineInput {
    /// A field that holds a text already, as if it had been typed.
    pub fn of(text: &str) -> Self {
        let mut line = Self::default();
        line.push(text);
        line
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.0.value()
    }

    /// The text before the cursor, and the text after it.
    pub fn halves(&self) -> (&str, &str) {
        let text = self.0.value();
        let at = text.char_indices().nth(self.0.cursor()).map_or(text.len(), |(at, _)| at);
        text.split_at(at)
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.0.value().is_empty()
    }

    /// Forgets the text.
    pub fn clear(&mut self) {
        self.0 = Input::default();
    }

    /// Whether a key empties the field.
    pub(crate) fn is_emptied_by(key: KeyEvent) -> bool {
        key.code == KeyCode::Char('u') && key.modifiers.contains(KeyModifiers::CONTROL)
    }

    /// Takes a key that edits or moves the cursor. Returns whether the key was one.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
        let request = match key.code {
            KeyCode::Char(c) if plain => {
                self.push(&c.to_string());
                return true;
            }
            KeyCode::Backspace if !plain => Some(InputRequest::DeletePrevWord),
            _ => to_input_request(&Event::Key(key)),
        };
        match request {
            // With Control and Alt a character is a command, of this app or of nobody.
            None | Some(InputRequest::InsertChar(_)) => false,
            Some(request) => {
                self.0.handle(request);
                true
            }
        }
    }

    /// Inserts cleaned text at the cursor; line breaks become spaces.
    pub fn push(&mut self, text: &str) {
        let (before, after) = self.halves();
        let added = clean::input(text).replace('\n', " ");
        let cursor = before.chars().count() + added.chars().count();
        let text = [before, &added, after].concat();
        self.0 = Input::new(text).with_cursor(cursor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(line: &mut LineInput, code: KeyCode, modifiers: KeyModifiers) -> bool {
        line.key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn edits_by_what_people_see() {
        let mut line = LineInput::of("tea 👩‍🍳\ncake");
        assert_eq!(line.text(), "tea 👩‍🍳 cake");
        press(&mut line, KeyCode::Char('w'), KeyModifiers::CONTROL);
        line.key(KeyCode::Backspace.into());
        line.key(KeyCode::Backspace.into());
        assert_eq!(line.text(), "tea ");
        press(&mut line, KeyCode::Char('u'), KeyModifiers::CONTROL);
        assert!(line.is_empty());
    }

    #[test]
    fn text_goes_where_the_cursor_is() {
        let mut line = LineInput::of("green 👩‍🍳");
        for code in [KeyCode::Left, KeyCode::Left, KeyCode::Char('!')] {
            assert!(line.key(code.into()));
        }
        assert_eq!(line.halves(), ("green!", " 👩‍🍳"));
        line.key(KeyCode::Home.into());
        line.push("very\n");
        assert_eq!(line.halves(), ("very ", "green! 👩‍🍳"));
        line.key(KeyCode::Delete.into());
        line.key(KeyCode::End.into());
        line.key(KeyCode::Backspace.into());
        assert_eq!(line.halves(), ("very reen! ", ""));
    }

    #[test]
    fn a_long_text_stays_whole_and_commands_are_not_typed() {
        let long = "long ".repeat(1000);
        assert_eq!(LineInput::of(&long).text(), long);
        let mut line = LineInput::default();
        for modifiers in [KeyModifiers::CONTROL | KeyModifiers::ALT, KeyModifiers::ALT, KeyModifiers::CONTROL] {
            assert!(!press(&mut line, KeyCode::Char('x'), modifiers));
        }
        assert!(line.is_empty() && !line.key(KeyCode::Enter.into()) && !line.key(KeyCode::Up.into()));
    }
}
