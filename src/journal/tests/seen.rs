//! What is not as the person saw it, or as it was before, is left alone.

use tokio::time::Instant;

use super::*;
use crate::journal::leaving::Leaving;
use crate::journal::page_cache::PageCache;
use crate::provider::Gate as _;
use crate::store::{Before, BeforeCode, Change, Intent};

/// A change that waits for long leaves only if what was confirmed is still true by then.
#[tokio::test(start_paused = true)]
async fn what_changes_while_a_change_waits_is_left_alone() {
    for (kind, op) in KINDS.into_iter().flat_map(|kind| OPS.map(|op| (kind, op))) {
        if op == "create" {
            continue;
        }
        let harness = JournalHarness::new(kind);
        let throttled = ErrorKind::Throttled { retry_after: Some(Duration::from_secs(9)) };
        harness.fake.fault(op, Fault::Fail(Error::new(throttled, "Too many calls.")));
        let reliable = Arc::new(crate::provider::Reliable::new(harness.fake.clone()));
        let account = Journaling::new(reliable, profile(), harness.journal.clone());
        let harness = JournalHarness { account, ..harness };
        let colleague = async {
            harness.fake.called(op, 1).await;
            let mut world = harness.fake.world();
            world.codes.iter_mut().for_each(|code| code.message = "a colleague's".into());
            world.links.insert("g".into(), InviteLink::Link("https://chat.whatsapp.com/COLLEAGUE".into()));
        };
        let (outcome, ()) = tokio::join!(harness.change(op), colleague);
        // That a throttled reset was not carried out all the same, and that the new link is not its own, nobody can tell.
        let expected = if op == "reset_link" { ErrorKind::OutcomeUnknown } else { ErrorKind::Conflict };
        assert_eq!(outcome.unwrap_err().kind, expected, "{kind} {op}");
        assert!(harness.fake.world().effects.is_empty(), "{kind} {op}");
    }
}

/// A repetition is no licence: what a colleague did since the lost try is left alone.
#[tokio::test(start_paused = true)]
async fn what_changes_after_a_lost_try_is_not_undone_by_its_repetition() {
    let harness = JournalHarness::new(ProviderKind::Meta);
    harness.fake.fault("remove_link", Fault::LoseAfter);
    let reliable = Arc::new(crate::provider::Reliable::new(harness.fake.clone()));
    let account = Journaling::new(reliable, profile(), harness.journal.clone());
    let harness = JournalHarness { account, ..harness };
    let theirs = InviteLink::Link("https://chat.whatsapp.com/COLLEAGUE".into());
    let colleague = async {
        harness.fake.called("remove_link", 1).await;
        tokio::time::sleep(Duration::from_millis(20)).await;
        harness.fake.world().links.insert("g".into(), theirs.clone());
    };
    let (outcome, ()) = tokio::join!(harness.change("remove_link"), colleague);
    assert_eq!(outcome.unwrap_err().kind, ErrorKind::OutcomeUnknown);
    assert_eq!(harness.fake.world().links.get(&GroupId::new("g")), Some(&theirs));
    assert_eq!(harness.fake.world().calls("remove_link"), 1);
}

#[tokio::test(start_paused = true)]
async fn what_is_not_what_was_seen_is_left_alone() {
    for kind in KINDS {
        let harness = JournalHarness::new(kind);
        let (call, number, code) = (Call::default(), NumberId::new("1"), CodeId::new("A"));
        let elsewhere = call.expecting("something else");
        let deleted = harness.account.delete(&elsewhere, &number, &code).await.unwrap_err();
        let updated = harness.account.update(&elsewhere, &number, &code, &draft("x")).await.unwrap_err();
        assert_eq!((deleted.kind, updated.kind), (ErrorKind::Conflict, ErrorKind::Conflict));
        assert_eq!(deleted.current.map(|code| code.message).as_deref(), Some("hello"));
        assert!(harness.fake.world().log.iter().all(|op| !matches!(*op, "delete" | "update")));
        assert_eq!(harness.entries().await, []);

        harness.account.delete(&call.expecting("hello"), &number, &code).await.unwrap();
        assert_eq!(harness.entries().await.len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_link_that_is_not_the_confirmed_one_is_left_alone() {
    let link = |id: &str| InviteLink::Link(format!("https://chat.whatsapp.com/{id}"));
    for kind in KINDS {
        for (seen, now) in
            [(link("OLD"), link("COLLEAGUE")), (InviteLink::None, link("COLLEAGUE")), (link("OLD"), InviteLink::None)]
        {
            let harness = JournalHarness::new(kind);
            harness.fake.world().links.insert("g".into(), now.clone());
            let call = Call::default().expecting_link(seen);
            let (number, group) = (NumberId::new("1"), GroupId::new("g"));
            let reset = harness.account.reset_link(&call, &number, &group).await.unwrap_err();
            let removed = harness.account.remove_link(&call, &number, &group).await.unwrap_err();
            for error in [reset, removed] {
                assert_eq!(error.kind, ErrorKind::Conflict);
                assert!(error.message.contains("nothing was sent"), "{error}");
            }
            let world = harness.fake.world();
            assert_eq!((world.calls("reset_link"), world.calls("remove_link")), (0, 0), "{kind}");
            assert_eq!(world.links.get(&GroupId::new("g")), Some(&now));
        }
    }
}

/// What a lost try has done is seen before it is sent once more, whatever was looked at before that try.
#[tokio::test(start_paused = true)]
async fn a_repetition_looks_at_what_the_lost_try_has_done() {
    for (kind, op) in [
        (ProviderKind::Meta, "delete"),
        (ProviderKind::Alibaba, "delete"),
        (ProviderKind::Meta, "update"),
        (ProviderKind::Alibaba, "remove_link"),
    ] {
        let harness = JournalHarness::new(kind);
        harness.fake.fault(op, Fault::LoseAfter);
        let reliable = Arc::new(crate::provider::Reliable::new(harness.fake.clone()));
        let account = Journaling::new(reliable, profile(), harness.journal.clone());
        let harness = JournalHarness { account, ..harness };
        harness.change(op).await.unwrap();
        assert_eq!(harness.fake.world().calls(op), 1, "{kind} {op}");
        assert_eq!(harness.entry().await.outcome, Some(Outcome::Done));
    }
}

/// Until its first try, a change can wait for the quota for longer than a look holds good.
#[tokio::test(start_paused = true)]
async fn a_change_that_waited_before_it_left_looks_again() {
    for (waited, leaves) in [(2_900, true), (3_100, false)] {
        let harness = JournalHarness::new(ProviderKind::Meta);
        let code = BeforeCode { code: "A".into(), message: "hello".into(), link: String::new() };
        let intent = Intent {
            profile: profile(),
            provider: ProviderKind::Meta,
            number: NumberId::new("1"),
            change: Change::Delete(CodeId::new("A")),
            before: Before { code: Some(code), ..Before::default() },
        };
        let store = harness.journal.store().await.unwrap().clone();
        let pages = Arc::new(PageCache::new(harness.fake.clone()));
        let leaving = Leaving::new(store, pages, intent, None, Instant::now());
        harness.fake.world().codes.iter_mut().for_each(|code| code.message = "a colleague's".into());
        tokio::time::advance(Duration::from_millis(waited)).await;
        let opened = leaving.open().await.map_err(|error| error.kind);
        assert_eq!(opened, if leaves { Ok(()) } else { Err(ErrorKind::Conflict) }, "{waited}");
        assert_eq!(leaving.entry().is_some(), leaves, "{waited}");
    }
}
