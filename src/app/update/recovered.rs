//! What has become of the changes whose outcome was not known.

use super::{ask, notices, open};
use crate::app::{Alarm, Effect, Level, Read, Recovered, State};
use crate::dialogs::{activity, resume};
use crate::model::{Error, ErrorKind, Priority};

/// What was open has been looked up.
pub(crate) fn told(state: &mut State, recovered: Recovered, fx: &mut Vec<Effect>) {
    let Recovered { mut settled, open, trouble, unfinished } = recovered;
    resume::told(state, unfinished);
    for sentence in state.open.looked(open).into_iter().chain(trouble) {
        let error =
            Error::new(ErrorKind::OutcomeUnknown, sentence).advise("Check the current state before you continue.");
        notices::problem(state, "Looking up a change whose outcome was not known".to_owned(), error);
    }
    activity::refresh(state, fx);
    // What is on screen may be another thing than what turned out to be.
    if !settled.is_empty()
        && let Some(number) = state.number().map(|row| row.key.clone())
    {
        let number_state = state.number_states.entry(number.clone()).or_default();
        let (codes, groups) = (number_state.codes.value().is_some(), number_state.groups.value().is_some());
        if codes {
            ask::read(state, Read::Codes(number.clone()), Priority::Background, fx);
        }
        if groups {
            ask::read(state, Read::Groups(number), Priority::Background, fx);
        }
    }
    match (settled.pop(), settled.len()) {
        (None, _) => {}
        (Some(sentence), 0) => notices::toast(state, Level::Warning, sentence, fx),
        (Some(_), more) => {
            let text = format!("Looked up {} changes with an unknown outcome; {{activity}} shows them.", more + 1);
            notices::toast(state, Level::Warning, text, fx);
        }
    }
    if state.open.is_wanted() {
        return open::again(state, fx);
    }
    fx.extend(state.open.next().map(|wait| Effect::After(wait, Alarm::LookUp)));
}
