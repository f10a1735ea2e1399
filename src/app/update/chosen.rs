//! What was chosen by its name in the palette or the help: it is done where it belongs.

use super::notices;
use crate::app::keymap::{Context, Key};
use crate::app::{Effect, Level, PaletteCommand, Pane, Sort, State};
use crate::dialogs::{self, Dialog, DialogState, profiles, sort, theme};
use crate::model::NumberKey;
use crate::panes;

/// So much of what was chosen is offered first.
const RECENT: usize = 8;

/// Why something cannot be done while a form is open.
pub(crate) const OPEN: &str = "Close the open form first.";

/// Does it. What belongs to an open dialog is done there; for all else the dialogs are closed, if nothing is lost by that.
pub(crate) fn run(state: &mut State, command: PaletteCommand, fx: &mut Vec<Effect>) {
    state.recent.retain(|recent| *recent != command);
    state.recent.insert(0, command.clone());
    state.recent.truncate(RECENT);
    if let PaletteCommand::Action(context, action) = command
        && state.below().is_some()
        && state.base_contexts().contains(&context)
    {
        dialogs::update::key(state, Key::NONE.event(), Some(action), fx);
        return;
    }
    if !can_leave(state) {
        return notices::toast(state, Level::Warning, OPEN, fx);
    }
    state.dialogs.clear();
    match command {
        PaletteCommand::Action(context, action) => {
            go_to(state, context);
            panes::update::act(state, action, fx);
        }
        PaletteCommand::Number(number) => show(state, number),
        PaletteCommand::Profile(name) => {
            profiles::open(state, fx);
            if let Some(Dialog::Profiles(list)) = state.dialogs.last_mut() {
                list.selected = Some(name);
            }
        }
        PaletteCommand::Theme(name) => theme::choose(state, name, fx),
        PaletteCommand::Sort(pane, column) => {
            sort::order(state, pane, column.map(|column| Sort { column, descending: false }), fx);
            state.focus = pane;
        }
    }
}

/// Whether all dialogs can be closed without losing anything.
pub(crate) fn can_leave(state: &State) -> bool {
    state.dialogs.iter().all(DialogState::can_be_left)
}

/// To the pane whose action it is.
fn go_to(state: &mut State, context: Context) {
    if let Some(pane) = Pane::ALL.into_iter().find(|pane| pane.context() == context) {
        state.filters[state.focus as usize].editing = false;
        state.focus = pane;
    }
}

/// To the codes of a number, with nothing that hides it.
fn show(state: &mut State, number: NumberKey) {
    state.filters = Default::default();
    state.number_cursor.aim(number);
    state.focus = Pane::Codes;
}
