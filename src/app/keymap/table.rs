//! The default bindings.

use crossterm::event::KeyCode;

use super::row::{BACK_TAB, CTRL_C, CTRL_P, DOWN, ENTER, ESC, F1, LEFT, RIGHT, TAB, UP, row};
use super::{Action, Binding, Context, Key, activity, audit, forms, import, profiles, saving, search};

/// What the two do that work everywhere.
const PALETTE: &str = "Find any action, number, profile or setting by its name.";
const HELP: &str = "Show the keys that work here; change them.";
/// What comparing pictures is, on two screens.
const COMPARE: &str = "Check whether the service's own picture encodes the same link.";

/// What swapping QR and details is, on two screens.
const DETAILS: &str = "Show all details in place of the QR, or the QR again.";

/// What scrolling a dialog is.
const MORE: &str = "Scroll down where a dialog is higher than the terminal.";
const LESS: &str = "Scroll up again.";

/// The whole table, in the order of the help.
pub(crate) fn bindings() -> Vec<Binding> {
    let mut rows = Vec::new();
    rows.extend(numbers());
    rows.extend(codes());
    rows.extend(lists());
    rows.extend(global());
    rows.extend(overlays());
    rows.extend(activity::bindings());
    rows.extend(audit::bindings());
    rows.extend(import::bindings());
    rows.extend(profiles::bindings());
    rows.extend(search::bindings());
    rows.extend(forms::bindings());
    rows.extend(questions());
    rows.extend(saving::bindings());
    rows.extend([
        row(Context::Dialog, Action::PageDown, &[Key::plain(KeyCode::PageDown)], "more", MORE, 10),
        row(Context::Dialog, Action::PageUp, &[Key::plain(KeyCode::PageUp)], "back up", LESS, 0),
        row(Context::Dialog, Action::Palette, &[Key::char(':'), CTRL_P], "palette", PALETTE, 0),
        row(Context::Dialog, Action::Help, &[Key::char('?'), F1], "help", HELP, 10),
        row(
            Context::Dialog,
            Action::Interrupt,
            &[CTRL_C],
            "cancel",
            "Stop what is running; press twice to quit qrdeck.",
            0,
        ),
    ]);
    rows
}

fn numbers() -> Vec<Binding> {
    use Action as A;
    use Context::Numbers;
    vec![
        row(Numbers, A::Open, &[ENTER], "codes", "Go to the codes of the selected number.", 9),
        row(Numbers, A::New, &[Key::char('n')], "new code", "Create a code for the selected number.", 8),
        row(Numbers, A::Label, &[Key::char('L')], "label", "Give the number a label, tags and a note of your own.", 0),
    ]
}

fn codes() -> Vec<Binding> {
    use Action as A;
    use Context::Codes;
    vec![
        row(Codes, A::FullScreen, &[ENTER], "show", "Show the QR full screen, for a phone to scan.", 9),
        row(Codes, A::New, &[Key::char('n')], "new", "Create a code for this number.", 8),
        row(
            Codes,
            A::Edit,
            &[Key::char('e')],
            "edit",
            "Change the message of the selected code, or of the marked ones by a pattern.",
            7,
        ),
        row(
            Codes,
            A::Delete,
            &[Key::char('d')],
            "delete",
            "Delete the selected code, or the marked ones; asks first.",
            6,
        ),
        row(
            Codes,
            A::CopyLink,
            &[Key::char('y')],
            "copy",
            "Copy the link of the selected code, or of the marked ones, to the clipboard.",
            5,
        ),
        row(
            Codes,
            A::Save,
            &[Key::char('s')],
            "save",
            "Save the QR of the selected code, or of the marked ones, as files for print.",
            4,
        ),
        row(Codes, A::OpenLink, &[Key::char('o')], "open", "Open the code's link in the system's browser.", 2),
        row(
            Codes,
            A::CopyMessage,
            &[Key::char('Y')],
            "copy message",
            "Copy the message of the selected code, or of the marked ones, to the clipboard.",
            0,
        ),
        row(Codes, A::CopyPicture, &[Key::ctrl('y')], "copy QR", "Copy the QR to the clipboard, as characters.", 0),
        row(Codes, A::Compare, &[Key::char('v')], "compare picture", COMPARE, 0),
        row(Codes, A::Label, &[Key::char('L')], "label", "Give the code a label, tags and a note of your own.", 0),
        row(
            Codes,
            A::Mark,
            &[Key::char(' ')],
            "mark",
            "Mark or unmark the selected code; marks of several numbers add up.",
            3,
        ),
        row(
            Codes,
            A::MarkRange,
            &[Key::char('V')],
            "mark range",
            "Mark every code from the last marked one to this one.",
            0,
        ),
        row(Codes, A::MarkAll, &[Key::char('*')], "mark all", "Mark or unmark all codes that the filter shows.", 0),
        row(
            Codes,
            A::Unmark,
            &[Key::char('U')],
            "unmark all",
            "Take all marks away, those of other numbers as well.",
            0,
        ),
    ]
}

