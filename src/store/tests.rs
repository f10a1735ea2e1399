use std::path::Path;

use rusqlite::Connection;

use super::*;
use crate::model::{Draft, Error, ErrorKind, ImageFormat, InviteLink, ProfileName, ProviderKind, QrCode};

pub(super) const FILE: &str = "test.db";

pub(super) async fn open(dir: &Path) -> Store {
    Store::open(dir, FILE).await.unwrap()
}

pub(super) fn code(id: &str, message: &str) -> QrCode {
    let link = format!("https://wa.me/message/{id}");
    QrCode { code: id.into(), message: message.into(), link, image_url: None, created: None }
}

fn draft(message: &str) -> Draft {
    Draft { message: message.into(), image: ImageFormat::Png }
}

fn intent(change: Change, before: Before) -> Intent {
    Intent { profile: "asia".into(), provider: ProviderKind::Alibaba, number: "86138".into(), change, before }
}

pub(super) fn delete(id: &str) -> Intent {
    intent(Change::Delete(id.into()), Before::of_code(&code(id, "hello")))
}

pub(super) fn update(id: &str, message: &str) -> Intent {
    intent(Change::Update(id.into(), draft(message)), Before::of_code(&code(id, "hello")))
}

pub(super) fn key(code: Option<&str>) -> LabelKey {
    LabelKey { provider: ProviderKind::Alibaba, number: "86138".into(), code: code.map(Into::into) }
}

pub(super) fn label(text: &str) -> Label {
    Label { label: text.into(), tags: vec!["a".into()], note: "n".into(), updated: 7 }
}

#[tokio::test]
async fn what_has_begun_is_on_the_disk_before_it_is_sent() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).await;
    let id = store.begin(update("A", "new"), None).await.unwrap();
    // Another connection, as after a crash: nothing of this one is closed or flushed.
    let other = open(dir.path()).await;
    let entry = other.entry(id).await.unwrap().unwrap();
    assert_eq!(entry.intent, update("A", "new"));
    assert!(entry.sent.is_some() && entry.outcome.is_none() && entry.finished.is_none());
    let synchronous: i64 = store
        .inner
        .thread
        .run(|connection| connection.pragma_query_value(None, "synchronous", |row| row.get(0)))
        .await
        .unwrap();
    assert_eq!(synchronous, 2, "FULL: each commit is flushed");
}

#[tokio::test]
async fn an_outcome_is_written_once() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).await;
    let id = store.begin(delete("A"), None).await.unwrap();
    let error = Error::new(ErrorKind::Permission, "No.").request_id("r-1");
    store.finish(id, Ending::failed(error)).await.unwrap();
    store.finish(id, Ending::done(None)).await.unwrap();
    let entry = store.entry(id).await.unwrap().unwrap();
    assert_eq!((entry.outcome, entry.killed), (Some(Outcome::Failed), None));
    assert_eq!(entry.error_kind.as_deref(), Some("permission"));
    assert_eq!(entry.error_message.as_deref(), Some("No."));
    assert_eq!(entry.request_id.as_deref(), Some("r-1"));
}

