use std::sync::Arc;
use std::time::Duration;

use tempfile::TempDir;

use super::*;
use crate::model::{CodeId, Error, ErrorKind, GroupId, InviteLink, NumberId, ProfileName, ProviderKind};
use crate::provider::fake::{Fake, Fault, Found, code, draft};
use crate::provider::{Call, Provider as _};
use crate::store::{Change, Entry, Filter, Outcome};

/// An account whose changes are written down.
struct Desk {
    dir: TempDir,
    fake: Arc<Fake>,
    journal: Arc<Journal>,
    account: Journaled,
}

fn journal(dir: &TempDir) -> Arc<Journal> {
    let paths =
        Paths { config_file: dir.path().join("config.toml"), config_named: false, data_dir: dir.path().join("data") };
    Arc::new(Journal::new(paths, World::Live))
}

impl Desk {
    fn new(kind: ProviderKind) -> Self {
        let fake = Arc::new(Fake::with_codes(kind, &[("B", "bye"), ("A", "hello")]));
        fake.world().links.insert("g".into(), InviteLink::Link("https://chat.whatsapp.com/OLD".into()));
        let dir = tempfile::tempdir().unwrap();
        let journal = journal(&dir);
        let account = Journaled::new(fake.clone(), profile(), journal.clone());
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
        let mut change = std::pin::pin!(self.change(op));
        tokio::select! {
            _ = &mut change => panic!("{op} does not come to an end"),
            () = async { self.fake.called(op, 1).await; tokio::time::sleep(Duration::from_secs(1)).await } => {}
        }
    }

