//! Answers of the database.

use super::{activity, notices};
use crate::app::{Effect, Ledger, State, Told};
use crate::model::Error;

/// Asks for what is shown of the database.
pub(super) fn start(fx: &mut Vec<Effect>) {
    fx.push(Effect::Ledger(Ledger::Labels));
}

/// The database tells something.
pub(super) fn told(state: &mut State, told: Told, fx: &mut Vec<Effect>) {
    match told {
        Told::Labels(labels) => state.labels.load(labels),
        Told::Page(before, page) => activity::page(state, before, page, fx),
        Told::Refused(ask, error) => refused(state, &ask, error, fx),
    }
}

/// Something was not done.
fn refused(state: &mut State, ask: &Ledger, error: Error, fx: &mut Vec<Effect>) {
    notices::problem(state, ask.doing().to_owned(), error);
    match ask {
        // What is shown must be what is kept.
        Ledger::SetLabel(..) => fx.push(Effect::Ledger(Ledger::Labels)),
        Ledger::Page(_) => activity::no_page(state),
        Ledger::Labels | Ledger::Recreated(..) => {}
    }
}