fn lists() -> Vec<Binding> {
    use Action as A;
    use Context::{Groups, List, Pane};
    vec![
        row(Groups, A::FullScreen, &[ENTER], "show", "Show the invite link as a full-screen QR.", 9),
        row(
            Groups,
            A::ResetLink,
            &[Key::char('x')],
            "reset link",
            "Give the group a new invite link; asks first if it has one.",
            7,
        ),
        row(Groups, A::RemoveLink, &[Key::char('d')], "remove link", "Remove the group's invite link; asks first.", 6),
        row(Groups, A::CopyLink, &[Key::char('y')], "copy", "Copy the invite link to the clipboard.", 5),
        row(Groups, A::Save, &[Key::char('s')], "save", "Save the QR of the invite link as a file for print.", 4),
        row(Groups, A::OpenLink, &[Key::char('o')], "open", "Open the invite link in the system's browser.", 2),
        row(Groups, A::CopyPicture, &[Key::ctrl('y')], "copy QR", "Copy the QR to the clipboard, as characters.", 0),
        row(List, A::Down, &[Key::char('j'), DOWN], "down", "One row down.", 0),
        row(List, A::Up, &[Key::char('k'), UP], "up", "One row up.", 0),
        row(List, A::PageDown, &[Key::plain(KeyCode::PageDown)], "page down", "One page down.", 0),
        row(List, A::PageUp, &[Key::plain(KeyCode::PageUp)], "page up", "One page up.", 0),
        row(List, A::First, &[Key::char('g'), Key::plain(KeyCode::Home)], "first", "To the first row.", 0),
        row(List, A::Last, &[Key::char('G'), Key::plain(KeyCode::End)], "last", "To the last row.", 0),
        row(Pane, A::Filter, &[Key::char('/')], "filter", "Show only the rows that contain what you type.", 4),
        row(Pane, A::Sort, &[Key::char('S')], "sort", "Sort the rows by one of their columns.", 1),
        row(Pane, A::Details, &[Key::char('i')], "details", DETAILS, 0),
        row(Pane, A::Refresh, &[Key::char('r')], "refresh", "Ask the service again; in the numbers for all lists.", 2),
        row(Pane, A::Back, &[ESC], "back", "Clear the filter, then all marks, then go back to the numbers.", 0),
    ]
}

