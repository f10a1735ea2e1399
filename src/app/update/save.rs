//! The form in which codes are saved as files: choosing, writing, what came of it.

use crossterm::event::{KeyCode, KeyEvent};

use super::{ask, notices};
use crate::app::modal::{Choice, Modal, Question, SaveField, SaveForm};
use crate::app::{Action, Deck, Effect, Errand, Level, Pane, Reply, RequestId, State};
use crate::export::Item;
use crate::model::{Error, ErrorKind, QrCode, clean};

/// Opens the form for the marked codes, or for what is selected where none is marked or one is on the whole screen.
pub(super) fn open(state: &mut State) {
    let items = items(state);
    if !items.is_empty() {
        let form = SaveForm::new(items, state.saving.clone());
        state.modals.push(Modal::Save(Box::new(form)));
    }
}

/// What is to be saved.
fn items(state: &State) -> Vec<Item> {
    let (Some(row), Some(deck)) = (state.number(), state.deck()) else { return Vec::new() };
    let base = Item {
        number: row.number.display.clone(),
        name: row.number.name.clone(),
        profile: row.key.profile.to_string(),
        ..Item::default()
    };
    let code = |code: &QrCode| Item {
        link: code.link.clone(),
        code: code.code.to_string(),
        message: code.message.clone(),
        ..base.clone()
    };
    let alone = state.modals.iter().any(|modal| matches!(modal, Modal::FullScreen));
    match state.focus {
        Pane::Groups => group(deck, &base).into_iter().collect(),
        Pane::Codes if !alone && !deck.marked.is_empty() => {
            deck.code_rows().iter().filter(|row| deck.marked.contains(&row.code)).map(code).collect()
        }
        Pane::Numbers | Pane::Codes => deck.code().map(code).into_iter().collect(),
    }
}

/// The selected group; the end of its link tells it from others.
fn group(deck: &Deck, base: &Item) -> Option<Item> {
    let group = deck.group()?;
    let link = deck.link_of(group).url()?;
    let code = link.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    Some(Item { link: link.to_owned(), code, message: group.subject.clone(), ..base.clone() })
}

/// Keys in the form.
pub(super) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Modal::Save(form)) = state.modals.last_mut() else { return };
    if form.is_saving() {
        if action == Some(Action::Back) {
            state.modals.pop();
        }
        return;
    }
    match action {
        Some(Action::Back) => {
            state.modals.pop();
        }
        Some(Action::Submit) if form.field == SaveField::Cancel => {
            state.modals.pop();
        }
        Some(Action::Submit) => submit(state, false, fx),
        Some(Action::NextField) => form.step(1),
        Some(Action::PreviousField) => form.step(-1),
        Some(Action::Right) => form.choose(1),
        Some(Action::Left) => form.choose(-1),
        _ if form.text_mut().is_some_and(|line| line.key(key)) => form.error = None,
        _ if form.text_mut().is_none() && key.code == KeyCode::Char(' ') => form.choose(1),
        _ => {}
    }
}

/// Writes the files, if all fields are right.
fn submit(state: &mut State, overwrite: bool, fx: &mut Vec<Effect>) {
    let Some(Modal::Save(form)) = state.modals.last_mut() else { return };
    match form.order(overwrite) {
        Ok(order) => {
            form.error = None;
            let id = ask::errand(state, Errand::Save(Box::new(order)), fx);
            if let Some(Modal::Save(form)) = state.modals.last_mut() {
                form.saving = Some(id);
            }
        }
        Err(error) => form.error = Some(error),
    }
}

/// Replaces the files that are in the way, now that the person has said so.
pub(super) fn overwrite(state: &mut State, fx: &mut Vec<Effect>) {
    submit(state, true, fx);
}

/// The files are there: the form closes, and the next one starts from its choices.
pub(super) fn done(state: &mut State, id: RequestId, reply: Reply, fx: &mut Vec<Effect>) {
    let Reply::Saved { files, notes } = reply else { return };
    if let Some(at) = place(state, id)
        && let Modal::Save(form) = state.modals.remove(at)
    {
        state.saving = form.choices;
    }
    let path = |path: &std::path::Path| clean::line(&path.display().to_string()).into_owned();
    let told = match files.as_slice() {
        [one] => {
            let name = one.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let directory = one.parent().map_or_else(String::new, path);
            format!("Saved and decoded again: {} in {directory}", clean::line(&name))
        }
        many => {
            let directory = many.first().and_then(|file| file.parent()).map_or_else(String::new, path);
            format!("Saved {} files, each decoded again, in {directory}", many.len())
        }
    };
    match notes.split_first() {
        None => notices::toast(state, Level::Good, told, fx),
        Some((first, rest)) => {
            let more = if rest.is_empty() { String::new() } else { format!(" ({} more such notes.)", rest.len()) };
            notices::toast(state, Level::Warning, format!("{told}. {first}{more}"), fx);
        }
    }
}

/// Nothing, or not all, was written: the form stays and says why. Files in the way are asked about.
pub(super) fn failed(state: &mut State, id: RequestId, doing: String, error: Error) {
    let Some(at) = place(state, id) else { return notices::problem(state, doing, error) };
    let Some(Modal::Save(form)) = state.modals.get_mut(at) else { return };
    form.saving = None;
    let in_the_way = error.kind == ErrorKind::Refused;
    form.error = Some(error);
    if in_the_way && at + 1 == state.modals.len() {
        state.modals.push(Modal::Question(Question::Overwrite(Choice::Stay)));
    }
}

/// Where the form stands that waits for a request.
fn place(state: &State, id: RequestId) -> Option<usize> {
    state.modals.iter().position(|modal| matches!(modal, Modal::Save(form) if form.saving == Some(id)))
}
