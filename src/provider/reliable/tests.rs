//! Every request, lost in every way, against a service in memory and in virtual time.

use std::sync::Mutex;
use std::time::Duration;

use super::*;
use crate::model::{Error, ErrorKind};
use crate::provider::fake::{Fake, Fault, draft};
use crate::provider::{CallEvent, Gate, Progress};

/// A service with the codes A and B, newest first.
fn service(kind: ProviderKind) -> (Arc<Fake>, Reliable) {
    let fake = Arc::new(Fake::with_codes(kind, &[("B", "b"), ("A", "a")]));
    (fake.clone(), Reliable::new(fake))
}

fn number() -> NumberId {
    "1".into()
}

fn unavailable() -> Fault {
    Fault::Fail(Error::new(ErrorKind::Unavailable, "The service cannot be reached."))
}

fn throttled(retry_after: Option<Duration>) -> Fault {
    Fault::Fail(Error::new(ErrorKind::Throttled { retry_after }, "Too many calls."))
}

fn no_access() -> Fault {
    Fault::Fail(Error::new(ErrorKind::NotFound, "Unsupported delete request.").vendor_code("100/33"))
}

fn faults(fake: &Fake, op: &'static str, fault: &Fault, times: usize) {
    for _ in 0..times {
        fake.fault(op, fault.clone());
    }
}

/// A call whose reports are kept, without rows.
fn listening() -> (Call, Arc<Mutex<Vec<CallEvent>>>) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ears = Arc::clone(&heard);
    let progress = Progress::new(move |report| ears.lock().unwrap().push(report));
    (Call { progress, ..Call::default() }, heard)
}

async fn change(reliable: &Reliable, op: &str, call: &Call) -> Result<()> {
    let (number, code, group) = (number(), CodeId::new("A"), GroupId::new("g"));
    match op {
        "create" => reliable.create(call, &number, &draft("c")).await.map(drop),
        "update" => reliable.update(call, &number, &code, &draft("c")).await.map(drop),
        "delete" => reliable.delete(call, &number, &code).await,
        "reset_link" => reliable.reset_link(call, &number, &group).await.map(drop),
        _ => reliable.remove_link(call, &number, &group).await,
    }
}

const OPS: [&str; 5] = ["create", "update", "delete", "reset_link", "remove_link"];
const KINDS: [ProviderKind; 2] = [ProviderKind::Meta, ProviderKind::Alibaba];

/// Whether twice does the same as once.
fn is_idempotent(kind: ProviderKind, op: &str) -> bool {
    match op {
        "delete" | "remove_link" => true,
        "update" => kind == ProviderKind::Meta,
        _ => false,
    }
}

#[tokio::test(start_paused = true)]
async fn a_read_is_repeated_and_says_so() {
    let (fake, reliable) = service(ProviderKind::Meta);
    faults(&fake, "codes", &unavailable(), 2);
    fake.fault("codes", throttled(Some(Duration::from_secs(7))));
    let (call, heard) = listening();
    assert_eq!(reliable.codes(&call, &number()).await.unwrap().len(), 2);
    let heard = heard.lock().unwrap();
    let retries: Vec<_> = heard
        .iter()
        .filter_map(
            |report| if let CallEvent::Retrying { attempt, wait } = report { Some((*attempt, *wait)) } else { None },
        )
        .collect();
    assert_eq!(retries.iter().map(|(attempt, _)| *attempt).collect::<Vec<_>>(), [2, 3]);
    assert!(retries[0].1 >= Duration::from_millis(300) && retries[0].1 < Duration::from_millis(600), "{retries:?}");
    let asked = |report: &CallEvent| matches!(report, CallEvent::Waiting { wait } if *wait >= Duration::from_secs(7));
    assert!(heard.iter().any(asked), "the wait the service asks for: {heard:?}");
}

