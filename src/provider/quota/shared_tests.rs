use super::*;

/// A log after these calls, each asked for as soon as it may be.
fn calls(log: &mut CallLog, priority: Priority, count: usize, mut now: u64) -> Vec<u64> {
    let mut sent = Vec::new();
    while sent.len() < count {
        match log.take("delete", priority, 5, 25, now) {
            Turn::Now(call) => {
                sent.push(now);
                // Answered after a while: the service had it in between.
                log.received("delete", call, now + 20);
            }
            Turn::In(wait) | Turn::Paused(wait) => now += u64::try_from(wait.as_millis()).unwrap(),
        }
    }
    sent
}

#[test]
fn five_calls_a_second_are_let_through_whoever_asks() {
    let mut log = CallLog::default();
    let sent = calls(&mut log, Priority::Foreground, 25, 1_000);
    for window in sent.windows(6) {
        // As late as the first can have come, and as early as the last.
        assert!(window[5] - (window[0] + 20) >= 1_000, "{sent:?}");
    }
    let took = sent[24] - sent[0];
    assert!(took <= 4 * 1_050, "nearly all of the quota is used: {took} ms for 25 calls");
}

#[test]
fn a_person_goes_first() {
    let mut log = CallLog::default();
    calls(&mut log, Priority::Background, 5, 1_000);
    assert!(matches!(log.take("delete", Priority::Foreground, 5, 25, 1_100), Turn::In(_)));
    // A place is free, and somebody waits for it in another process.
    assert!(
        matches!(log.take("delete", Priority::Background, 5, 25, 2_030), Turn::Now(_)),
        "nobody has said so lately"
    );
    assert!(matches!(log.take("delete", Priority::Foreground, 5, 25, 2_031), Turn::Now(_)));
    let mut log = CallLog::default();
    calls(&mut log, Priority::Background, 5, 1_000);
    assert!(matches!(log.take("delete", Priority::Foreground, 5, 25, 1_900), Turn::In(_)));
    assert!(matches!(log.take("delete", Priority::Background, 5, 25, 2_030), Turn::In(_)), "a person waits");
    assert!(matches!(log.take("delete", Priority::Foreground, 5, 25, 2_031), Turn::Now(_)));
    assert!(matches!(log.take("delete", Priority::Background, 5, 25, 2_032), Turn::Now(_)), "not any more");
}

#[test]
fn a_call_counts_from_when_the_service_can_have_had_it_last() {
    let mut log = CallLog::default();
    let take = |log: &mut CallLog, now| log.take("delete", Priority::Foreground, 1, 500, now);
    let Turn::Now(call) = take(&mut log, 1_000) else { panic!("it is the first") };
    assert!(matches!(take(&mut log, 2_100), Turn::In(_)), "it may have been on its way for 500 ms");
    log.received("delete", call, 1_020);
    assert!(matches!(take(&mut log, 2_101), Turn::Now(_)));
}

#[test]
fn what_counts_no_more_is_not_kept() {
    let mut log = CallLog::default();
    for second in 1..60 {
        assert!(matches!(log.take("delete", Priority::Foreground, 5, 25, second * 2_000), Turn::Now(_)));
    }
    assert_eq!(log.ops["delete"].calls.len(), 1);
}

#[test]
fn what_nobody_waits_for_asks_again_until_no_person_waits() {
    let mut log = CallLog::default();
    log.ops.insert("delete".to_owned(), Op { person_until: 5_000, ..Op::default() });
    let mut take = |now| log.take("delete", Priority::Background, 5, 25, now);
    assert_eq!(take(4_999), Turn::In(Duration::from_millis(50)));
    assert!(matches!(take(5_000), Turn::Now(_)));
}

#[test]
fn what_cannot_be_believed_counts_as_nothing() {
    let now = 1_000_000;
    let sound = |change: fn(&mut CallLog)| {
        let mut log = CallLog { version: VERSION, boot: "b".into(), ..CallLog::default() };
        log.take("delete", Priority::Foreground, 5, 25, now);
        change(&mut log);
        log.is_sound("b", now)
    };
    assert!(sound(|_| {}));
    assert!(!sound(|log| log.version = 2));
    assert!(!sound(|log| log.boot = "earlier".into()));
    assert!(!sound(|log| {
        log.pauses.insert(String::new(), u64::MAX - AHEAD);
    }));
    assert!(!sound(|log| log.ops.values_mut().for_each(|op| op.calls[0].1 = 1 << 60)));
}

