//! The tour: what counts as having tried something, and its end.

use super::{ask, notices};
use crate::app::cached::CacheRequest;
use crate::app::{Effect, Level, Request, State, Tour};
use crate::dialogs::Dialog;
use crate::model::Priority;

/// Goes on where the person has done what the step asks for, and is back at the lists.
pub(crate) fn go_on(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(tour) = state.tour else { return };
    let wanted = |dialog: &Dialog| {
        matches!(
            (tour.step().0, dialog),
            (1, Dialog::FullScreen(_))
                | (2, Dialog::Search(_))
                | (3, Dialog::Form(_))
                | (4, Dialog::Connect(_) | Dialog::Help(_) | Dialog::Palette(_))
        )
    };
    let narrowed = tour.step().0 == 2 && state.filters.iter().any(|filter| !filter.editing && !filter.text.is_empty());
    let doing = state.dialogs.iter().any(wanted) || narrowed;
    let is_done = narrowed || (tour.doing && !doing);
    if let Some(tour) = &mut state.tour {
        tour.doing = doing;
    }
    if !is_done {
        return;
    }
    state.tour = tour.next();
    if state.tour.is_none() {
        end(state, fx);
    }
}

/// Ends the tour, or begins it again.
pub(crate) fn toggle(state: &mut State, fx: &mut Vec<Effect>) {
    if state.tour.take().is_some() {
        end(state, fx);
    } else {
        state.tour = Some(Tour::default());
    }
}

/// It is not shown again by itself.
fn end(state: &mut State, fx: &mut Vec<Effect>) {
    let request = Request::Cache(CacheRequest::Remember { key: Tour::KEY, value: "seen".to_owned() });
    ask::quietly(state, request, Priority::Background, fx);
    notices::toast(state, Level::Info, "That was the tour; {palette} finds it again.", fx);
}
