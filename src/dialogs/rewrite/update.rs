//! Changing many messages by a pattern.

use crossterm::event::KeyEvent;

use crate::app::{Action, Effect, State};
use crate::dialogs::{Dialog, Rewrite, RewriteField, Rewritten, change_codes};
use crate::model::CodeId;

/// Opens the form for the marked codes.
pub(crate) fn open(state: &mut State) {
    let Some(number) = state.number().map(|row| row.key.clone()) else { return };
    let Some(number_state) = state.number_states.get(&number) else { return };
    let codes =
        number_state.code_rows().iter().filter(|code| number_state.marked.contains(&code.code)).cloned().collect();
    state.dialogs.push(Dialog::Rewrite(Box::new(Rewrite::new(number, codes))));
}

/// Keys in the form.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, _: &mut Vec<Effect>) {
    let Some(Dialog::Rewrite(form)) = state.dialogs.last_mut() else { return };
    match action {
        Some(Action::Submit) => submit(state),
        Some(Action::NextField | Action::PreviousField) => {
            form.field = match form.field {
                RewriteField::Find => RewriteField::Put,
                RewriteField::Put => RewriteField::Find,
            };
        }
        Some(Action::Down) => form.scroll = (form.scroll + 1).min(form.codes.len().saturating_sub(1)),
        Some(Action::Up) => form.scroll = form.scroll.saturating_sub(1),
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        _ => {
            form.line().key(key);
        }
    }
}

/// Asks for confirmation of every change, or says why it cannot go on.
fn submit(state: &mut State) {
    let Some(Dialog::Rewrite(form)) = state.dialogs.last_mut() else { return };
    let results = form.results();
    let refused = results.iter().filter(|(_, result)| matches!(result, Rewritten::Refused { .. })).count();
    let changed: Vec<(CodeId, String)> = results
        .iter()
        .filter_map(|(code, result)| match result {
            Rewritten::Changed(message) => Some((code.code.clone(), message.clone())),
            _ => None,
        })
        .collect();
    if refused > 0 {
        form.error = Some(format!("{refused} of the results cannot be sent; they are marked. Nothing was sent."));
    } else if changed.is_empty() {
        form.error = Some("No message would change.".to_owned());
    } else {
        let (number, codes) = (form.number.clone(), form.codes.clone());
        change_codes::open(state, &number, &codes, &changed);
    }
}
