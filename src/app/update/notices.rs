//! Toasts and problems.

use std::time::Duration;

use crate::app::{Alarm, Effect, Level, Problem, State, Toast, UnlistedCodes};
use crate::model::{CodeId, Error};

/// How long a toast stays: long enough to be read.
const SHORT: Duration = Duration::from_secs(4);
/// The same for what needs attention.
const LONG: Duration = Duration::from_secs(8);
/// Most errors that are kept; the oldest ones go.
const MAX_PROBLEMS: usize = 100;

/// Says something that goes away by itself; `{action}` in it is the key of that action.
pub(crate) fn toast(state: &mut State, level: Level, text: impl Into<String>, fx: &mut Vec<Effect>) {
    let stay = if level == Level::Warning { LONG } else { SHORT };
    state.toasts.clear();
    let text = state.keymap.fill(&state.base_contexts(), &text.into());
    state.toasts.push_back(Toast { text, level, until: state.now.since_start + stay, about: None });
    fx.push(Effect::After(stay, Alarm::Toast));
}

/// The same about what is selected, where the sentence does not name it: it goes when something else is.
pub(crate) fn here(state: &mut State, level: Level, text: impl Into<String>, fx: &mut Vec<Effect>) {
    toast(state, level, text, fx);
    let about = Some(state.link().unwrap_or_default().to_owned());
    if let Some(toast) = state.toasts.back_mut() {
        toast.about = about;
    }
}

/// Says of a change that the service has answered with another message than the one that was sent, after what has just
/// been said of its code.
pub(crate) fn altered(state: &mut State, code: &CodeId, fx: &mut Vec<Effect>) {
    let about_it = state.toasts.back().filter(|toast| toast.text.contains(code.as_str()));
    let said = about_it.map(|toast| format!("{} ", toast.text)).unwrap_or_default();
    toast(state, Level::Warning, format!("{said}The service has not kept the message of {code} as it was sent."), fx);
}

/// Takes away the toasts that are about something else than what is selected now.
pub(crate) fn follow(state: &mut State) {
    if state.toasts.iter().any(|toast| toast.about.is_some()) {
        let link = state.link().unwrap_or_default().to_owned();
        state.toasts.retain(|toast| toast.about.as_ref().is_none_or(|about| *about == link));
    }
}

/// Takes away the toasts whose time is over.
pub(crate) fn expire(state: &mut State, fx: &mut Vec<Effect>) {
    let now = state.now.since_start;
    state.toasts.retain(|toast| toast.until > now);
    if let Some(next) = state.toasts.iter().map(|toast| toast.until).min() {
        fx.push(Effect::After(next.saturating_sub(now), Alarm::Toast));
    }
}

/// Says an error at once, where the person has just asked for something, and keeps it until it has been read.
pub(crate) fn alarm(state: &mut State, doing: String, error: Error, fx: &mut Vec<Effect>) {
    toast(state, Level::Warning, error.message.clone(), fx);
    problem(state, doing, error);
}

/// The same about codes that a service lists no longer.
pub(crate) fn unlisted(state: &mut State, error: Error, codes: UnlistedCodes, fx: &mut Vec<Effect>) {
    toast(state, Level::Warning, error.message.clone(), fx);
    let doing = "Reading the codes again";
    keep(state, Problem { unlisted: Some(codes), ..Problem::new(doing, error, state.now) });
}

/// Keeps an error until it has been read. The same error of the same act is kept once, as long as it is unread.
pub(crate) fn problem(state: &mut State, doing: String, error: Error) {
    keep(state, Problem::new(doing, error, state.now));
}

fn keep(state: &mut State, new: Problem) {
    let same = |p: &Problem| !p.read && p.doing == new.doing && p.error.message == new.error.message;
    if !state.problems.iter().any(same) {
        state.problems.push_front(new);
        state.problems.truncate(MAX_PROBLEMS);
    }
}