#[tokio::test]
async fn changes_of_a_living_qrdeck_are_its_own_and_those_of_a_dead_one_are_taken_once() {
    let dir = tempfile::tempdir().unwrap();
    let (first, second, third) = (open(dir.path()).await, open(dir.path()).await, open(dir.path()).await);
    let id = first.begin(delete("A"), None).await.unwrap();
    let profile = "asia".into();
    assert_eq!(second.take_open(&profile).await.unwrap(), []);
    assert_eq!(first.take_open(&profile).await.unwrap(), [], "it is under way here");
    drop(first);
    assert_eq!(second.take_open(&"other".into()).await.unwrap(), []);
    assert_eq!(second.take_open(&profile).await.unwrap().iter().map(|entry| entry.id).collect::<Vec<_>>(), [id]);
    assert_eq!(third.take_open(&profile).await.unwrap(), [], "the second one has it");
    second.doubt(id, Error::new(ErrorKind::OutcomeUnknown, "Lost.")).await.unwrap();
    assert_eq!(third.take_open(&profile).await.unwrap(), [], "it is still looking");
    second.leave(id).await.unwrap();
    let taken = third.take_open(&profile).await.unwrap();
    assert_eq!(taken[0].error_message.as_deref(), Some("Lost."));
    third.leave_behind(id);
    assert_eq!(third.take_open(&profile).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_plan_is_taken_up_change_by_change_and_its_rest_is_known() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).await;
    let planned = ["A", "B", "C"].map(|id| intent(Change::Delete(id.into()), Before::default()));
    let batch = store.plan(planned.to_vec()).await.unwrap();
    let entries = || store.entries(Filter { batch: Some(batch.clone()), ..Filter::default() });
    let ids: Vec<_> = entries().await.unwrap().into_iter().map(|entry| entry.id).collect();
    let begun = store.begin(delete("B"), None).await.unwrap();
    assert_eq!(begun, ids[1]);
    assert_ne!(store.begin(delete("B"), None).await.unwrap(), begun, "it is taken up once");
    store.finish(begun, Ending::done(None)).await.unwrap();
    let entry = store.entry(begun).await.unwrap().unwrap();
    assert_eq!((entry.intent.before, entry.killed.as_deref()), (delete("B").before, Some("B")));
    assert_eq!(store.rest().await.unwrap(), [], "this qrdeck still works on it");

    let not_sent = Ending { outcome: Outcome::NotSent, made: None, error: None, settled: true };
    for id in [ids[0], ids[2]] {
        store.finish(id, not_sent.clone()).await.unwrap();
    }
    let rest: Vec<_> = store.rest().await.unwrap().into_iter().map(|entry| entry.id).collect();
    assert_eq!(rest, [ids[2], ids[0]]);
    store.drop_rest(&batch).await.unwrap();
    assert_eq!(store.rest().await.unwrap(), []);
    let outcomes: Vec<_> = entries().await.unwrap().into_iter().map(|entry| entry.outcome).collect();
    assert_eq!(outcomes, [Some(Outcome::Dropped), Some(Outcome::Done), Some(Outcome::Dropped)]);
}

#[tokio::test]
async fn what_turned_out_not_to_have_been_carried_out_is_part_of_the_rest() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).await;
    let plan = async |ids: &[&str]| store.plan(ids.iter().map(|id| delete(id)).collect()).await.unwrap();
    let rest = async || {
        let rest = store.rest().await.unwrap().into_iter();
        rest.map(|entry| entry.intent.change.target().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let gone = Error::new(ErrorKind::Unavailable, "Looked up afterwards: the code is still there.");
    let settled = |outcome| Ending { outcome, made: None, error: None, settled: true };
    let first = plan(&["A", "B", "C", "D"]).await;
    for (id, ending) in [
        ("A", settled(Outcome::Done)),
        ("B", Ending { settled: true, ..Ending::failed(gone.clone()) }),
        ("C", Ending::failed(gone)),
    ] {
        let begun = store.begin(delete(id), None).await.unwrap();
        store.finish(begun, ending).await.unwrap();
    }
    let unsent = store.entries(Filter { about: Some("D".into()), ..Filter::default() }).await.unwrap();
    store.finish(unsent[0].id, settled(Outcome::NotSent)).await.unwrap();
    assert_eq!(rest().await, ["B", "D"], "what failed in front of the person was told");

    // Killed after the rest was planned anew and before the first plan was given up: nothing is offered twice.
    let second = plan(&["B", "D"]).await;
    assert_eq!(rest().await, <[String; 0]>::default(), "it is being worked on");
    for entry in store.entries(Filter { batch: Some(second.clone()), ..Filter::default() }).await.unwrap() {
        store.finish(entry.id, settled(Outcome::NotSent)).await.unwrap();
    }
    assert_eq!(rest().await, ["B", "D"]);
    store.drop_rest(&second).await.unwrap();
    assert_eq!(rest().await, <[String; 0]>::default());
    store.drop_rest(&first).await.unwrap();
}

#[tokio::test]
async fn entries_are_filtered_and_paged_newest_first() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).await;
    let mut ids = Vec::new();
    for id in ["A", "B", "C", "D"] {
        ids.push(store.begin(delete(id), None).await.unwrap());
    }
    ids.reverse();
    store.finish(ids[0], Ending::done(None)).await.unwrap();
    let listed = async |filter: Filter| {
        store.entries(filter).await.unwrap().into_iter().map(|entry| entry.id).collect::<Vec<_>>()
    };
    assert_eq!(listed(Filter::default()).await, ids);
    let page = Filter { limit: Some(2), ..Filter::default() };
    assert_eq!(listed(page.clone()).await, ids[..2]);
    assert_eq!(listed(Filter { before: Some(ids[1]), ..page }).await, ids[2..]);
    assert_eq!(listed(Filter { about: Some("B".into()), ..Filter::default() }).await, [ids[2]]);
    assert_eq!(listed(Filter { open: true, ..Filter::default() }).await, ids[1..]);
    assert_eq!(listed(Filter { outcome: Some(Outcome::Done), ..Filter::default() }).await, [ids[0]]);
    let number = delete("A").number;
    let part = format!("{}0", number.as_str()).into();
    assert_eq!(listed(Filter { numbers: vec!["1".into(), part], ..Filter::default() }).await, []);
    assert_eq!(listed(Filter { numbers: vec!["1".into(), number], ..Filter::default() }).await, ids);
    assert_eq!(listed(Filter { profile: Some("eu".into()), ..Filter::default() }).await, []);
}

