//! From nothing to the first screen.

use std::process::{Command, Stdio};

use super::SIZE;
use super::emulator::buffer;
use super::terminal::Terminal;
use crate::scan::scan;

/// The link that stands on the screen.
fn link(text: &str) -> &str {
    let start = text.find("https://wa.me/message/").unwrap();
    text[start..].split_whitespace().next().unwrap()
}

#[test]
fn the_first_screen_has_data_and_a_code_that_scans_in_any_colours() {
    let all: [&[(&str, &str)]; 4] = [
        &[],
        &[("COLORTERM", "truecolor")],
        &[("NO_COLOR", "1")],
        &[("NO_COLOR", "1"), ("COLORTERM", "truecolor"), ("TERM", "vt100")],
    ];
    for env in all {
        let mut terminal = Terminal::open(SIZE, env);
        let screen = terminal.settle();
        let text = screen.contents();
        assert!(text.contains("SANDBOX"), "{text}");
        assert_eq!(scan(&buffer(screen)).as_deref(), Some(link(&text)), "{env:?}");
    }
}

#[test]
fn no_colours_means_none_outside_of_the_code() {
    let mut terminal = Terminal::open(SIZE, &[("NO_COLOR", "1")]);
    let screen = buffer(terminal.settle());
    let code = crate::scan::inked(&screen).unwrap();
    for at in screen.area.positions().filter(|at| !code.contains(*at)) {
        let cell = &screen[at];
        assert_eq!((cell.fg, cell.bg), Default::default(), "{at}: {cell:?}");
    }
}

#[test]
fn a_terminal_that_answers_nothing_is_asked_nothing_but_its_ground() {
    let mut terminal = Terminal::open(SIZE, &[]);
    terminal.settle();
    terminal.send("?");
    terminal.see("Keys");
    assert_eq!(terminal.unknown(), [format!("OSC {:?}", [b"11".as_slice(), b"?"])]);
}

#[test]
fn without_a_terminal_the_app_says_what_to_do_instead() {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_qrdeck"));
    command.env("HOME", home.path()).env_remove("QRDECK_CONFIG").stdin(Stdio::null());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "qrdeck needs a terminal. In a script use its commands, for example: qrdeck codes list --json\n"
    );
}
