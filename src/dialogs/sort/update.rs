//! Choosing a column.

use crossterm::event::KeyEvent;

use super::SortMenu;
use super::remembered::words;
use crate::app::cached::{CacheRequest, SORTED};
use crate::app::update::ask;
use crate::app::{Action, Effect, Pane, Request, Sort, State};
use crate::dialogs::Dialog;
use crate::model::Priority;

/// Opens it for the pane with the focus, on what that is sorted by.
pub(crate) fn open(state: &mut State) {
    let pane = state.focus;
    let now = state.sort(pane).map(|sort| sort.column);
    let mut menu = SortMenu { pane, selected: 0 };
    menu.selected = menu.orders().position(|column| column == now).unwrap_or_default();
    state.dialogs.push(Dialog::Sort(menu));
}

/// Puts a pane in an order, which the next run begins with.
pub(crate) fn order(state: &mut State, pane: Pane, sort: Option<Sort>, fx: &mut Vec<Effect>) {
    state.sorts[pane as usize] = sort;
    let request = CacheRequest::Remember { key: SORTED, value: words(state.sorts) };
    ask::quietly(state, Request::Cache(request), Priority::Background, fx);
}

pub(crate) fn key(state: &mut State, _: KeyEvent, action: Option<Action>, fx: &mut Vec<Effect>) {
    let Some(Dialog::Sort(menu)) = state.dialogs.last_mut() else { return };
    let menu_now = *menu;
    match action {
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        Some(Action::Activate) => {
            let sort = menu_now.chosen(state.sort(menu_now.pane));
            state.dialogs.pop();
            order(state, menu_now.pane, sort, fx);
        }
        Some(action) => {
            let count = menu_now.orders().count();
            if let Some(to) = action.moves(menu.selected, count) {
                menu.selected = to.min(count - 1);
            }
        }
        None => {}
    }
}
