//! What a change has made known goes into every list and dialog at once, and stays known.

use super::notices;
use crate::app::known::put;
use crate::app::{Effect, Level, RequestId, SaveOrder, State};
use crate::dialogs::{Dialog, SaveForm, audit};
use crate::export::Item;
use crate::model::{CodeId, CodeKey, Error, ErrorKind, GroupKey, InviteLink, NumberKey, QrCode};

/// A code is this now.
pub(crate) fn code_is(state: &mut State, number: &NumberKey, code: QrCode) {
    state.known.code_is(number, code.clone());
    state.marked.see(number, &code);
    if !state.known.is_dead(&code.code) {
        state.number_states.entry(number.clone()).or_default().codes.edit(|codes| put(codes, code));
    }
}

/// A code was made, unless what has ended it became known before its making.
pub(crate) fn code_made(state: &mut State, number: &NumberKey, code: QrCode) {
    if let Some(code) = state.known.code_made(number, code) {
        state.number_states.entry(number.clone()).or_default().codes.edit(|codes| put(codes, code));
    }
}

/// A page of a list has come: where nothing was known of it, its codes are on screen until all of them are there.
pub(crate) fn page(state: &mut State, id: RequestId, mut codes: Vec<QrCode>) {
    codes.retain(|code| !state.known.is_dead(&code.code));
    let now = state.now;
    let mut lists = state.number_states.values_mut().map(|number_state| &mut number_state.codes);
    if let Some(list) = lists.find(|list| list.loading() == Some(id)) {
        list.extend(id, codes, now);
    }
}

/// A code has another message, or another code has taken its place, in its place on the list.
pub(crate) fn code_became(state: &mut State, key: &CodeKey, code: QrCode) {
    if code.code == key.code {
        return code_is(state, &key.number, code);
    }
    if !state.known.is_dead(&code.code) {
        let number_state = state.number_states.entry(key.number.clone()).or_default();
        number_state.codes.edit(|codes| {
            // A list that was read meanwhile may have both.
            codes.retain(|row| row.code != code.code);
            if let Some(row) = codes.iter_mut().find(|row| row.code == key.code) {
                *row = code.clone();
            }
        });
    }
    code_ended(state, key);
    code_made(state, &key.number, code);
}

/// A code is dead, through whatever profile it is looked at.
pub(crate) fn code_ended(state: &mut State, key: &CodeKey) {
    state.known.code_ended(key);
    state.marked.ended(&key.number.number, &key.code);
    for (_, number_state) in state.number_states.iter_mut().filter(|(number, _)| number.number == key.number.number) {
        number_state.codes.edit(|codes| codes.retain(|code| code.code != key.code));
        number_state.pictures.remove(&key.code);
    }
    audit::ended(state, key.code.as_str());
}

/// A group's link is this now; what was seen before is dead where it is another one.
pub(crate) fn link_is(state: &mut State, key: &GroupKey, seen: &InviteLink, now: InviteLink, id: RequestId) {
    state.known.link_is(key, seen, now.clone());
    if let Some(dead) = seen.url().filter(|url| state.known.is_dead_link(url)).and_then(crate::model::invite_id) {
        audit::ended(state, dead);
    }
    let at = state.now;
    let remote = state.number_states.entry(key.number.clone()).or_default().links.entry(key.group.clone()).or_default();
    remote.start(id);
    remote.succeed(id, now, at);
}

/// Whether a code or an invite that is to be saved is dead by now.
fn is_dead(state: &State, item: &Item) -> bool {
    state.known.is_dead(&CodeId::new(&item.code)) || state.known.is_dead_link(&item.link)
}

/// Takes what is dead by now out of the form in which codes are saved. Returns whether there was any: then the person
/// looks again before anything is written.
pub(crate) fn leave_out_dead(state: &mut State) -> bool {
    let Some(Dialog::Save(form)) = state.dialogs.last() else { return false };
    let dead: Vec<_> = form.items.iter().filter(|item| is_dead(state, item)).map(|item| item.code.clone()).collect();
    if dead.is_empty() {
        return false;
    }
    if let Some(Dialog::Save(form)) = state.dialogs.last_mut() {
        leave_out(form, &dead);
    }
    true
}

fn leave_out(form: &mut SaveForm, dead: &[String]) {
    form.items.retain(|item| !dead.contains(&item.code));
    form.changed();
    let names = dead.join(", ");
    let (message, advice) = if form.items.is_empty() {
        (format!("{names}: no longer working, so there is nothing to save."), "Close this and choose again.")
    } else {
        (format!("{names}: no longer working, and left out."), "Save again to write the others.")
    };
    form.error = Some(Error::new(ErrorKind::Conflict, message).advise(advice));
}

/// Warns of files that were just written and show something that died meanwhile.
pub(crate) fn warn_of_dead(state: &mut State, order: &SaveOrder, fx: &mut Vec<Effect>) {
    let dead: Vec<_> = order.items.iter().filter(|item| is_dead(state, item)).map(|item| item.code.as_str()).collect();
    if !dead.is_empty() {
        let text = format!("Do not print {}: no longer working since it was saved.", dead.join(", "));
        notices::toast(state, Level::Warning, text, fx);
    }
}
