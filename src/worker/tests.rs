//! The worker against a service in memory, in virtual time.

mod audit;
mod import;
mod leaving;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;

use super::{Services, Worker, WorkerHandle};
use crate::app::RequestId;
use crate::app::effect::{Read, Reply, Request, WorkerEvent, Write};
use crate::config::Paths;
use crate::journal::{Journal, Journaling};
use crate::model::{CodeKey, Error, ErrorKind, InviteLink, NumberKey, Priority, ProviderKind, World};
use crate::provider::fake::{Fake, FakeConnect, Fault, LATENCY, draft};
use crate::provider::{Provider, Reliable, TimeScale};
use crate::session::Session;

/// Whether a reply is the right one.
type Check = fn(&Reply) -> bool;

/// A worker, its events, and the service behind it.
struct WorkerHarness {
    fake: Arc<Fake>,
    worker: WorkerHandle,
    events: mpsc::UnboundedReceiver<WorkerEvent>,
}

impl WorkerHarness {
    fn new() -> Self {
        let fake = Arc::new(Fake::with_codes(ProviderKind::Meta, &[("A", "a"), ("B", "b")]));
        Self::with(fake.clone(), fake)
    }

    /// With `provider` between the worker and the service.
    fn with(provider: Arc<dyn Provider>, fake: Arc<Fake>) -> Self {
        let (sender, events) = mpsc::unbounded_channel();
        // Nothing is kept where these look: only the service counts here.
        let nowhere = PathBuf::from("/nowhere");
        let paths = Paths { config_file: nowhere.join("config.toml"), config_named: false, data_dir: nowhere };
        let session = Arc::new(Session::of([], paths.clone()));
        let connect = Arc::new(FakeConnect(provider));
        let services = Services { connect, ..Services::new(session, paths, Arc::default()) };
        Self { worker: Worker::spawn(services, sender), fake, events }
    }

    fn ask(&self, id: u64, request: Request) {
        self.worker.ask(RequestId(id), request, Priority::Foreground);
    }

    fn cancel(&self, id: u64) {
        self.worker.cancel(RequestId(id));
    }

    /// The next request that ends, and how.
    async fn ended(&mut self) -> (u64, Result<Reply, ErrorKind>) {
        loop {
            if let WorkerEvent::Ended { id, outcome } = self.events.recv().await.expect("the worker lives") {
                return (id.0, outcome.map_err(|error| error.kind));
            }
        }
    }

    /// Ends the worker and returns what had not been heard yet.
    async fn shutdown(mut self, grace: Duration) -> Vec<(u64, Result<Reply, ErrorKind>)> {
        self.worker.shutdown(grace).await;
        let mut ended = Vec::new();
        while let Some(event) = self.events.recv().await {
            if let WorkerEvent::Ended { id, outcome } = event {
                ended.push((id.0, outcome.map_err(|error| error.kind)));
            }
        }
        ended
    }
}

fn number() -> NumberKey {
    NumberKey { profile: "p".into(), number: "1".into() }
}

/// What the person saw; the fake does not look.
const SEEN: &str = "";

fn codes() -> Request {
    Request::Read(Read::Codes(number()))
}

fn create(message: &str) -> Request {
    Request::Write(Write::Create { number: number(), draft: draft(message), again: None, despite_open: false })
}

fn key(code: &str) -> CodeKey {
    CodeKey { number: number(), code: code.into() }
}

fn update(code: &str, message: &str) -> Request {
    Request::Write(Write::Update { key: key(code), draft: draft(message), seen: SEEN.to_owned() })
}