#[tokio::test]
async fn replacements_are_followed_to_their_end_and_labels_go_along() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).await;
    store.set_label(key(Some("A")), label("poster")).await.unwrap();
    for (old, new) in [("A", "B"), ("B", "C")] {
        let id = store.begin(update(old, "new"), None).await.unwrap();
        store.finish(id, Ending::done(Some(Made::code(&code(new, "new"))))).await.unwrap();
    }
    let retirement = store.retirement("A").await.unwrap().unwrap();
    assert_eq!(
        (retirement.entry.killed.as_deref(), retirement.successor.unwrap().id, retirement.ended),
        (Some("A"), "C".into(), None)
    );
    assert_eq!(store.retirement("C").await.unwrap(), None);
    assert_eq!(store.label(&key(Some("A"))).await.unwrap(), None);
    assert_eq!(store.label(&key(Some("C"))).await.unwrap(), Some(label("poster")));

    let end = store.begin(delete("C"), None).await.unwrap();
    store.finish(end, Ending::done(None)).await.unwrap();
    let retirement = store.retirement("A").await.unwrap().unwrap();
    assert_eq!((retirement.successor.unwrap().id, retirement.ended), ("C".into(), Some(end)));
    let deleted = store.retirement("C").await.unwrap().unwrap();
    assert_eq!((deleted.entry.id, deleted.successor), (end, None));

    let again = Before { again: Some(end.0), ..Before::default() };
    let creation = store.begin(intent(Change::Create(draft("new")), again), None).await.unwrap();
    store.finish(creation, Ending::done(Some(Made::code(&code("D", "new"))))).await.unwrap();
    let retirement = store.retirement("A").await.unwrap().unwrap();
    assert_eq!((retirement.successor.unwrap().id, retirement.ended), ("D".into(), None));
    assert_eq!(store.label(&key(Some("D"))).await.unwrap(), Some(label("poster")));
}

#[tokio::test]
async fn an_update_that_keeps_its_code_kills_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).await;
    let id = store.begin(update("A", "new"), None).await.unwrap();
    store.finish(id, Ending::done(Some(Made::code(&code("A", "new"))))).await.unwrap();
    assert_eq!(store.entry(id).await.unwrap().unwrap().killed, None);
    assert_eq!(store.retirement("A").await.unwrap(), None);
}

#[tokio::test]
async fn a_circle_of_replacements_ends() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).await;
    for (old, new) in [("A", "B"), ("B", "A")] {
        let id = store.begin(update(old, "new"), None).await.unwrap();
        store.finish(id, Ending::done(Some(Made::code(&code(new, "new"))))).await.unwrap();
    }
    assert!(store.retirement("A").await.unwrap().is_some());
}

#[tokio::test]
async fn invites_have_a_fate_too() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).await;
    let link = |id: &str| InviteLink::Link(format!("https://chat.whatsapp.com/{id}"));
    let reset = intent(Change::ResetLink("g".into()), Before::of_link(&link("OLD")));
    let id = store.begin(reset, None).await.unwrap();
    store.finish(id, Ending::done(Made::invite(&link("NEW")))).await.unwrap();
    let remove = intent(Change::RemoveLink("g".into()), Before::of_link(&link("NEW")));
    let id = store.begin(remove, None).await.unwrap();
    store.finish(id, Ending::done(None)).await.unwrap();
    let retirement = store.retirement("OLD").await.unwrap().unwrap();
    assert_eq!((retirement.successor.unwrap().id, retirement.ended), ("NEW".into(), Some(id)));
}

