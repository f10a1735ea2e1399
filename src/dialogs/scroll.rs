//! Dialogs that are higher than the terminal.

use super::Dialog;
use crate::app::{Action, Scrolled, State};

impl Dialog {
    /// Whether it is a text to be read, with at most buttons below it.
    pub(crate) fn is_read(&self) -> bool {
        match self {
            Self::Activity(activity) => activity.details,
            Self::Audit(audit) => audit.report().is_some_and(|report| report.details),
            Self::Profiles(profiles) => profiles.reading,
            _ => self.is_note(),
        }
    }

    /// The same of those that are never anything else.
    fn is_note(&self) -> bool {
        matches!(
            self,
            Self::Confirm(_)
                | Self::Conflict(_)
                | Self::FullScreen(_)
                | Self::Overwrite(_)
                | Self::Problems(_)
                | Self::Question(_)
                | Self::Removal(_)
                | Self::Replaced(_)
                | Self::Resume(_)
                | Self::StillOpen(_)
        )
    }

    /// Whether it is a list without a row that an action could be about.
    pub(crate) fn lacks_row_for(&self, action: Action) -> bool {
        let (rows, has_row, typing) = match self {
            Self::Activity(activity) => (activity.loaded(), activity.selected().is_some(), activity.typing),
            Self::Audit(audit) => match audit.report() {
                Some(report) => (report.rows(), report.selected().is_some(), report.typing),
                None => return false,
            },
            _ => return false,
        };
        !typing
            && match action {
                Action::Filter | Action::MarkAll => rows == 0,
                Action::Activate
                | Action::CloseEntry
                | Action::CopyLink
                | Action::Locate
                | Action::LookUp
                | Action::Mark
                | Action::Recreate
                | Action::Undo => !has_row,
                Action::CopyText => !has_row && matches!(self, Self::Activity(_)),
                _ => false,
            }
    }

    /// Whether it is a form to be filled in.
    pub(crate) fn is_form(&self) -> bool {
        matches!(
            self,
            Self::Connect(_) | Self::Form(_) | Self::Label(_) | Self::Rewrite(_) | Self::Save(_) | Self::Secret(_)
        )
    }
}

/// Scrolls the topmost dialog, where it is one that is read or filled in. Returns whether that was meant.
pub(crate) fn scroll(state: &mut State, action: Option<Action>) -> bool {
    let Some(dialog) = state.dialogs.last().filter(|dialog| dialog.is_read() || dialog.is_form()) else { return false };
    let page = state.scrolled.page();
    match action {
        Some(Action::PageDown) => state.scrolled.down(page),
        Some(Action::PageUp) => state.scrolled.up(page),
        _ => {
            if dialog.is_form() {
                // What is typed is seen.
                state.scrolled = Scrolled::default();
            }
            return false;
        }
    }
    true
}
