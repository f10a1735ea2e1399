//! Every change, lost in every way, against a service in memory and in virtual time.

use std::sync::Mutex;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::*;
use crate::model::{Error, ErrorKind};
use crate::provider::Progress;
use crate::provider::fake::{Fake, Fault, code, draft};

/// A service with the codes A and B, newest first.
fn bench(kind: ProviderKind) -> (Arc<Fake>, Steady) {
    let fake = Arc::new(Fake::with_codes(kind, &[("B", "b"), ("A", "a")]));
    (fake.clone(), Steady::new(fake))
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

fn faults(fake: &Fake, op: &'static str, fault: &Fault, times: usize) {
    for _ in 0..times {
        fake.fault(op, fault.clone());
    }
}

fn codes_of(fake: &Fake) -> Vec<String> {
    fake.world().codes.iter().map(|code| code.code.to_string()).collect()
}

/// A call whose reports are kept, without rows.
fn listening() -> (Call, Arc<Mutex<Vec<Report>>>) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let ears = Arc::clone(&heard);
    let progress = Progress::new(move |report| ears.lock().unwrap().push(report));
    (Call { progress, ..Call::default() }, heard)
}

async fn create(steady: &Steady, message: &str) -> Result<QrCode> {
    steady.create(&Call::default(), &number(), &draft(message)).await
}

async fn update(steady: &Steady, id: &str, message: &str) -> Result<Updated> {
    steady.update(&Call::default(), &number(), &id.into(), &draft(message)).await
}

async fn delete(steady: &Steady, id: &str) -> Result<()> {
    steady.delete(&Call::default(), &number(), &id.into()).await
}

#[tokio::test(start_paused = true)]
async fn a_read_is_repeated_and_says_so() {
    let (fake, steady) = bench(ProviderKind::Meta);
    faults(&fake, "codes", &unavailable(), 2);
    fake.fault("codes", throttled(Some(Duration::from_secs(7))));
    let (call, heard) = listening();
    assert_eq!(steady.codes(&call, &number()).await.unwrap().len(), 2);
    let retries: Vec<_> = heard
        .lock()
        .unwrap()
        .iter()
        .filter_map(
            |report| if let Report::Retrying { attempt, wait } = report { Some((*attempt, *wait)) } else { None },
        )
        .collect();
    assert_eq!(retries.iter().map(|(attempt, _)| *attempt).collect::<Vec<_>>(), [2, 3, 4]);
    assert!(retries[0].1 >= Duration::from_millis(300) && retries[0].1 < Duration::from_millis(600), "{retries:?}");
    assert!(retries[2].1 >= Duration::from_secs(7), "the wait the service asks for: {retries:?}");
}

#[tokio::test(start_paused = true)]
async fn patience_ends() {
    let (fake, steady) = bench(ProviderKind::Meta);
    faults(&fake, "codes", &unavailable(), 100);
    let error = steady.codes(&Call::default(), &number()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unavailable);
    assert!(error.message.contains("tried 5 times"), "{error}");
    assert_eq!(fake.world().calls("codes"), 5);

    // Nobody waits for twelve minutes.
    fake.fault("numbers", throttled(Some(Duration::from_mins(12))));
    let error = steady.numbers(&Call::default()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Throttled { retry_after: Some(Duration::from_mins(12)) });
    assert_eq!(fake.world().calls("numbers"), 1);
}

