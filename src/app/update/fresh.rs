//! Nothing is changed or ended on the word of the cache: what is only cached is read again first, then the action that
//! a person has chosen goes on, if they still look at the same row.

use super::{ask, cached, notices};
use crate::app::awaited::{Awaited, Row};
use crate::app::{Action, Effect, Level, Pane, Read, Remote, Request, RequestId, State, available};
use crate::model::{InviteLink, NumberKey, Priority};

/// Whether an action can be done at once. If not, it is said why, or what it is about is read again first.
pub(crate) fn may(state: &mut State, action: Action, fx: &mut Vec<Effect>) -> bool {
    if let Err(reason) = available(state, action) {
        notices::here(state, Level::Warning, reason, fx);
        return false;
    }
    !first(state, action, fx)
}

/// Has what an action is about read again where it was not read in this run. Returns whether it has to wait for that.
pub(crate) fn first(state: &mut State, action: Action, fx: &mut Vec<Effect>) -> bool {
    let Some((row, looks)) = looks(state, action) else { return false };
    if looks.is_empty() {
        return false;
    }
    if state.awaited.as_ref().is_some_and(|awaited| awaited.action == action && awaited.row == row) {
        return true;
    }
    let text = match looks.len() {
        1 => "Reading it again first: what is shown comes from the cache.".to_owned(),
        many => format!("Reading {many} numbers again first: what is known of them comes from the cache."),
    };
    let reads = looks.into_iter().map(|look| match look {
        Look::Running(id) => id,
        Look::Missing(read) => {
            if let Read::Codes(number) = &read {
                cached::visited(state, number);
            }
            ask::read(state, read, Priority::Foreground, fx)
        }
    });
    let reads = reads.collect();
    state.awaited = Some(Awaited { action, row, in_search: state.is_searching(), reads });
    notices::toast(state, Level::Info, text, fx);
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
    let Awaited { action, row: wanted, in_search, .. } = state.awaited.take()?;
    // Who has gone on to something else does not want to be called back.
    let elsewhere = if in_search { !state.is_searching() } else { !state.dialogs.is_empty() };
    if elsewhere || state.filter(state.focus).editing {
        return None;
    }
    let still_there = match &wanted {
        Row::Code(key) => {
            state.number_states.get(&key.number).is_some_and(|known| known.find_code(&key.code).is_some())
        }
        Row::Marked(_) => !state.marked.is_empty(),
        Row::Group(key) => {
            let known = state.number_states.get(&key.number);
            known.is_some_and(|known| known.group_rows().iter().any(|group| group.id == key.group))
        }
    };
    match (&wanted, row(state)) {
        // Fewer may be marked by now; more were not asked about.
        (Row::Marked(wanted), Some(Row::Marked(now))) => return now.is_subset(wanted).then_some(action),
        // A search may still have found what is no more.
        (wanted, now) if still_there && now.as_ref() == Some(wanted) => return Some(action),
        _ => {}
    }
    if !still_there {
        notices::toast(state, Level::Warning, "The service no longer lists it, so nothing was changed.", fx);
    }
    None
}

/// What an action is about: what is marked, else the selected row of the search or of the pane with the focus.
fn row(state: &State) -> Option<Row> {
    if !state.is_searching() && state.focus != Pane::Codes {
        return state.group().filter(|_| state.focus == Pane::Groups).map(|(key, _)| Row::Group(key));
    }
    if !state.marked.is_empty() {
        return Some(Row::Marked(state.marked.all().into_iter().map(|(key, _)| key).collect()));
    }
    state.subject().map(|(key, _)| Row::Code(key))
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
    let row = row(state)?;
    let looks = match (action, &row) {
        (Action::Edit | Action::Delete, Row::Code(key)) => codes(state, &key.number).into_iter().collect(),
        (Action::Edit | Action::Delete, Row::Marked(_)) => {
            state.marked.numbers().filter_map(|number| codes(state, number)).collect()
        }
        (Action::ResetLink | Action::RemoveLink, Row::Group(key)) => {
            let known = state.number_state()?;
            if known.groups.is_cached() {
                return Some((row.clone(), vec![look(known.groups.loading(), Read::Groups(key.number.clone()))]));
            }
            let link = known.links.get(&key.group);
            let unknown = *known.link_of(known.group()?) == InviteLink::Unknown;
            if unknown && link.is_none_or(|link| link.error().is_none()) {
                vec![look(link.and_then(Remote::loading), Read::InviteLink(key.clone()))]
            } else {
                Vec::new()
            }
        }
        _ => return None,
    };
    Some((row, looks))
}

/// The read that runs already, or the one that has to be made.
fn look(loading: Option<RequestId>, read: Read) -> Look {
    loading.map_or(Look::Missing(read), Look::Running)
}

/// How the codes of a number are looked at again, where they were not read in this run.
fn codes(state: &State, number: &NumberKey) -> Option<Look> {
    let known = state.number_states.get(number).map(|known| &known.codes);
    if known.is_some_and(|codes| codes.value().is_some() && !codes.is_cached()) {
        return None;
    }
    // A look at the newest says nothing of what has vanished.
    let is_whole = |id: &RequestId| {
        !state.tasks.get(id).is_some_and(|task| matches!(task.request, Request::Read(Read::Newest(_))))
    };
    Some(look(known.and_then(Remote::loading).filter(is_whole), Read::Codes(number.clone())))
}
