//! What an earlier run had confirmed and not carried out: offered, confirmed anew or forgotten.

use std::collections::BTreeMap;

use crossterm::event::KeyEvent;

use crate::app::update::ask;
use crate::app::{Action, DbRequest, Effect, State};
use crate::dialogs::recreate_codes::{self, DeletedCode};
use crate::dialogs::{Choice, Dialog, Lost, ResumePrompt, change_codes, delete_codes};
use crate::model::{CodeKey, NumberKey, QrCode};
use crate::store::{Before, Change, Entry, EntryId, Intent};

/// The database tells what is left; what no profile here may send is left alone.
pub(crate) fn told(state: &mut State, entries: Vec<Entry>) {
    let mut batches = BTreeMap::<String, Vec<Entry>>::new();
    for entry in entries {
        let intent = &entry.intent;
        let usable = state.profile(&intent.profile).is_some_and(|p| !p.read_only && p.provider == intent.provider);
        let code = match &intent.change {
            Change::Delete(_) | Change::Update(..) => true,
            Change::Create(_) => again(&entry).is_some(),
            Change::ResetLink(_) | Change::RemoveLink(_) => false,
        };
        if let Some(batch) = entry.batch.clone().filter(|_| usable && code) {
            batches.entry(batch).or_default().push(entry);
        }
    }
    state.unfinished.extend(batches.into_iter().map(|(batch, entries)| ResumePrompt {
        batch,
        entries,
        choice: Choice::Stay,
    }));
}

/// Asks about the next one, as soon as the person does nothing else.
pub(crate) fn offer(state: &mut State) {
    if state.dialogs.is_empty()
        && !state.is_batch_running()
        && !state.filter(state.focus).editing
        && let Some(prompt) = state.unfinished.pop_front()
    {
        state.dialogs.push(Dialog::Resume(Box::new(prompt)));
    }
}

/// Keys in the question.
pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Resume(prompt)) = state.dialogs.last_mut() else { return };
    match action {
        Some(Action::NextField | Action::PreviousField) => {
            prompt.choice = prompt.choice.other();
        }
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        Some(Action::Activate) => {
            let Some(Dialog::Resume(prompt)) = state.dialogs.pop() else { return };
            match prompt.choice {
                Choice::Stay => resume(state, &prompt),
                Choice::Proceed => ask::database(state, DbRequest::Drop(prompt.batch), fx),
            }
        }
        _ => {}
    }
}

/// Opens a confirmation that names the rest: what was confirmed in another run is not confirmed in this one.
fn resume(state: &mut State, prompt: &ResumePrompt) {
    let (mut deleted, mut changed) = (Vec::new(), Vec::new());
    let created: Vec<_> = prompt.entries.iter().filter_map(again).collect();
    for entry in &prompt.entries {
        let Some(code) = code(entry) else { continue };
        let Entry { intent, .. } = entry;
        let number = NumberKey { profile: intent.profile.clone(), number: intent.number.clone() };
        let key = CodeKey { number, code: code.code.clone() };
        match &intent.change {
            Change::Update(_, draft) => changed.push((key, code, draft.message.clone())),
            _ => deleted.push((key, code)),
        }
    }
    if !created.is_empty() {
        recreate_codes::open(state, created);
    } else if changed.is_empty() {
        delete_codes::open_for(state, deleted);
    } else {
        change_codes::open(state, changed);
    }
    if let Some(Dialog::Confirm(confirm)) = state.dialogs.last_mut() {
        confirm.resumes = Some(prompt.batch.clone());
    }
}

/// The deleted code that was to be created again; of one that was not deleted from this machine only the message is known.
fn again(entry: &Entry) -> Option<DeletedCode> {
    let Intent { profile, number, change, before, .. } = &entry.intent;
    let Change::Create(draft) = change else { return None };
    let number = NumberKey { profile: profile.clone(), number: number.clone() };
    let (name, link) = before.code.as_ref().map(|code| (code.code.clone(), code.link.clone())).unwrap_or_default();
    let old = Lost { name, message: Some(draft.message.clone()), becomes: None, link, number: String::new() };
    Some(DeletedCode { number, entry: before.again.map(EntryId), old })
}

/// The code as the person saw it when the plan was made.
fn code(entry: &Entry) -> Option<QrCode> {
    let Before { code, .. } = &entry.intent.before;
    let id = entry.intent.change.target()?;
    let (message, link) = code.as_ref().map(|code| (code.message.clone(), code.link.clone())).unwrap_or_default();
    Some(QrCode { code: id.into(), message, link, image_url: None, created: None })
}
