//! Answers of the database.

use super::{ask, batch, notices};
use crate::app::{DbEvent, DbRequest, Effect, KeptDraft, State};
use crate::dialogs::{activity, audit};
use crate::model::{CodeId, Error};
use crate::store::RetiredCode;

/// Asks for what is shown of the database.
pub(crate) fn start(state: &mut State, fx: &mut Vec<Effect>) {
    ask::database(state, DbRequest::Labels, fx);
    ask::database(state, DbRequest::RetiredCodes, fx);
    ask::database(state, DbRequest::Drafts, fx);
}

/// The database tells something.
pub(crate) fn told(state: &mut State, told: DbEvent, fx: &mut Vec<Effect>) {
    match told {
        DbEvent::Labels(labels) => state.labels.load(labels),
        DbEvent::RetiredCodes(ends) => ends.into_iter().for_each(|end| state.retired.add(end)),
        DbEvent::Drafts(drafts) => {
            let kept = |(key, fields, at)| (key, KeptDraft { fields, at });
            state.drafts.kept.extend(drafts.into_iter().map(kept));
        }
        DbEvent::Planned(name) => batch::planned(state, name, fx),
        DbEvent::Page(before, page) => activity::page(state, before, page, fx),
        DbEvent::Entries(rows) => activity::changed(state, rows),
        DbEvent::News { newer, open } => activity::learn(state, newer, open),
        DbEvent::Closed(row) => activity::closed(state, *row, fx),
        DbEvent::Retirements(retirements) => audit::recalled(state, retirements),
        DbEvent::Refused(asked, error) => refused(state, &asked, error, fx),
    }
}

/// Something was not done.
fn refused(state: &mut State, asked: &DbRequest, error: Error, fx: &mut Vec<Effect>) {
    // Without a draft one writes as well, and a database in trouble has said so already.
    if matches!(asked, DbRequest::Drafts | DbRequest::KeepDraft(..) | DbRequest::DropDraft(_)) {
        return;
    }
    notices::problem(state, asked.doing().to_owned(), error.clone());
    match asked {
        DbRequest::Retirements(_) => audit::not_recalled(state, error),
        // What is shown must be what is kept.
        DbRequest::SetLabel(..) => ask::database(state, DbRequest::Labels, fx),
        DbRequest::Page(_) => activity::no_page(state),
        DbRequest::News { .. } => activity::no_news(state),
        DbRequest::Plan(_) => batch::unplanned(state, fx),
        DbRequest::Labels
        | DbRequest::RetiredCodes
        | DbRequest::Drafts
        | DbRequest::KeepDraft(..)
        | DbRequest::DropDraft(_)
        | DbRequest::Drop(_)
        | DbRequest::Entries(_)
        | DbRequest::Close(_) => {}
    }
}

/// A code has come to its end just now.
pub(crate) fn ended(state: &mut State, code: &CodeId, successor: Option<&CodeId>) {
    let (code, on) = (code.to_string(), state.now.wall.date());
    state.retired.add(RetiredCode { code, on, successor: successor.map(ToString::to_string) });
}
