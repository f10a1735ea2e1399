//! The default bindings of saving codes as files.

use crossterm::event::KeyCode;

use super::row::{BACK_TAB, DOWN, ENTER, ESC, LEFT, RIGHT, SPACE, TAB, UP, row};
use super::{Action, Binding, Context, Key};

/// Its rows, in the order of the help.
pub(crate) fn bindings() -> Vec<Binding> {
    use Action as A;
    use Context::{Save, SaveButton, SaveChoice, Saved, Saving};
    vec![
        row(Save, A::Submit, &[ENTER, Key::ctrl('s')], "save", "Write the files.", 9),
        row(Save, A::NextField, &[TAB, DOWN], "next field", "To the next field.", 8),
        row(Save, A::PreviousField, &[BACK_TAB, UP], "previous field", "To the previous field.", 0),
        row(Save, A::Back, &[ESC], "close", "Close; nothing is written.", 6),
        row(SaveChoice, A::Right, &[RIGHT, SPACE], "next choice", "The next choice of the field.", 7),
        row(SaveChoice, A::Left, &[LEFT], "previous choice", "The previous choice.", 0),
        row(SaveButton, A::Activate, &[ENTER, SPACE], "press button", "Do what the button says.", 9),
        row(SaveButton, A::NextField, &[TAB, DOWN, RIGHT], "next field", "To the next button or field.", 8),
        row(SaveButton, A::PreviousField, &[BACK_TAB, UP, LEFT], "previous field", "To the button or field before.", 0),
        row(Saving, A::Back, &[ESC], "stop", "Stop writing; finished files stay.", 9),
        row(Saved, A::Back, &[ESC, ENTER, Key::char('q')], "close", "Close the list.", 9),
        row(
            Saved,
            A::OpenSaved,
            &[Key::char('o'), Key::char('O')],
            "open",
            "Open the file; of several, their directory.",
            8,
        ),
        row(Saved, A::CopyText, &[Key::char('y'), Key::char('c')], "copy", "Copy the list to the clipboard.", 8),
        row(Saved, A::Down, &[Key::char('j'), DOWN, Key::plain(KeyCode::PageDown)], "down", "Scroll down.", 7),
        row(Saved, A::Up, &[Key::char('k'), UP, Key::plain(KeyCode::PageUp)], "up", "Scroll up.", 6),
    ]
}
