//! Changing many messages by a pattern.

use crossterm::event::KeyEvent;

use crate::app::{Action, Effect, State};
use crate::dialogs::{Dialog, Rewrite, RewriteField, Rewritten, change_codes};

/// Opens the form for the marked codes.
pub(crate) fn open(state: &mut State) {
    let codes = state.targets();
    state.dialogs.push(Dialog::Rewrite(Box::new(Rewrite::new(codes))));
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
        Some(Action::Down) => form.scroll.down(1),
        Some(Action::Up) => form.scroll.up(1),
        Some(Action::StartOver) => **form = Rewrite::new(std::mem::take(&mut form.codes)),
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
    let refused = results.iter().filter(|(.., result)| matches!(result, Rewritten::Refused { .. })).count();
    let changed = results.into_iter().filter_map(|(key, code, result)| match result {
        Rewritten::Changed(message) => Some((key.clone(), code.clone(), message)),
        _ => None,
    });
    let changed: Vec<_> = changed.collect();
    if refused > 0 {
        form.error = Some(format!("{refused} of the results cannot be sent; they are marked. Nothing was sent."));
    } else if changed.is_empty() {
        form.error = Some("No message would change.".to_owned());
    } else {
        change_codes::open(state, changed);
    }
}