fn global() -> Vec<Binding> {
    use Action as A;
    use Context::Global;
    vec![
        row(Global, A::NextPane, &[TAB], "pane", "To the next pane.", 4),
        row(Global, A::PreviousPane, &[BACK_TAB], "previous pane", "To the previous pane.", 0),
        row(Global, A::Numbers, &[Key::char('1')], "numbers", "To the numbers.", 0),
        row(Global, A::Codes, &[Key::char('2')], "codes", "To the codes of the selected number.", 0),
        row(Global, A::Groups, &[Key::char('3')], "groups", "To the group links of the selected number.", 0),
        row(Global, A::Sync, &[Key::char('R')], "sync", "Sync all numbers, codes and groups of a profile.", 0),
        row(Global, A::Batch, &[Key::char('b')], "bulk", "Show the progress and the results of bulk changes.", 0),
        row(Global, A::Connect, &[Key::char('C')], "connect", "Connect a real account.", 2),
        row(Global, A::Profiles, &[Key::char('P')], "profiles", "Show, hide, test and remove profiles.", 0),
        row(
            Global,
            A::Activity,
            &[Key::char('J')],
            "activity",
            "Show the changes made from this machine, and their outcomes.",
            0,
        ),
        row(Global, A::Audit, &[Key::char('A')], "audit", "Find the dead links and QR codes in files and pictures.", 0),
        row(Global, A::Import, &[Key::char('I')], "import", "Create codes from the rows of a file.", 0),
        row(
            Global,
            A::OpenSaved,
            &[Key::char('O')],
            "open saved",
            "Open the file that was saved last; of several, their directory.",
            0,
        ),
        row(Global, A::Problems, &[Key::char('!')], "errors", "Read and copy errors.", 1),
        row(Global, A::Search, &[Key::ctrl('f')], "search", "Search the codes and groups of all numbers.", 1),
        row(
            Global,
            A::Mouse,
            &[Key::char('m')],
            "mouse",
            "Use the mouse, or leave it to the terminal; Shift-drag selects text meanwhile.",
            0,
        ),
        row(Global, A::Tour, &[Key::char('T')], "tour", "Begin the tour of the sandbox again, or end it.", 0),
        row(Global, A::Theme, &[Key::ctrl('t')], "theme", "Choose the colours; each is shown as you go.", 0),
        row(Global, A::Palette, &[Key::char(':'), CTRL_P], "palette", PALETTE, 1),
        row(Global, A::Help, &[Key::char('?'), F1], "help", HELP, 10),
        row(Global, A::Interrupt, &[CTRL_C], "cancel", "Stop what is running; press twice to quit qrdeck.", 0),
        row(Global, A::Quit, &[Key::char('q')], "quit", "Quit qrdeck.", 10),
    ]
}

