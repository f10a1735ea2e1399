//! Keys and pastes: who gets them.

use crossterm::event::{KeyEvent, KeyEventKind};

use super::{batch, chosen, notices};
use crate::app::keymap::{self, Context, Key};
use crate::app::{Action, Alarm, Effect, Level, PaletteCommand, Pane, RequestId, State};
use crate::dialogs::{self, Dialog, DialogState, connect, help, import, palette, profiles, secret};
use crate::panes;

/// How long the second Ctrl-C may take.
const QUIT_WINDOW: std::time::Duration = std::time::Duration::from_secs(2);

/// A key goes to the topmost dialog, else to the filter being typed, else to the panes.
pub(crate) fn key(state: &mut State, key: KeyEvent, fx: &mut Vec<Effect>) {
    if key.kind == KeyEventKind::Release {
        return;
    }
    // What may be a part of a secret is not kept.
    state.key = Some(key).filter(|_| !state.dialogs.last().is_some_and(DialogState::takes_secret));
    // Who types a secret has not chosen a row yet.
    state.touched |= !matches!(state.dialogs.last(), Some(Dialog::Secret(_)));
    if !state.has_room() {
        return unseen(state, key, fx);
    }
    let now = state.now.since_start;
    if let Some(Dialog::Confirm(confirm)) = state.dialogs.last_mut()
        && confirm.swallows(key, now)
    {
        return;
    }
    let action = state.keymap.action(&state.contexts(), key);
    if action == Some(Action::Interrupt) {
        return interrupt(state, fx);
    }
    state.quit_armed = false;
    if help::records(state, key, fx) {
        return;
    }
    act(state, key, action, fx);
}

/// What a key does by default, whatever keys a person has chosen. It is none that could be recorded.
pub(crate) fn usual(state: &mut State, key: Key, fx: &mut Vec<Effect>) {
    if !state.has_room() {
        return;
    }
    (state.key, state.quit_armed) = (None, false);
    let action = keymap::usual(&state.contexts(), key);
    act(state, key.event(), action, fx);
}

/// Does what a key means where the person is, and what is chosen by that.
fn act(state: &mut State, key: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    match action {
        Some(Action::Help) => help::open(state),
        Some(Action::Palette) => palette::open(state),
        _ if dialogs::scroll::scroll(state, action) => {}
        _ if dialogs::update::key(state, key, action, fx) => {}
        _ if state.filter(state.focus).editing && searches(state, key) => panes::update::act(state, Action::Search, fx),
        _ if state.filter(state.focus).editing => filter(state, key, action),
        Some(action) => panes::update::act(state, action, fx),
        None => misplaced(state, key, fx),
    }
    if let Some(command) = state.chosen.take() {
        match command {
            PaletteCommand::Action(_, Action::Interrupt) => interrupt(state, fx),
            command => chosen::run(state, command, fx),
        }
    }
}

/// Says where a key works that does nothing in this pane.
fn misplaced(state: &mut State, key: KeyEvent, fx: &mut Vec<Effect>) {
    let key = Key::from_event(key);
    let of_pane = |pane: Pane| {
        let row = state.keymap.rows(pane.context()).find(|row| row.keys.contains(&key))?;
        Some((pane, row.label))
    };
    let elsewhere = [Pane::Codes, Pane::Groups, Pane::Numbers];
    let found = elsewhere.into_iter().filter(|pane| *pane != state.focus).find_map(of_pane);
    let Some((pane, label)) = found else { return };
    let (of, goes) = match pane {
        Pane::Numbers => ("numbers", "{numbers}"),
        Pane::Codes => ("codes", "{codes}"),
        Pane::Groups => ("group links", "{groups}"),
    };
    notices::toast(state, Level::Info, format!("{key} ({label}) is a key of the {of}; {goes} goes to them."), fx);
}

/// Pasted text goes where text is typed and nowhere else: it never acts as keys, and never confirms.
pub(crate) fn paste(state: &mut State, text: &str) {
    if !state.has_room() {
        return;
    }
    if let Some(dialog) = state.dialogs.last_mut() {
        return dialog.paste(text);
    }
    let filter = &mut state.filters[state.focus as usize];
    if filter.editing {
        return filter.text.push(text);
    }
    import::pasted(state, text);
}

