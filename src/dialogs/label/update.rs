//! Labels: asked for once, changed in their form, and what the database says to that.

use crossterm::event::KeyEvent;

use crate::app::update::{ask, notices};
use crate::app::{Action, DbRequest, Effect, Level, Pane, State};
use crate::dialogs::{Choice, Dialog, LabelForm, Question};
use crate::model::clean;

/// Opens the form for what is selected.
pub(crate) fn open(state: &mut State) {
    let of_code = state.subject().filter(|_| state.is_searching() || state.focus == Pane::Codes);
    let (number, code, name) = match (of_code, state.number()) {
        (Some((key, _)), _) => (key.number, Some(key.code.clone()), key.code.to_string()),
        (None, Some(row)) => (row.key.clone(), None, clean::line(&row.number.name).into_owned()),
        (None, None) => return,
    };
    let Some(key) = state.label_key(&number, code.as_ref()) else { return };
    let label = state.labels.get(&key).cloned().unwrap_or_default();
    state.dialogs.push(Dialog::Label(Box::new(LabelForm::new(key, name, label))));
}

/// Keys in the form.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Label(form)) = state.dialogs.last_mut() else { return };
    match action {
        Some(Action::Submit) => save(state, fx),
        Some(Action::NextField) => form.field = form.field.step(1),
        Some(Action::PreviousField) => form.field = form.field.step(-1),
        Some(Action::StartOver) => **form = form.anew(),
        Some(Action::Back) if form.is_dirty() => {
            state.dialogs.push(Dialog::Question(Question::DiscardFields(Choice::Stay)));
        }
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        _ => form.type_key(key),
    }
}

/// Saves the label, or says why it cannot be saved.
fn save(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(Dialog::Label(form)) = state.dialogs.last_mut() else { return };
    let label = match form.label() {
        Ok(label) => label,
        Err(error) => {
            form.error = Some(error);
            return;
        }
    };
    let (key, name) = (form.key.clone(), form.name.clone());
    state.dialogs.pop();
    state.labels.set(key.clone(), label.clone());
    let verb = if label.is_empty() { "no label any more" } else { "its label, kept on this machine" };
    notices::toast(state, Level::Good, format!("{name} has {verb}."), fx);
    ask::database(state, DbRequest::SetLabel(key, label), fx);
}