#[cfg(unix)]
#[tokio::test]
async fn the_files_are_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join(FILE), "").unwrap();
    std::fs::set_permissions(dir.path().join(FILE), std::fs::Permissions::from_mode(0o644)).unwrap();
    let store = open(dir.path()).await;
    store.begin(delete("A"), None).await.unwrap();
    for file in std::fs::read_dir(dir.path()).unwrap().map(Result::unwrap).filter(|file| file.path().is_file()) {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{file:?}");
    }
}

#[tokio::test]
async fn entries_name_the_user_who_made_them_and_older_ones_stay_readable() {
    let dir = tempfile::tempdir().unwrap();
    let old = open(dir.path()).await.begin(delete("A"), None).await.unwrap();
    let earlier = "UPDATE journal SET user = 'gone'; ALTER TABLE journal DROP COLUMN user; DROP TABLE drafts; PRAGMA user_version = 4;";
    Connection::open(dir.path().join(FILE)).unwrap().execute_batch(earlier).unwrap();
    let store = open(dir.path()).await;
    let new = store.begin(delete("B"), None).await.unwrap();
    let [old, new] = [store.entry(old).await.unwrap().unwrap(), store.entry(new).await.unwrap().unwrap()];
    assert_eq!((old.user, new.user.as_deref()), (None, user::user()));
    assert!(new.user.is_some_and(|user| !user.is_empty()));
    let newest = store.entries(Filter { after: Some(old.id), ..Filter::default() }).await.unwrap();
    assert_eq!(newest.iter().map(|entry| entry.id).collect::<Vec<_>>(), [new.id]);
}

#[tokio::test]
async fn drafts_are_kept_until_they_their_profile_or_everything_is_forgotten() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path()).await;
    let key = |form: &'static str, profile: Option<&str>| FormKey {
        form,
        profile: profile.map(ProfileName::new),
        about: "86138".to_owned(),
    };
    let fields = |text: &str| Fields::from([("message".to_owned(), text.to_owned())]);
    let kept = async || {
        let drafts = open(dir.path()).await.drafts().await.unwrap();
        drafts.into_iter().map(|draft| (draft.key, draft.fields)).collect::<Vec<_>>()
    };
    let [asia, connect] = [key("code", Some("asia")), key("connect", None)];
    store.keep_draft(asia.clone(), fields("Hel")).await.unwrap();
    store.keep_draft(asia.clone(), fields("Hello")).await.unwrap();
    store.keep_draft(connect.clone(), fields("x")).await.unwrap();
    assert_eq!(kept().await, [(asia.clone(), fields("Hello")), (connect.clone(), fields("x"))]);
    store.drop_drafts_of(&"asia".into()).await.unwrap();
    assert_eq!(kept().await, [(connect.clone(), fields("x"))]);
    store.drop_draft(connect).await.unwrap();
    assert_eq!(kept().await, []);
    store.keep_draft(asia, fields("Hello")).await.unwrap();
    store.clear().await.unwrap();
    assert_eq!(kept().await, []);
}

#[tokio::test]
async fn a_file_that_is_no_database_is_named_with_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join(FILE), "x".repeat(5000)).unwrap();
    let error = Store::open(dir.path(), FILE).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Config);
    assert!(error.message.contains("is damaged") && error.advice.contains("move "), "{error:?}");
    assert_eq!(std::fs::read_to_string(dir.path().join(FILE)).unwrap().len(), 5000, "it is left as it is");
}

#[tokio::test]
async fn databases_of_others_and_of_the_future_are_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    Connection::open(dir.path().join(FILE)).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
    let error = Store::open(dir.path(), FILE).await.unwrap_err();
    assert!(error.message.contains("another program"), "{error}");

    let dir = tempfile::tempdir().unwrap();
    drop(open(dir.path()).await);
    Connection::open(dir.path().join(FILE)).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = Store::open(dir.path(), FILE).await.unwrap_err();
    assert!(error.message.contains("newer qrdeck"), "{error}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_open_a_new_database_at_once_and_write_to_it() {
    let dir = tempfile::tempdir().unwrap();
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let dir = dir.path().to_owned();
            tokio::spawn(async move {
                let store = open(&dir).await;
                for at in 0..5 {
                    store.begin(delete(&format!("{writer}-{at}")), None).await.unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(open(dir.path()).await.entries(Filter::default()).await.unwrap().len(), 40);
}