/// Keys while there is no room for what they would do: only leaving is not blind.
fn unseen(state: &mut State, key: KeyEvent, fx: &mut Vec<Effect>) {
    match state.keymap.action(&Context::Global.chain(), key) {
        Some(Action::Interrupt) => interrupt(state, fx),
        _ => state.quit_armed = false,
    }
}

/// Whether a key goes on from a filter to the search of all numbers, as is advised where the filter finds nothing.
fn searches(state: &State, key: KeyEvent) -> bool {
    let is_text = Key::from_event(key).is_text();
    !is_text && state.keymap.action(&Context::Global.chain(), key) == Some(Action::Search)
}

/// Keys while a filter is typed.
fn filter(state: &mut State, key: KeyEvent, action: Option<Action>) {
    let focus = state.focus;
    match action {
        Some(Action::Activate) => state.filters[focus as usize].editing = false,
        Some(Action::Back) => state.filters[focus as usize] = crate::app::Filter::default(),
        Some(action @ (Action::Up | Action::Down)) => panes::movement::go(state, focus, action),
        _ => {
            state.filters[focus as usize].text.key(key);
        }
    }
}

/// Ctrl-C: a dialog closes; else what the screen says is waited for is stopped, or the newest request where it names none;
/// the second one in a row leaves.
fn interrupt(state: &mut State, fx: &mut Vec<Effect>) {
    if state.quit_armed {
        fx.push(Effect::Quit);
        return;
    }
    state.quit_armed = true;
    fx.push(Effect::After(QUIT_WINDOW, Alarm::QuitArmed));
    if state.dialogs.last().is_some_and(DialogState::is_question) {
        state.dialogs.pop();
        return notices::toast(state, Level::Info, "Nothing was done. Press {interrupt} again to quit.", fx);
    }
    if matches!(state.dialogs.last(), Some(Dialog::Secret(_))) {
        secret::decline(state, fx);
        return notices::toast(
            state,
            Level::Info,
            "The profile stays unconnected. Press {interrupt} again to quit.",
            fx,
        );
    }
    if let Some(id) = connect::checking(state) {
        fx.push(Effect::Cancel(id));
        return notices::toast(state, Level::Info, "Stopping the check. Press {interrupt} again to quit.", fx);
    }
    if let Some((profile, id)) = profiles::testing(state) {
        let text = format!("Stopping the test of {profile}. Press {{interrupt}} again to quit.");
        fx.push(Effect::Cancel(id));
        return notices::toast(state, Level::Info, text, fx);
    }
    if waits_for(state).is_none() && stop_held(state, fx) {
        return;
    }
    let noted = state.noted().filter(|(_, task, _)| !task.cancelled).map(|(id, ..)| id);
    let newest = state.tasks.iter().rev().find(|(_, task)| !task.cancelled).map(|(id, _)| *id);
    if let Some(id) = waits_for(state).or(noted).or(newest) {
        let Some(task) = state.tasks.get_mut(&id) else { return };
        task.cancelled = true;
        let what = match &task.request {
            request if request.is_change() => "If it was sent already, its outcome is looked up.",
            _ => "Press {interrupt} again to quit.",
        };
        let text = format!("Stopping: {}. {what}", task.doing);
        fx.push(Effect::Cancel(id));
        return notices::toast(state, Level::Info, text, fx);
    }
    notices::toast(state, Level::Info, "Press {interrupt} again to quit.", fx);
}

/// Stops what the line with the countdown says: all that its service holds back, and the rest of a batch that this is
/// of. Returns whether there was anything.
fn stop_held(state: &mut State, fx: &mut Vec<Effect>) -> bool {
    let Some(requests) = state.held().map(|held| held.requests) else { return false };
    for id in &requests {
        if let Some(task) = state.tasks.get_mut(id) {
            task.cancelled = true;
        }
        fx.push(Effect::Cancel(*id));
    }
    if state.batch.as_ref().is_some_and(|batch| requests.iter().any(|id| batch.running.contains_key(id))) {
        batch::stop(state, fx);
    }
    let what = if requests.len() == 1 { "the request that waits" } else { "the requests that wait" };
    notices::toast(state, Level::Info, format!("Stopping {what}. Press {{interrupt}} again to quit."), fx);
    true
}

/// The request that the topmost dialog waits for.
fn waits_for(state: &State) -> Option<RequestId> {
    state.dialogs.last()?.waits_for()
}
