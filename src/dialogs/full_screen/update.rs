//! Keys on a full-screen QR.

use crossterm::event::KeyEvent;

use crate::app::{Action, Effect, Pane, State};
use crate::panes;

pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let pane = if state.focus == Pane::Groups { Pane::Groups } else { Pane::Codes };
    match action {
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        Some(
            action @ (Action::CopyLink
            | Action::CopyMessage
            | Action::CopyPicture
            | Action::OpenLink
            | Action::Save
            | Action::Details
            | Action::Compare),
        ) => panes::update::act(state, action, fx),
        Some(action @ (Action::Up | Action::Down)) => panes::movement::go(state, pane, action),
        _ => {}
    }
}
