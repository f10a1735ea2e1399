//! The form for a code: typing, checking, sending.

use crossterm::event::KeyEvent;

use crate::app::update::ask;
use crate::app::{Action, Effect, State, Write, needs_confirmation};
use crate::dialogs::{Choice, Dialog, Form, FormField, FormPhase, Purpose, Question, replace_code, still_open};
use crate::model::{CodeKey, Draft, Error, ErrorKind, Field, QrCode, validate_message};

/// Opens a form.
pub(crate) fn open(state: &mut State, purpose: Purpose) {
    state.dialogs.push(Dialog::Form(Box::new(Form::new(purpose))));
}

/// Opens a form with a message in it that is not that of the code.
pub(crate) fn open_with(state: &mut State, purpose: Purpose, message: &str) {
    state.dialogs.push(Dialog::Form(Box::new(Form::with(purpose, Some(message)))));
}

/// Keys in the form.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Form(form)) = state.dialogs.last_mut() else { return };
    if let FormPhase::Sending(id) = form.phase {
        if action == Some(Action::Back)
            && let Some(task) = state.tasks.get_mut(&id)
        {
            // The second time it gives up finding out its outcome.
            task.cancelled = true;
            fx.push(Effect::Cancel(id));
        }
        return;
    }
    match action {
        Some(Action::Submit) => submit(state, fx),
        Some(Action::NextField) => form.field = form.field.step(1),
        Some(Action::PreviousField) => form.field = form.field.step(-1),
        Some(Action::StartOver) => **form = Form::new(form.purpose.clone()),
        Some(Action::Back) => close(state),
        _ => field_key(state, key, action, fx),
    }
}

/// Keys that belong to the field with the focus.
fn field_key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Form(form)) = state.dialogs.last_mut() else { return };
    match (form.field, action) {
        (FormField::Message, _) => {
            if form.message.input(key) {
                form.error = None;
            }
        }
        (FormField::Image, Some(Action::Left | Action::Right)) => form.toggle_image(),
        (FormField::Send, Some(Action::Activate)) => submit(state, fx),
        (FormField::Cancel, Some(Action::Activate)) => close(state),
        (FormField::Image | FormField::Send | FormField::Cancel, _) => {}
    }
}

/// Closes the form; asks first where something would be lost.
fn close(state: &mut State) {
    let Some(Dialog::Form(form)) = state.dialogs.last() else { return };
    // What was sent is not lost with the form: the journal keeps it.
    if form.is_dirty() && !was_sent(form) {
        state.dialogs.push(Dialog::Question(Question::Discard(Choice::Stay)));
    } else {
        state.dialogs.pop();
    }
}

/// Checks the form, then sends it, or asks where sending destroys the old code.
pub(crate) fn submit(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(Dialog::Form(form)) = state.dialogs.last_mut() else { return };
    let draft = form.draft();
    let checked = if form.changes_nothing() {
        Err(Error::invalid(Field::Message, "The message is unchanged; nothing was sent.")
            .advise("Change it, or close the form."))
    } else {
        validate_message(&draft.message)
    };
    if let Err(error) = checked {
        form.error = Some(error);
        form.field = FormField::Message;
        return;
    }
    let sent = form.error.take_if(|error| error.kind == ErrorKind::OutcomeUnknown);
    form.error = None;
    let (number, again) = match form.purpose.clone() {
        Purpose::Create(number) => (number, None),
        Purpose::Recreate(of) => (of.number, Some(of.entry)),
        Purpose::Edit { key, seen } => return change(state, &key, &seen, draft, fx),
    };
    let write = Write::Create { number, draft, again, despite_open: false };
    match sent {
        Some(error) => {
            form.error = Some(error.clone());
            still_open::ask(state, &write, error);
        }
        None => send(state, &write, fx),
    }
}

/// Sends another message for a code, or asks where that destroys the old one.
pub(crate) fn change(state: &mut State, key: &CodeKey, seen: &QrCode, draft: Draft, fx: &mut Vec<Effect>) {
    let write = Write::Update { key: key.clone(), draft: draft.clone(), seen: seen.message.clone() };
    if needs_confirmation(state, &write) {
        replace_code::open(state, key, seen, draft);
    } else {
        send(state, &write, fx);
    }
}

/// Whether the form was sent as it stands, and its outcome was not known. A change of the text clears the error.
fn was_sent(form: &Form) -> bool {
    form.error.as_ref().is_some_and(|error| error.kind == ErrorKind::OutcomeUnknown)
}

/// Sends a change that destroys nothing.
fn send(state: &mut State, write: &Write, fx: &mut Vec<Effect>) {
    let sent = ask::write(state, write.clone(), None, fx);
    if let (Some(Dialog::Form(form)), Some(id)) = (state.dialogs.last_mut(), sent) {
        form.wait(write, id);
    }
}
