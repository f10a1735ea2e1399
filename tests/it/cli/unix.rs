//! Pipes, closed streams, poor terminals and homes: as other Unix tools behave.

use std::process::{Command, Stdio};

use portable_pty::CommandBuilder;

use super::harness::{Home, Ran, Serving, private_file, text};
use super::terminal::run;

/// Commands that write, each in another way.
const WRITERS: [&[&str]; 9] = [
    &["codes", "list"],
    &["codes", "list", "--json"],
    &["codes", "list", "--jsonl"],
    &["numbers", "list", "--sort", "name"],
    &["qr", "https://wa.me/message/ANED2T5QRU7HG1"],
    &["man"],
    &["schema", "codes", "list"],
    &["completions", "bash"],
    &["codes", "--help"],
];

/// Runs the binary in a shell that puts this behind it.
fn behind(home: &Home, redirections: &str, arguments: &[&str]) -> Ran {
    let mut shell = home.command([""; 0]);
    let qrdeck = shell.get_program().to_owned();
    let mut around = Command::new("/bin/sh");
    around.args(["-c", &format!("\"$0\" \"$@\" {redirections}")]).arg(qrdeck).args(arguments);
    around.env_clear().env("HOME", home.path()).stdin(Stdio::null());
    // Only its program was of interest.
    shell.stdin(Stdio::null());
    Ran::of(&mut around)
}

#[test]
fn a_reader_that_has_seen_enough_ends_every_command_quietly() {
    let home = Home::small();
    for arguments in WRITERS {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = home.command(arguments).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
        let output = output.wait_with_output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {told}");
        assert!(told.lines().all(|line| line.starts_with("SANDBOX: ")), "{arguments:?}: {told}");
    }
    let head = behind(&home, "| head -n 1", &["codes", "list", "--jsonl"]);
    assert_eq!((head.code, head.stdout.lines().count()), (0, 1), "{head:?}");
}

#[test]
fn closed_streams_are_no_crash() {
    let home = Home::small();
    for arguments in WRITERS {
        for closed in ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"] {
            let ran = behind(&home, closed, arguments);
            assert_eq!(ran.code, 0, "{arguments:?} {closed}: {ran:?}");
            assert!(!ran.stderr.contains("panic"), "{arguments:?} {closed}: {ran:?}");
        }
    }
    let code = home.code_ids().remove(0);
    assert_eq!(behind(&home, "<&- >&- 2>&-", &["codes", "delete", &code]).code, 4, "nobody can be asked");
    assert_eq!(behind(&home, "<&-", &["codes", "delete", "-", "--yes"]).code, 2, "nothing can be read");
    assert!(home.code_ids().contains(&code));
}

#[test]
fn without_a_terminal_the_app_says_so() {
    let home = Home::small();
    let ran = home.run([]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{ran:?}");
    assert!(ran.stderr.contains("qrdeck needs a terminal"), "{ran:?}");
}

#[test]
fn a_dumb_terminal_gets_no_escape_sequence() {
    let home = Home::small();
    for arguments in [&["codes", "list"][..], &["sync"], &["doctor"], &["--help"], &["codes", "show"]] {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_qrdeck"));
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "dumb");
        command.env("LC_ALL", "C");
        let (status, shown) = run(&home, (60, 24), command, &[]);
        assert!(!shown.contains('\u{1b}') && !shown.is_empty(), "{arguments:?}: {shown:?}");
        assert_eq!(status == 2, arguments == ["codes", "show"], "{arguments:?}: {shown}");
    }
}

#[test]
fn the_app_does_not_open_where_the_cursor_cannot_be_placed() {
    let home = Home::small();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_qrdeck"));
    command.env_clear();
    command.env("TERM", "dumb");
    let (status, shown) = run(&home, (200, 24), command, &[]);
    assert_eq!((status, shown.contains('\u{1b}')), (2, false), "{shown:?}");
    assert!(shown.contains("TERM is dumb") && shown.contains("qrdeck codes list"), "{shown}");
}

