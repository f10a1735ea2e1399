//! The default bindings of the import.

use super::row::{ENTER, ESC, TAB, row};
use super::{Action, Binding, Context, Key};

/// Its rows, in the order of the help.
pub(crate) fn bindings() -> Vec<Binding> {
    use Action as A;
    use Context::{Import, ImportPath, Importing};
    let (q, copy) = (Key::char('q'), [Key::char('y'), Key::char('c')]);
    vec![
        row(ImportPath, A::Submit, &[ENTER, Key::ctrl('s')], "check", "Read the file and check all rows.", 9),
        row(ImportPath, A::Complete, &[TAB], "complete", "Complete the name of the file.", 8),
        row(ImportPath, A::Back, &[ESC], "close", "Close; nothing was sent.", 7),
        row(Importing, A::Back, &[ESC], "stop", "Stop; codes that were created stay.", 9),
        row(Import, A::Submit, &[Key::ctrl('s')], "create", "Create the codes that are new.", 9),
        row(Import, A::Back, &[ESC, q], "close", "Close; what was created stays.", 8),
        row(Import, A::Save, &[Key::char('s')], "print", "Save print sheets of the codes of all rows.", 7),
        row(Import, A::Refresh, &[Key::char('r')], "check again", "Read the file again and check all rows.", 6),
        row(Import, A::CopyText, &copy, "copy", "Copy all rows, and what is wrong with them.", 5),
        row(Import, A::Import, &[Key::char('I')], "other file", "Import another file.", 4),
    ]
}
