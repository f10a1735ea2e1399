//! Everything a key can mean.

/// What a person wants. One action may mean different things in different contexts ([`super::keymap`] says
/// which): `Delete` is about the selected code in one pane and about the group's link in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// To the next pane.
    NextPane,
    /// To the previous pane.
    PreviousPane,
    /// To the numbers.
    Numbers,
    /// To the codes.
    Codes,
    /// To the group links.
    Groups,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Narrow the list by typing.
    Filter,
    /// Sort the pane by one of its columns.
    Sort,
    /// Mark or unmark the selected code.
    Mark,
    /// Mark all codes that are shown, or unmark them.
    MarkAll,
    /// Mark everything from the last marked code to the selected one.
    MarkRange,
    /// Take all marks away.
    Unmark,
    /// From a number to its codes.
    Open,
    /// The selected link as a QR on the whole screen.
    FullScreen,
    /// A new code.
    New,
    /// What was changed from this machine.
    Activity,
    /// Which links in files are dead.
    Audit,
    /// Codes from the rows of a file.
    Import,
    /// Go on with what is being typed, as far as that is certain.
    Complete,
    /// The selected finding in the list it belongs to.
    Locate,
    /// The selected deleted code again, with a new link.
    Recreate,
    /// Put back the message that the selected change has replaced.
    Undo,
    /// Look up again the outcome of changes whose outcome is not known.
    LookUp,
    /// Stop looking for the outcome of the selected change.
    CloseEntry,
    /// Another message for the selected code.
    Edit,
    /// Delete the selected or marked codes.
    Delete,
    /// A new invite link for the selected group.
    ResetLink,
    /// Take the invite link of the selected group away.
    RemoveLink,
    /// The selected link to the clipboard.
    CopyLink,
    /// The message of the selected code to the clipboard.
    CopyMessage,
    /// The selected QR to the clipboard, drawn in characters.
    CopyPicture,
    /// The selected link in the system's browser.
    OpenLink,
    /// What was saved last, in the program that opens it.
    OpenSaved,
    /// The selected or marked links as files.
    Save,
    /// Whether the service's own picture of the code says the same.
    Compare,
    /// What the selected code or number is called on this machine.
    Label,
    /// The details of what is selected in the place of its QR, or the QR again.
    Details,
    /// Ask the service again.
    Refresh,
    /// List everything of the profiles.
    Sync,
    /// Connect a real account.
    Connect,
    /// All profiles there are.
    Profiles,
    /// Show the selected profile, or hide it.
    Show,
    /// Show the selected profile and no other.
    Only,
    /// Show every profile.
    ShowAll,
    /// Ask the service whether the selected profile works.
    Test,
    /// All that is known of the selected profile, and what its last test found.
    Findings,
    /// Take the selected profile out of the configuration.
    Remove,
    /// Begin again with what is configured now.
    Reopen,
    /// How the many changes go.
    Batch,
    /// Hold the many changes back, or let them go on.
    Pause,
    /// Send nothing more of the many changes.
    Stop,
    /// Try again what failed.
    Retry,
    /// What went wrong.
    Problems,
    /// Find something among all numbers.
    Search,
    /// The first steps, shown again or no more.
    Tour,
    /// The keys.
    Help,
    /// Another key for the selected action.
    Record,
    /// All actions, by name.
    Palette,
    /// One step back: close, clear, leave.
    Back,
    /// Another theme.
    Theme,
    /// Take the mouse from the terminal, or give it back.
    Mouse,
    /// Stop what is running; twice: leave.
    Interrupt,
    /// Leave.
    Quit,
    /// To the next field or button.
    NextField,
    /// To the previous field or button.
    PreviousField,
    /// The choice after.
    Right,
    /// The choice before.
    Left,
    /// Do what has the focus.
    Activate,
    /// Send the form.
    Submit,
    /// What an earlier run has left in the form goes.
    StartOver,
    /// Copy what the dialog shows.
    CopyText,
}

impl Action {
    /// The place in a list that this moves a selection to from place `from`; a `page` has so many rows. It may be beyond
    /// the end. `None`: this is not a movement.
    pub(crate) fn moves(self, from: usize, page: usize) -> Option<usize> {
        Some(match self {
            Self::Up => from.saturating_sub(1),
            Self::Down => from.saturating_add(1),
            Self::PageUp => from.saturating_sub(page),
            Self::PageDown => from.saturating_add(page),
            Self::First => 0,
            Self::Last => usize::MAX,
            _ => return None,
        })
    }
}
