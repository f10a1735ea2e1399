//! Changes without a clear answer: what is said of them, and what becomes of them later.

use super::*;

#[tokio::test(start_paused = true)]
async fn a_lost_answer_is_made_up_for_by_looking() {
    for (kind, op) in KINDS.into_iter().flat_map(|kind| OPS.map(|op| (kind, op))) {
        for fault in [Fault::LoseAfter, Fault::Late(Duration::from_secs(3))] {
            let harness = JournalHarness::new(kind);
            harness.fake.fault(op, fault.clone());
            if op == "reset_link" {
                // The new link could be a colleague's: it is named, and nothing is claimed.
                let error = harness.change(op).await.unwrap_err();
                assert_eq!(error.kind, ErrorKind::OutcomeUnknown, "{kind} {fault:?}");
                assert!(error.message.contains("https://chat.whatsapp.com/1"), "{error}");
                continue;
            }
            harness.change(op).await.unwrap_or_else(|error| panic!("{kind} {op} {fault:?}: {error}"));
            let entry = harness.entry().await;
            assert_eq!((entry.outcome, entry.settled), (Some(Outcome::Done), true), "{kind} {op}");
            assert_eq!(harness.fake.world().effects, [op]);
        }
    }
}

/// Without an effect, or with one that comes later than anybody waits for, nothing is claimed, and the entry is open
/// until the service shows it.
#[tokio::test(start_paused = true)]
async fn what_leaves_no_sign_is_unknown_until_it_does() {
    for (kind, op) in KINDS.into_iter().flat_map(|kind| OPS.map(|op| (kind, op))) {
        let harness = JournalHarness::new(kind);
        harness.fake.fault(op, Fault::Late(Duration::from_secs(30)));
        let error = harness.change(op).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::OutcomeUnknown, "{kind} {op}");
        assert!(error.message.contains("may or may not"), "{error}");
        assert!(!error.advice.contains("again.") && !error.message.contains("ot created"), "{error:?}");
        assert_eq!(harness.entry().await.outcome, None);
        let told = harness.settle().await;
        assert_eq!((told.len(), told[0].outcome), (1, None), "{kind} {op}: {}", told[0].sentence);

        tokio::time::sleep(Duration::from_mins(1)).await;
        let mut told = harness.settle().await;
        let settled = if op == "reset_link" { Outcome::Unclear } else { Outcome::Done };
        if op == "reset_link" {
            assert_eq!(told[0].outcome, None, "{}", told[0].sentence);
            harness.age(Duration::from_mins(11)).await;
            told = harness.settle().await;
        }
        assert_eq!(told[0].outcome, Some(settled), "{kind} {op}: {}", told[0].sentence);
        assert_eq!(harness.settle().await, [], "it is settled once");
        assert_eq!(harness.fake.world().calls(op), 1, "and nothing is sent by it");
    }
}

