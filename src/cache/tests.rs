use std::path::{Path, PathBuf};

use proptest::prelude::*;

use super::*;
use crate::model::{Error, ErrorKind, InviteLink};
use crate::provider::fake::code;

fn number(id: &str) -> NumberKey {
    NumberKey { profile: "p".into(), number: id.into() }
}

fn phone(id: &str) -> PhoneNumber {
    PhoneNumber {
        id: id.into(),
        display: format!("+{id}"),
        name: "Aurora".to_owned(),
        quality: None,
        status: None,
        official: None,
    }
}

fn open_at(path: &Path) -> Cache {
    Cache::new(Some(path.to_owned()), [("p".into(), "one".to_owned())])
}

fn file(root: &tempfile::TempDir) -> PathBuf {
    root.path().join("data/cache.db")
}

fn trouble(cache: &Cache) -> Vec<String> {
    let news = cache.take_news().into_iter();
    news.filter_map(|news| if let News::Trouble(error) = news { Some(error.message) } else { None }).collect()
}

#[test]
fn what_was_seen_is_there_in_the_next_run_with_its_age() {
    let root = tempfile::tempdir().unwrap();
    let cache = open_at(&file(&root));
    assert_eq!(cache.numbers(&"p".into()), None);
    cache.set_numbers(&"p".into(), &[phone("1")], 10);
    cache.set_codes(&number("1"), &[code("A", "Hi")], 20);
    let group = Group {
        id: "g".into(),
        subject: "Baristas".to_owned(),
        description: String::new(),
        status: None,
        participants: Some(3),
        invite_link: InviteLink::Link("https://chat.whatsapp.com/x".to_owned()),
    };
    cache.set_groups(&number("1"), std::slice::from_ref(&group), 30);
    cache.remember("selected", "1");
    drop(cache);
    let cache = open_at(&file(&root));
    assert_eq!(cache.numbers(&"p".into()), Some(Seen { value: vec![phone("1")], at: 10 }));
    let codes = cache.codes(&number("1")).unwrap();
    assert_eq!((codes.value.unpacked(), codes.at), (vec![code("A", "Hi")], 20));
    assert_eq!(cache.groups(&number("1")), Some(Seen { value: vec![group], at: 30 }));
    assert_eq!(cache.counts(&"p".into()), [("1".into(), Count { codes: 1, at: 20, looked: 20 })].into());
    assert_eq!(cache.remembered("selected").as_deref(), Some("1"));
    assert_eq!(trouble(&cache), [] as [&str; 0]);
}

#[cfg(unix)]
#[test]
fn it_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let root = tempfile::tempdir().unwrap();
    let cache = open_at(&file(&root));
    cache.set_codes(&number("1"), &[code("A", "Hi")], 20);
    for entry in std::fs::read_dir(root.path().join("data")).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{}", path.display());
    }
}

#[test]
fn another_account_under_the_same_name_sees_nothing_of_the_first() {
    let root = tempfile::tempdir().unwrap();
    let first = open_at(&file(&root));
    first.set_codes(&number("1"), &[code("A", "Hi")], 20);
    let second = Cache::new(Some(file(&root)), [("p".into(), "two".to_owned())]);
    assert_eq!(second.codes(&number("1")), None);
    second.set_codes(&number("1"), &[code("B", "Ho")], 21);
    assert_eq!(first.codes(&number("1")).unwrap().value.unpacked(), [code("A", "Hi")]);
    second.forget(&"p".into());
    assert_eq!((first.codes(&number("1")), second.codes(&number("1"))), (None, None));
}

#[test]
fn what_vanished_is_told_and_what_a_change_of_ours_ended_is_not() {
    let cache = Cache::new(None, [("p".into(), "one".to_owned())]);
    cache.set_codes(&number("1"), &[code("A", "a"), code("B", "b"), code("C", "c")], 1);
    cache.edit_codes(&number("1"), |codes| codes.retain(|row| row.code != "A".into()));
    cache.take_news();
    cache.set_codes(&number("1"), &[code("C", "c"), code("D", "d")], 2);
    let gone = cache.take_news().into_iter().find_map(|news| match news {
        News::Gone { codes, seen, .. } => Some((codes, seen)),
        _ => None,
    });
    assert_eq!(gone, Some((vec![code("B", "b")], 1)));
}

