//! Sending many changes that were confirmed as one: a few at a time, with a pause, a stop, and a second try for
//! what failed.

use std::sync::Arc;

use super::{ask, notices};
use crate::app::batch::Look;
use crate::app::{Batch, DbRequest, Effect, Failure, Level, Read, RequestId, State, Write};
use crate::dialogs::{BatchProgress, Confirm, Dialog};
use crate::model::{CodeId, CodeKey, Error, ErrorKind, Priority, QrCode, limits};

/// So many answers in a row that the service is out of reach, and the batch pauses: each has been tried for a while.
const OUT_OF_REACH: usize = 3;

/// Starts what was just confirmed, and shows how it goes. It is written down before anything of it leaves: an app
/// that is killed in the middle offers the rest at its next start.
pub(crate) fn begin(state: &mut State, confirm: Confirm, fx: &mut Vec<Effect>) {
    let batch = Batch::new(Arc::new(confirm), state.now.since_start);
    ask::database(state, DbRequest::Plan(batch.intents()), fx);
    state.batch = Some(batch);
    state.dialogs.push(Dialog::Batch(BatchProgress));
}

/// It is written down: now it may leave. What it goes on with is written down as part of it.
pub(crate) fn planned(state: &mut State, name: String, fx: &mut Vec<Effect>) {
    let Some(batch) = state.batch.as_mut().filter(|batch| batch.planning) else {
        return ask::database(state, DbRequest::Drop(name), fx);
    };
    (batch.planning, batch.plan) = (false, Some(name));
    if let Some(old) = batch.confirm.resumes.clone() {
        ask::database(state, DbRequest::Drop(old), fx);
    }
    feed(state, fx);
    close(state, fx);
}

/// It could not be written down: nothing of it leaves.
pub(crate) fn unplanned(state: &mut State) {
    if let Some(batch) = &mut state.batch {
        (batch.planning, batch.stopped) = (false, true);
    }
}

/// Once nothing of it will leave any more, nothing of it is left for another run.
fn close(state: &mut State, fx: &mut Vec<Effect>) {
    if let Some(plan) = state.batch.as_mut().filter(|batch| batch.is_over()).and_then(|batch| batch.plan.take()) {
        ask::database(state, DbRequest::Drop(plan), fx);
    }
}

/// Sends what may leave now.
pub(crate) fn feed(state: &mut State, fx: &mut Vec<Effect>) {
    while let Some(batch) = &mut state.batch {
        if batch.planning || batch.paused || batch.stopped || batch.running.len() >= limits::BATCH_CHANGES {
            return;
        }
        let Some(write) = batch.waiting.pop_front() else { return };
        let confirm = Arc::clone(&batch.confirm);
        let sent = ask::write(state, write.clone(), Some(&confirm), fx);
        let Some(batch) = &mut state.batch else { return };
        if let Some(id) = sent {
            batch.running.insert(id, write);
        } else {
            let error = Error::new(ErrorKind::Refused, "It was refused; nothing was sent.");
            batch.failed.push(Failure { write, error });
        }
    }
}

/// One of them was carried out. Returns whether it belonged to the batch, which then speaks for it.
pub(crate) fn done(state: &mut State, id: RequestId, replaced: Option<(CodeId, CodeId)>, fx: &mut Vec<Effect>) -> bool {
    let Some(batch) = &mut state.batch else { return false };
    let Some(write) = batch.running.remove(&id) else { return false };
    batch.done.push(write);
    batch.unreachable = 0;
    batch.replaced.extend(replaced);
    go_on(state, fx);
    true
}

/// One of them failed. Returns whether it belonged to the batch, which then keeps the reason.
pub(crate) fn failed(state: &mut State, id: RequestId, error: &Error, fx: &mut Vec<Effect>) -> bool {
    let Some(batch) = &mut state.batch else { return false };
    let Some(write) = batch.running.remove(&id) else { return false };
    batch.failed.push(Failure { write, error: error.clone() });
    let out_of_reach = matches!(error.kind, ErrorKind::Unavailable | ErrorKind::OutcomeUnknown);
    batch.unreachable = if out_of_reach { batch.unreachable + 1 } else { 0 };
    // What is wrong with the account is wrong with every change of it: no use in sending the rest into it.
    if matches!(error.kind, ErrorKind::Auth | ErrorKind::Permission) || batch.unreachable >= OUT_OF_REACH {
        batch.paused = true;
    }
    go_on(state, fx);
    true
}

