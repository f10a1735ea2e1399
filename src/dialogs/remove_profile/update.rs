//! Removing a profile, once that is confirmed.

use crossterm::event::KeyEvent;

use crate::app::update::ask;
use crate::app::{Action, Effect, ProfileRequest, State};
use crate::dialogs::{Choice, Dialog};

/// Keys in the question before a profile is removed.
pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Removal(removal)) = state.dialogs.last_mut() else { return };
    match action {
        Some(Action::NextField | Action::PreviousField) => removal.choice = removal.choice.other(),
        Some(Action::Back) => drop(state.dialogs.pop()),
        Some(Action::Activate) => {
            if removal.choice == Choice::Proceed {
                let name = removal.row.profile.name.clone();
                ask::profiles(state, ProfileRequest::Remove(name), fx);
            }
            state.dialogs.pop();
        }
        _ => {}
    }
}