#[tokio::test(start_paused = true)]
async fn every_kind_of_request_gets_its_reply() {
    let mut harness = WorkerHarness::new();
    let group = crate::model::GroupKey { number: number(), group: "g".into() };
    let read = Request::Read;
    let write = Request::Write;
    let table: [(Request, Check); 9] = [
        (read(Read::Numbers("p".into())), |reply| matches!(reply, Reply::Numbers(_))),
        (codes(), |reply| matches!(reply, Reply::Codes(codes) if codes.len() == 2)),
        (read(Read::Groups(number())), |reply| matches!(reply, Reply::Groups(_))),
        (read(Read::InviteLink(group.clone())), |reply| matches!(reply, Reply::InviteLink(_))),
        (create("c"), |reply| matches!(reply, Reply::Code(code) if code.message == "c")),
        (update("A", "d"), |reply| matches!(reply, Reply::Updated(updated) if updated.code.message == "d")),
        (write(Write::Delete { key: key("B"), seen: SEEN.to_owned() }), |reply| *reply == Reply::Done),
        (write(Write::ResetLink { key: group.clone(), seen: InviteLink::None, despite_open: false }), |reply| {
            matches!(reply, Reply::InviteLink(_))
        }),
        (write(Write::RemoveLink { key: group, seen: InviteLink::None, despite_open: false }), |reply| {
            *reply == Reply::Done
        }),
    ];
    for (id, (request, check)) in table.into_iter().enumerate() {
        harness.ask(id as u64, request.clone());
        let (ended, outcome) = harness.ended().await;
        assert_eq!(ended, id as u64);
        assert!(outcome.as_ref().is_ok_and(check), "{request:?}: {outcome:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_newest_of_equal_reads_wins() {
    let mut harness = WorkerHarness::new();
    harness.fake.fault("codes", Fault::Hang);
    harness.ask(1, codes());
    harness.fake.called("codes", 1).await;
    harness.ask(2, codes());
    harness.ask(3, codes());
    let mut ended = [harness.ended().await, harness.ended().await, harness.ended().await];
    ended.sort_by_key(|(id, _)| *id);
    assert_eq!(ended[0], (1, Err(ErrorKind::Cancelled)));
    assert_eq!(ended[1], (2, Err(ErrorKind::Cancelled)));
    assert!(matches!(ended[2], (3, Ok(Reply::Codes(_)))));
    assert_eq!(harness.fake.world().calls("codes"), 2);
    assert_eq!(harness.fake.world().running["codes"], (0, 1), "never two at a time");
}

#[tokio::test(start_paused = true)]
async fn a_panic_of_a_provider_ends_its_request_and_nothing_else() {
    let mut harness = WorkerHarness::new();
    harness.fake.fault("codes", Fault::Panic);
    harness.ask(1, codes());
    assert_eq!(harness.ended().await, (1, Err(ErrorKind::Internal)));
    harness.ask(2, codes());
    assert!(matches!(harness.ended().await, (2, Ok(Reply::Codes(_)))));
}

#[tokio::test(start_paused = true)]
async fn a_crashed_change_may_have_been_carried_out() {
    let mut harness = WorkerHarness::new();
    harness.fake.fault("create", Fault::Panic);
    harness.ask(1, create("c"));
    let Some(WorkerEvent::Ended { outcome: Err(Error { kind, message, .. }), .. }) = harness.events.recv().await else {
        panic!("the creation fails");
    };
    assert_eq!(kind, ErrorKind::OutcomeUnknown);
    assert!(message.contains("may have been carried out"), "{message}");
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_read_ends_as_cancelled() {
    let mut harness = WorkerHarness::new();
    harness.fake.fault("codes", Fault::Hang);
    harness.ask(1, codes());
    harness.fake.called("codes", 1).await;
    harness.cancel(1);
    assert_eq!(harness.ended().await, (1, Err(ErrorKind::Cancelled)));
    harness.cancel(1);
    assert_eq!(harness.shutdown(Duration::ZERO).await, []);
}

#[tokio::test(start_paused = true)]
async fn a_change_cancelled_before_it_is_sent_has_no_effect() {
    let mut harness = WorkerHarness::new();
    // One waits in line behind another, one waits for its provider, one waits for the quota.
    harness.fake.fault("create", Fault::Hang);
    harness.ask(1, create("a"));
    harness.ask(2, create("b"));
    harness.cancel(2);
    assert_eq!(harness.ended().await, (2, Err(ErrorKind::Cancelled)));

    let nowhere = NumberKey { profile: "nowhere".into(), number: "1".into() };
    harness
        .ask(3, Request::Write(Write::Create { number: nowhere, draft: draft("c"), again: None, despite_open: false }));
    harness.cancel(3);
    assert_eq!(harness.ended().await, (3, Err(ErrorKind::Cancelled)));

    harness.fake.fault("update", Fault::Queue);
    harness.ask(4, update("A", "d"));
    harness.fake.called("update", 1).await;
    harness.cancel(4);
    harness.cancel(4);
    assert_eq!(harness.ended().await, (4, Err(ErrorKind::Cancelled)));
    assert_eq!(harness.fake.world().codes[0].message, "a");
}

#[tokio::test(start_paused = true)]
async fn a_change_given_up_after_it_was_sent_is_unknown() {
    let mut harness = WorkerHarness::new();
    for id in 1..=2 {
        harness.fake.fault("create", Fault::HangAfter);
        harness.ask(id, create("c"));
        harness.fake.called("create", usize::try_from(id).unwrap()).await;
        harness.cancel(id);
        if id == 1 {
            harness.cancel(id);
        }
        // The second one ends by the clock, as nothing finds out its outcome.
        assert_eq!(harness.ended().await, (id, Err(ErrorKind::OutcomeUnknown)));
    }
}

// In real time: the virtual clock would run on while the database is at work.
#[tokio::test]
async fn a_cancelled_change_ends_with_what_became_of_it() {
    let fake = Arc::new(Fake::new(ProviderKind::Alibaba));
    let dir = tempfile::tempdir().unwrap();
    let data_dir = dir.path().to_owned();
    let paths = Paths { config_file: data_dir.join("config.toml"), config_named: false, data_dir };
    let journal = Arc::new(Journal::new(paths, World::Live));
    let scale = TimeScale::faster(100);
    let reliable = Arc::new(Reliable::with_scale(fake.clone(), scale));
    let account = Journaling::with_scale(reliable, "p".into(), journal, scale);
    let mut harness = WorkerHarness::with(Arc::new(account), fake);
    harness.fake.fault("create", Fault::HangAfter);
    harness.ask(1, create("c"));
    harness.fake.called("create", 1).await;
    tokio::time::sleep(LATENCY * 2).await;
    harness.cancel(1);
    assert_eq!(harness.events.recv().await, Some(WorkerEvent::Settling { id: RequestId(1) }));
    assert!(matches!(harness.ended().await, (1, Ok(Reply::Code(code))) if code.message == "c"));
}

#[tokio::test(start_paused = true)]
async fn retries_are_told() {
    let fake = Arc::new(Fake::new(ProviderKind::Alibaba));
    let mut harness = WorkerHarness::with(Arc::new(Reliable::new(fake.clone())), fake);
    harness.fake.fault("numbers", Fault::Fail(Error::new(ErrorKind::Unavailable, "Out of reach.")));
    harness.ask(1, Request::Read(Read::Numbers("p".into())));
    let event = harness.events.recv().await;
    assert!(matches!(event, Some(WorkerEvent::Retrying { id: RequestId(1), attempt: 2, .. })), "{event:?}");
    assert!(harness.ended().await.1.is_ok());
}

#[tokio::test(start_paused = true)]
async fn changes_of_one_code_never_overlap() {
    let mut harness = WorkerHarness::new();
    for id in 0..5 {
        harness.ask(id, update("A", &format!("message {id}")));
    }
    for id in 0..5 {
        assert_eq!(harness.ended().await.0, id);
    }
    assert_eq!(harness.fake.world().running["update"], (0, 1));
    assert_eq!(harness.fake.world().codes[0].message, "message 4");
}

#[tokio::test(start_paused = true)]
async fn requests_of_a_profile_run_side_by_side_up_to_the_limit() {
    let mut harness = WorkerHarness::new();
    for id in 0..20 {
        let group = crate::model::GroupKey { number: number(), group: format!("g{id}").as_str().into() };
        harness.ask(id, Request::Read(Read::InviteLink(group)));
    }
    let started = Instant::now();
    let mut found = 0;
    for _ in 0..20 {
        found += usize::from(harness.ended().await.1.is_ok());
    }
    assert_eq!(found, 20);
    assert_eq!(harness.fake.world().running["invite_link"], (0, 6));
    assert!(started.elapsed() < LATENCY * 5, "four rounds of six");
}

#[tokio::test(start_paused = true)]
async fn rows_are_told_before_the_end() {
    let mut harness = WorkerHarness::new();
    harness.ask(1, codes());
    assert_eq!(harness.events.recv().await, Some(WorkerEvent::Progress { id: RequestId(1), rows: 1 }));
    assert!(matches!(harness.events.recv().await, Some(WorkerEvent::Ended { .. })));
}

#[tokio::test(start_paused = true)]
async fn shutdown_ends_everything_exactly_once() {
    let harness = WorkerHarness::new();
    harness.fake.fault("codes", Fault::Hang);
    harness.fake.fault("create", Fault::Slow(Duration::from_secs(2)));
    harness.fake.fault("update", Fault::HangAfter);
    harness.ask(1, codes());
    harness.ask(2, create("c"));
    harness.ask(3, create("d"));
    harness.ask(4, update("A", "x"));
    for op in ["codes", "create", "update"] {
        harness.fake.called(op, 1).await;
    }
    let mut ended = harness.shutdown(Duration::from_secs(5)).await;
    ended.sort_by_key(|(id, _)| *id);
    assert_eq!(ended[0], (1, Err(ErrorKind::Cancelled)));
    assert!(matches!(ended[1], (2, Ok(Reply::Code(_)))), "a change may finish");
    assert_eq!(ended[2], (3, Err(ErrorKind::Cancelled)), "nothing new starts");
    assert_eq!(ended[3], (4, Err(ErrorKind::OutcomeUnknown)));
    assert_eq!(ended.len(), 4);
}

#[tokio::test(start_paused = true)]
async fn an_abandoned_worker_ends_everything() {
    let WorkerHarness { fake, worker, mut events } = WorkerHarness::new();
    fake.fault("codes", Fault::Hang);
    worker.ask(RequestId(1), codes(), Priority::Background);
    drop(worker);
    let mut ends = 0;
    while let Some(event) = events.recv().await {
        ends += usize::from(matches!(event, WorkerEvent::Ended { .. }));
    }
    assert_eq!(ends, 1);
}
