//! From a state and a message to the next state and what has to be done: one file for each kind of message or
//! dialog.

pub(crate) mod ask;
pub(crate) mod batch;
pub(crate) mod cached;
pub(crate) mod chosen;
pub(crate) mod copy;
pub(crate) mod database;
pub(crate) mod drafts;
pub(crate) mod elsewhere;
mod folding;
pub(crate) mod fresh;
pub(crate) mod keys;
pub(crate) mod learn;
pub(crate) mod local_task;
pub(crate) mod marks;
pub(crate) mod notices;
pub(crate) mod open;
pub(crate) mod picture;
pub(crate) mod pointer;
pub(crate) mod recovered;
pub(crate) mod recreated;
pub(crate) mod settle;
pub(crate) mod sync;
pub(crate) mod tour;
pub(crate) mod worker;

#[cfg(test)]
pub(crate) mod tests;

use secrecy::zeroize::Zeroizing;

use super::effect::{Alarm, Effect};
use super::{CachedNumber, Moment, Msg, Restored, Scrolled, State};
use crate::dialogs::{activity, import, search};

/// Puts on screen the numbers that were last seen, before anything is asked.
pub fn restore(state: &mut State, restored: Restored) {
    cached::restore(state, restored);
    settle::derive(state);
}

/// Puts on screen what was last seen of a number, before anything is asked.
pub fn restore_number(state: &mut State, number: CachedNumber) {
    cached::restore_number(state, number);
    settle::derive(state);
}

/// Takes a message in and says what has to be done because of it.
pub fn update(state: &mut State, msg: Msg, now: Moment) -> Vec<Effect> {
    state.now = now;
    let mut fx = Vec::new();
    let top = state.top();
    match msg {
        Msg::Start => settle::start(state, &mut fx),
        Msg::Key(key) => keys::key(state, key, &mut fx),
        // It may be a secret, wherever it was pasted.
        Msg::Paste(text) => keys::paste(state, &Zeroizing::new(text)),
        Msg::Resize { cols, rows } => state.size = (cols, rows),
        Msg::Mouse(_) => {}
        Msg::Pointed { target, gesture } => pointer::pointed(state, target, gesture, &mut fx),
        Msg::Ground(ground) => state.look.ground = Some(ground),
        Msg::Worker(event) => worker::event(state, event, &mut fx),
        Msg::Alarm(alarm) => match alarm {
            Alarm::Settle => settle::rested(state, &mut fx),
            Alarm::Elsewhere => elsewhere::rested(state, &mut fx),
            Alarm::Fold => folding::rested(state),
            Alarm::Toast => notices::expire(state, &mut fx),
            Alarm::Spin => {
                state.spinner = state.spinner.wrapping_add(1);
                state.spinning = false;
            }
            Alarm::Tick => state.ticks_at = None,
            Alarm::LookUp => open::again(state, &mut fx),
            Alarm::Sync => sync::due(state, &mut fx),
            Alarm::Draft => drafts::keep(state, &mut fx),
            Alarm::Journal => activity::watch(state, &mut fx),
            Alarm::QuitArmed => state.quit_armed = false,
        },
        Msg::Copied { what, outcome } => copy::done(state, &what, outcome, &mut fx),
        Msg::Terminate => fx.push(Effect::Quit),
    }
    if state.top() != top {
        state.scrolled = Scrolled::default();
    }
    search::look(state, &mut fx);
    import::look(state, &mut fx);
    tour::go_on(state, &mut fx);
    settle::settle(state, &mut fx);
    drafts::look(state, &mut fx);
    elsewhere::look(state, &mut fx);
    folding::look(state, &mut fx);
    fx
}
