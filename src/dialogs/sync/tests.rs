use crossterm::event::KeyCode;
use jiff::civil::date;

use crate::app::update::tests::harness::{UpdateHarness, told};
use crate::app::{Alarm, CacheRequest, Effect, Msg, Reply, Request, RequestId, SyncKnown, SyncState, WorkerEvent};
use crate::model::{Error, ErrorKind, NumberKey, ProfileName, SyncPolicy};
use crate::sync::Progress;

fn eu() -> ProfileName {
    "eu".into()
}

fn begun(harness: &UpdateHarness) -> Vec<(RequestId, ProfileName)> {
    let sync = |effect: &Effect| match effect {
        Effect::Ask { id, request: Request::Sync(profile), .. } => Some((*id, profile.clone())),
        _ => None,
    };
    harness.effects.iter().filter_map(sync).collect()
}

fn known(synced_hour: Option<i8>, unfinished: bool) -> Msg {
    let synced = synced_hour.map(|hour| date(2026, 5, 4).at(hour, 0, 0, 0));
    told(Reply::Syncs(vec![(eu(), SyncKnown { synced, unfinished, ..SyncKnown::default() })]))
}

fn policy(harness: &mut UpdateHarness, policy: SyncPolicy) {
    harness.state.syncs.insert(eu(), SyncState { policy, ..SyncState::default() });
}

#[test]
fn a_sync_begins_with_enter_tells_how_far_it_is_and_ends() {
    let mut harness = UpdateHarness::open();
    harness.keys("R");
    harness.key(KeyCode::Enter);
    harness.key(KeyCode::Enter);
    let begun = begun(&harness);
    assert_eq!(begun.len(), 1, "once");
    let id = begun[0].0;
    harness.send(Msg::Worker(WorkerEvent::Sync { id, progress: Progress { done: 3, numbers: 10 } }));
    assert_eq!(harness.state.tasks[&id].note.as_deref(), Some("3 of 10 numbers"));
    let number = |id: &str| NumberKey { profile: eu(), number: id.into() };
    let failed = ["1", "2"].map(|id| (number(id), Error::new(ErrorKind::Unavailable, "down")));
    harness.answer(id, Ok(Reply::Synced { failed: failed.into() }));
    assert_eq!(harness.state.problems.len(), 2);
    assert_eq!(harness.state.syncs[&eu()].ended, Some(Ok(2)));
    assert!(harness.state.toasts.back().unwrap().text.contains("2 numbers could not be listed"));
}

#[test]
fn a_pause_keeps_what_a_stop_forgets() {
    let mut harness = UpdateHarness::open();
    harness.keys("R");
    harness.key(KeyCode::Enter);
    let id = begun(&harness)[0].0;
    harness.keys("p");
    assert!(harness.effects.contains(&Effect::Cancel(id)));
    harness.answer(id, Err(Error::new(ErrorKind::Cancelled, "stopped")));
    let state = &harness.state.syncs[&eu()];
    assert_eq!((state.running, &state.ended), (None, &None));
    assert!(harness.state.problems.is_empty(), "that was no failure");
    let forgets = |harness: &UpdateHarness| {
        let is =
            |effect: &Effect| matches!(effect, Effect::Ask { request: Request::Cache(CacheRequest::EndSync(_)), .. });
        harness.effects.iter().any(is)
    };
    assert!(!forgets(&harness));
    harness.key(KeyCode::Enter);
    harness.keys("x");
    assert!(forgets(&harness));
}

#[test]
fn an_interrupted_sync_goes_on_at_the_next_start() {
    let mut harness = UpdateHarness::new();
    harness.send(Msg::Start);
    harness.send(known(None, true));
    assert_eq!(begun(&harness).len(), 1);

    let mut harness = UpdateHarness::new();
    policy(&mut harness, SyncPolicy::Manual);
    harness.send(Msg::Start);
    harness.send(known(None, true));
    assert_eq!(begun(&harness), [], "only by hand");
}

#[test]
fn what_earlier_syncs_have_left_is_asked_for_at_the_start_and_after_each_one() {
    let mut harness = UpdateHarness::new();
    let asks = |harness: &mut UpdateHarness| {
        let is = |effect: &Effect| matches!(effect, Effect::Ask { request: Request::Cache(CacheRequest::Syncs), .. });
        std::mem::take(&mut harness.effects).iter().filter(|effect| is(effect)).count()
    };
    harness.send(Msg::Start);
    assert_eq!(asks(&mut harness), 1);
    harness.keys("R");
    harness.key(KeyCode::Enter);
    let id = begun(&harness)[0].0;
    harness.effects.clear();
    harness.answer(id, Ok(Reply::Synced { failed: Vec::new() }));
    assert_eq!(asks(&mut harness), 1);
}

#[test]
fn one_that_is_paused_does_not_go_on_by_itself_in_this_run() {
    let mut harness = UpdateHarness::open();
    harness.send(known(None, false));
    harness.send(known(None, true));
    assert_eq!(begun(&harness), []);
}

#[test]
fn a_period_is_kept_from_run_to_run() {
    for minutes in [30, 60] {
        let mut harness = UpdateHarness::new();
        policy(&mut harness, SyncPolicy::Every(minutes));
        harness.send(Msg::Start);
        harness.send(known(Some(11), false));
        assert_eq!(begun(&harness).len(), 1, "an hour ago");
    }

    let mut harness = UpdateHarness::new();
    policy(&mut harness, SyncPolicy::Every(90));
    harness.send(Msg::Start);
    harness.send(known(Some(11), false));
    assert_eq!(begun(&harness), []);
    let half_an_hour = std::time::Duration::from_mins(30);
    assert!(harness.effects.contains(&Effect::After(half_an_hour, Alarm::Sync)));
}

#[test]
fn after_a_failure_the_next_try_has_its_time() {
    let mut harness = UpdateHarness::new();
    policy(&mut harness, SyncPolicy::Every(30));
    harness.send(Msg::Start);
    harness.send(known(None, false));
    let id = begun(&harness)[0].0;
    harness.answer(id, Err(Error::new(ErrorKind::Unavailable, "down")));
    let told: Vec<_> = harness.state.problems.iter().map(|problem| problem.doing.as_str()).collect();
    assert_eq!(told, ["Syncing eu"]);
    harness.send(known(None, true));
    assert_eq!(begun(&harness).len(), 1);
    assert!(harness.effects.contains(&Effect::After(std::time::Duration::from_mins(30), Alarm::Sync)));
}

#[test]
fn a_sync_that_was_paused_is_not_begun_again_by_its_period() {
    let mut harness = UpdateHarness::new();
    policy(&mut harness, SyncPolicy::Every(30));
    harness.send(Msg::Start);
    harness.send(known(None, false));
    let id = begun(&harness)[0].0;
    harness.keys("Rp");
    harness.answer(id, Err(Error::new(ErrorKind::Cancelled, "stopped")));
    harness.send(known(None, true));
    harness.send(Msg::Alarm(Alarm::Sync));
    assert_eq!(begun(&harness).len(), 1);
    harness.key(KeyCode::Enter);
    assert_eq!(begun(&harness).len(), 2, "a person can");
}
