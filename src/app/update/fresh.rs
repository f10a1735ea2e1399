//! Nothing is changed or ended on the word of the cache: what is only cached is read again first, then the action that
//! a person has chosen goes on, if they still look at the same row.

use super::{ask, notices};
use crate::app::awaited::{Awaited, Row};
use crate::app::{Action, Effect, Level, Pane, Read, RequestId, State};
use crate::model::{InviteLink, Priority};

/// Has what an action is about read again where it was not read in this run. Returns whether it has to wait for that.
pub(crate) fn first(state: &mut State, action: Action, fx: &mut Vec<Effect>) -> bool {
    let Some((row, looks)) = looks(state, action) else { return false };
    if looks.is_empty() {
        return false;
    }
    if state.awaited.as_ref().is_some_and(|awaited| awaited.action == action && awaited.row == row) {
        return true;
    }
    let reads = looks.into_iter().map(|look| match look {
        Look::Running(id) => id,
        Look::Missing(read) => ask::read(state, read, Priority::Foreground, fx),
    });
    let reads = reads.collect();
    state.awaited = Some(Awaited { action, row, reads });
    notices::toast(state, Level::Info, "Reading it again first: what is shown comes from the cache.", fx);
    true
}

/// A read has ended. Returns the action that waited for it, if it can go on.
pub(crate) fn ended(state: &mut State, id: RequestId, read: bool, fx: &mut Vec<Effect>) -> Option<Action> {
    let awaited = state.awaited.as_mut().filter(|awaited| awaited.reads.contains(&id))?;
    awaited.reads.retain(|waiting| *waiting != id);
    if !read {
        state.awaited = None;
        notices::toast(state, Level::Warning, "It could not be read again, so nothing was changed.", fx);
        return None;
    }
    if !awaited.reads.is_empty() {
        return None;
    }
    let Awaited { action, row: wanted, .. } = state.awaited.take()?;
    // Who has gone on to something else does not want to be called back.
    if !state.dialogs.is_empty() || state.filter(state.focus).editing {
        return None;
    }
    if row(state).as_ref() == Some(&wanted) {
        return Some(action);
    }
    let still_there = match &wanted {
        Row::Code(key) => {
            state.number_states.get(&key.number).is_some_and(|known| known.find_code(&key.code).is_some())
        }
        Row::Group(key) => {
            let known = state.number_states.get(&key.number);
            known.is_some_and(|known| known.group_rows().iter().any(|group| group.id == key.group))
        }
    };
    if !still_there {
        notices::toast(state, Level::Warning, "The service no longer lists it, so nothing was changed.", fx);
    }
    None
}

/// The selected row of the pane with the focus.
fn row(state: &State) -> Option<Row> {
    match state.focus {
        Pane::Numbers => None,
        Pane::Codes => state.code().map(|(key, _)| Row::Code(key)),
        Pane::Groups => state.group().map(|(key, _)| Row::Group(key)),
    }
}

/// How something is looked at again.
enum Look {
    /// A read that runs already.
    Running(RequestId),
    /// One that has to be made.
    Missing(Read),
}

/// What has to be looked at before an action, and the row it is about; nothing for one that only looks itself.
fn looks(state: &State, action: Action) -> Option<(Row, Vec<Look>)> {
    let look = |loading: Option<RequestId>, read: Read| loading.map_or(Look::Missing(read), Look::Running);
    let row = row(state)?;
    let known = state.number_state()?;
    let looks = match (action, &row) {
        (Action::Edit | Action::Delete, Row::Code(key)) if known.codes.is_cached() => {
            vec![look(known.codes.loading(), Read::Codes(key.number.clone()))]
        }
        (Action::ResetLink | Action::RemoveLink, Row::Group(key)) if known.groups.is_cached() => {
            vec![look(known.groups.loading(), Read::Groups(key.number.clone()))]
        }
        (Action::ResetLink | Action::RemoveLink, Row::Group(key)) => {
            let link = known.links.get(&key.group);
            let unknown = *known.link_of(known.group()?) == InviteLink::Unknown;
            if unknown && link.is_none_or(|link| link.error().is_none()) {
                vec![look(link.and_then(crate::app::Remote::loading), Read::InviteLink(key.clone()))]
            } else {
                Vec::new()
            }
        }
        _ => return None,
    };
    Some((row, looks))
}
