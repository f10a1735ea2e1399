//! Acting on what was found: on the selected row, or on all marked codes.

use std::cmp::Ordering;

use crate::app::update::{copy, fresh, local_task, marks, notices};
use crate::app::{Action, Effect, Level, State};
use crate::dialogs::{Dialog, delete_codes, edit_codes, label, save};

/// Does an action of the list, or says why it cannot be done.
pub(crate) fn act(state: &mut State, action: Action, fx: &mut Vec<Effect>) {
    if !fresh::may(state, action, fx) {
        return;
    }
    match action {
        Action::Mark => mark(state),
        Action::MarkAll => mark_all(state, fx),
        Action::Unmark => marks::unmark(state, fx),
        Action::Edit => edit_codes::open(state),
        Action::Delete => delete_codes::open(state),
        Action::Save => save::open(state),
        Action::CopyLink => copy::link(state, fx),
        Action::CopyMessage => copy::message(state, fx),
        Action::CopyPicture => copy::picture(state, fx),
        Action::OpenLink => local_task::open_link(state, fx),
        Action::Label => label::open(state),
        _ => {}
    }
}

/// Marks or unmarks the selected code and goes on to the next row.
fn mark(state: &mut State) {
    if let Some((key, code)) = state.subject().map(|(key, code)| (key, code.clone())) {
        state.marked.toggle(&key.number, &code);
    }
    if let Some(Dialog::Search(search)) = state.dialogs.last_mut() {
        search.go(search.selected + 1);
    }
}

/// Marks all codes that were found, or takes their marks away, and says what that leaves out. While a search runs, what
/// is on the list is neither all nor all of it about the text: then it waits for the end.
pub(super) fn mark_all(state: &mut State, fx: &mut Vec<Effect>) {
    if let Some(Dialog::Search(search)) = state.dialogs.last_mut()
        && search.id.is_some()
    {
        search.marks_all = true;
        return notices::toast(state, Level::Info, "All are marked once the search has ended.", fx);
    }
    let Some(search) = state.search() else { return };
    let (codes, found) = (search.codes(), &search.searched.found);
    let listed = found.hits.iter().filter(|hit| !hit.is_similar).count();
    let (more, similar) = (found.exact.saturating_sub(listed), if listed > 0 { found.hits.len() - listed } else { 0 });
    let before = state.marked.count();
    state.marked.toggle_all(codes.iter().map(|(key, code)| (&key.number, code)));
    let after = state.marked.count();
    let count = |count: usize| if count == 1 { "1 code".to_owned() } else { format!("{count} codes") };
    let left_out = match (more, similar) {
        (0, 0) => String::new(),
        (0, 1) => " 1 that is only similar is not.".to_owned(),
        (0, similar) => format!(" {similar} that are only similar are not."),
        (1, _) => " 1 more matches and is not on the list: narrow the search.".to_owned(),
        (more, _) => format!(" {more} more match and are not on the list: narrow the search."),
    };
    let text = match after.cmp(&before) {
        Ordering::Less => format!("{} unmarked.", count(before - after)),
        _ => format!("{} marked.{left_out}", count(codes.len())),
    };
    notices::toast(state, if more > 0 { Level::Warning } else { Level::Info }, text, fx);
}
