//! The default bindings of the audit.

use crossterm::event::KeyCode;

use super::row::{DOWN, ENTER, ESC, RIGHT, TAB, UP, row};
use super::{Action, Binding, Context, Key};

/// Its rows, in the order of the help.
pub(crate) fn bindings() -> Vec<Binding> {
    use Action as A;
    use Context::{Audit, AuditPaths, Auditing, Finding};
    let q = Key::char('q');
    let again = "Create the deleted code again: with a new link, the old one stays dead.";
    let report = "Copy the report of what the filter shows.";
    let locate = "Go to the code in its list, where it works.";
    let page_down = Key::plain(KeyCode::PageDown);
    vec![
        row(AuditPaths, A::Submit, &[ENTER, Key::ctrl('s')], "start", "Search the files.", 9),
        row(AuditPaths, A::Complete, &[TAB], "complete", "Complete the name of the file.", 8),
        row(AuditPaths, A::Back, &[ESC], "close", "Close, or go back to the previous report.", 7),
        row(Auditing, A::Back, &[ESC, q], "stop", "Stop the audit; it changes nothing.", 9),
        row(Audit, A::Activate, &[ENTER], "details", "Show everything known about the selected link.", 9),
        row(Audit, A::Back, &[ESC, q], "close", "Clear the filter, then close; the audit shows the report again.", 8),
        row(Audit, A::Filter, &[Key::char('/')], "filter", "Show only the rows that contain what you type.", 7),
        row(Audit, A::CopyLink, &[Key::char('y')], "copy link", "Copy the link to the clipboard.", 6),
        row(Audit, A::CopyText, &[Key::char('c'), Key::char('Y')], "copy report", report, 5),
        row(Audit, A::Audit, &[Key::char('A')], "other files", "Audit other files.", 4),
        row(Audit, A::Locate, &[Key::char('o'), RIGHT], "to the code", locate, 3),
        row(Audit, A::Recreate, &[Key::char('n')], "create again", again, 3),
        row(Audit, A::Refresh, &[Key::char('r')], "again", "Audit the same files again.", 2),
        row(Finding, A::Back, &[ESC, ENTER, q], "back", "Back to the report.", 9),
        row(Finding, A::CopyLink, &[Key::char('y')], "copy link", "Copy the link to the clipboard.", 8),
        row(Finding, A::Locate, &[Key::char('o'), RIGHT], "to the code", locate, 7),
        row(Finding, A::Recreate, &[Key::char('n')], "create again", again, 7),
        row(Finding, A::CopyText, &[Key::char('c'), Key::char('Y')], "copy", "Copy all of it to the clipboard.", 6),
        row(Finding, A::Down, &[Key::char('j'), DOWN], "next", "The next finding.", 5),
        row(Finding, A::Up, &[Key::char('k'), UP], "before", "The previous finding.", 4),
        row(Finding, A::PageDown, &[page_down, Key::char(' ')], "more", "Scroll down.", 10),
        row(Finding, A::Refresh, &[Key::char('r')], "again", "Audit the same files again.", 0),
    ]
}
