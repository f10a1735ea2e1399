//! The keys of the activity, of an entry in it, and of what only some errors offer.

use super::row::{DOWN, ENTER, ESC, UP, row};
use super::{Action, Binding, Context, Key};

pub(super) fn bindings() -> Vec<Binding> {
    use Action as A;
    use Context::{Activity, Entry, Problem};
    let q = Key::char('q');
    let copy = [Key::char('y'), Key::char('c')];
    let again = "Create the deleted code again, or all marked ones: with a new link, the old one stays dead.";
    let unlisted = "Create the codes again that are no longer listed, with new links.";
    let undo = "Put the old message back; asks first where that replaces the code.";
    let look = "Look up the changes with an unknown outcome now.";
    let stop = "Stop looking up the selected change; its outcome stays unclear.";
    vec![
        row(Activity, A::Activate, &[ENTER], "details", "Show everything known about the selected change.", 9),
        row(Activity, A::Back, &[ESC, q], "close", "Clear the filter, then go back to the lists.", 8),
        row(Activity, A::Filter, &[Key::char('/')], "filter", "Show only the entries that contain what you type.", 7),
        row(Activity, A::Recreate, &[Key::char('n')], "create again", again, 6),
        row(Activity, A::Undo, &[Key::char('u')], "put back", undo, 5),
        row(Activity, A::Mark, &[Key::char(' ')], "mark", "Mark or unmark a deleted code, to create several again.", 5),
        row(Activity, A::MarkAll, &[Key::char('*')], "mark all", "Mark or unmark all deleted codes shown.", 0),
        row(Activity, A::LookUp, &[Key::char('r')], "look again", look, 4),
        row(Activity, A::CloseEntry, &[Key::char('x')], "stop looking", stop, 3),
        row(Activity, A::CopyText, &copy, "copy", "Copy everything known about the selected change.", 5),
        row(Entry, A::Back, &[ESC, ENTER, q], "back", "Back to the list.", 9),
        row(Entry, A::Recreate, &[Key::char('n')], "create again", again, 8),
        row(Entry, A::Undo, &[Key::char('u')], "put back", undo, 7),
        row(Entry, A::LookUp, &[Key::char('r')], "look again", look, 4),
        row(Entry, A::CloseEntry, &[Key::char('x')], "stop looking", stop, 3),
        row(Entry, A::CopyText, &copy, "copy", "Copy all of it to the clipboard.", 7),
        row(Entry, A::Down, &[Key::char('j'), DOWN], "older", "Show the next older change.", 6),
        row(Entry, A::Up, &[Key::char('k'), UP], "newer", "Show the next newer change.", 5),
        row(Problem, A::Recreate, &[Key::char('n')], "create again", unlisted, 9),
    ]
}
