//! Giving an action another key, by pressing it.

use crossterm::event::{KeyCode, KeyEvent};

use crate::app::keymap::{Key, KeyMistake, Keymap};
use crate::app::update::{ask, notices};
use crate::app::{Effect, Level, LocalTask, State};
use crate::config::KeyChange;
use crate::dialogs::Dialog;
use crate::model::Error;

/// Takes a key that is being recorded. Returns whether one is.
pub(crate) fn records(state: &mut State, key: KeyEvent, fx: &mut Vec<Effect>) -> bool {
    let Some(Dialog::Help(help)) = state.dialogs.last_mut() else { return false };
    let Some((context, action)) = help.recording.take() else { return false };
    let keys = match key.code {
        KeyCode::Esc => return true,
        KeyCode::Backspace => None,
        _ => Some(vec![Key::from_event(key).to_string()]),
    };
    let Some(setting) = state.keymap.row(&[context], action).map(|row| (row.title(), Keymap::names(context, action)))
    else {
        return true;
    };
    let (title, (context, action)) = setting;
    let change = KeyChange { context, action, keys };
    let said = match state.keymap.changed(&change) {
        Ok(keymap) => {
            let said = match &change.keys {
                Some(keys) => format!("{title}: {} from now on; config.toml says so.", keys.join(" ")),
                None => format!("{title} has its own key again."),
            };
            state.keymap = keymap;
            ask::local_task(state, LocalTask::KeepKey(change), fx);
            said
        }
        Err(mistakes) => {
            let texts: Vec<_> = mistakes.into_iter().map(|KeyMistake { text, .. }| text).collect();
            format!("Not changed. {}", texts.join(" "))
        }
    };
    if let Some(Dialog::Help(help)) = state.dialogs.last_mut() {
        help.said = Some(said);
    }
    true
}

/// The key does not stand in config.toml; this run has it all the same.
pub(crate) fn not_kept(state: &mut State, doing: String, error: Error, fx: &mut Vec<Effect>) {
    notices::problem(state, doing, error);
    notices::toast(state, Level::Warning, "The key holds for this run only: it could not be written down.", fx);
}