#[tokio::test(start_paused = true)]
async fn a_killed_change_is_settled_by_what_the_service_shows() {
    for (kind, op) in KINDS.into_iter().flat_map(|kind| OPS.map(|op| (kind, op))) {
        for (fault, outcome) in [(Fault::HangAfter, Some(Outcome::Done)), (Fault::Hang, None)] {
            let harness = JournalHarness::new(kind);
            harness.killed(op, fault).await;
            // Another link could be a colleague's.
            let outcome = outcome.map(|done| if op == "reset_link" { Outcome::Unclear } else { done });
            // However long ago it was sent: that there is no sign of it says nothing.
            harness.age(Duration::from_hours(24)).await;
            let told = harness.settle().await;
            assert_eq!(told.len(), 1, "{kind} {op} {outcome:?}");
            assert_eq!(told[0].outcome, outcome, "{kind} {op}: {}", told[0].sentence);
            let entry = harness.entry().await;
            assert_eq!((entry.outcome, entry.settled), (outcome, outcome.is_some()));
            let made = entry.made.map(|made| made.id);
            let expected = match (op, kind, outcome) {
                (_, _, None) | ("delete" | "remove_link" | "reset_link", _, _) => None,
                ("create", ..) | ("update", ProviderKind::Alibaba, _) => Some("NEW1"),
                _ => Some("A"),
            };
            assert_eq!(made.as_deref(), expected, "{kind} {op} {outcome:?}");
            assert_eq!(harness.fake.world().calls(op), 1, "nothing is sent by it");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn where_the_object_is_gone_it_cannot_be_told_any_more_after_a_while() {
    for (kind, group) in [(ProviderKind::Meta, false), (ProviderKind::Alibaba, false), (ProviderKind::Meta, true)] {
        let harness = JournalHarness::new(kind);
        harness.killed(if group { "reset_link" } else { "update" }, Fault::Hang).await;
        if group {
            harness.fake.world().links.clear();
            harness.fake.fault("invite_link", Fault::Fail(Error::not_found("The group")));
            harness.fake.fault("invite_link", Fault::Fail(Error::not_found("The group")));
        }
        harness.fake.world().codes.retain(|code| code.code.as_str() != "A");
        assert_eq!(harness.settle().await[0].outcome, None, "its sign may still come");
        harness.age(Duration::from_mins(11)).await;
        let told = harness.settle().await;
        assert_eq!(told[0].outcome, Some(Outcome::Unclear), "{kind}: {}", told[0].sentence);
    }
}

#[tokio::test(start_paused = true)]
async fn a_token_without_access_settles_nothing() {
    for op in ["delete", "remove_link"] {
        let harness = JournalHarness::new(ProviderKind::Meta);
        harness.killed(op, Fault::Hang).await;
        let no_access = || Fault::Fail(Error::not_found("The object").vendor_code("100/33"));
        for look in ["code", "codes", "invite_link", "groups"] {
            harness.fake.fault(look, no_access());
        }
        let told = harness.settle().await;
        assert_eq!(told[0].outcome, None, "{op}: {}", told[0].sentence);
        assert_eq!(harness.fake.world().codes.len(), 2);
    }
}

#[tokio::test(start_paused = true)]
async fn a_killed_recreation_is_the_successor_of_the_deleted_code_all_the_same() {
    for kind in KINDS {
        let harness = JournalHarness::new(kind);
        harness.change("delete").await.unwrap();
        let deletion = harness.entry().await.id;
        harness.fake.fault("create", Fault::Late(Duration::from_secs(20)));
        let call = Call { again: Some(deletion.0), ..Call::default() };
        harness.account.create(&call, &"1".into(), &draft("hello")).await.unwrap_err();
        let store = harness.journal.store().await.unwrap();
        assert_eq!(store.entry(deletion).await.unwrap().unwrap().made, None, "nobody knows yet");
        tokio::time::sleep(Duration::from_secs(20)).await;
        harness.settle().await;
        let retirement = store.retirement("A").await.unwrap().unwrap();
        assert_eq!(retirement.successor.map(|made| made.id).as_deref(), Some("NEW1"), "{kind}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_rewrites_messages_hides_no_code() {
    let harness = JournalHarness::new(ProviderKind::Meta);
    harness.fake.fault("create", Fault::LoseBefore);
    let meddling = async {
        harness.fake.called("create", 1).await;
        // Composed, trimmed and folded, as the service stores it.
        harness.fake.world().codes.insert(0, code("REWRITTEN", "Ich m\u{f6}chte einen Tisch"));
    };
    let message = draft(" Ich mo\u{308}chte  einen Tisch ");
    let (call, number) = (Call::default(), NumberId::new("1"));
    let (made, ()) = tokio::join!(harness.account.create(&call, &number, &message), meddling);
    assert_eq!(made.unwrap().code.as_str(), "REWRITTEN");
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_looked_up_stays_open() {
    let harness = JournalHarness::new(ProviderKind::Meta);
    harness.killed("delete", Fault::HangAfter).await;
    harness.fake.fault("code", Fault::Fail(Error::new(ErrorKind::Unavailable, "Down.")));
    let told = harness.settle().await;
    assert!(told[0].outcome.is_none() && told[0].sentence.contains("Down."), "{}", told[0].sentence);
    assert_eq!(harness.settle().await[0].outcome, Some(Outcome::Done));
}