    /// Lets what was sent be long ago, after all that was told to the database has reached it.
    async fn wait_long(&self) {
        self.entries().await;
        let path = self.dir.path().join("data/qrdeck.db");
        rusqlite::Connection::open(path).unwrap().execute("UPDATE journal SET sent = sent - 60000", []).unwrap();
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
    let desk = Desk::new(ProviderKind::Meta);
    desk.fake.world().notice = Some("Graph answers as v24.0.".to_owned());
    assert_eq!(desk.account.notice().as_deref(), Some("Graph answers as v24.0."));
}

#[tokio::test(start_paused = true)]
async fn every_change_is_written_down_with_what_was_there_and_what_came_of_it() {
    for kind in KINDS {
        for op in OPS {
            let desk = Desk::new(kind);
            desk.change(op).await.unwrap();
            let entry = desk.entry().await;
            assert_eq!(entry.intent.change.op().as_str(), op);
            assert_eq!((entry.outcome, entry.settled), (Some(Outcome::Done), false), "{kind} {op}");
            assert!(entry.sent.is_some() && entry.finished.is_some());
            let before = &entry.intent.before;
            let made = entry.made.as_ref().map(|made| made.id.as_str());
            match op {
                "create" => assert_eq!((before.others.as_ref().unwrap().all, made), (true, Some("NEW1"))),
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
        let desk = Desk::new(ProviderKind::Alibaba);
        desk.fake.fault(op, Fault::Hang);
        let watch = async {
            desk.fake.called(op, 1).await;
            // Another connection sees it, as the next start after a crash would.
            let store = journal(&desk.dir);
            let entries = store.store().await.unwrap().entries(Filter::default()).await.unwrap();
            assert_eq!(entries.len(), 1, "{op}");
            assert!(entries[0].outcome.is_none() && entries[0].sent.is_some());
        };
        tokio::select! {
            _ = desk.change(op) => panic!("it hangs"),
            () = watch => {}
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_definite_failure_is_an_outcome_and_a_lost_answer_is_none() {
    for op in OPS {
        let desk = Desk::new(ProviderKind::Alibaba);
        desk.fake.fault(op, Fault::Fail(Error::new(ErrorKind::Permission, "No.").request_id("r")));
        desk.change(op).await.unwrap_err();
        let entry = desk.entry().await;
        assert_eq!((entry.outcome, entry.killed.as_deref()), (Some(Outcome::Failed), None));
        assert_eq!((entry.error_kind.as_deref(), entry.request_id.as_deref()), (Some("permission"), Some("r")));

        let desk = Desk::new(ProviderKind::Alibaba);
        desk.fake.fault(op, Fault::LoseAfter);
        desk.change(op).await.unwrap_err();
        let entry = desk.entry().await;
        assert_eq!((entry.outcome, entry.error_kind.as_deref()), (None, Some("outcome_unknown")), "{op}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_does_not_exist_is_neither_written_down_nor_sent() {
    for kind in KINDS {
        let desk = Desk::new(kind);
        let (call, number, nobody) = (Call::default(), NumberId::new("1"), CodeId::new("X"));
        let gone = desk.account.delete(&call, &number, &nobody).await.unwrap_err();
        assert_eq!(gone.kind, ErrorKind::NotFound);
        assert_eq!(desk.account.update(&call, &number, &nobody, &draft("x")).await.unwrap_err().kind, gone.kind);
        assert!(desk.fake.world().log.iter().all(|op| !matches!(*op, "delete" | "update")));
        assert_eq!(desk.entries().await, []);
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
        let desk = Desk::new(kind);
        desk.fake.fault(looks(kind, op), Fault::Fail(Error::new(ErrorKind::Unavailable, "Down.")));
        let error = desk.change(op).await.unwrap_err();
        assert!(error.message.ends_with("Nothing was sent."), "{kind} {op}: {error}");
        assert_eq!(desk.entries().await, []);
        assert_eq!(desk.fake.world().calls(op), 0);
        desk.fake.fault(looks(kind, op), Fault::Fail(Error::new(ErrorKind::Permission, "No.")));
        desk.change(op).await.unwrap();
        assert_eq!(desk.entry().await.outcome, Some(Outcome::Done));
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_journal_nothing_is_changed_and_everything_is_read() {
    let desk = Desk::new(ProviderKind::Meta);
    std::fs::create_dir_all(desk.dir.path().join("data")).unwrap();
    std::fs::write(desk.dir.path().join("data/qrdeck.db"), "no database, ".repeat(100)).unwrap();
    for op in OPS {
        let error = desk.change(op).await.unwrap_err();
        assert!(error.message.contains("No change is sent that cannot be written down"), "{error}");
        assert!(error.advice.contains("move"), "{}", error.advice);
        assert_eq!(desk.fake.world().calls(op), 0);
    }
    assert_eq!(desk.account.codes(&Call::default(), &"1".into()).await.unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_bulk_deletion_on_cams_lists_once_a_second_and_not_once_a_code() {
    let desk = Desk::new(ProviderKind::Alibaba);
    let codes: Vec<_> = (0..20).map(|at| code(&format!("C{at}"), "x")).collect();
    desk.fake.world().codes = codes.clone();
    let (call, number) = (Call::default(), NumberId::new("1"));
    futures_util::future::join_all(codes.iter().map(|code| desk.account.delete(&call, &number, &code.code)))
        .await
        .into_iter()
        .for_each(Result::unwrap);
    assert!(desk.fake.world().calls("newest") <= 2, "{:?}", desk.fake.world().log);
    // What was made since the last look is found all the same.
    let made = desk.account.create(&call, &number, &draft("y")).await.unwrap();
    desk.account.delete(&call, &number, &made.code).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_killed_change_is_settled_by_what_the_service_shows() {
    for (kind, op) in KINDS.into_iter().flat_map(|kind| OPS.map(|op| (kind, op))) {
        for (fault, outcome) in [(Fault::HangAfter, Outcome::Done), (Fault::Hang, Outcome::Failed)] {
            let desk = Desk::new(kind);
            desk.killed(op, fault).await;
            desk.wait_long().await;
            let told = desk.settle().await;
            assert_eq!(told.len(), 1, "{kind} {op} {outcome:?}");
            assert_eq!(told[0].outcome, Some(outcome), "{kind} {op}: {}", told[0].sentence);
            let entry = desk.entry().await;
            assert_eq!((entry.outcome, entry.settled), (Some(outcome), true));
            let made = entry.made.map(|made| made.id);
            let expected = match (op, kind, outcome) {
                (_, _, Outcome::Failed) | ("delete" | "remove_link", _, _) => None,
                ("create", ..) | ("update", ProviderKind::Alibaba, _) => Some("NEW1"),
                ("update", ..) => Some("A"),
                _ => Some("1"),
            };
            assert_eq!(made.as_deref(), expected, "{kind} {op} {outcome:?}");
            assert_eq!(desk.settle().await, [], "it is settled once");
            assert_eq!(desk.fake.world().calls(op), 1, "and nothing is sent by it");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn changes_of_others_make_an_outcome_unclear_and_never_wrong() {
    let unclear = async |op: &'static str, kind, fault, meddle: &dyn Fn(&Fake)| {
        let desk = Desk::new(kind);
        desk.killed(op, fault).await;
        meddle(&desk.fake);
        desk.wait_long().await;
        let told = desk.settle().await;
        assert_eq!(told[0].outcome, Some(Outcome::Unclear), "{kind} {op}: {}", told[0].sentence);
    };
    let (meta, cams) = KINDS.into();
    let gone: &dyn Fn(&Fake) = &|fake| fake.world().codes.retain(|code| code.code.as_str() != "A");
    let twin: &dyn Fn(&Fake) = &|fake| fake.world().codes.insert(0, code("TWIN", "new"));
    let other: &dyn Fn(&Fake) = &|fake| fake.world().codes.iter_mut().for_each(|code| code.message = "other".into());
    let relinked: &dyn Fn(&Fake) = &|fake| {
        fake.world().links.insert("g".into(), InviteLink::Link("https://chat.whatsapp.com/THIRD".into()));
    };
    let unlinked: &dyn Fn(&Fake) = &|fake| {
        fake.world().links.insert("g".into(), InviteLink::None);
    };
    unclear("create", meta, Fault::HangAfter, twin).await;
    unclear("update", meta, Fault::Hang, gone).await;
    unclear("update", meta, Fault::Hang, other).await;
    unclear("update", cams, Fault::Hang, gone).await;
    unclear("update", cams, Fault::Hang, twin).await;
    unclear("update", cams, Fault::HangAfter, twin).await;
    unclear("reset_link", cams, Fault::Hang, unlinked).await;
    unclear("remove_link", cams, Fault::Hang, relinked).await;
}

#[tokio::test(start_paused = true)]
async fn a_killed_recreation_is_the_successor_of_the_deleted_code_all_the_same() {
    for kind in KINDS {
        let desk = Desk::new(kind);
        desk.change("delete").await.unwrap();
        let deletion = desk.entry().await.id;
        desk.fake.fault("create", Fault::LoseAfter);
        let call = Call { again: Some(deletion.0), ..Call::default() };
        desk.account.create(&call, &"1".into(), &draft("hello")).await.unwrap_err();
        let store = desk.journal.store().await.unwrap();
        assert_eq!(store.entry(deletion).await.unwrap().unwrap().made, None, "nobody knows yet");
        desk.wait_long().await;
        desk.settle().await;
        let fate = store.fate("A").await.unwrap().unwrap();
        assert_eq!(fate.successor.map(|made| made.id).as_deref(), Some("NEW1"), "{kind}");
    }
}

#[tokio::test(start_paused = true)]
async fn of_equal_creations_each_that_got_through_gets_one_code() {
    let desk = Desk::new(ProviderKind::Meta);
    for fault in [Fault::LoseAfter, Fault::LoseBefore, Fault::LoseAfter] {
        desk.fake.fault("create", fault);
        desk.change("create").await.unwrap_err();
    }
    desk.wait_long().await;
    let told = desk.settle().await;
    let done: Vec<_> = told.iter().filter(|told| told.outcome == Some(Outcome::Done)).collect();
    assert_eq!((told.len(), done.len()), (3, 2));
    let mut made: Vec<_> =
        desk.entries().await.into_iter().filter_map(|entry| entry.made).map(|made| made.id).collect();
    made.sort();
    assert_eq!(made, ["NEW1", "NEW2"]);
}

#[tokio::test(start_paused = true)]
async fn what_was_planned_and_never_sent_is_known_as_such() {
    let desk = Desk::new(ProviderKind::Meta);
    let store = desk.journal.store().await.unwrap().clone();
    let planned = ["A", "B"].map(|code| crate::store::Intent {
        profile: profile(),
        provider: ProviderKind::Meta,
        number: "1".into(),
        change: Change::Delete(code.into()),
        before: crate::store::Before::default(),
    });
    store.plan(planned.into()).await.unwrap();
    desk.change("delete").await.unwrap();
    assert_eq!(desk.settle().await, [], "the plan is being worked on");
    let Desk { dir, fake, journal: old, account } = desk;
    drop((store, old, account));
    let told = journal(&dir).settle(&Found(fake.clone()), &[profile()]).await.unwrap();
    assert_eq!(told.len(), 1);
    assert!(told[0].sentence.contains("the deletion of the code B") && told[0].sentence.contains("was never sent"));
    assert_eq!((told[0].outcome, fake.world().codes.len()), (Some(Outcome::NotSent), 1));
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_looked_up_stays_open() {
    let desk = Desk::new(ProviderKind::Meta);
    desk.killed("delete", Fault::HangAfter).await;
    desk.wait_long().await;
    desk.fake.fault("code", Fault::Fail(Error::new(ErrorKind::Unavailable, "Down.")));
    let told = desk.settle().await;
    assert!(told[0].outcome.is_none() && told[0].sentence.contains("Down."), "{}", told[0].sentence);
    assert_eq!(desk.settle().await[0].outcome, Some(Outcome::Done));
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
        let desk = Desk::new(kind);
        let (call, number, code) = (Call::default(), NumberId::new("1"), CodeId::new("A"));
        let elsewhere = call.expecting("something else");
        let deleted = desk.account.delete(&elsewhere, &number, &code).await.unwrap_err();
        let updated = desk.account.update(&elsewhere, &number, &code, &draft("x")).await.unwrap_err();
        assert_eq!((deleted.kind, updated.kind), (ErrorKind::Conflict, ErrorKind::Conflict));
        assert_eq!(deleted.current.map(|code| code.message).as_deref(), Some("hello"));
        assert!(desk.fake.world().log.iter().all(|op| !matches!(*op, "delete" | "update")));
        assert_eq!(desk.entries().await, []);

        desk.account.delete(&call.expecting("hello"), &number, &code).await.unwrap();
        assert_eq!(desk.entries().await.len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_link_that_is_not_the_confirmed_one_is_left_alone() {
    let link = |id: &str| InviteLink::Link(format!("https://chat.whatsapp.com/{id}"));
    for kind in KINDS {
        for (seen, now) in
            [(link("OLD"), link("COLLEAGUE")), (InviteLink::None, link("COLLEAGUE")), (link("OLD"), InviteLink::None)]
        {
            let desk = Desk::new(kind);
            desk.fake.world().links.insert("g".into(), now.clone());
            let call = Call::default().expecting_link(seen);
            let (number, group) = (NumberId::new("1"), GroupId::new("g"));
            let reset = desk.account.reset_link(&call, &number, &group).await.unwrap_err();
            let removed = desk.account.remove_link(&call, &number, &group).await.unwrap_err();
            for error in [reset, removed] {
                assert_eq!(error.kind, ErrorKind::Conflict);
                assert!(error.message.contains("nothing was sent"), "{error}");
            }
            let world = desk.fake.world();
            assert_eq!((world.calls("reset_link"), world.calls("remove_link")), (0, 0), "{kind}");
            assert_eq!(world.links.get(&GroupId::new("g")), Some(&now));
        }
    }
}
