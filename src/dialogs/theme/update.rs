//! Choosing a theme.

use crossterm::event::KeyEvent;

use super::ThemeMenu;
use crate::app::update::{ask, notices};
use crate::app::{Action, Effect, Level, LocalTask, State};
use crate::dialogs::Dialog;
use crate::model::Error;

/// Opens it on the theme that is drawn.
pub(crate) fn open(state: &mut State) {
    let before = state.look.theme.clone();
    let at = state.themes.iter().position(|row| Some(&row.name) == before.as_ref());
    state.dialogs.push(Dialog::Theme(ThemeMenu { selected: at.map_or(0, |at| at + 1), before }));
}

pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Theme(menu)) = state.dialogs.last_mut() else { return };
    match action {
        Some(Action::Back) => {
            state.look.theme = menu.before.take();
            state.dialogs.pop();
        }
        Some(Action::Activate) => {
            if let Some(mistake) = menu.row(&state.themes).and_then(|row| row.mistake.clone()) {
                return notices::alarm(state, "Reading the theme".to_owned(), mistake, fx);
            }
            let changed = menu.before != state.look.theme;
            let theme = state.look.theme.clone();
            state.dialogs.pop();
            if changed {
                ask::local_task(state, LocalTask::KeepTheme(theme), fx);
            }
        }
        Some(action) => {
            let count = state.themes.len() + 1;
            if let Some(to) = action.moves(menu.selected, count) {
                menu.selected = to.min(count - 1);
                state.look.theme = menu.row(&state.themes).map(|row| row.name.clone());
            }
        }
        None => {}
    }
}

/// Takes a theme, or the one that suits the terminal, and keeps it.
pub(crate) fn choose(state: &mut State, name: Option<String>, fx: &mut Vec<Effect>) {
    let row = state.themes.iter().find(|row| Some(&row.name) == name.as_ref());
    if let Some(mistake) = row.and_then(|row| row.mistake.clone()) {
        return notices::alarm(state, "Reading the theme".to_owned(), mistake, fx);
    }
    if state.look.theme != name {
        state.look.theme.clone_from(&name);
        ask::local_task(state, LocalTask::KeepTheme(name), fx);
    }
}

/// It stands in config.toml.
pub(crate) fn kept(state: &mut State, theme: Option<&str>, fx: &mut Vec<Effect>) {
    let told =
        format!("The theme is {} from now on; config.toml says so.", theme.unwrap_or("that of the terminal's ground"));
    notices::toast(state, Level::Good, told, fx);
}

/// It does not stand there; this run has it all the same.
pub(crate) fn not_kept(state: &mut State, doing: String, error: Error, fx: &mut Vec<Effect>) {
    notices::problem(state, doing, error);
    notices::toast(state, Level::Warning, "The theme holds for this run only: it could not be written down.", fx);
}