#[test]
fn a_locale_without_unicode_gets_an_ascii_ellipsis() {
    let home = Home::small();
    let number = text(&home.codes()[0], "number_id");
    home.json(["codes", "create", "--number", &number, "--message", &"a long message ".repeat(9)]);
    for (locale, ellipsis, other) in [("C", "~", "…"), ("C.UTF-8", "…", "~")] {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_qrdeck"));
        command.args(["codes", "list", "--columns", "code,message", "--number", &number]);
        command.env_clear();
        command.env("LC_ALL", locale);
        let (_, shown) = run(&home, (40, 24), command, &[]);
        assert!(shown.contains(ellipsis) && !shown.contains(other), "{locale}: {shown}");
    }
}

#[test]
fn a_home_that_cannot_be_written_is_told_and_reading_goes_on() {
    let home = Home::new();
    let nowhere = |arguments: &[&str]| Ran::of(home.command(arguments).env("HOME", "/proc/nowhere"));
    for arguments in WRITERS.into_iter().skip(4) {
        assert_eq!(nowhere(arguments).code, 0, "{arguments:?}");
    }
    // The sandbox is one that does not last.
    let ran = nowhere(&["codes", "list", "--json"]);
    assert_eq!((ran.code, &ran.document()), (0, &home.json(["codes", "list"])), "{ran:?}");
    let told: Vec<_> = ran.stderr.lines().filter(|line| line.contains("is gone when qrdeck ends")).collect();
    assert!(told.len() == 1 && told[0].contains("--data-dir"), "{ran:?}");
    let code = text(&ran.document()[0], "code");
    let deleted = nowhere(&["codes", "delete", &code, "--yes"]);
    assert_eq!(deleted.code, 0, "{deleted:?}");
    // Accounts can be looked at, and nothing is changed that could not be recorded.
    let serving = Serving::start(&home, ["--numbers", "1", "--codes", "2", "--groups", "1"]);
    private_file(
        &home,
        "config.toml",
        &serving.configuration(&home).replace("~/", &format!("{}/", home.path().display())),
    );
    let config = home.path().join("config.toml");
    let on = |arguments: &[&str]| {
        let mut command = home.command(arguments);
        command.env("HOME", "/proc/nowhere").env("QRDECK_CONFIG", &config);
        Ran::of(command.arg("--json"))
    };
    let codes = on(&["codes", "list"]);
    assert_eq!(codes.code, 0, "{codes:?}");
    let code = text(&codes.document()[0], "code");
    assert_eq!(on(&["codes", "delete", &code, "--yes"]).code, 1);
    assert_eq!(on(&["codes", "list"]).document(), codes.document());
}

#[test]
fn a_relative_home_is_refused_and_relative_directories_are_ignored() {
    let (home, here) = (Home::small(), tempfile::tempdir().unwrap());
    let away = |variable: &str, arguments: &[&str]| {
        let mut command = home.command(arguments);
        Ran::of(command.env(variable, "some/where").current_dir(here.path()))
    };
    for arguments in [&["codes", "list"][..], &["doctor"], &["profile", "list"], &["sandbox", "--reset"]] {
        let ran = away("HOME", arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{arguments:?}: {ran:?}");
        assert!(ran.stderr.contains("HOME") && ran.stderr.contains("some/where"), "{arguments:?}: {ran:?}");
    }
    for variable in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"] {
        let ran = away(variable, &["codes", "list", "--json"]);
        assert_eq!((ran.code, &ran.document()), (0, &home.json(["codes", "list"])), "{variable}: {ran:?}");
    }
    assert_eq!(std::fs::read_dir(here.path()).unwrap().count(), 0, "nothing is made");
    // Named places need no home.
    let data = home.data();
    let (config, data) = (home.path().join("none.toml"), data.to_str().unwrap());
    std::fs::write(&config, "").unwrap();
    let named = ["--config", config.to_str().unwrap(), "--data-dir", data, "codes", "list"];
    assert_eq!(away("HOME", &named).code, 0);
}

#[test]
fn without_a_home_everything_that_needs_none_works() {
    let home = Home::new();
    let homeless = |arguments: &[&str]| {
        let mut command = home.command(arguments);
        Ran::of(command.env("QRDECK_DATA_DIR", home.path().join("data")).env("HOME", "").current_dir("/"))
    };
    for arguments in WRITERS {
        let ran = homeless(arguments);
        assert!(!ran.stderr.contains("panic"), "{arguments:?}: {ran:?}");
        assert!(ran.code == 0 || ran.stderr.contains("HOME"), "{arguments:?}: {ran:?}");
    }
}