#[tokio::test(start_paused = true)]
async fn what_will_not_pass_is_not_repeated() {
    for kind in [ErrorKind::Auth, ErrorKind::Permission, ErrorKind::NotFound, ErrorKind::Decode] {
        let (fake, steady) = bench(ProviderKind::Meta);
        fake.fault("codes", Fault::Fail(Error::new(kind, "No.")));
        assert_eq!(steady.codes(&Call::default(), &number()).await.unwrap_err().kind, kind);
        assert_eq!(fake.world().calls("codes"), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_creation_is_found() {
    for kind in [ProviderKind::Meta, ProviderKind::Alibaba] {
        for fault in [Fault::LoseAfter, Fault::Late(Duration::from_secs(3))] {
            let (fake, steady) = bench(kind);
            fake.fault("create", fault);
            let (call, heard) = listening();
            // An older code has the same message.
            let code = steady.create(&call, &number(), &draft("a")).await.unwrap();
            assert_eq!(code.code.as_str(), "NEW1");
            assert_eq!(codes_of(&fake), ["NEW1", "B", "A"]);
            assert_eq!(fake.world().calls("create"), 1);
            assert!(heard.lock().unwrap().contains(&Report::Settling));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_refresh_during_a_creation_does_not_hide_its_code() {
    let (fake, steady) = bench(ProviderKind::Alibaba);
    fake.fault("create", Fault::HangAfter);
    let call = Call::default();
    let refresh = async {
        fake.called("create", 1).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let shown = steady.codes(&Call::default(), &number()).await.unwrap();
        call.cancel.cancel();
        shown.len()
    };
    let (number, draft) = (number(), draft("x"));
    let (outcome, shown) = tokio::join!(steady.create(&call, &number, &draft), refresh);
    assert_eq!(shown, 3);
    assert_eq!(outcome.unwrap().code.as_str(), "NEW1");
}

#[tokio::test(start_paused = true)]
async fn a_creation_that_was_not_carried_out_is_told_apart() {
    let (fake, steady) = bench(ProviderKind::Alibaba);
    fake.fault("create", Fault::LoseBefore);
    let error = create(&steady, "a").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unavailable);
    assert!(error.message.contains("was not created"), "{error}");
    assert_eq!(error.advice, "Create it again.");
    assert_eq!(fake.world().log.iter().filter(|op| **op != "newest").collect::<Vec<_>>(), [&"create"]);
    assert_eq!(fake.world().calls("newest"), 5, "one look before and four after");
}

#[tokio::test(start_paused = true)]
async fn a_creation_that_cannot_be_settled_is_unknown() {
    let (fake, steady) = bench(ProviderKind::Alibaba);
    fake.fault("create", Fault::LoseAfter);
    fake.pass("newest");
    faults(&fake, "newest", &unavailable(), 6);
    let error = create(&steady, "a").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
    assert!(error.message.contains("may or may not"), "{error}");

    // The next creation does not take the code of the unknown one for its own.
    fake.fault("create", Fault::LoseBefore);
    assert_eq!(create(&steady, "a").await.unwrap_err().kind, ErrorKind::Unavailable);
    assert_eq!(codes_of(&fake), ["NEW1", "B", "A"]);
}

#[tokio::test(start_paused = true)]
async fn a_list_that_fails_once_while_settling_does_no_harm() {
    for after in [true, false] {
        let (fake, steady) = bench(ProviderKind::Alibaba);
        fake.fault("create", if after { Fault::LoseAfter } else { Fault::LoseBefore });
        fake.pass("newest");
        fake.fault("newest", throttled(None));
        let outcome = create(&steady, "a").await.map_err(|error| error.kind);
        assert_eq!(outcome.is_ok(), after, "{outcome:?}");
        assert!(after || outcome == Err(ErrorKind::Unavailable));
    }
}

#[tokio::test(start_paused = true)]
async fn two_new_codes_with_the_message_are_not_guessed_at() {
    let (fake, steady) = bench(ProviderKind::Alibaba);
    fake.fault("create", Fault::LoseAfter);
    fake.fault("newest", Fault::Slow(Duration::from_secs(1)));
    let creation = create(&steady, "x");
    let meddling = async {
        fake.called("create", 1).await;
        fake.world().codes.push(code("OTHER", "x"));
    };
    let (outcome, ()) = tokio::join!(creation, meddling);
    let error = outcome.unwrap_err();
    assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
    assert!(error.message.contains("NEW1, OTHER"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn creating_many_loses_none_and_makes_none_twice() {
    for kind in [ProviderKind::Meta, ProviderKind::Alibaba] {
        let fake = Arc::new(Fake::new(kind));
        fake.world().page = (kind == ProviderKind::Meta).then_some(25);
        let steady = Arc::new(Steady::new(fake.clone()));
        for nth in 1..=50 {
            if nth % 3 == 0 { fake.fault("create", Fault::LoseAfter) } else { fake.pass("create") }
        }
        let mut tasks = JoinSet::new();
        for _ in 0..50 {
            let steady = Arc::clone(&steady);
            tasks.spawn(async move { create(&steady, "the same for all").await.unwrap().code });
        }
        let made: std::collections::HashSet<_> = tasks.join_all().await.into_iter().collect();
        assert_eq!(made.len(), 50, "each creation has a code of its own");
        assert_eq!(fake.world().codes.len(), 50);
        assert_eq!(fake.world().calls("newest"), 1 + 16, "one look before, and one for each lost answer");
    }
}

#[tokio::test(start_paused = true)]
async fn a_throttled_change_is_sent_again() {
    let (fake, steady) = bench(ProviderKind::Alibaba);
    faults(&fake, "create", &throttled(None), 3);
    assert!(create(&steady, "x").await.is_ok());
    assert_eq!(fake.world().calls("create"), 4);
    assert_eq!(codes_of(&fake), ["NEW1", "B", "A"]);
}

#[tokio::test(start_paused = true)]
async fn a_creation_is_not_sent_where_it_could_not_be_settled() {
    let (fake, steady) = bench(ProviderKind::Alibaba);
    faults(&fake, "newest", &unavailable(), 100);
    let error = create(&steady, "x").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unavailable);
    assert!(error.message.contains("Nothing was sent"), "{error}");
    assert_eq!(fake.world().calls("create"), 0);
}

#[tokio::test(start_paused = true)]
async fn who_may_not_list_may_still_create() {
    let (fake, steady) = bench(ProviderKind::Alibaba);
    let denied = Fault::Fail(Error::new(ErrorKind::Permission, "Denied."));
    faults(&fake, "newest", &denied, 100);
    assert!(create(&steady, "x").await.is_ok());
    fake.fault("create", Fault::LoseAfter);
    let error = create(&steady, "x").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
    assert!(error.message.contains("Denied"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_creation_is_settled() {
    for (fault, found) in [(Fault::HangAfter, true), (Fault::Hang, false)] {
        let (fake, steady) = bench(ProviderKind::Alibaba);
        fake.fault("create", fault);
        let call = Call { cancel: CancellationToken::new(), ..Call::default() };
        let cancel = async {
            fake.called("create", 1).await;
            tokio::time::sleep(Duration::from_secs(1)).await;
            call.cancel.cancel();
        };
        let (number, draft) = (number(), draft("x"));
        let (outcome, ()) = tokio::join!(steady.create(&call, &number, &draft), cancel);
        match outcome {
            Ok(code) => assert!(found && code.code.as_str() == "NEW1"),
            Err(error) => {
                assert!(!found && error.kind == ErrorKind::Cancelled, "{error:?}");
                assert!(error.message.contains("was not created"), "{error}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_creation_cancelled_in_the_queue_was_never_sent() {
    let (fake, steady) = bench(ProviderKind::Alibaba);
    fake.fault("create", Fault::Queue);
    let call = Call::default();
    let cancel = async {
        fake.called("create", 1).await;
        call.cancel.cancel();
    };
    let (number, draft) = (number(), draft("x"));
    let (outcome, ()) = tokio::join!(steady.create(&call, &number, &draft), cancel);
    assert_eq!(outcome.unwrap_err().kind, ErrorKind::Cancelled);
    assert_eq!(fake.world().calls("newest"), 1, "there was nothing to settle");
}

#[tokio::test(start_paused = true)]
async fn a_lost_replacement_is_found_or_ruled_out() {
    let (fake, steady) = bench(ProviderKind::Alibaba);
    fake.fault("update", Fault::LoseAfter);
    let updated = update(&steady, "A", "b").await.unwrap();
    assert_eq!((updated.code.code.as_str(), updated.replaced), ("NEW1", Some("A".into())));

    fake.fault("update", Fault::LoseBefore);
    let error = update(&steady, "B", "c").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unavailable);
    assert!(error.message.contains("what is printed still works"), "{error}");
    assert_eq!(codes_of(&fake), ["NEW1", "B"]);
    assert_eq!(fake.world().calls("update"), 2);
}

#[tokio::test(start_paused = true)]
async fn a_replacement_that_does_not_add_up_is_unknown() {
    let (fake, steady) = bench(ProviderKind::Alibaba);
    fake.fault("update", Fault::LoseBefore);
    let meddling = async {
        fake.called("update", 1).await;
        fake.world().codes.retain(|code| code.code.as_str() != "A");
    };
    let (outcome, ()) = tokio::join!(update(&steady, "A", "c"), meddling);
    let error = outcome.unwrap_err();
    assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
    assert!(error.message.contains("A is gone"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn an_update_on_graph_is_repeated() {
    let (fake, steady) = bench(ProviderKind::Meta);
    fake.fault("update", Fault::LoseAfter);
    fake.fault("update", Fault::LoseBefore);
    let updated = update(&steady, "A", "c").await.unwrap();
    assert_eq!((updated.code.message.as_str(), updated.replaced), ("c", None));
    assert_eq!(fake.world().calls("update"), 3);

    faults(&fake, "update", &Fault::LoseAfter, 5);
    assert_eq!(update(&steady, "A", "d").await.unwrap().code.message, "d", "the code itself shows it");
    faults(&fake, "update", &Fault::LoseBefore, 5);
    assert_eq!(update(&steady, "A", "e").await.unwrap_err().kind, ErrorKind::Unavailable);
}

#[tokio::test(start_paused = true)]
async fn a_deletion_is_repeated_until_it_is_sure() {
    let (fake, steady) = bench(ProviderKind::Alibaba);
    fake.fault("delete", Fault::LoseAfter);
    assert_eq!(delete(&steady, "A").await, Ok(()), "its repetition finds nothing");
    fake.fault("delete", Fault::LoseBefore);
    fake.fault("delete", unavailable());
    assert_eq!(delete(&steady, "B").await, Ok(()));
    assert!(codes_of(&fake).is_empty());

    assert_eq!(delete(&steady, "A").await.unwrap_err().kind, ErrorKind::NotFound, "it was not there to begin with");
    fake.fault("delete", throttled(None));
    assert_eq!(delete(&steady, "A").await.unwrap_err().kind, ErrorKind::NotFound, "nothing had been carried out");
}

#[tokio::test(start_paused = true)]
async fn a_deletion_that_stays_lost_is_looked_up() {
    let (fake, steady) = bench(ProviderKind::Alibaba);
    faults(&fake, "delete", &Fault::LoseBefore, 5);
    let error = delete(&steady, "A").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unavailable);
    assert!(error.message.contains("was not deleted"), "{error}");

    faults(&fake, "delete", &Fault::LoseBefore, 5);
    faults(&fake, "code", &unavailable(), 6);
    assert_eq!(delete(&steady, "A").await.unwrap_err().kind, ErrorKind::OutcomeUnknown);
}

#[tokio::test(start_paused = true)]
async fn a_lost_reset_is_settled_by_the_link() {
    let (fake, steady) = bench(ProviderKind::Meta);
    let (call, group) = (Call::default(), GroupId::new("g"));
    for had_link in [false, true] {
        fake.fault("reset_link", Fault::LoseBefore);
        let error = steady.reset_link(&call, &number(), &group).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unavailable);
        assert!(error.message.contains(if had_link { "old link" } else { "no link" }), "{error}");

        fake.fault("reset_link", Fault::LoseAfter);
        let link = steady.reset_link(&call, &number(), &group).await.unwrap();
        assert_eq!(Some(&link), fake.world().links.get(&group));
    }
    assert_eq!(fake.world().calls("reset_link"), 4, "never sent twice");

    fake.fault("reset_link", Fault::LoseAfter);
    fake.pass("invite_link");
    faults(&fake, "invite_link", &unavailable(), 6);
    let error = steady.reset_link(&call, &number(), &group).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
}

#[tokio::test(start_paused = true)]
async fn a_lost_removal_is_repeated_and_settled_by_the_link() {
    let (fake, steady) = bench(ProviderKind::Meta);
    let (call, group) = (Call::default(), GroupId::new("g"));
    steady.reset_link(&call, &number(), &group).await.unwrap();
    faults(&fake, "remove_link", &Fault::LoseBefore, 5);
    let error = steady.remove_link(&call, &number(), &group).await.unwrap_err();
    assert!(error.message.contains("was not removed"), "{error}");
    faults(&fake, "remove_link", &Fault::LoseAfter, 5);
    assert_eq!(steady.remove_link(&call, &number(), &group).await, Ok(()));
}
