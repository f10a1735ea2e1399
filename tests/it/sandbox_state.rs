//! The state file: shared between sandboxes, and never lost.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use qrdeck::model::ErrorKind;
use qrdeck::sandbox::{Api, Options, Running, reset, start};

use crate::cams_client::{Call, Cams};

const SHANGHAI: &str = "8613800000001";

async fn on(state: &Path) -> Running {
    start(Options { state: Some(state.to_owned()), ..Options::default() }).await.unwrap()
}

fn create<'a>(cams: &'a Cams, message: &str) -> Call<'a> {
    cams.call("CreatePhoneMessageQrdl")
        .with("PhoneNumber", SHANGHAI)
        .with("GenerateQrImage", "PNG")
        .with("PrefilledMessage", message)
}

async fn codes(sandbox: &Running) -> BTreeSet<String> {
    let codes = sandbox.inside().read(|world| {
        let number = world.number(Api::Alibaba, SHANGHAI).unwrap();
        number.codes.iter().map(|code| code.code.to_string()).collect()
    });
    codes.await.unwrap()
}

/// A directory and a path in it that does not exist yet.
fn place() -> (tempfile::TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("data").join("sandbox.json");
    (directory, path)
}

#[tokio::test]
async fn two_sandboxes_share_one_world() {
    let (_directory, path) = place();
    let (one, other) = (on(&path).await, on(&path).await);
    assert!(one.endpoints().alibaba.access_key_secret == other.endpoints().alibaba.access_key_secret);
    let before = codes(&one).await;
    let made = create(&Cams::of(&one), "from one").send().await.ok();
    let made = made["Data"]["QrdlCode"].as_str().unwrap().to_owned();
    let after = codes(&other).await;
    assert_eq!(after.difference(&before).collect::<Vec<_>>(), [&made]);

    let delete = Cams::of(&other);
    let delete = delete.call("DeletePhoneMessageQrdl").with("PhoneNumber", SHANGHAI).with("QrdlCode", &made);
    delete.send().await.ok();
    assert_eq!(codes(&one).await, before);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changes_at_the_same_time_are_all_kept() {
    let (_directory, path) = place();
    let (one, other) = (on(&path).await, on(&path).await);
    let before = codes(&one).await;
    let mut tasks = Vec::new();
    for index in 0..5 {
        for cams in [Cams::of(&one), Cams::of(&other)] {
            let message = format!("number {index}");
            tasks.push(tokio::spawn(async move {
                create(&cams, &message).send().await.ok()["Data"]["QrdlCode"].as_str().unwrap().to_owned()
            }));
        }
    }
    let mut made = BTreeSet::new();
    for task in tasks {
        made.insert(task.await.unwrap());
    }
    assert_eq!(made.len(), 10, "no code was given out twice");
    let restarted = on(&path).await;
    let after = codes(&restarted).await;
    assert_eq!(after.difference(&before).cloned().collect::<BTreeSet<_>>(), made);
}

#[tokio::test]
async fn a_world_outlives_its_sandbox_until_it_is_reset() {
    let (_directory, path) = place();
    let first = on(&path).await;
    let fresh = codes(&first).await;
    create(&Cams::of(&first), "kept").send().await.ok();
    first.stop().await;
    let second = start(Options { state: Some(path.clone()), seed: 99, numbers: Some(1), ..Options::default() });
    let second = second.await.unwrap();
    assert_eq!(codes(&second).await.len(), fresh.len() + 1, "what exists wins over the size and seed asked for");
    second.stop().await;
    reset(&path).unwrap();
    reset(&path).unwrap();
    assert_eq!(codes(&on(&path).await).await, fresh);
}

#[tokio::test]
async fn what_a_killed_process_leaves_does_no_harm() {
    let (_directory, path) = place();
    let sandbox = on(&path).await;
    create(&Cams::of(&sandbox), "kept").send().await.ok();
    let kept = codes(&sandbox).await;
    sandbox.stop().await;
    // Killed between writing and renaming: half a world beside the whole one, and a lock file nobody holds.
    std::fs::write(path.with_extension("json.new"), b"{\"format\":1,\"world\":{\"seed\":1").unwrap();
    let sandbox = on(&path).await;
    assert_eq!(codes(&sandbox).await, kept);
    create(&Cams::of(&sandbox), "more").send().await.ok();
    assert_eq!(codes(&on(&path).await).await.len(), kept.len() + 1);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_says_what_to_do() {
    for text in ["", "not json", "{\"format\":1}", "{\"format\":2,\"world\":null}"] {
        let (_directory, path) = place();
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        let error = start(Options { state: Some(path.clone()), ..Options::default() }).await.err().unwrap();
        assert_eq!(error.kind, ErrorKind::Config, "{text}");
        assert!(error.message.contains(&*path.to_string_lossy()), "{error}");
        assert!(error.advice.contains("away") && error.advice.contains(&*path.to_string_lossy()), "{}", error.advice);
        assert!(!error.advice.contains("--reset"), "that would forget another world: {}", error.advice);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "it is left as it is");
        reset(&path).unwrap();
        on(&path).await;
    }
}

#[tokio::test]
async fn a_file_that_breaks_while_it_runs_is_an_error_of_the_service() {
    let (_directory, path) = place();
    let sandbox = on(&path).await;
    let cams = Cams::of(&sandbox);
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&path, "broken").unwrap();
    assert_eq!(create(&cams, "lost").send().await.code(), (500, "InternalError"));
    reset(&path).unwrap();
    create(&cams, "kept").send().await.ok();
    assert_eq!(codes(&on(&path).await).await, codes(&sandbox).await);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_machine_that_takes_no_writing_is_told_apart_from_a_broken_file() {
    // Its directory takes no files, whoever asks.
    let path = Path::new("/proc/self/sandbox.json");
    let error =
        start(Options { state: Some(path.to_owned()), embedded: true, ..Options::default() }).await.err().unwrap();
    assert!(error.message.contains("cannot be used"), "{error}");
    assert!(error.advice.contains("the world in the file is unchanged"), "{}", error.advice);
    assert!(!error.advice.contains("--reset"), "{}", error.advice);
}

#[cfg(unix)]
#[tokio::test]
async fn only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_directory, path) = place();
    let sandbox = on(&path).await;
    create(&Cams::of(&sandbox), "x").send().await.ok();
    for file in std::fs::read_dir(path.parent().unwrap()).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", file.path());
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused() {
    let base = Options::default;
    for (options, words) in [
        (Options { listen: "0.0.0.0:0".parse().unwrap(), ..base() }, "not a loopback address"),
        (Options { codes: Some(2_001), ..base() }, "--codes is 2001"),
        (Options { numbers: Some(5_000), codes: Some(2_000), ..base() }, "--numbers times --codes"),
        (Options { numbers: Some(usize::MAX), ..base() }, "--numbers is"),
        (Options { faults: Some("/nonexistent/faults.json".into()), ..base() }, "/nonexistent/faults.json"),
    ] {
        let error = start(options).await.err().unwrap();
        assert_eq!(error.kind, ErrorKind::Config);
        assert!(error.message.contains(words), "{error}");
    }
}

#[tokio::test]
async fn a_world_that_cannot_be_locked_is_read_and_not_changed() {
    let (_directory, path) = place();
    let made = on(&path).await;
    let (before, lock) = (codes(&made).await, path.with_file_name("sandbox.json.lock"));
    made.stop().await;
    std::fs::remove_file(&lock).unwrap();
    // As where nothing can be made.
    std::fs::create_dir(&lock).unwrap();
    let read = on(&path).await;
    assert_eq!(codes(&read).await, before);
    let text = std::fs::read(&path).unwrap();
    let refused = create(&Cams::of(&read), "in vain").send().await;
    assert_ne!(refused.body["Code"], "OK");
    assert_eq!((codes(&read).await, std::fs::read(&path).unwrap()), (before, text));
}