#[test]
fn codes_of_numbers_that_are_no_more_are_forgotten() {
    let cache = Cache::new(None, [("p".into(), "one".to_owned())]);
    cache.set_codes(&number("1"), &[code("A", "a")], 1);
    cache.set_codes(&number("2"), &[code("B", "b")], 1);
    cache.set_numbers(&"p".into(), &[phone("2")], 2);
    assert_eq!(cache.codes(&number("1")), None);
    assert!(cache.codes(&number("2")).is_some());
}

fn refused(cache: &Cache, id: &str) -> Option<String> {
    cache
        .groups_refused(&number(id))
        .map(|error| format!("{}: {} {}", error.kind.as_str(), error.message, error.advice))
}

#[test]
fn why_a_number_has_no_groups_is_known_until_it_has_some() {
    let root = tempfile::tempdir().unwrap();
    let cache = open_at(&file(&root));
    let profile = "p".into();
    let not_enabled = Error::new(ErrorKind::NotEnabled, "Not \u{1b}[31mhere.").advise("Ask.");
    cache.refuse_groups(&profile, &["1".into(), "2".into(), "3".into()], &not_enabled);
    cache.refuse_groups(&profile, &["4".into()], &Error::new(ErrorKind::Unavailable, "Down."));
    drop(cache);
    let cache = open_at(&file(&root));
    let told = refused(&cache, "1").unwrap();
    assert!(told.starts_with("not_enabled: Not ") && told.ends_with(" Ask.") && !told.contains('\u{1b}'), "{told}");
    assert_eq!(refused(&cache, "4"), None, "a failure says nothing of the number");
    cache.set_groups(&number("1"), &[], 1);
    cache.set_numbers(&profile, &[phone("1"), phone("2")], 2);
    let known = ["1", "2", "3"].map(|id| refused(&cache, id).is_some());
    assert_eq!(known, [false, true, false], "one has groups, one is no more");
    let other = Cache::new(Some(file(&root)), [("p".into(), "two".to_owned())]);
    assert_eq!(refused(&other, "2"), None, "another account");
    other.forget(&profile);
    assert_eq!(refused(&cache, "2"), None);
    assert_eq!(other.remembered("no groups 1 2"), None, "nothing stays in the file");
}

#[tokio::test]
async fn groups_that_were_seen_count_more_than_why_there_are_none() {
    // An older qrdeck lists groups, and knows nothing of the refusal before.
    let cache = std::sync::Arc::new(Cache::new(None, [("p".into(), "one".to_owned())]));
    cache.set_groups(&number("1"), &[], 1);
    cache.refuse_groups(&"p".into(), &["1".into(), "2".into()], &Error::new(ErrorKind::NotEnabled, "No."));
    let cached = CachedProvider::new(crate::model::ProviderKind::Meta, "p".into(), cache);
    let groups = async |id: &str| {
        let asked = crate::provider::Provider::groups(&cached, &crate::provider::Call::default(), &id.into()).await;
        asked.map(|groups| groups.len()).map_err(|error| error.kind)
    };
    assert_eq!(groups("1").await, Ok(0));
    assert_eq!(groups("2").await, Err(ErrorKind::NotEnabled));
    assert_eq!(groups("3").await, Err(ErrorKind::Unavailable), "never asked");
}

#[test]
fn a_damaged_file_is_begun_anew_and_told() {
    let root = tempfile::tempdir().unwrap();
    let path = file(&root);
    private_dir(&path);
    std::fs::write(&path, b"not a database at all, but long enough to be read as one".repeat(20)).unwrap();
    let cache = open_at(&path);
    cache.set_codes(&number("1"), &[code("A", "a")], 1);
    assert!(trouble(&cache).concat().contains("damaged"));
    assert!(open_at(&path).codes(&number("1")).is_some());
}

