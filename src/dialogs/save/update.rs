//! The form in which codes are saved as files: choosing, writing, what came of it.

use std::path::{Path, PathBuf};

use crossterm::event::KeyEvent;

use crate::app::update::{ask, learn, notices};
use crate::app::{Action, Effect, Level, LocalTask, Pane, Reply, RequestId, SaveOrder, SaveReport, State};
use crate::dialogs::{Choice, Dialog, Overwrite, SaveChoices, SaveField, SaveForm, SaveKind, SavedList};
use crate::export::Item;
use crate::model::{CodeKey, Error, NumberKey, PhoneNumber, QrCode, clean};

/// Opens the form for the marked codes, or for what is selected where none is marked or one is on the whole screen.
pub(crate) fn open(state: &mut State) {
    let items = items(state);
    if !items.is_empty() {
        let invites = state.focus == Pane::Groups && !state.is_searching();
        let form = SaveForm::new(items, state.saving.clone(), invites);
        state.dialogs.push(Dialog::Save(Box::new(form)));
    }
}

/// Opens the form for sheets of these codes.
pub(crate) fn open_sheets(state: &mut State, items: Vec<Item>) {
    let choices = SaveChoices { kind: SaveKind::Sheets, ..state.saving.clone() };
    state.dialogs.push(Dialog::Save(Box::new(SaveForm::new(items, choices, false))));
}

/// What is to be saved.
fn items(state: &State) -> Vec<Item> {
    if state.acts_on_marked() {
        return state.targets().iter().map(|(key, seen)| code(state, key, seen)).collect();
    }
    if state.focus == Pane::Groups && !state.is_searching() {
        return group(state).into_iter().collect();
    }
    state.subject().map(|(key, seen)| code(state, &key, seen)).into_iter().collect()
}

/// A code, with what its label and its number can be printed with.
fn code(state: &State, key: &CodeKey, seen: &QrCode) -> Item {
    let label = state.label_key(&key.number, Some(&key.code)).and_then(|key| state.labels.get(&key));
    let (link, message) = (seen.link.clone(), seen.message.clone());
    Item { link, code: key.code.to_string(), message, ..base(state, &key.number) }.labelled(label)
}

/// What is known of a number.
fn base(state: &State, number: &NumberKey) -> Item {
    let known = state.find_number(number);
    let of = |known: fn(&PhoneNumber) -> &str, of: Option<&PhoneNumber>| of.map(known).unwrap_or_default().to_owned();
    Item {
        number: of(|number| &number.display, known),
        name: of(|number| &number.name, known),
        profile: number.profile.to_string(),
        ..Item::default()
    }
}

/// The selected group; the end of its link tells it from others.
fn group(state: &State) -> Option<Item> {
    let (key, group) = state.group()?;
    let link = state.number_state()?.link_of(group).url()?;
    let code = link.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    Some(Item { link: link.to_owned(), code, message: group.subject.clone(), ..base(state, &key.number) })
}

/// Keys in the form.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Save(form)) = state.dialogs.last_mut() else { return };
    if let Some(id) = form.saving {
        if action == Some(Action::Back) {
            stop(state, id, fx);
        }
        return;
    }
    match action {
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        Some(Action::Activate) if form.field == SaveField::Cancel => {
            state.dialogs.pop();
        }
        Some(Action::Submit | Action::Activate) => submit(state, Vec::new(), fx),
        Some(Action::NextField) => form.step(1),
        Some(Action::PreviousField) => form.step(-1),
        Some(Action::Right) => form.choose(1),
        Some(Action::Left) => form.choose(-1),
        _ if form.text_mut().is_some_and(|line| line.key(key)) => form.changed(),
        _ => {}
    }
}

/// Writes the files, if all fields are right; of those in the way, these may be replaced.
pub(crate) fn submit(state: &mut State, replace: Vec<PathBuf>, fx: &mut Vec<Effect>) {
    if learn::leave_out_dead(state) {
        return;
    }
    let Some(Dialog::Save(form)) = state.dialogs.last_mut() else { return };
    match form.order(replace) {
        Ok(order) => {
            form.error = None;
            let id = ask::local_task(state, LocalTask::Save(Box::new(order)), fx);
            if let Some(Dialog::Save(form)) = state.dialogs.last_mut() {
                form.saving = Some(id);
                form.done = 0;
            }
        }
        Err(error) => form.error = Some(error),
    }
}