#[tokio::test(start_paused = true)]
async fn retries_come_to_an_end() {
    let (fake, reliable) = service(ProviderKind::Meta);
    faults(&fake, "codes", &unavailable(), 100);
    let error = reliable.codes(&Call::default(), &number()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unavailable);
    assert!(error.message.contains("tried 5 times"), "{error}");
    assert_eq!(fake.world().calls("codes"), 5);
}

#[tokio::test(start_paused = true)]
async fn what_will_not_pass_is_not_repeated() {
    for kind in [ErrorKind::Auth, ErrorKind::Permission, ErrorKind::NotFound, ErrorKind::Decode] {
        let (fake, reliable) = service(ProviderKind::Meta);
        fake.fault("codes", Fault::Fail(Error::new(kind, "No.")));
        assert_eq!(reliable.codes(&Call::default(), &number()).await.unwrap_err().kind, kind);
        assert_eq!(fake.world().calls("codes"), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_throttled_change_is_sent_again() {
    for op in OPS {
        let (fake, reliable) = service(ProviderKind::Alibaba);
        faults(&fake, op, &throttled(Some(Duration::from_secs(1))), 2);
        change(&reliable, op, &Call::default()).await.unwrap();
        let world = fake.world();
        assert_eq!((world.calls(op), world.effects.len()), (3, 1), "{op}");
    }
}

/// Without a time to come back one call is enough: more of them may make the block longer. A long penalty is told and
/// not waited out, unless somebody wants to wait.
#[tokio::test(start_paused = true)]
async fn a_penalty_is_told_and_not_tried_out() {
    for (wait, waits, calls) in [
        (None, Waits::default(), 1),
        (None, Waits::unbounded(), 1),
        (Some(Duration::from_secs(45)), Waits::default(), 1),
        (Some(Duration::from_secs(45)), Waits::unbounded(), 2),
        (Some(Duration::from_secs(9)), Waits::default(), 2),
    ] {
        let fake = Arc::new(Fake::with_codes(ProviderKind::Meta, &[("A", "a")]));
        let reliable = Reliable::new(fake.clone()).waiting(waits);
        fake.fault("codes", throttled(wait));
        fake.fault("delete", throttled(wait));
        let (call, heard) = listening();
        let read = reliable.codes(&call, &number()).await.map(drop);
        let changed = change(&reliable, "delete", &call).await;
        for outcome in [read, changed] {
            let error = outcome.err().map(|error| error.kind);
            assert_eq!(error, (calls == 1).then_some(ErrorKind::Throttled { retry_after: wait }));
        }
        let world = fake.world();
        assert_eq!((world.calls("codes"), world.calls("delete")), (calls, calls), "{wait:?} {waits:?}");
        assert_eq!(heard.lock().unwrap().iter().any(|report| matches!(report, CallEvent::Waiting { .. })), calls == 2);
    }
}

#[tokio::test(start_paused = true)]
async fn only_what_does_the_same_twice_is_sent_again_after_a_lost_answer() {
    for (kind, op) in KINDS.into_iter().flat_map(|kind| OPS.map(|op| (kind, op))) {
        let (fake, reliable) = service(kind);
        fake.fault(op, Fault::LoseBefore);
        let outcome = change(&reliable, op, &Call::default()).await.map_err(|error| error.kind);
        if is_idempotent(kind, op) {
            assert_eq!((outcome, fake.world().calls(op)), (Ok(()), 2), "{kind} {op}");
        } else {
            assert_eq!((outcome, fake.world().calls(op)), (Err(ErrorKind::OutcomeUnknown), 1), "{kind} {op}");
        }
    }
}

/// An answer to a second try says nothing about the first one: that there is no such object can also mean that the
/// token has lost its access.
#[tokio::test(start_paused = true)]
async fn no_later_answer_clears_an_unclear_one() {
    let refusals = [
        no_access(),
        Fault::Fail(Error::new(ErrorKind::Permission, "No.")),
        Fault::Fail(Error::new(ErrorKind::Auth, "Expired.")),
        throttled(Some(Duration::from_mins(10))),
        unavailable(),
    ];
    for refusal in refusals {
        let (fake, reliable) = service(ProviderKind::Meta);
        fake.fault("delete", Fault::LoseBefore);
        faults(&fake, "delete", &refusal, 10);
        let error = change(&reliable, "delete", &Call::default()).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::OutcomeUnknown, "{refusal:?}");
        assert!(!error.message.contains("othing was"), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_never_left_was_not_carried_out() {
    for op in OPS {
        let (fake, reliable) = service(ProviderKind::Meta);
        faults(&fake, op, &unavailable(), 10);
        let error = change(&reliable, op, &Call::default()).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unavailable, "{op}");
        assert!(error.message.contains("Nothing was changed"), "{error}");

        // That nothing is found afterwards does not make it one of ours.
        let (fake, reliable) = service(ProviderKind::Meta);
        fake.fault("delete", unavailable());
        fake.fault("delete", no_access());
        assert_eq!(change(&reliable, "delete", &Call::default()).await.unwrap_err().kind, ErrorKind::NotFound);
    }
}

#[tokio::test(start_paused = true)]
async fn cancelled_in_the_queue_it_was_never_sent() {
    for op in OPS {
        let (fake, reliable) = service(ProviderKind::Alibaba);
        fake.fault(op, Fault::Queue);
        let call = Call::default();
        let cancel = async {
            fake.called(op, 1).await;
            call.cancel.cancel();
        };
        let (outcome, ()) = tokio::join!(change(&reliable, op, &call), cancel);
        assert_eq!(outcome.unwrap_err().kind, ErrorKind::Cancelled, "{op}");
    }
}

#[tokio::test(start_paused = true)]
async fn cancelled_after_sending_the_answer_is_waited_for_and_nothing_is_claimed() {
    for op in OPS {
        for (fault, outcome) in [
            (Fault::Slow(Duration::from_secs(3)), Ok(())),
            (Fault::Hang, Err(ErrorKind::OutcomeUnknown)),
            (Fault::HangAfter, Err(ErrorKind::OutcomeUnknown)),
        ] {
            let (fake, reliable) = service(ProviderKind::Alibaba);
            fake.fault(op, fault.clone());
            let call = Call::default();
            let cancel = async {
                fake.called(op, 1).await;
                tokio::time::sleep(Duration::from_millis(50)).await;
                call.cancel.cancel();
            };
            let (ended, ()) = tokio::join!(change(&reliable, op, &call), cancel);
            assert_eq!(ended.map_err(|error| error.kind), outcome, "{op} {fault:?}");
            assert_eq!(fake.world().calls(op), 1);
        }
    }
}

/// A gate that opens a number of times.
#[derive(Debug)]
struct Opens(Mutex<u32>);

#[async_trait]
impl Gate for Opens {
    async fn open(&self) -> Result<()> {
        let mut left = self.0.lock().unwrap();
        if *left == 0 {
            return Err(Error::new(ErrorKind::Internal, "The disk is full; nothing was sent."));
        }
        *left -= 1;
        Ok(())
    }
}

#[tokio::test(start_paused = true)]
async fn a_closed_gate_keeps_a_change_from_leaving() {
    let (fake, reliable) = service(ProviderKind::Meta);
    let gated = |opens| Call { gate: Some(Arc::new(Opens(Mutex::new(opens)))), ..Call::default() };
    let error = change(&reliable, "delete", &gated(0)).await.unwrap_err();
    assert_eq!((error.kind, error.message.as_str()), (ErrorKind::Internal, "The disk is full; nothing was sent."));
    assert!(fake.world().effects.is_empty());

    // What left before it closed may have been carried out, and the error says so.
    fake.fault("delete", Fault::LoseAfter);
    let error = change(&reliable, "delete", &gated(1)).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
    assert!(!error.message.contains("nothing was sent"), "{error}");
    assert_eq!(fake.world().effects, ["delete"]);
}
