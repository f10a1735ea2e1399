//! Answers of the database.

use super::{activity, audit, batch, notices, rest};
use crate::app::{Effect, End, Ledger, State, Told};
use crate::model::{CodeId, Error};

/// Asks for what is shown of the database.
pub(super) fn start(fx: &mut Vec<Effect>) {
    fx.push(Effect::Ledger(Ledger::Labels));
    fx.push(Effect::Ledger(Ledger::Ends));
}

/// The database tells something.
pub(super) fn told(state: &mut State, told: Told, fx: &mut Vec<Effect>) {
    match told {
        Told::Labels(labels) => state.labels.load(labels),
        Told::Ends(ends) => ends.into_iter().for_each(|end| state.ends.add(end)),
        Told::Planned(name) => batch::planned(state, name, fx),
        Told::Rest(entries) => rest::told(state, entries),
        Told::Page(before, page) => activity::page(state, before, page, fx),
        Told::Entries(rows) => activity::changed(state, rows),
        Told::Closed(row) => activity::closed(state, *row, fx),
        Told::Fates(demises) => audit::recalled(state, demises),
        Told::Refused(ask, error) => refused(state, &ask, error, fx),
    }
}

/// Something was not done.
fn refused(state: &mut State, ask: &Ledger, error: Error, fx: &mut Vec<Effect>) {
    notices::problem(state, ask.doing().to_owned(), error.clone());
    match ask {
        Ledger::Fates(_) => audit::not_recalled(state, error),
        // What is shown must be what is kept.
        Ledger::SetLabel(..) => fx.push(Effect::Ledger(Ledger::Labels)),
        Ledger::Page(_) => activity::no_page(state),
        Ledger::Plan(_) => batch::unplanned(state),
        Ledger::Labels | Ledger::Ends | Ledger::Drop(_) | Ledger::Entries(_) | Ledger::Close(_) => {}
    }
}

/// A code has come to its end just now.
pub(super) fn ended(state: &mut State, code: &CodeId, successor: Option<&CodeId>) {
    let (code, on) = (code.to_string(), state.now.wall.date());
    state.ends.add(End { code, on, successor: successor.map(ToString::to_string) });
}