/// Holds the batch back, or lets it go on.
pub(crate) fn pause(state: &mut State, fx: &mut Vec<Effect>) {
    if let Some(batch) = &mut state.batch {
        batch.paused = !batch.paused;
        batch.unreachable = 0;
    }
    feed(state, fx);
}

/// What has not left stays here; what has left is waited for.
pub(crate) fn stop(state: &mut State, fx: &mut Vec<Effect>) {
    if let Some(batch) = &mut state.batch {
        batch.stopped = true;
    }
    look(state, fx);
    close(state, fx);
}

/// Before it is called over, the list is read again because of changes whose outcome is not known, once.
fn look(state: &mut State, fx: &mut Vec<Effect>) {
    let wants = |batch: &&Batch| batch.has_left() && batch.look == Look::NotYet;
    let Some(batch) = state.batch.as_ref().filter(wants) else { return };
    let doubtful = |failure: &&Failure| failure.is_unknown() || failure.error.kind == ErrorKind::NotFound;
    let Some(number) = batch.failed.iter().find(doubtful).map(|failure| failure.write.number().clone()) else { return };
    ask::read(state, Read::Codes(number.clone()), Priority::Foreground, fx);
    let looking = state.number_states.get(&number).and_then(|number_state| number_state.codes.loading());
    if let Some(batch) = &mut state.batch {
        batch.look = looking.map_or(Look::Over, Look::Running);
    }
}

/// A list that was read again has come, or has not: what it proves is done. Returns the codes that it proves to be gone.
pub(crate) fn looked(state: &mut State, id: RequestId, codes: Option<&[QrCode]>, fx: &mut Vec<Effect>) -> Vec<CodeKey> {
    let mut ended = Vec::new();
    let Some(batch) = state.batch.as_mut().filter(|batch| batch.look == Look::Running(id)) else { return ended };
    batch.look = Look::Over;
    if let Some(codes) = codes {
        let gone = |failure: &Failure| match &failure.write {
            Write::Delete { key, .. } => failure.is_unknown() && !codes.iter().any(|code| code.code == key.code),
            _ => false,
        };
        let (done, failed): (Vec<_>, Vec<_>) = batch.failed.drain(..).partition(gone);
        batch.failed = failed;
        batch.done.extend(done.iter().map(|failure| failure.write.clone()));
        for Failure { write, .. } in done {
            if let Write::Delete { key, .. } = write {
                ended.push(key);
            }
        }
    }
    over(state, fx);
    ended
}

/// Sends again what was not carried out for certain: the confirmation named it. What may have been carried out is
/// not sent again.
pub(crate) fn retry(state: &mut State, fx: &mut Vec<Effect>) {
    let now = state.now.since_start;
    if let Some(batch) = &mut state.batch
        && batch.is_over()
    {
        let (unknown, known): (Vec<_>, Vec<_>) = batch.failed.drain(..).partition(Failure::is_unknown);
        batch.failed = unknown;
        batch.waiting.extend(known.into_iter().map(|failure| failure.write));
        (batch.stopped, batch.paused, batch.since) = (false, false, now);
        (batch.unreachable, batch.look) = (0, Look::NotYet);
        batch.planning = true;
        let plan = DbRequest::Plan(batch.intents());
        ask::database(state, plan, fx);
    }
}

/// Sends the next ones, or tells the end where nobody looks.
fn go_on(state: &mut State, fx: &mut Vec<Effect>) {
    feed(state, fx);
    look(state, fx);
    over(state, fx);
}

/// Tells the end, where nobody looks.
fn over(state: &mut State, fx: &mut Vec<Effect>) {
    close(state, fx);
    let Some(batch) = &state.batch else { return };
    if !batch.is_over() || matches!(state.dialogs.last(), Some(Dialog::Batch(_))) {
        return;
    }
    let (done, total) = (batch.done.len(), batch.total());
    let (level, text) = if done == total {
        (Level::Good, format!("All {total} changes were carried out; {{batch}} shows them."))
    } else {
        (Level::Warning, format!("{done} of {total} changes were carried out; {{batch}} shows the others."))
    };
    notices::toast(state, level, text, fx);
}

/// The changes of a batch are what its confirmation named, each once.
#[cfg(test)]
pub(crate) fn holds_what_was_confirmed(batch: &Batch) -> bool {
    let named: Vec<_> = batch.confirm.terms.writes.iter().collect();
    let all = batch.waiting.iter().chain(batch.running.values()).chain(&batch.done);
    let all: Vec<_> = all.chain(batch.failed.iter().map(|failure| &failure.write)).collect();
    all.len() == named.len() && named.iter().all(|write| all.contains(write))
}
