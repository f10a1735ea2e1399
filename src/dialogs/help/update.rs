//! Finding a key, doing what it does, and changing it.

use crossterm::event::KeyEvent;

use super::rows::rows;
use super::state::Help;
use crate::app::keymap::Context;
use crate::app::{Action, Effect, PaletteCommand, Pane, State};
use crate::dialogs::Dialog;

/// Rows a page is shorter than the terminal.
const CHROME: u16 = 6;

/// Opens it over whatever is on screen, but for the palette; where it is open, closes it.
pub(crate) fn open(state: &mut State) {
    match state.dialogs.last() {
        Some(Dialog::Palette(_)) => {}
        Some(Dialog::Help(_)) => drop(state.dialogs.pop()),
        _ => state.dialogs.push(Dialog::Help(Box::default())),
    }
}

/// Keys in the help. What is chosen is done once it is closed.
pub(crate) fn key(state: &mut State, key: KeyEvent, action: Option<Action>, _: &mut Vec<Effect>) {
    let page = usize::from(state.size.1.saturating_sub(CHROME).max(1));
    let Some(Dialog::Help(help)) = state.dialogs.last() else { return };
    let rows = rows(state, help);
    let selected = rows.get(help.selected).map(|row| (row.context, row.action));
    let last = rows.len().saturating_sub(1);
    let runs = selected.is_some_and(|(context, _)| can_be_run(state, context));
    let Some(Dialog::Help(help)) = state.dialogs.last_mut() else { return };
    help.said = None;
    match action {
        Some(Action::Back) if help.typing || !help.query.is_empty() => **help = Help::default(),
        Some(Action::Back) => {
            state.dialogs.pop();
        }
        Some(Action::Activate) if help.typing => help.typing = false,
        Some(Action::Filter) => help.typing = true,
        Some(Action::Activate) => match selected {
            Some((context, _)) if context.is_fixed() => {
                help.said = Some("This works by its own key only: it must never happen by accident.".to_owned());
            }
            Some((context, _)) if !runs => {
                help.said = Some(format!("Not available here: it belongs to \u{201c}{}\u{201d}.", context.title()));
            }
            Some((context, action)) => {
                state.dialogs.pop();
                state.chosen = Some(PaletteCommand::Action(context, action));
            }
            None => {}
        },
        Some(Action::Record) => match selected {
            Some((context, _)) if context.is_fixed() => {
                help.said = Some("The keys of a confirmation cannot be changed.".to_owned());
            }
            Some((_, Action::Interrupt)) => {
                help.said = Some("Ctrl-C always stops what is running; its key cannot be changed.".to_owned());
            }
            selected => help.recording = selected,
        },
        Some(action) if let Some(to) = action.moves(help.selected, page) => help.selected = to.min(last),
        _ => {
            if help.typing && help.query.key(key) {
                help.selected = 0;
            }
        }
    }
}

/// Whether an action can be done from here: what belongs to a pane is done there, but a dialog has to be open.
fn can_be_run(state: &State, context: Context) -> bool {
    let is_a_panes = matches!(context, Context::Global | Context::Pane | Context::List)
        || Pane::ALL.into_iter().any(|pane| pane.context() == context);
    is_a_panes || state.base_contexts().contains(&context)
}