/// Has no more files written. Once is enough: what is being written ends by itself.
fn stop(state: &mut State, id: RequestId, fx: &mut Vec<Effect>) {
    if let Some(task) = state.tasks.get_mut(&id)
        && !task.cancelled
    {
        task.cancelled = true;
        fx.push(Effect::Cancel(id));
    }
}

/// So many codes are written and read back.
pub(crate) fn progress(state: &mut State, id: RequestId, codes: usize) {
    if let Some(form) = place(state, id).and_then(|at| form_at(state, at)) {
        form.done = codes;
    }
}

/// The writing has come to an end. Where all is well the form closes, and the next one starts from its choices.
pub(crate) fn done(state: &mut State, id: RequestId, order: &SaveOrder, reply: Reply, fx: &mut Vec<Effect>) {
    match reply {
        Reply::Saved(report) => {
            saved(state, id, *report, fx);
            learn::warn_of_dead(state, order, fx);
        }
        Reply::InTheWay(files) => in_the_way(state, id, files),
        _ => {}
    }
}

/// Files are written. What a toast cannot say is listed.
fn saved(state: &mut State, id: RequestId, report: SaveReport, fx: &mut Vec<Effect>) {
    let place = place(state, id);
    if report.unsaved.is_empty() {
        if let Some(at) = place
            && let Dialog::Save(form) = state.dialogs.remove(at)
        {
            state.saving = form.choices;
        }
    } else if let Some(form) = place.and_then(|at| form_at(state, at)) {
        form.saving = None;
    }
    if !report.files.is_empty() {
        state.saved_files.clone_from(&report.files);
    }
    if report.notes.is_empty() && report.unsaved.is_empty() {
        return notices::toast(state, Level::Good, all_is_well(&report.files), fx);
    }
    state.dialogs.push(Dialog::Saved(Box::new(SavedList { report, first: 0 })));
}

/// That files are there, in a sentence.
fn all_is_well(files: &[PathBuf]) -> String {
    let path = |path: &Path| clean::line(&path.display().to_string()).into_owned();
    match files {
        [one] => {
            let name = one.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            let directory = one.parent().map_or_else(String::new, path);
            format!("Saved and read back: {} in {directory}; {{open_saved}} opens it", clean::line(&name))
        }
        many => {
            let directory = many.first().and_then(|file| file.parent()).map_or_else(String::new, path);
            format!("Saved {} files in {directory}, each read back; {{open_saved}} opens it", many.len())
        }
    }
}

/// Nothing was written because of these files: the person is asked once for all.
fn in_the_way(state: &mut State, id: RequestId, files: Vec<PathBuf>) {
    let Some(at) = place(state, id) else { return };
    if let Some(form) = form_at(state, at) {
        form.saving = None;
    }
    if at + 1 == state.dialogs.len() {
        state.dialogs.push(Dialog::Overwrite(Box::new(Overwrite { files, choice: Choice::Stay })));
    }
}

/// Nothing was written: the form stays and says why.
pub(crate) fn failed(state: &mut State, id: RequestId, doing: String, error: Error) {
    match place(state, id).and_then(|at| form_at(state, at)) {
        None => notices::problem(state, doing, error),
        Some(form) => {
            form.saving = None;
            form.error = Some(error);
        }
    }
}

/// Where the form stands that waits for a request.
fn place(state: &State, id: RequestId) -> Option<usize> {
    state.dialogs.iter().position(|dialog| matches!(dialog, Dialog::Save(form) if form.saving == Some(id)))
}

/// The form at a place of the stack.
fn form_at(state: &mut State, at: usize) -> Option<&mut SaveForm> {
    match state.dialogs.get_mut(at) {
        Some(Dialog::Save(form)) => Some(form),
        _ => None,
    }
}
