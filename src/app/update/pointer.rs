//! What the mouse does. It does nothing that keys cannot do: it does what the default keys do, whatever keys a person has
//! chosen.

use super::keys;
use crate::app::keymap::{BACK_TAB, DOWN, ENTER, Key, TAB, UP};
use crate::app::{Action, Effect, Gesture, Pane, State, Target};
use crate::dialogs::Dialog;
use crate::panes::movement;

/// Rows that a step of the wheel moves.
const WHEEL: usize = 3;
/// The most that one movement of the mouse presses a key in a dialog.
const MOST: usize = 4096;

/// Does what was meant with what stands where the mouse is.
pub(crate) fn pointed(state: &mut State, target: Target, gesture: Gesture, fx: &mut Vec<Effect>) {
    state.touched = true;
    let over_dialog = !state.dialogs.is_empty();
    match (target, gesture) {
        (Target::Row { pane: Some(pane), item, .. }, Gesture::Click | Gesture::DoubleClick) if !over_dialog => {
            focus(state, pane);
            movement::to(state, pane, item);
            if gesture == Gesture::DoubleClick {
                press(state, ENTER, 1, fx);
            }
        }
        (Target::Row { pane: None, item, selected }, Gesture::Click | Gesture::DoubleClick) => {
            walk(state, selected, item, fx);
            if gesture == Gesture::DoubleClick {
                press(state, ENTER, 1, fx);
            }
        }
        (Target::Bar { pane: Some(pane), item, .. }, Gesture::Click | Gesture::DoubleClick) if !over_dialog => {
            movement::to(state, pane, item);
        }
        (Target::Bar { pane: None, item, selected }, Gesture::Click | Gesture::DoubleClick) => {
            walk(state, selected, item, fx);
        }
        (Target::Pane(pane), Gesture::Click) if !over_dialog => focus(state, pane),
        (Target::Key(key), Gesture::Click | Gesture::DoubleClick) => keys::key(state, key.event(), fx),
        (Target::Button(steps), Gesture::Click | Gesture::DoubleClick) => {
            let way = if steps < 0 { BACK_TAB } else { TAB };
            press(state, way, steps.unsigned_abs(), fx);
            press(state, ENTER, 1, fx);
        }
        (target, Gesture::Up | Gesture::Down) => wheel(state, target, gesture, fx),
        _ => {}
    }
}

/// The wheel moves in the pane under the mouse, wherever the focus is; in a dialog it is the arrow keys.
fn wheel(state: &mut State, target: Target, gesture: Gesture, fx: &mut Vec<Effect>) {
    let pane = match target {
        Target::Row { pane, .. } | Target::Bar { pane, .. } => pane,
        Target::Pane(pane) => Some(pane),
        _ => None,
    };
    let up = gesture == Gesture::Up;
    match (state.dialogs.last(), pane) {
        // There the arrow keys show the next code, of which one is enough.
        (Some(Dialog::FullScreen(_)), _) => press(state, if up { UP } else { DOWN }, 1, fx),
        (Some(dialog), _) if dialog.is_read() && state.scrolled.has_more() => {
            if up {
                state.scrolled.up(WHEEL);
            } else {
                state.scrolled.down(WHEEL);
            }
        }
        (Some(_), _) => press(state, if up { UP } else { DOWN }, WHEEL, fx),
        (None, Some(pane)) => {
            for _ in 0..WHEEL {
                movement::go(state, pane, if up { Action::Up } else { Action::Down });
            }
        }
        (None, None) => {}
    }
}

/// Goes from one row of a dialog to another.
fn walk(state: &mut State, from: usize, to: usize, fx: &mut Vec<Effect>) {
    let key = if to < from { UP } else { DOWN };
    press(state, key, to.abs_diff(from), fx);
}

/// Does what a key does by default, so many times.
fn press(state: &mut State, key: Key, times: usize, fx: &mut Vec<Effect>) {
    for _ in 0..times.min(MOST) {
        keys::usual(state, key, fx);
    }
}

/// Moves the focus; a filter that was being typed stays as it is.
fn focus(state: &mut State, pane: Pane) {
    state.filters[state.focus as usize].editing = false;
    state.focus = pane;
}
