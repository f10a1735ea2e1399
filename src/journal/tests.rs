use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;

use super::*;
use crate::model::{CodeId, Error, ErrorKind, GroupId, InviteLink, NumberId, ProfileName, ProviderKind};
use crate::provider::fake::{Fake, Fault, Found, code, draft};
use crate::provider::{Call, Provider as _};
use crate::store::{Change, Entry, Filter, Outcome};

/// An account whose changes are written down.
struct JournalHarness {
    dir: TempDir,
    fake: Arc<Fake>,
    journal: Arc<Journal>,
    account: Journaling,
}

fn journal(dir: &TempDir) -> Arc<Journal> {
    let paths =
        Paths { config_file: dir.path().join("config.toml"), config_named: false, data_dir: dir.path().join("data") };
    Arc::new(Journal::new(paths, World::Live))
}

impl JournalHarness {
    fn new(kind: ProviderKind) -> Self {
        let fake = Arc::new(Fake::with_codes(kind, &[("B", "bye"), ("A", "hello")]));
        fake.world().links.insert("g".into(), InviteLink::Link("https://chat.whatsapp.com/OLD".into()));
        let dir = tempfile::tempdir().unwrap();
        let journal = journal(&dir);
        let account = Journaling::new(fake.clone(), profile(), journal.clone());
        Self { dir, fake, journal, account }
    }

    /// Carries out a change, one of those in [`OPS`].
    async fn change(&self, op: &str) -> Result<()> {
        let (call, number, code, group) = (Call::default(), NumberId::new("1"), CodeId::new("A"), GroupId::new("g"));
        match op {
            "create" => self.account.create(&call, &number, &draft("new")).await.map(|_| ()),
            "update" => self.account.update(&call, &number, &code, &draft("new")).await.map(|_| ()),
            "delete" => self.account.delete(&call, &number, &code).await,
            "reset_link" => self.account.reset_link(&call, &number, &group).await.map(|_| ()),
            _ => self.account.remove_link(&call, &number, &group).await,
        }
    }

    async fn entries(&self) -> Vec<Entry> {
        self.journal.store().await.unwrap().entries(Filter::default()).await.unwrap()
    }

    /// The one entry there is.
    async fn entry(&self) -> Entry {
        let mut entries = self.entries().await;
        assert_eq!(entries.len(), 1);
        entries.remove(0)
    }

    /// Starts a change and kills it while the service has it.
    async fn killed(&self, op: &'static str, fault: Fault) {
        self.fake.fault(op, fault);
        let mut change = Box::pin(self.change(op));
        tokio::select! {
            _ = &mut change => panic!("{op} does not come to an end"),
            () = async { self.fake.called(op, 1).await; tokio::time::sleep(Duration::from_secs(1)).await } => {}
        }
        drop(change);
        // That it was left has reached the database.
        self.entries().await;
    }

    /// Lets what was sent be so long ago, after all that was told to the database has reached it.
    async fn age(&self, by: Duration) {
        self.entries().await;
        let path = self.dir.path().join("data/qrdeck.db");
        let by = i64::try_from(by.as_millis()).unwrap();
        rusqlite::Connection::open(path).unwrap().execute("UPDATE journal SET sent = sent - ?1", [by]).unwrap();
    }

    /// Settles as the next start of qrdeck does.
    async fn settle(&self) -> Vec<Settled> {
        journal(&self.dir).settle(&Found(self.fake.clone()), &[profile()]).await.unwrap()
    }
}

fn profile() -> ProfileName {
    "p".into()
}

const OPS: [&str; 5] = ["create", "update", "delete", "reset_link", "remove_link"];
const KINDS: [ProviderKind; 2] = [ProviderKind::Meta, ProviderKind::Alibaba];

#[tokio::test]
async fn what_a_person_should_know_gets_through() {
    let harness = JournalHarness::new(ProviderKind::Meta);
    harness.fake.world().notice = Some("Graph answers as v24.0.".to_owned());
    assert_eq!(harness.account.notice().as_deref(), Some("Graph answers as v24.0."));
}

