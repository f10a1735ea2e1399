//! Sending many changes that were confirmed as one: a few at a time, with a pause, a stop, and a second try for
//! what failed.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::{ask, notices};
use crate::app::batch::Look;
use crate::app::{Batch, DbRequest, Effect, Failure, Level, Read, RequestId, State, Write};
use crate::dialogs::{BatchProgress, Confirm, Dialog};
use crate::model::{CodeId, CodeKey, Error, ErrorKind, NumberKey, Priority, QrCode, limits};

/// So many answers in a row that the service is out of reach, and the batch pauses: each has been tried for a while.
const OUT_OF_REACH: usize = 3;

/// Starts what was just confirmed, and shows how it goes. It is written down before anything of it leaves: an app
/// that is killed in the middle offers the rest at its next start.
pub(crate) fn begin(state: &mut State, confirm: Confirm, fx: &mut Vec<Effect>) {
    state.batch = Some(Batch::new(Rc::new(confirm), state.now.since_start));
    plan(state, fx);
    state.dialogs.push(Dialog::Batch(BatchProgress));
}

/// Has what waits written down.
fn plan(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(batch) = &mut state.batch else { return };
    let intents = batch.intents();
    batch.planning = intents.len();
    for plan in intents {
        ask::database(state, DbRequest::Plan(plan), fx);
    }
}

/// The changes of a profile are written down; once those of all are, they may leave. What they go on with is written
/// down as part of them.
pub(crate) fn planned(state: &mut State, name: String, fx: &mut Vec<Effect>) {
    let Some(batch) = state.batch.as_mut().filter(|batch| batch.is_planning()) else {
        return ask::database(state, DbRequest::Drop(name), fx);
    };
    batch.planning -= 1;
    batch.plans.push(name);
    if batch.is_planning() {
        return;
    }
    if let Some(old) = batch.confirm.resumes.clone() {
        ask::database(state, DbRequest::Drop(old), fx);
    }
    feed(state, fx);
    close(state, fx);
}

/// It could not be written down: nothing of it leaves.
pub(crate) fn unplanned(state: &mut State, fx: &mut Vec<Effect>) {
    if let Some(batch) = &mut state.batch {
        (batch.planning, batch.stopped) = (0, true);
    }
    close(state, fx);
}

/// Once nothing of it will leave any more, nothing of it is left for another run.
fn close(state: &mut State, fx: &mut Vec<Effect>) {
    let Some(batch) = state.batch.as_mut().filter(|batch| batch.is_over()) else { return };
    for plan in std::mem::take(&mut batch.plans) {
        ask::database(state, DbRequest::Drop(plan), fx);
    }
}

/// Sends what may leave now.
pub(crate) fn feed(state: &mut State, fx: &mut Vec<Effect>) {
    while let Some(batch) = &mut state.batch {
        if batch.is_planning() || batch.paused || batch.stopped || batch.running.len() >= limits::BATCH_CHANGES {
            return;
        }
        let Some(write) = batch.next() else { return };
        let confirm = Rc::clone(&batch.confirm);
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

/// The deleted code that one of them creates again.
pub(crate) fn creates_again(state: &State, id: RequestId) -> Option<CodeId> {
    let batch = state.batch.as_ref()?;
    let write = batch.running.get(&id).filter(|write| matches!(write, Write::Create { .. }))?;
    batch.confirm.terms.lost_by(write).map(|lost| CodeId::new(&lost.name))
}

/// One of them was carried out. Returns whether it belonged to the batch, which then speaks for it.
pub(crate) fn done(state: &mut State, id: RequestId, replaced: Option<(CodeId, CodeId)>, fx: &mut Vec<Effect>) -> bool {
    let Some(batch) = &mut state.batch else { return false };
    let Some(write) = batch.running.remove(&id) else { return false };
    batch.unreachable.remove(write.profile());
    batch.done.push(write);
    batch.replaced.extend(replaced);
    go_on(state, fx);
    true
}

/// One of them failed. Returns whether it belonged to the batch, which then keeps the reason.
pub(crate) fn failed(state: &mut State, id: RequestId, error: &Error, fx: &mut Vec<Effect>) -> bool {
    let Some(batch) = &mut state.batch else { return false };
    let Some(write) = batch.running.remove(&id) else { return false };
    let profile = write.profile().clone();
    batch.failed.push(Failure { write, error: error.clone() });
    let mut in_a_row = 0;
    if matches!(error.kind, ErrorKind::Unavailable | ErrorKind::OutcomeUnknown) {
        let count = batch.unreachable.entry(profile.clone()).or_default();
        *count += 1;
        in_a_row = *count;
    } else {
        batch.unreachable.remove(&profile);
    }
    // What is wrong with the account is wrong with every change of it: no use in sending the rest into it.
    if matches!(error.kind, ErrorKind::Auth | ErrorKind::Permission) || in_a_row >= OUT_OF_REACH {
        batch.held.insert(profile);
    }
    go_on(state, fx);
    true
}

/// Holds the batch back, or lets it go on.
pub(crate) fn pause(state: &mut State, fx: &mut Vec<Effect>) {
    if let Some(batch) = &mut state.batch {
        batch.paused = !batch.is_paused();
        if !batch.paused {
            batch.held.clear();
            batch.unreachable.clear();
        }
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

/// Before it is called over, the list of each number is read again that has changes whose outcome is not known, once.
fn look(state: &mut State, fx: &mut Vec<Effect>) {
    let wants = |batch: &&Batch| batch.has_left() && batch.look == Look::NotYet;
    let Some(batch) = state.batch.as_ref().filter(wants) else { return };
    let doubtful = |failure: &&Failure| failure.is_unknown() || failure.error.kind == ErrorKind::NotFound;
    let numbers: BTreeSet<_> =
        batch.failed.iter().filter(doubtful).map(|failure| failure.write.number().clone()).collect();
    if numbers.is_empty() {
        return;
    }
    let read = |number: NumberKey| (ask::read(state, Read::Codes(number.clone()), Priority::Foreground, fx), number);
    let looking = numbers.into_iter().map(read).collect();
    if let Some(batch) = &mut state.batch {
        batch.look = Look::Running(looking);
    }
}

/// A list that was read again has come, or has not: what it proves is done. Returns the codes that it proves to be gone.
pub(crate) fn looked(state: &mut State, id: RequestId, codes: Option<&[QrCode]>, fx: &mut Vec<Effect>) -> Vec<CodeKey> {
    let mut ended = Vec::new();
    let Some(batch) = &mut state.batch else { return ended };
    let Look::Running(looking) = &mut batch.look else { return ended };
    let Some(number) = looking.remove(&id) else { return ended };
    if looking.is_empty() {
        batch.look = Look::Over;
    }
    if let Some(codes) = codes {
        let gone = |failure: &Failure| match &failure.write {
            Write::Delete { key, .. } => {
                let listed = codes.iter().any(|code| code.code == key.code);
                failure.is_unknown() && key.number == number && !listed
            }
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
        batch.held.clear();
        batch.unreachable.clear();
        batch.look = Look::NotYet;
        plan(state, fx);
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
    let deleted = batch.confirm.terms.writes.iter().all(|write| matches!(write, Write::Delete { .. }));
    let (level, text) = if done == total && deleted {
        (Level::Good, format!("Deleted {total} codes. {{activity}} can create them again, with new links."))
    } else if done == total {
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
