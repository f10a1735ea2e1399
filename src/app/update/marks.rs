//! Marking codes for an act on many.

use super::movement;
use crate::app::{Action, Deck, Pane, State};
use crate::model::CodeId;

/// Marks or unmarks the selected code and goes on to the next.
pub(super) fn toggle(state: &mut State) {
    with_deck(state, |deck, selected| {
        if deck.marked.remove(&selected) {
            deck.marked_last = None;
        } else {
            deck.marked.insert(selected.clone());
            deck.marked_last = Some(selected);
        }
    });
    movement::go(state, Pane::Codes, Action::Down);
}

/// Marks everything that is shown, or unmarks it where it is all marked.
pub(super) fn all(state: &mut State) {
    with_deck(state, |deck, _| {
        let shown = shown(deck);
        if shown.iter().all(|id| deck.marked.contains(id)) {
            deck.marked.retain(|id| !shown.contains(id));
        } else {
            deck.marked.extend(shown);
        }
        deck.marked_last = None;
    });
}

/// Marks what is shown from the code marked last to the selected one; that one alone where none was.
pub(super) fn range(state: &mut State) {
    with_deck(state, |deck, selected| {
        let shown = shown(deck);
        let place = |id: &CodeId| shown.iter().position(|other| other == id);
        let here = place(&selected).unwrap_or_default();
        let there = deck.marked_last.as_ref().and_then(place).unwrap_or(here);
        deck.marked.extend(shown.into_iter().take(here.max(there) + 1).skip(here.min(there)));
        deck.marked_last = Some(selected);
    });
}

/// The codes that pass the filter, in the order of the list.
fn shown(deck: &Deck) -> Vec<CodeId> {
    let rows = deck.code_rows();
    deck.code_cursor.visible().iter().filter_map(|&at| rows.get(at)).map(|code| code.code.clone()).collect()
}

/// Does something with the deck and the code that are selected.
fn with_deck(state: &mut State, act: impl FnOnce(&mut Deck, CodeId)) {
    if let Some((key, _)) = state.code()
        && let Some(deck) = state.decks.get_mut(&key.number)
    {
        act(deck, key.code);
    }
}
