//! What the panes can do.

use super::{codes, groups, movement, numbers};
use crate::app::update::{copy, fresh, local_task, marks, notices, tour};
use crate::app::{Action, Effect, Filter, Level, Pane, State};
use crate::dialogs::{
    BatchProgress, Choice, Dialog, FullScreen, Problems, Purpose, Question, activity, audit, code_form, connect,
    group_link, help, import, label, palette, problems, profiles, save, search, sort, sync, theme,
};

/// Does an action of the panes, or says why it cannot be done.
pub(crate) fn act(state: &mut State, action: Action, fx: &mut Vec<Effect>) {
    if !fresh::may(state, action, fx) {
        return;
    }
    match action {
        Action::NextPane => focus(state, state.focus.step(1)),
        Action::PreviousPane => focus(state, state.focus.step(-1)),
        Action::Numbers => focus(state, Pane::Numbers),
        Action::Codes | Action::Open => focus(state, Pane::Codes),
        Action::Groups => focus(state, Pane::Groups),
        Action::Up | Action::Down | Action::PageUp | Action::PageDown | Action::First | Action::Last => {
            movement::go(state, state.focus, action);
        }
        Action::Filter => state.filters[state.focus as usize].editing = true,
        Action::Sort => sort::open(state),
        Action::Mark
        | Action::MarkAll
        | Action::MarkRange
        | Action::Edit
        | Action::Delete
        | Action::CopyMessage
        | Action::Compare => codes::update::act(state, action, fx),
        Action::Label => label::open(state),
        Action::Unmark => marks::unmark(state, fx),
        Action::FullScreen => state.dialogs.push(Dialog::FullScreen(FullScreen)),
        Action::New => {
            if let Some(row) = state.number() {
                code_form::open(state, Purpose::Create(row.key.clone()));
            }
        }
        Action::RemoveLink => group_link::remove(state),
        Action::ResetLink => group_link::reset(state, fx),
        Action::CopyLink => copy::link(state, fx),
        Action::CopyPicture => copy::picture(state, fx),
        Action::Save => save::open(state),
        Action::OpenLink => local_task::open_link(state, fx),
        Action::OpenSaved => local_task::open_saved(state, fx),
        Action::Refresh => match state.focus {
            Pane::Numbers => numbers::update::refresh(state, fx),
            Pane::Codes => codes::update::refresh(state, fx),
            Pane::Groups => groups::update::refresh(state, fx),
        },
        Action::Problems => {
            problems::read_problem(state, 0);
            state.dialogs.push(Dialog::Problems(Problems::default()));
        }
        Action::Connect => connect::open(state, fx),
        Action::Profiles => profiles::open(state, fx),
        Action::Sync => sync::open(state, fx),
        Action::Search => search::open(state),
        Action::Activity => activity::show(state, fx),
        Action::Audit => audit::open(state),
        Action::Import => import::open(state),
        Action::Theme => theme::open(state),
        Action::Details => state.shows_details = !state.shows_details,
        Action::Mouse => mouse(state, fx),
        Action::Batch => state.dialogs.push(Dialog::Batch(BatchProgress)),
        Action::Help => help::open(state),
        Action::Tour => tour::toggle(state, fx),
        Action::Palette => palette::open(state),
        Action::Back => back(state, fx),
        Action::Quit => quit(state, fx),
        Action::Interrupt
        | Action::Pause
        | Action::Stop
        | Action::Retry
        | Action::Record
        | Action::Recreate
        | Action::Undo
        | Action::StartOver
        | Action::LookUp
        | Action::CloseEntry
        | Action::Show
        | Action::Only
        | Action::ShowAll
        | Action::Test
        | Action::Findings
        | Action::Remove
        | Action::Reopen
        | Action::Locate
        | Action::Complete
        | Action::NextField
        | Action::PreviousField
        | Action::Right
        | Action::Left
        | Action::Activate
        | Action::Submit
        | Action::CopyText => {}
    }
}

/// Takes the mouse from the terminal, or gives it back.
fn mouse(state: &mut State, fx: &mut Vec<Effect>) {
    state.mouse = !state.mouse;
    fx.push(Effect::Mouse(state.mouse));
    let told = if state.mouse {
        "The mouse is on: click, wheel, double click. Hold Shift to select text; {mouse} turns it off."
    } else {
        "The mouse is the terminal's again."
    };
    notices::toast(state, Level::Info, told, fx);
}

/// Moves the focus; a filter that was being typed stays as it is.
fn focus(state: &mut State, pane: Pane) {
    state.filters[state.focus as usize].editing = false;
    state.focus = pane;
}

/// One step back: the filter, then the marks, then the pane.
fn back(state: &mut State, fx: &mut Vec<Effect>) {
    let filter = &mut state.filters[state.focus as usize];
    if !filter.text.is_empty() {
        *filter = Filter::default();
        return;
    }
    if state.focus == Pane::Codes && !state.marked.is_empty() {
        return marks::unmark(state, fx);
    }
    state.focus = Pane::Numbers;
}

/// Leaves, but asks while changes are being sent.
fn quit(state: &mut State, fx: &mut Vec<Effect>) {
    if state.writes_running() == 0 {
        fx.push(Effect::Quit);
    } else {
        state.dialogs.push(Dialog::Question(Question::Quit(Choice::Stay)));
    }
}
