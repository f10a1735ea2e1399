use std::sync::{Arc, Mutex};

use super::*;
use crate::cache::{Cache, Caching};
use crate::model::{Error, ErrorKind, NumberKey, PhoneNumber, ProfileName, ProviderKind};
use crate::provider::fake::{Fake, Fault, code};
use crate::provider::{Call, Provider};

fn profile() -> ProfileName {
    "p".into()
}

fn phone(at: usize) -> PhoneNumber {
    PhoneNumber {
        id: format!("{at}").as_str().into(),
        display: format!("+{at}"),
        name: String::new(),
        quality: None,
        status: None,
        official: None,
    }
}

struct SyncHarness {
    fake: Arc<Fake>,
    cache: Arc<Cache>,
    provider: Arc<dyn Provider>,
}

impl SyncHarness {
    /// Ten numbers of three codes.
    fn new(kind: ProviderKind) -> Self {
        let fake = Arc::new(Fake::with_codes(kind, &[("A", "a"), ("B", "b"), ("C", "c")]));
        fake.world().numbers = (0..10).map(phone).collect();
        let cache = Arc::new(Cache::new(None, [(profile(), "one".to_owned())]));
        let inner = Arc::clone(&fake) as Arc<dyn Provider>;
        let provider = Arc::new(Caching::new(inner, profile(), Arc::clone(&cache)));
        Self { fake, cache, provider }
    }

    async fn sync(&self) -> (crate::model::Result<Outcome>, Vec<Progress>) {
        let told = Mutex::default();
        let tell = |progress| -> () { Vec::push(&mut told.lock().unwrap(), progress) };
        let outcome = sync(&self.provider, &self.cache, &profile(), &Call::background(), tell).await;
        (outcome, told.into_inner().unwrap())
    }

    fn calls(&self) -> (usize, usize, usize) {
        let world = self.fake.world();
        (world.calls("numbers"), world.calls("codes"), world.calls("newest"))
    }
}

#[tokio::test(start_paused = true)]
async fn everything_is_listed_once_and_kept() {
    let harness = SyncHarness::new(ProviderKind::Alibaba);
    let (outcome, told) = harness.sync().await;
    assert_eq!(outcome.unwrap().done, 10);
    assert_eq!(told.first(), Some(&Progress { done: 0, numbers: 10 }));
    assert_eq!(told.last(), Some(&Progress { done: 10, numbers: 10 }));
    assert_eq!(harness.calls(), (1, 10, 0));
    assert_eq!(harness.cache.counts(&profile()).values().map(|count| count.codes).sum::<usize>(), 30);
    let known = known(&harness.cache, &profile(), ProviderKind::Alibaba, jiff::Timestamp::now().as_millisecond());
    assert_eq!((known.unfinished, known.synced.is_some()), (None, true));
    assert_eq!((known.plan.calls, known.plan.group_calls, known.plan.at_least), (21, 10, false));
}

#[test]
fn the_first_plan_promises_nothing_of_numbers_that_nobody_has_listed() {
    for kind in [ProviderKind::Meta, ProviderKind::Alibaba] {
        let harness = SyncHarness::new(kind);
        let before = known(&harness.cache, &profile(), kind, 0).plan;
        assert_eq!((before.calls, before.at_least), (1, true));
        harness.cache.set_numbers(&profile(), &[], 0);
        assert!(!known(&harness.cache, &profile(), kind, 0).plan.at_least);
    }
}

#[tokio::test(start_paused = true)]
async fn a_second_sync_costs_what_the_plan_says() {
    let harness = SyncHarness::new(ProviderKind::Meta);
    harness.fake.world().page = Some(2);
    harness.sync().await.0.unwrap();
    let before = harness.calls();
    harness.fake.world().codes.insert(0, code("NEW", "new"));
    let now = jiff::Timestamp::now().as_millisecond();
    let plan = known(&harness.cache, &profile(), ProviderKind::Meta, now).plan;
    harness.sync().await.0.unwrap();
    let after = harness.calls();
    assert_eq!((after.0 - before.0, after.1 - before.1, after.2 - before.2), (1, 0, 10));
    assert_eq!((plan.calls, plan.group_calls, plan.at_least), (21, 10, false));
    assert_eq!(harness.fake.world().calls("groups"), 20);
    assert_eq!(harness.cache.counts(&profile()).values().map(|count| count.codes).sum::<usize>(), 40);
}

#[tokio::test(start_paused = true)]
async fn what_does_not_continue_what_is_known_is_listed_as_a_whole() {
    let harness = SyncHarness::new(ProviderKind::Meta);
    harness.fake.world().page = Some(2);
    harness.sync().await.0.unwrap();
    harness.fake.world().codes.remove(0);
    harness.fake.world().page = Some(1);
    harness.sync().await.0.unwrap();
    assert_eq!(harness.calls(), (2, 20, 10));
    assert_eq!(harness.cache.counts(&profile()).values().map(|count| count.codes).sum::<usize>(), 20);
}

