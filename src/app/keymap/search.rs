//! The keys of the search: while text is typed, and in the list of what was found.

use crossterm::event::KeyCode;

use super::row::{BACK_TAB, DOWN, ENTER, ESC, TAB, UP, row};
use super::{Action, Binding, Context, Key};

pub(super) fn bindings() -> Vec<Binding> {
    let mut rows = typing();
    rows.extend(found());
    rows
}

fn typing() -> Vec<Binding> {
    use Action as A;
    use Context::Search;
    vec![
        row(Search, A::Activate, &[ENTER], "go to", "Go to the selected code or group in its number.", 9),
        row(Search, A::NextField, &[TAB, BACK_TAB], "mark and act", "To the list, where letters are keys.", 8),
        row(Search, A::Back, &[ESC], "close", "Close the search; marks stay.", 7),
        row(Search, A::Down, &[DOWN], "down", "The next row.", 0),
        row(Search, A::Up, &[UP], "up", "The previous row.", 0),
        row(Search, A::PageDown, &[Key::plain(KeyCode::PageDown)], "page down", "One page down.", 0),
        row(Search, A::PageUp, &[Key::plain(KeyCode::PageUp)], "page up", "One page up.", 0),
    ]
}

fn found() -> Vec<Binding> {
    use Action as A;
    use Context::Found;
    let letter = Key::char;
    vec![
        row(Found, A::Mark, &[letter(' ')], "mark", "Mark or unmark the selected code, of whatever number.", 9),
        row(Found, A::Activate, &[ENTER], "go to", "Go to the selected code or group in its number.", 8),
        row(Found, A::Filter, &[letter('/'), TAB, BACK_TAB], "type", "Back to the text.", 7),
        row(Found, A::Delete, &[letter('d')], "delete", "Delete the selected code, or all marked ones; asks first.", 6),
        row(
            Found,
            A::Edit,
            &[letter('e')],
            "edit",
            "Change the message of the selected code, or of all marked ones by a pattern.",
            5,
        ),
        row(
            Found,
            A::Save,
            &[letter('s')],
            "save",
            "Save the QR of the selected code, or of all marked ones, as files for print.",
            4,
        ),
        row(Found, A::MarkAll, &[letter('*')], "mark all", "Mark or unmark all codes that were found.", 3),
        row(
            Found,
            A::CopyLink,
            &[letter('y')],
            "copy",
            "Copy the link of the selected row, or of all marked codes, to the clipboard.",
            2,
        ),
        row(Found, A::OpenLink, &[letter('o')], "open", "Open the selected link in the system's browser.", 1),
        row(Found, A::Label, &[letter('L')], "label", "Give the selected code a label, tags and a note.", 1),
        row(Found, A::Unmark, &[letter('U')], "unmark all", "Take all marks away.", 1),
        row(
            Found,
            A::CopyMessage,
            &[letter('Y')],
            "copy message",
            "Copy the message of the selected code, or of all marked ones, to the clipboard.",
            0,
        ),
        row(Found, A::CopyPicture, &[Key::ctrl('y')], "copy QR", "Copy the QR to the clipboard, as characters.", 0),
        row(Found, A::Back, &[ESC, letter('q')], "back", "Back to the text; marks stay.", 0),
    ]
}
