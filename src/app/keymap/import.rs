//! The default bindings of the import.

use crossterm::event::KeyCode;

use super::row::{BACK_TAB, DOWN, ENTER, ESC, LEFT, OVER, RIGHT, SPACE, TAB, UP, row};
use super::{Action, Binding, Context, Key};

/// Its rows, in the order of the help.
pub(crate) fn bindings() -> Vec<Binding> {
    use Action as A;
    use Context::{Import, ImportChoice, ImportForm, ImportPath, Importing};
    let (q, copy) = (Key::char('q'), [Key::char('y'), Key::char('c')]);
    let submit = [ENTER, Key::ctrl('s')];
    let page = |code| [Key::plain(code)];
    vec![
        row(ImportPath, A::Submit, &submit, "check", "Read the file and check all rows.", 9),
        row(ImportPath, A::Complete, &[TAB], "complete", "Complete the name of the file.", 8),
        row(ImportPath, A::NextField, &[DOWN], "next field", "To the next field.", 6),
        row(ImportPath, A::PreviousField, &[BACK_TAB, UP], "previous field", "To the previous field.", 0),
        row(ImportPath, A::StartOver, &[Key::ctrl('l')], "start over", OVER, 0),
        row(ImportPath, A::Back, &[ESC], "close", "Close; nothing was sent.", 7),
        row(ImportForm, A::Submit, &submit, "check", "Read the file and check all rows.", 9),
        row(ImportForm, A::NextField, &[TAB, DOWN], "next field", "To the next field.", 8),
        row(ImportForm, A::PreviousField, &[BACK_TAB, UP], "previous field", "To the previous field.", 0),
        row(ImportForm, A::PageDown, &page(KeyCode::PageDown), "more rows", "Show the next rows of the file.", 6),
        row(ImportForm, A::PageUp, &page(KeyCode::PageUp), "rows before", "Show the rows before.", 0),
        row(ImportForm, A::StartOver, &[Key::ctrl('l')], "start over", OVER, 0),
        row(ImportForm, A::Back, &[ESC], "close", "Close; nothing was sent. Asks if something would be lost.", 7),
        row(ImportChoice, A::Right, &[RIGHT, SPACE], "next choice", "The other choice of the field.", 7),
        row(ImportChoice, A::Left, &[LEFT], "previous choice", "The other choice of the field.", 0),
        row(Importing, A::Back, &[ESC], "stop", "Stop; codes that were created stay.", 9),
        row(Import, A::Submit, &[Key::ctrl('s')], "create", "Create the codes that are new.", 9),
        row(Import, A::Back, &[ESC, q], "back", "Back to the form; where nothing is left to create, close.", 8),
        row(Import, A::Save, &[Key::char('s')], "print", "Save print sheets of the codes of all rows.", 7),
        row(Import, A::Refresh, &[Key::char('r')], "check again", "Read the file again and check all rows.", 6),
        row(Import, A::CopyText, &copy, "copy", "Copy all rows, and what is wrong with them.", 5),
        row(Import, A::Import, &[Key::char('I')], "form", "Change what is chosen, or import another file.", 4),
    ]
}