#[test]
fn a_newer_or_foreign_file_is_left_alone_and_the_run_goes_on() {
    let root = tempfile::tempdir().unwrap();
    let path = file(&root);
    for (sql, word) in [("PRAGMA user_version = 99", "newer"), ("PRAGMA application_id = 7", "another program")] {
        let _ = std::fs::remove_file(&path);
        open_at(&path).set_codes(&number("1"), &[code("A", "a")], 1);
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let before = std::fs::read(&path).unwrap();
        let cache = open_at(&path);
        assert_eq!(cache.codes(&number("1")), None);
        cache.set_codes(&number("1"), &[code("B", "b")], 2);
        assert!(cache.codes(&number("1")).is_some(), "it is kept in memory");
        assert!(trouble(&cache).concat().contains(word));
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}

#[test]
fn a_place_that_takes_no_file_is_told_once() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("data"), "a file where the directory should be").unwrap();
    let cache = open_at(&file(&root));
    cache.set_codes(&number("1"), &[code("A", "a")], 1);
    cache.set_codes(&number("1"), &[code("B", "b")], 2);
    assert_eq!(trouble(&cache).len(), 1);
    assert_eq!(cache.codes(&number("1")).unwrap().value.unpacked(), [code("B", "b")]);
}

/// Keeps SQLite from making the files that it wants beside the cache, as a read-only directory does; the superuser, too.
#[cfg(unix)]
fn make_read_only(path: &Path) {
    std::os::unix::fs::symlink("/nonexistent", crate::sqlite::beside(path, "-shm")).unwrap();
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_read_and_what_is_new_is_known_to_this_run() {
    let root = tempfile::tempdir().unwrap();
    let path = file(&root);
    let cache = open_at(&path);
    cache.set_numbers(&"p".into(), &[phone("1"), phone("2")], 10);
    cache.set_codes(&number("1"), &[code("A", "Hi")], 20);
    cache.remember("selected", "1");
    drop(cache);
    make_read_only(&path);
    let before = std::fs::read(&path).unwrap();
    let cache = open_at(&path);
    assert_eq!(cache.codes(&number("1")).unwrap().value.unpacked(), [code("A", "Hi")]);
    assert_eq!(cache.count(&number("2")), None);
    cache.set_codes(&number("2"), &[code("B", "Ho")], 30);
    cache.remember("selected", "2");
    assert_eq!(cache.counts(&"p".into()).len(), 2, "what was known is there beside what is new");
    assert_eq!(cache.codes(&number("1")).unwrap().at, 20);
    assert_eq!(cache.remembered("selected").as_deref(), Some("2"));
    let [told] = trouble(&cache).try_into().unwrap();
    assert!(told.contains("can only be read"), "{told}");
    drop(cache);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let next = open_at(&path);
    assert_eq!((next.count(&number("2")), next.remembered("selected").as_deref()), (None, Some("1")));
}

#[cfg(unix)]
#[test]
fn an_account_that_a_file_which_cannot_be_written_does_not_know_has_nothing() {
    let root = tempfile::tempdir().unwrap();
    open_at(&file(&root)).set_codes(&number("1"), &[code("A", "Hi")], 20);
    make_read_only(&file(&root));
    let other = Cache::new(Some(file(&root)), [("p".into(), "two".to_owned())]);
    assert_eq!(other.codes(&number("1")), None);
    other.set_codes(&number("1"), &[code("B", "Ho")], 30);
    assert_eq!(other.codes(&number("1")).unwrap().value.unpacked(), [code("B", "Ho")]);
    assert_eq!(trouble(&other).len(), 1);
}

#[cfg(unix)]
#[test]
fn a_damaged_file_that_cannot_be_written_is_left_alone() {
    let root = tempfile::tempdir().unwrap();
    let path = file(&root);
    open_at(&path).set_codes(&number("1"), &[code("A", &"long ".repeat(3000))], 20);
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[4096..].fill(0x5a);
    std::fs::write(&path, &bytes).unwrap();
    make_read_only(&path);
    let cache = open_at(&path);
    assert_eq!(cache.codes(&number("1")), None);
    cache.set_codes(&number("1"), &[code("B", "Ho")], 30);
    assert_eq!(cache.codes(&number("1")).unwrap().value.unpacked(), [code("B", "Ho")]);
    assert!(!trouble(&cache).concat().contains("replaced"), "it was not");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn two_runs_share_one_file() {
    let root = tempfile::tempdir().unwrap();
    let (one, two) = (open_at(&file(&root)), open_at(&file(&root)));
    let write = |cache: &Cache, from: i64| {
        for at in from..from + 50 {
            cache.set_codes(&number(&at.to_string()), &[code("A", "a")], at);
        }
    };
    std::thread::scope(|scope| {
        scope.spawn(|| write(&one, 0));
        scope.spawn(|| write(&two, 100));
    });
    assert_eq!((one.counts(&"p".into()).len(), two.counts(&"p".into()).len()), (100, 100));
    assert_eq!((trouble(&one), trouble(&two)), (vec![], vec![]));
}

fn private_dir(path: &Path) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hostile_texts_come_back_as_they_were(messages in proptest::collection::vec("\\PC{0,20}|[\\x00-\\x1f]{0,5}", 0..6)) {
        let cache = Cache::new(None, [("p".into(), "one".to_owned())]);
        let codes: Vec<_> = messages.iter().enumerate().map(|(at, text)| code(&format!("C{at}"), text)).collect();
        cache.set_codes(&number("1"), &codes, 1);
        prop_assert_eq!(cache.codes(&number("1")).map(|seen| seen.value.unpacked()), Some(codes));
    }
}

#[test]
fn the_newest_are_merged_only_where_they_continue_what_is_known() {
    let cache = Cache::new(None, [("p".into(), "one".to_owned())]);
    let (a, b, c, d) = (code("A", "a"), code("B", "b"), code("C", "c"), code("D", "d"));
    cache.set_codes(&number("1"), &[b.clone(), c.clone(), d.clone()], 1);
    let merge = |page: &[QrCode], looked| cache.merge_newest(&number("1"), looked, || Some(page.to_vec()));
    let all = vec![a.clone(), b.clone(), c.clone(), d.clone()];
    assert_eq!(merge(&[a.clone(), b.clone(), c.clone()], 5), Some(Seen { value: all, at: 1 }));
    assert_eq!(cache.codes(&number("1")).unwrap().value.unpacked(), [a.clone(), b.clone(), c.clone(), d.clone()]);
    assert_eq!(cache.counts(&"p".into())[&"1".into()], Count { codes: 4, at: 1, looked: 5 });
    for page in [
        vec![a.clone(), c.clone()],
        vec![a.clone(), code("B", "changed")],
        vec![code("X", "x"), code("Y", "y")],
        vec![],
    ] {
        assert_eq!(merge(&page, 9), None, "{page:?}");
    }
    assert_eq!(cache.count(&number("1")).unwrap().looked, 5);
}

#[test]
fn edits_at_the_same_time_are_all_made() {
    let root = tempfile::tempdir().unwrap();
    let caches = [open_at(&file(&root)), open_at(&file(&root))];
    let codes: Vec<_> = (0..40).map(|at| code(&format!("C{at}"), "x")).collect();
    caches[0].set_codes(&number("1"), &codes, 1);
    std::thread::scope(|scope| {
        for (at, code) in codes.iter().enumerate().skip(1) {
            let cache = &caches[at % 2];
            scope.spawn(move || cache.edit_codes(&number("1"), |rows| rows.retain(|row| row.code != code.code)));
        }
    });
    assert_eq!(caches[1].codes(&number("1")).unwrap().value.unpacked(), codes[..1]);
}