#[tokio::test(start_paused = true)]
async fn one_that_was_stopped_goes_on_where_it_was() {
    let harness = SyncHarness::new(ProviderKind::Alibaba);
    for _ in 0..4 {
        harness.fake.pass("codes");
    }
    for _ in 0..6 {
        harness.fake.fault("codes", Fault::Hang);
    }
    {
        let stopped = harness.sync();
        let mut stopped = std::pin::pin!(stopped);
        tokio::select! {
            _ = &mut stopped => panic!("it hangs"),
            () = harness.fake.called("codes", 10) => {}
        }
    }
    let kept = harness.cache.counts(&profile()).len();
    assert_eq!(kept, 4);
    let now = jiff::Timestamp::now().as_millisecond();
    let known = known(&harness.cache, &profile(), ProviderKind::Alibaba, now);
    assert!(known.unfinished.is_some());
    assert_eq!(known.plan.calls - known.plan.group_calls, 7);
    let (outcome, told) = harness.sync().await;
    assert_eq!(outcome.unwrap().done, 6);
    assert_eq!(told.first(), Some(&Progress { done: 4, numbers: 10 }));
    assert_eq!(harness.calls().1, 16, "ten begun, six of them again");
}

#[tokio::test(start_paused = true)]
async fn a_number_that_fails_is_looked_at_by_the_next_one() {
    let harness = SyncHarness::new(ProviderKind::Alibaba);
    harness.fake.fault("codes", Fault::Fail(Error::new(ErrorKind::Unavailable, "down")));
    let outcome = harness.sync().await.0.unwrap();
    assert_eq!((outcome.done, outcome.failed.len()), (9, 1));
    let outcome = harness.sync().await.0.unwrap();
    assert_eq!((outcome.done, outcome.failed.len()), (1, 0));
}

#[tokio::test(start_paused = true)]
async fn a_service_that_is_down_is_not_asked_for_every_number() {
    let harness = SyncHarness::new(ProviderKind::Alibaba);
    harness.fake.world().numbers = (0..40).map(phone).collect();
    for _ in 0..40 {
        harness.fake.fault("codes", Fault::Fail(Error::new(ErrorKind::Unavailable, "down")));
    }
    assert_eq!(harness.sync().await.0.unwrap_err().message, "down");
    assert!(harness.calls().1 < 15, "{}", harness.calls().1);
}

#[tokio::test(start_paused = true)]
async fn groups_are_not_asked_for_where_there_are_none() {
    let harness = SyncHarness::new(ProviderKind::Alibaba);
    let now = jiff::Timestamp::now().as_millisecond();
    let plan = || known(&harness.cache, &profile(), ProviderKind::Alibaba, now).plan;
    harness.cache.set_numbers(&profile(), &(0..10).map(phone).collect::<Vec<_>>(), 0);
    assert_eq!((plan().group_calls, plan().at_least), (10, true));
    for times in 1..=2 {
        harness.fake.fault("groups", Fault::Fail(Error::new(ErrorKind::NotEnabled, "beta")));
        harness.sync().await.0.unwrap();
        assert_eq!(harness.fake.world().calls("groups"), times, "the answer to one is that of all");
        assert_eq!((plan().group_calls, plan().at_least), (1, false));
    }
    for number in (0..10).map(|at| phone(at).id) {
        let refused = harness.cache.groups_refused(&NumberKey { profile: profile(), number: number.clone() });
        assert_eq!(refused.map(|error| error.message).as_deref(), Some("beta"), "{number}, whoever was asked");
    }
}

#[tokio::test(start_paused = true)]
async fn numbers_that_have_no_groups_are_asked_one_by_one_where_each_answers_for_itself() {
    let harness = SyncHarness::new(ProviderKind::Meta);
    for _ in 0..3 {
        harness.fake.fault("groups", Fault::Fail(Error::new(ErrorKind::NotEnabled, "not eligible")));
    }
    harness.sync().await.0.unwrap();
    let now = jiff::Timestamp::now().as_millisecond();
    let plan = known(&harness.cache, &profile(), ProviderKind::Meta, now).plan;
    assert_eq!((plan.group_calls, plan.at_least), (10, false));
    harness.sync().await.0.unwrap();
    assert_eq!(harness.fake.world().calls("groups"), 20);
}

/// What the first number's groups fail with is no word about the others.
#[tokio::test(start_paused = true)]
async fn a_failure_keeps_nobody_from_being_asked_for_groups() {
    let harness = SyncHarness::new(ProviderKind::Alibaba);
    harness.fake.fault("groups", Fault::Fail(Error::new(ErrorKind::Unavailable, "down")));
    let outcome = harness.sync().await.0.unwrap();
    assert_eq!((outcome.done, outcome.failed.len(), harness.fake.world().calls("groups")), (9, 1, 10));
}