#[test]
fn what_a_service_can_ask_for_is_believed_and_nothing_beyond() {
    const HOUR: u64 = 3_600_000;
    let (now, boot) = (1_000_000, "b".to_owned());
    let log = |until| {
        let pauses = [(String::new(), until)].into();
        CallLog { version: VERSION, boot: boot.clone(), pauses, ..CallLog::default() }
    };
    assert!(log(now + 24 * HOUR).is_sound("b", now));
    assert!(!log(now + 26 * HOUR).is_sound("b", now));
}

#[test]
fn a_penalty_is_told_with_what_is_left_of_it_until_it_is_over() {
    let mut log = CallLog::default();
    log.ops.insert("delete".to_owned(), Op { paused_until: 5_000, ..Op::default() });
    let mut take = |now| log.take("delete", Priority::Foreground, 5, 25, now);
    assert_eq!(take(2_000), Turn::Paused(Duration::from_secs(3)));
    assert_eq!(take(4_999), Turn::Paused(Duration::from_millis(1)));
    assert!(matches!(take(5_000), Turn::Now(_)));
}

#[tokio::test]
async fn what_is_learned_of_a_call_counts_for_all() {
    let dir = tempfile::tempdir().unwrap();
    let of = || Shared::of(dir.path(), &["cams", "key"]).unwrap();
    let (one, same) = (of(), of());
    let take = async || same.take("list", Priority::Foreground, 1, Duration::ZERO).await.unwrap();
    let Turn::Now(call) = take().await else { panic!("it is the first") };
    assert!(matches!(take().await, Turn::In(_)));
    one.was_received("list", call, Duration::from_secs(2)).await;
    one.received("list", call, Duration::from_secs(10)).await;
    assert!(matches!(take().await, Turn::In(_)), "it leaves only now, and takes its time");
    one.was_received("list", call, Duration::from_secs(2)).await;
    assert!(matches!(take().await, Turn::Now(_)));
}

#[tokio::test]
async fn two_of_one_account_share_and_others_do_not() {
    let dir = tempfile::tempdir().unwrap();
    let of = |identity: &[&str]| Shared::of(dir.path(), identity).unwrap();
    let (one, same, other) = (of(&["cams", "key"]), of(&["cams", "key"]), of(&["cams", "other"]));
    for _ in 0..5 {
        assert!(matches!(one.take("list", Priority::Foreground, 5, Duration::ZERO).await, Some(Turn::Now(_))));
    }
    assert!(matches!(same.take("list", Priority::Foreground, 5, Duration::ZERO).await, Some(Turn::In(_))));
    assert!(matches!(other.take("list", Priority::Foreground, 5, Duration::ZERO).await, Some(Turn::Now(_))));
    one.penalise("create", Duration::from_mins(1)).await;
    assert!(matches!(same.take("create", Priority::Foreground, 5, Duration::ZERO).await, Some(Turn::Paused(_))));
    one.pause(Some("1"), Duration::from_mins(1)).await;
    one.pause(Some("2"), Duration::from_mins(1)).await;
    let mut paused: Vec<_> = same.pauses().await.into_iter().map(|(account, _)| account).collect();
    paused.sort();
    assert_eq!(paused, [Some("1".to_owned()), Some("2".to_owned())]);

    // Nothing tells the account, and nobody else can read it.
    let mut names = Vec::new();
    for file in std::fs::read_dir(dir.path().join("quota")).unwrap() {
        let file = file.unwrap();
        let text = std::fs::read(file.path()).unwrap();
        assert!(!String::from_utf8_lossy(&text).contains("key"));
        names.push(file.file_name());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(file.metadata().unwrap().permissions().mode() & 0o077, 0);
        }
    }
    assert_eq!(names.len(), 3, "two accounts and the salt: {names:?}");

    // A damaged file counts as none.
    std::fs::write(&same.path, "{\"version\":1,").unwrap();
    assert!(matches!(same.take("create", Priority::Foreground, 5, Duration::ZERO).await, Some(Turn::Now(_))));
    // Where nothing can be kept, each counts for itself.
    std::fs::write(dir.path().join("file"), "").unwrap();
    assert!(Shared::of(&dir.path().join("file"), &["x"]).is_none());
}