#[tokio::test(start_paused = true)]
async fn every_change_is_written_down_with_what_was_there_and_what_came_of_it() {
    for kind in KINDS {
        for op in OPS {
            let harness = JournalHarness::new(kind);
            harness.change(op).await.unwrap();
            let entry = harness.entry().await;
            assert_eq!(entry.intent.change.op().as_str(), op);
            assert_eq!((entry.outcome, entry.settled), (Some(Outcome::Done), false), "{kind} {op}");
            assert!(entry.sent.is_some() && entry.finished.is_some());
            let before = &entry.intent.before;
            let made = entry.made.as_ref().map(|made| made.id.as_str());
            match op {
                "create" => assert_eq!((before, made), (&crate::store::Before::default(), Some("NEW1"))),
                "reset_link" => {
                    assert_eq!((entry.killed.as_deref(), made), (Some("OLD"), Some("1")));
                }
                "remove_link" => assert_eq!((entry.killed.as_deref(), made), (Some("OLD"), None)),
                _ => {
                    let image = before.code.as_ref().unwrap();
                    assert_eq!((image.message.as_str(), image.link.as_str()), ("hello", "https://wa.me/message/A"));
                    let dies = op == "delete" || kind == ProviderKind::Alibaba;
                    assert_eq!(entry.killed.as_deref(), dies.then_some("A"), "{kind} {op}");
                }
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_entry_is_on_the_disk_before_the_change_is_at_the_service() {
    for op in OPS {
        let harness = JournalHarness::new(ProviderKind::Alibaba);
        harness.fake.fault(op, Fault::Hang);
        let watch = async {
            harness.fake.called(op, 1).await;
            // Another connection sees it, as the next start after a crash would.
            let store = journal(&harness.dir);
            let entries = store.store().await.unwrap().entries(Filter::default()).await.unwrap();
            assert_eq!(entries.len(), 1, "{op}");
            assert!(entries[0].outcome.is_none() && entries[0].sent.is_some());
        };
        tokio::select! {
            _ = harness.change(op) => panic!("it hangs"),
            () = watch => {}
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_definite_failure_is_an_outcome() {
    for op in OPS {
        let harness = JournalHarness::new(ProviderKind::Alibaba);
        harness.fake.fault(op, Fault::Fail(Error::new(ErrorKind::Permission, "No.").request_id("r")));
        assert_eq!(harness.change(op).await.unwrap_err().kind, ErrorKind::Permission);
        let entry = harness.entry().await;
        assert_eq!((entry.outcome, entry.killed.as_deref()), (Some(Outcome::Failed), None));
        assert_eq!((entry.error_kind.as_deref(), entry.request_id.as_deref()), (Some("permission"), Some("r")));
    }
}

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
async fn what_does_not_exist_is_neither_written_down_nor_sent() {
    for kind in KINDS {
        let harness = JournalHarness::new(kind);
        let (call, number, nobody) = (Call::default(), NumberId::new("1"), CodeId::new("X"));
        let gone = harness.account.delete(&call, &number, &nobody).await.unwrap_err();
        assert_eq!(gone.kind, ErrorKind::NotFound);
        assert_eq!(harness.account.update(&call, &number, &nobody, &draft("x")).await.unwrap_err().kind, gone.kind);
        assert!(harness.fake.world().log.iter().all(|op| !matches!(*op, "delete" | "update")));
        assert_eq!(harness.entries().await, []);
    }
}

#[tokio::test(start_paused = true)]
async fn a_service_that_cannot_be_read_gets_no_change_and_an_account_that_may_not_look_gets_its_own() {
    let looks = |kind, op| match (kind, op) {
        (_, "create") | (ProviderKind::Alibaba, "update" | "delete") => "newest",
        (_, "reset_link" | "remove_link") => "invite_link",
        _ => "code",
    };
    for (kind, op) in KINDS.into_iter().flat_map(|kind| OPS.map(|op| (kind, op))) {
        let harness = JournalHarness::new(kind);
        harness.fake.fault(looks(kind, op), Fault::Fail(Error::new(ErrorKind::Unavailable, "Down.")));
        let error = harness.change(op).await.unwrap_err();
        assert!(error.message.ends_with("Nothing was sent."), "{kind} {op}: {error}");
        assert_eq!(harness.entries().await, []);
        assert_eq!(harness.fake.world().calls(op), 0);
        harness.fake.fault(looks(kind, op), Fault::Fail(Error::new(ErrorKind::Permission, "No.")));
        harness.change(op).await.unwrap();
        assert_eq!(harness.entry().await.outcome, Some(Outcome::Done));
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_journal_nothing_is_changed_and_everything_is_read() {
    let harness = JournalHarness::new(ProviderKind::Meta);
    std::fs::create_dir_all(harness.dir.path().join("data")).unwrap();
    std::fs::write(harness.dir.path().join("data/qrdeck.db"), "no database, ".repeat(100)).unwrap();
    for op in OPS {
        let error = harness.change(op).await.unwrap_err();
        assert!(error.message.contains("No change is sent that cannot be written down"), "{error}");
        assert!(error.advice.contains("move"), "{}", error.advice);
        assert_eq!(harness.fake.world().calls(op), 0);
    }
    assert_eq!(harness.account.codes(&Call::default(), &"1".into()).await.unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_bulk_deletion_on_cams_lists_once_a_second_and_not_once_a_code() {
    let harness = JournalHarness::new(ProviderKind::Alibaba);
    let codes: Vec<_> = (0..20).map(|at| code(&format!("C{at}"), "x")).collect();
    harness.fake.world().codes = codes.clone();
    let (call, number) = (Call::default(), NumberId::new("1"));
    futures_util::future::join_all(codes.iter().map(|code| harness.account.delete(&call, &number, &code.code)))
        .await
        .into_iter()
        .for_each(Result::unwrap);
    assert!(harness.fake.world().calls("newest") <= 2, "{:?}", harness.fake.world().log);
    // What was made since the last look is found all the same.
    let made = harness.account.create(&call, &number, &draft("y")).await.unwrap();
    harness.account.delete(&call, &number, &made.code).await.unwrap();
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
        let fate = store.fate("A").await.unwrap().unwrap();
        assert_eq!(fate.successor.map(|made| made.id).as_deref(), Some("NEW1"), "{kind}");
    }
}

#[tokio::test(start_paused = true)]
async fn while_a_creation_is_open_another_of_the_same_message_has_to_be_meant() {
    for kind in KINDS {
        let harness = JournalHarness::new(kind);
        harness.fake.fault("create", Fault::Late(Duration::from_secs(30)));
        harness.change("create").await.unwrap_err();
        let error = harness.change("create").await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::StillOpen, "{kind}");
        assert!(error.message.contains("Nothing was sent"), "{error}");
        assert_eq!(harness.fake.world().calls("create"), 1);

        let another = Call { despite_open: true, ..Call::default() };
        let second = harness.account.create(&another, &"1".into(), &draft("new")).await.unwrap();
        tokio::time::sleep(Duration::from_secs(30)).await;
        let told = harness.settle().await;
        assert_eq!(told[0].outcome, Some(Outcome::Done));
        let made: std::collections::HashSet<_> =
            harness.entries().await.into_iter().filter_map(|entry| entry.made).map(|made| made.id).collect();
        assert_eq!(made.len(), 2, "{kind}: each has a code of its own: {made:?}");
        assert!(made.contains(second.code.as_str()));

        // An open one whose code has come meanwhile is told by the next one like it.
        harness.fake.fault("create", Fault::Late(Duration::from_secs(30)));
        harness.change("create").await.unwrap_err();
        tokio::time::sleep(Duration::from_secs(30)).await;
        let error = harness.change("create").await.unwrap_err();
        assert!(error.message.contains("was carried out: https://wa.me/message/NEW3"), "{error}");
        assert_eq!(harness.fake.world().calls("create"), 3);
    }
}

/// Two qrdecks, one message, one effect: one success at most.
#[tokio::test(start_paused = true)]
async fn one_code_is_claimed_by_one_creation() {
    for kind in KINDS {
        let first = JournalHarness::new(kind);
        let second = Journaling::new(first.fake.clone(), "q".into(), journal(&first.dir));
        first.fake.fault("create", Fault::LoseBefore);
        first.fake.fault("create", Fault::LoseAfter);
        let number = NumberId::new("1");
        let (call, message) = (Call { despite_open: true, ..Call::default() }, draft("new"));
        let (one, two) =
            tokio::join!(first.account.create(&call, &number, &message), second.create(&call, &number, &message));
        let codes: Vec<_> = [&one, &two].into_iter().filter_map(|made| made.as_ref().ok()).collect();
        assert_eq!(codes.len(), 1, "{kind}: {one:?} {two:?}");
        let unknown = [&one, &two].into_iter().find_map(|made| made.as_ref().err()).unwrap();
        assert_eq!(unknown.kind, ErrorKind::OutcomeUnknown);
        assert_eq!(first.fake.world().effects, ["create"]);
    }
}

#[tokio::test(start_paused = true)]
async fn creating_many_loses_none_and_makes_none_twice() {
    for kind in KINDS {
        let harness = JournalHarness::new(kind);
        harness.fake.world().page = (kind == ProviderKind::Meta).then_some(25);
        for nth in 1..=50 {
            if nth % 3 == 0 { harness.fake.fault("create", Fault::LoseAfter) } else { harness.fake.pass("create") }
        }
        let creations = (0..50).map(|nth| {
            let account = &harness.account;
            async move {
                account.create(&Call::default(), &"1".into(), &draft(&format!("Table {}", nth / 2))).await.unwrap().code
            }
        });
        let made: std::collections::HashSet<_> = futures_util::future::join_all(creations).await.into_iter().collect();
        assert_eq!(made.len(), 50, "each creation has a code of its own");
        assert_eq!(harness.fake.world().codes.len(), 52);
        assert_eq!(harness.fake.world().calls("create"), 50);
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
        assert_eq!(outcome.unwrap_err().kind, ErrorKind::Conflict, "{kind} {op}");
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
async fn what_was_planned_and_never_sent_is_known_as_such() {
    let harness = JournalHarness::new(ProviderKind::Meta);
    let store = harness.journal.store().await.unwrap().clone();
    let planned = ["A", "B"].map(|code| crate::store::Intent {
        profile: profile(),
        provider: ProviderKind::Meta,
        number: "1".into(),
        change: Change::Delete(code.into()),
        before: crate::store::Before::default(),
    });
    store.plan(planned.into()).await.unwrap();
    harness.change("delete").await.unwrap();
    assert_eq!(harness.settle().await, [], "the plan is being worked on");
    let JournalHarness { dir, fake, journal: old, account } = harness;
    drop((store, old, account));
    let told = journal(&dir).settle(&Found(fake.clone()), &[profile()]).await.unwrap();
    assert_eq!(told.len(), 1);
    assert!(told[0].sentence.contains("the deletion of the code B") && told[0].sentence.contains("was never sent"));
    assert_eq!((told[0].outcome, fake.world().codes.len()), (Some(Outcome::NotSent), 1));
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

#[tokio::test]
async fn where_nothing_was_changed_settling_makes_no_file() {
    let dir = tempfile::tempdir().unwrap();
    let fake = Arc::new(Fake::new(ProviderKind::Meta));
    assert_eq!(journal(&dir).settle(&Found(fake), &[profile()]).await.unwrap(), []);
    assert!(!dir.path().join("data").exists());
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

/// A reset or a removal that still comes would kill the link that the next reset makes.
#[tokio::test(start_paused = true)]
async fn while_a_change_of_a_link_is_open_another_has_to_be_meant() {
    for (open, next, held) in [
        ("reset_link", "reset_link", true),
        ("reset_link", "remove_link", true),
        ("remove_link", "reset_link", true),
        ("remove_link", "remove_link", false),
    ] {
        let harness = JournalHarness::new(ProviderKind::Meta);
        harness.fake.fault(open, Fault::Late(Duration::from_hours(1)));
        harness.change(open).await.unwrap_err();
        let outcome = harness.change(next).await;
        assert_eq!(
            outcome.as_ref().err().map(|error| error.kind),
            held.then_some(ErrorKind::StillOpen),
            "{open} {next}"
        );
        assert_eq!(harness.fake.world().effects.len(), usize::from(!held));
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

/// A deletion that was killed, and another one of the same code that was answered: the code was deleted once.
#[tokio::test(start_paused = true)]
async fn two_deletions_of_a_code_are_one() {
    for kind in KINDS {
        let harness = JournalHarness::new(kind);
        harness.killed("delete", Fault::Hang).await;
        harness.change("delete").await.unwrap();
        let told = harness.settle().await;
        assert_eq!(told[0].outcome, Some(Outcome::Failed), "{kind}: {}", told[0].sentence);
        let done = harness.entries().await.into_iter().filter(|entry| entry.outcome == Some(Outcome::Done)).count();
        assert_eq!(done, 1);
    }
}
