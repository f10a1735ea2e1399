//! Where the filter of the codes finds nothing, what matches at other numbers is counted.

use std::sync::Arc;
use std::time::Duration;

use super::ask;
use crate::app::{
    Alarm, Effect, Elsewhere, NumberState, Pane, Request, RequestId, Scope, SearchOrder, Searched, State,
};
use crate::model::{NumberKey, Priority};

/// After so long without a key somebody reads what the filter has found. A search takes all processors, which the next
/// keys would have to wait for.
const REST: Duration = Duration::from_millis(120);

/// Has the codes of other numbers counted that match what was typed, once for each text that rests.
pub(crate) fn look(state: &mut State, fx: &mut Vec<Effect>) {
    let wanted = wanted(state);
    if wanted == state.elsewhere.asked {
        return;
    }
    fx.extend(state.elsewhere.id.map(Effect::Cancel));
    if wanted.is_some() {
        fx.push(Effect::After(REST, Alarm::Elsewhere));
    }
    state.elsewhere = Elsewhere { asked: wanted, ..Elsewhere::default() };
}

/// The filter has not changed for a while.
pub(crate) fn rested(state: &mut State, fx: &mut Vec<Effect>) {
    let Elsewhere { asked: Some((number, text)), id: None, count: None } = state.elsewhere.clone() else { return };
    let order = SearchOrder {
        text,
        profiles: state.profiles.iter().map(|profile| profile.name.clone()).collect(),
        marks: Arc::new(state.marked.marks()),
        scope: Scope::OtherCodes(number),
    };
    let id = ask::quietly(state, Request::Search(Box::new(order)), Priority::Foreground, fx);
    state.elsewhere.id = Some(id);
}

/// A search has ended. Returns whether it was the one that counts.
pub(crate) fn found(state: &mut State, id: RequestId, searched: &Searched) -> bool {
    let is_it = state.elsewhere.id == Some(id);
    if is_it {
        state.elsewhere.id = None;
        state.elsewhere.count = Some((searched.found.exact, searched.found.similar));
    }
    is_it
}

/// What is to be counted: the filter of the codes, where it hides all of them and nobody does anything else.
fn wanted(state: &State) -> Option<(NumberKey, String)> {
    let text = state.filter(Pane::Codes).text.text().trim();
    let known: &NumberState = state.number_state()?;
    let hidden = !known.code_rows().is_empty() && known.code_cursor.visible().is_empty();
    (hidden && !text.is_empty() && state.dialogs.is_empty())
        .then(|| Some((state.number()?.key.clone(), text.to_owned())))?
}
