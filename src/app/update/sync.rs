//! Looking at everything that the profiles have: when it begins, how far it is, and what came of it.

use std::time::Duration;

use super::{ask, notices};
use crate::app::{Alarm, CacheRequest, Effect, Level, Request, RequestId, RunningSync, State, SyncKnown};
use crate::model::{Error, ErrorKind, NumberKey, Priority, ProfileName, SyncPolicy};
use crate::sync::Progress;

/// Asks what earlier syncs have left.
pub(crate) fn look(state: &mut State, fx: &mut Vec<Effect>) {
    ask::quietly(state, Request::Cache(CacheRequest::Syncs), Priority::Foreground, fx);
}

/// What earlier syncs have left. What was interrupted goes on, and what is due begins.
pub(crate) fn known(state: &mut State, known: Vec<(ProfileName, SyncKnown)>, fx: &mut Vec<Effect>) {
    let mut interrupted = Vec::new();
    for (profile, known) in known {
        let sync = state.syncs.entry(profile.clone()).or_default();
        // The first word of it is of an earlier run.
        if sync.known.is_none() && known.unfinished && sync.policy != SyncPolicy::Manual {
            interrupted.push(profile);
        }
        sync.known = Some(known);
    }
    for profile in interrupted {
        start(state, &profile, fx);
    }
    due(state, fx);
}

/// Begins the syncs whose time has come, and sets the alarm for the next one.
pub(crate) fn due(state: &mut State, fx: &mut Vec<Effect>) {
    let mut waits = Vec::new();
    let mut begin = Vec::new();
    for profile in &state.profiles {
        let Some(sync) = state.syncs.get(&profile.name) else { continue };
        let (SyncPolicy::Every(minutes), Some(known), None, false) =
            (sync.policy, &sync.known, &sync.running, sync.paused)
        else {
            continue;
        };
        let period = jiff::SignedDuration::from_mins(i64::from(minutes));
        let age = known.synced.map(|synced| state.now.wall.duration_since(synced));
        // After a failure the next try has its time, too.
        let failed = sync.ended.as_ref().is_some_and(|ended| *ended != Ok(0));
        match age {
            Some(age) if age < period && !age.is_negative() => waits.push(period - age),
            _ if failed => waits.push(period),
            _ => begin.push(profile.name.clone()),
        }
    }
    for profile in begin {
        start(state, &profile, fx);
    }
    if let Some(wait) = waits.into_iter().min() {
        fx.push(Effect::After(Duration::try_from(wait).unwrap_or(Duration::ZERO), Alarm::Sync));
    }
}

/// Begins a sync, or goes on with one that was interrupted.
pub(crate) fn start(state: &mut State, profile: &ProfileName, fx: &mut Vec<Effect>) {
    if state.syncs.get(profile).is_some_and(|sync| sync.running.is_some()) {
        return;
    }
    let id = ask::sync(state, profile, fx);
    let sync = state.syncs.entry(profile.clone()).or_default();
    sync.running = Some(RunningSync { id, progress: Progress::default(), began: None });
    (sync.ended, sync.paused) = (None, false);
}

/// Holds a sync: it goes on where it was when it is begun again, also in the next run.
pub(crate) fn pause(state: &mut State, profile: &ProfileName, fx: &mut Vec<Effect>) {
    if let Some(running) = state.syncs.get(profile).and_then(|sync| sync.running) {
        fx.push(Effect::Cancel(running.id));
    }
}

/// Ends a sync: the next one begins anew.
pub(crate) fn stop(state: &mut State, profile: &ProfileName, fx: &mut Vec<Effect>) {
    pause(state, profile, fx);
    ask::quietly(state, Request::Cache(CacheRequest::EndSync(profile.clone())), Priority::Foreground, fx);
    look(state, fx);
}

/// A sync has come so far.
pub(crate) fn progress(state: &mut State, id: RequestId, progress: Progress) {
    let now = state.now.since_start;
    let running = state.syncs.values_mut().filter_map(|sync| sync.running.as_mut());
    if let Some(running) = running.into_iter().find(|running| running.id == id) {
        running.progress = progress;
        running.began.get_or_insert((now, progress.done));
        if let Some(task) = state.tasks.get_mut(&id) {
            task.note = Some(format!("{} of {} numbers", progress.done, progress.numbers));
        }
    }
}

/// A sync has ended. Why numbers could not be listed is kept with the other errors.
pub(crate) fn ended(
    state: &mut State,
    profile: &ProfileName,
    doing: String,
    outcome: Result<Vec<(NumberKey, Error)>, Error>,
    fx: &mut Vec<Effect>,
) {
    for (number, error) in outcome.iter().flatten() {
        let doing = format!("Syncing {}", ask::name(state, number));
        notices::problem(state, doing, error.clone());
    }
    let outcome = outcome.map(|failed| failed.len());
    let sync = state.syncs.entry(profile.clone()).or_default();
    sync.running = None;
    match &outcome {
        Ok(0) => notices::toast(state, Level::Good, format!("{profile} is up to date."), fx),
        Ok(failed) => {
            let text = format!("{profile}: {failed} numbers could not be listed; the next sync starts with them.");
            notices::toast(state, Level::Warning, text, fx);
        }
        Err(error) if error.kind == ErrorKind::Cancelled => {}
        Err(error) => notices::problem(state, doing, error.clone()),
    }
    let cancelled = matches!(&outcome, Err(error) if error.kind == ErrorKind::Cancelled);
    if let Some(sync) = state.syncs.get_mut(profile) {
        sync.paused = cancelled;
        sync.ended = Some(outcome).filter(|_| !cancelled);
    }
    look(state, fx);
}
