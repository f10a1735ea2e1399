//! Commands that are asked to end.

use std::collections::HashSet;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use super::harness::{Home, Serving, text};

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

/// Has the commands that are started from now on heed SIGINT. Whoever runs the tests in the background of a shell has
/// everything in them ignore it; a signal that is caught here is back to its default in a command.
fn heed_interrupts() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let _guard = runtime.enter();
    // It stays caught, though nobody listens.
    drop(tokio::signal::unix::signal(tokio::signal::unix::SignalKind::interrupt()).unwrap());
}

/// Whether this process ignores SIGINT, where that can be told; else it is left as it is.
fn ignores_interrupts() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).map(str::trim);
    mask.is_some_and(|mask| u64::from_str_radix(mask, 16).unwrap() & 0b10 != 0)
}

/// Waits until the journal has an entry.
fn until_something_is_sent(home: &Home) {
    while home.json(["journal", "list"]).as_array().unwrap().is_empty() {}
}

#[test]
fn a_list_of_deletions_stops_and_says_what_is_left() {
    let (home, world) = (Home::new(), Home::new());
    let serving = Serving::start(&world, ["--numbers", "1", "--codes", "40", "--groups", "0"]);
    home.configure(&serving.configuration(&home));
    let codes = home.json(["--profile", "asia", "codes", "list"]);
    let codes: Vec<_> = codes.as_array().unwrap().iter().map(|code| text(code, "code")).collect();
    for name in ["-INT", "-TERM"] {
        let wanted: Vec<_> = home.code_ids().into_iter().filter(|code| codes.contains(code)).take(20).collect();
        let mut command = home.command(["--profile", "asia", "codes", "delete", "--yes", "--json"]);
        let child = command.args(&wanted).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let before = home.json(["journal", "list"]).as_array().unwrap().len();
        while home.json(["journal", "list"]).as_array().unwrap().len() == before {}
        signal(&child, name);
        let output = child.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(matches!(output.status.code(), Some(1 | 5)), "{name}: {:?} {told}", output.status);
        let deleted: Value = serde_json::from_slice(&output.stdout).unwrap();
        let deleted: HashSet<_> = deleted.as_array().unwrap().iter().map(|code| text(code, "code")).collect();
        let errors: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let cancelled: Vec<_> = errors.iter().filter(|error| error["error"]["kind"] == "cancelled").collect();
        assert!(!cancelled.is_empty(), "{name}: {told}");
        let there: HashSet<_> = home.code_ids().into_iter().collect();
        for code in &wanted {
            let left = cancelled.iter().any(|error| text(&error["error"], "message").contains(code));
            assert!(!deleted.contains(code) || !there.contains(code), "{name}: {code} is called deleted");
            assert!(!left || there.contains(code), "{name}: {code} is called left alone");
        }
    }
}

#[test]
fn what_only_reads_ends_as_the_system_ends_it() {
    let (home, world) = (Home::new(), Home::new());
    let mute = world.path().join("mute.json");
    std::fs::write(&mute, r#"[{"op": "*", "nth": "every", "do": "hang"}]"#).unwrap();
    let serving = Serving::start(&world, ["--faults", mute.to_str().unwrap()]);
    home.configure(&serving.configuration(&home));
    // Else Ctrl-C would not end the tests any more.
    if ignores_interrupts() {
        heed_interrupts();
    }
    let mut child = home.command(["codes", "list"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    signal(&child, "-INT");
    assert_eq!(child.wait().unwrap().signal(), Some(2));
}

#[test]
fn a_change_that_is_never_answered_ends_as_unknown() {
    let (home, world) = (Home::new(), Home::new());
    let mute = world.path().join("mute.json");
    std::fs::write(&mute, r#"[{"op": "meta.codes.create", "nth": "every", "do": "hang"}]"#).unwrap();
    let serving = Serving::start(&world, ["--numbers", "1", "--faults", mute.to_str().unwrap()]);
    home.configure(&serving.configuration(&home));
    let number = text(&home.json(["--profile", "eu", "numbers", "list"])[0], "id");
    let arguments = ["--profile", "eu", "codes", "create", "--number", &number, "--message", "Tea", "--json"];
    let child = home.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    until_something_is_sent(&home);
    signal(&child, "-HUP");
    let output = child.wait_with_output().unwrap();
    // It was looked up in time, or it is not known: never that it was not sent.
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    match output.status.code() {
        Some(0) => assert_eq!(document["message"], "Tea"),
        Some(5) => assert_eq!(document["error"]["kind"], "outcome_unknown"),
        other => panic!("{other:?}: {document}"),
    }
}