fn overlays() -> Vec<Binding> {
    use Action as A;
    use Context::{Batch, Filter, FullScreen, Help, Palette, Problem, Replaced, Sort, Theme};
    let q = Key::char('q');
    vec![
        row(Filter, A::Activate, &[ENTER, TAB], "keep filter", "Keep the filter and go back to the list.", 9),
        row(Filter, A::Back, &[ESC], "clear", "Clear the filter.", 8),
        row(Filter, A::Down, &[DOWN], "down", "One row down.", 0),
        row(Filter, A::Up, &[UP], "up", "One row up.", 0),
        row(Sort, A::Activate, &[ENTER, Key::char(' ')], "sort", "Sort by the column; by the same one, reverse it.", 9),
        row(Sort, A::Back, &[ESC, q], "close", "Close; the order stays.", 8),
        row(Theme, A::Activate, &[ENTER], "keep", "Keep the theme, and write it into config.toml.", 9),
        row(Theme, A::Back, &[ESC, q, Key::ctrl('t')], "as before", "Close; the theme is what it was before.", 8),
        row(FullScreen, A::Back, &[ESC, ENTER, q], "back", "Back to the lists.", 9),
        row(FullScreen, A::CopyLink, &[Key::char('y')], "copy link", "Copy the link to the clipboard.", 8),
        row(
            FullScreen,
            A::Down,
            &[Key::char('n'), Key::char('j'), DOWN, RIGHT],
            "next",
            "Show the next one in the list.",
            7,
        ),
        row(
            FullScreen,
            A::Up,
            &[Key::char('p'), Key::char('k'), UP, LEFT],
            "previous",
            "Show the previous one in the list.",
            6,
        ),
        row(FullScreen, A::Save, &[Key::char('s')], "save", "Save this QR as a file for print.", 6),
        row(FullScreen, A::OpenLink, &[Key::char('o')], "open", "Open the link in the system's browser.", 5),
        row(FullScreen, A::CopyMessage, &[Key::char('Y')], "copy message", "Copy the message to the clipboard.", 2),
        row(
            FullScreen,
            A::CopyPicture,
            &[Key::ctrl('y')],
            "copy QR",
            "Copy the QR to the clipboard, as characters.",
            1,
        ),
        row(FullScreen, A::Details, &[Key::char('i')], "details", DETAILS, 4),
        row(FullScreen, A::Compare, &[Key::char('v')], "compare picture", COMPARE, 3),
        row(Replaced, A::Back, &[ESC, ENTER, q], "understood", "Close; the new code is selected.", 9),
        row(
            Replaced,
            A::CopyText,
            &[Key::char('y'), Key::char('c')],
            "copy",
            "Copy old and new code to the clipboard.",
            8,
        ),
        row(Batch, A::Back, &[ESC, ENTER, q], "hide", "Back to the lists; the changes go on.", 9),
        row(Batch, A::Pause, &[Key::char('p'), Key::char(' ')], "pause", "Pause or resume sending.", 8),
        row(Batch, A::Stop, &[Key::char('x')], "stop", "Stop sending; finished changes stay.", 7),
        row(Batch, A::Retry, &[Key::char('r')], "try again", "Retry the changes that certainly failed.", 6),
        row(Batch, A::Activity, &[Key::char('J')], "activity", "The journal; it creates deleted codes again.", 5),
        row(Batch, A::CopyText, &[Key::char('y'), Key::char('c')], "copy", "Copy the results.", 5),
        row(Problem, A::Back, &[ESC, ENTER, q], "close", "Close; the errors shown are marked as read.", 9),
        row(
            Problem,
            A::CopyText,
            &[Key::char('y'), Key::char('c')],
            "copy",
            "Copy the whole error to the clipboard.",
            8,
        ),
        row(Problem, A::Down, &[Key::char('j'), DOWN], "older", "Show the next older error.", 7),
        row(Problem, A::Up, &[Key::char('k'), UP], "newer", "Show the next newer error.", 6),
        row(Help, A::Activate, &[ENTER], "run", "Do what the selected key does.", 9),
        row(Help, A::Filter, &[Key::char('/')], "find", "Show only the keys whose names or sentences match.", 8),
        row(Help, A::Record, &[Key::char('r')], "change key", "Give the selected action another key.", 7),
        row(Help, A::Back, &[ESC, q], "close", "Clear the filter, then close the help.", 6),
        row(Palette, A::Activate, &[ENTER], "run", "Run the selected action.", 9),
        row(Palette, A::Back, &[ESC], "close", "Close the palette.", 8),
        row(Palette, A::Down, &[DOWN, TAB], "down", "The next action.", 0),
        row(Palette, A::Up, &[UP, BACK_TAB], "up", "The previous action.", 0),
        row(Palette, A::PageDown, &[Key::plain(KeyCode::PageDown)], "page down", "One page down.", 0),
        row(Palette, A::PageUp, &[Key::plain(KeyCode::PageUp)], "page up", "One page up.", 0),
    ]
}

fn questions() -> Vec<Binding> {
    use Action as A;
    use Context::{Confirm, Question};
    vec![
        row(
            Confirm,
            A::Activate,
            &[ENTER],
            "press button",
            "Confirm if the requested text has been typed; otherwise cancel.",
            9,
        ),
        row(Confirm, A::Back, &[ESC], "cancel", "Close; nothing happens.", 8),
        row(Confirm, A::NextField, &[TAB, RIGHT], "button", "To the other button.", 7),
        row(Confirm, A::PreviousField, &[BACK_TAB, LEFT], "button", "To the other button.", 0),
        row(Confirm, A::Down, &[DOWN], "down", "Scroll the list of what will be lost.", 0),
        row(Confirm, A::Up, &[UP], "up", "Scroll the list of what will be lost.", 0),
        row(Confirm, A::Interrupt, &[CTRL_C], "cancel", "Close; nothing happens.", 0),
        row(Question, A::Activate, &[ENTER], "choose", "Do what the button says.", 9),
        row(Question, A::NextField, &[TAB, RIGHT, DOWN], "button", "To the other button.", 8),
        row(Question, A::PreviousField, &[BACK_TAB, LEFT, UP], "button", "To the other button.", 0),
        row(Question, A::Back, &[ESC], "back", "Close the question; nothing changes.", 7),
        row(Question, A::Interrupt, &[CTRL_C], "cancel", "Close the question; press twice to quit qrdeck.", 0),
    ]
}
