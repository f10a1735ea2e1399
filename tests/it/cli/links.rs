//! `qr`, `open` and `copy`: what is done with a link.

use portable_pty::CommandBuilder;
use serde_json::Value;
use vt100::Parser;

use super::harness::{Home, Ran, text};
use super::terminal::run;
use crate::pty::emulator;
use crate::scan::scan;

const LINK: &str = "https://wa.me/message/ANED2T5QRU7HG1";

/// Runs the binary on a terminal of this size.
fn on_terminal(home: &Home, size: (u16, u16), arguments: &[&str], env: &[(&str, &str)]) -> (u32, String) {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_qrdeck"));
    command.args(arguments);
    command.env_clear();
    for (name, value) in env {
        command.env(name, value);
    }
    run(home, size, command, &[])
}

/// What a phone reads off a terminal that shows this.
fn scanned((cols, rows): (u16, u16), shown: &str) -> Option<String> {
    let (rows, cols) = emulator::size((cols, rows));
    let mut terminal = Parser::new(rows, cols, 0);
    terminal.process(shown.as_bytes());
    scan(&emulator::buffer(terminal.screen()))
}

/// The rows of modules of a document, in a picture of 4 pixels a module with its border, read by a decoder.
fn decoded(rows: &[Value], quiet: usize) -> String {
    let dark = |x: usize, y: usize| {
        let (x, y) = (x.checked_sub(quiet)?, y.checked_sub(quiet)?);
        rows.get(y)?.as_str()?.as_bytes().get(x).map(|byte| *byte == b'1')
    };
    let side = (rows.len() + 2 * quiet) * 4;
    let luma = |x: usize, y: usize| if dark(x / 4, y / 4) == Some(true) { 0 } else { 255 };
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, luma);
    picture.detect_grids()[0].decode().unwrap().1
}

#[test]
fn a_code_on_a_terminal_scans_in_every_size_and_colour_it_is_drawn_in() {
    let home = Home::new();
    for env in [&[("TERM", "xterm"), ("NO_COLOR", "1")][..], &[("TERM", "xterm"), ("COLORTERM", "truecolor")]] {
        for size in [(33, 18), (80, 24), (120, 50)] {
            let (status, shown) = on_terminal(&home, size, &["qr", LINK], env);
            assert_eq!(status, 0, "{shown}");
            assert_eq!(scanned(size, &shown).as_deref(), Some(LINK), "{size:?} {shown}");
        }
    }
}

#[test]
fn a_terminal_that_is_too_small_is_told_what_a_code_needs() {
    let home = Home::new();
    for size in [(32, 24), (80, 17)] {
        let (status, shown) = on_terminal(&home, size, &["qr", LINK], &[("TERM", "xterm")]);
        assert_eq!(status, 1, "{shown}");
        let shown = shown.replace("\r\n", " ");
        assert!(shown.contains("it needs 33 columns and 18 rows"), "{shown}");
        assert_eq!(scanned(size, &shown), None);
    }
}

#[test]
fn a_terminal_without_colours_gets_characters_alone() {
    let home = Home::new();
    for (env, block) in [(&[("TERM", "dumb")][..], '█'), (&[("TERM", "xterm"), ("LC_ALL", "C")], '#')] {
        let (status, shown) = on_terminal(&home, (80, 50), &["qr", LINK], env);
        assert_eq!(status, 0, "{shown}");
        assert!(shown.contains(block) && !shown.contains('\u{1b}'), "{shown}");
    }
}

#[test]
fn in_a_pipe_a_code_is_plain_characters() {
    let home = Home::new();
    let plain = home.run(["qr", LINK]);
    assert_eq!((plain.code, home.run(["qr", LINK, "--plain"]).stdout), (0, plain.stdout.clone()));
    assert!(!plain.stdout.contains('\u{1b}') && plain.stdout.lines().count() == 19, "{}", plain.stdout);
    let ascii = home.run(["qr", LINK, "--style", "ascii"]).stdout;
    assert!(ascii.lines().all(|line| line.len() == 74 && line.bytes().all(|byte| matches!(byte, b'#' | b' '))));
    let painted = home.run(["qr", LINK, "--style", "terminal"]).stdout;
    assert_eq!(scanned((80, 24), &painted.replace('\n', "\r\n")).as_deref(), Some(LINK));
}

#[test]
fn a_link_is_drawn_without_asking_anybody() {
    let home = Home::new();
    for given in [LINK, "wa.me/message/ANED2T5QRU7HG1", "https://chat.whatsapp.com/LYTfzdP1hMT7QgXKNqmVxr"] {
        let qr = home.json(["qr", given, "--cached"]);
        assert_eq!((&qr["code"], &qr["group_id"], &qr["profile"]), (&Value::Null, &Value::Null, &Value::Null));
        assert!(text(&qr, "link").starts_with("https://") && text(&qr, "link").ends_with(given), "{qr}");
        assert_eq!(decoded(qr["rows"].as_array().unwrap(), 4), text(&qr, "link"));
    }
    assert!(!home.data().join("sandbox.json").exists());
}

#[test]
fn a_code_and_a_group_are_looked_up_for_their_link() {
    let home = Home::small();
    for profile in ["aurora-eu", "aurora-asia"] {
        let code = home.code_of(profile);
        let qr = home.json(["qr", &text(&code, "code")]);
        assert_eq!(decoded(qr["rows"].as_array().unwrap(), 4), text(&code, "link"));
        for key in ["profile", "provider", "number_id", "code", "message", "link"] {
            assert_eq!(qr[key], code[key], "{key}");
        }
        assert_eq!(home.json(["qr", &text(&code, "code"), "--cached"]), qr);
    }
    let groups = home.json(["groups", "list"]);
    for group in groups.as_array().unwrap() {
        let ran = Ran::of(home.command(["qr", &text(group, "id"), "--json"]).env("COLUMNS", "200"));
        if let Some(link) = group["invite_link"].as_str() {
            assert_eq!(ran.document()["link"], link, "{group}");
            assert_eq!(ran.document()["message"], group["subject"], "{group}");
        } else {
            assert_eq!((ran.code, text(&ran.document()["error"], "kind").as_str()), (3, "not_found"), "{ran:?}");
        }
    }
    let (status, error) = home.error(["qr", "AAAAAAAAAAAAA1"]);
    assert_eq!(status, 3, "{error}");
    assert!(text(&error, "message").contains("no code and no group AAAAAAAAAAAAA1"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_link_is_handed_to_the_browser_and_nothing_else_is() {
    use std::os::unix::fs::PermissionsExt as _;

    let home = Home::small();
    let (bin, opened) = (home.path().join("bin"), home.path().join("opened"));
    std::fs::create_dir(&bin).unwrap();
    // Every name under which systems have it.
    for name in ["xdg-open", "gio", "gnome-open", "kde-open", "wslview", "open"] {
        let script = format!("#!/bin/sh\nfor last; do :; done; echo \"$last\" >>'{}'\n", opened.display());
        std::fs::write(bin.join(name), script).unwrap();
        std::fs::set_permissions(bin.join(name), std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    let open = |name: &str| Ran::of(home.command(["open", name]).env("PATH", &bin));
    let code = home.code_of("aurora-eu");
    let ran = open(&text(&code, "code"));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stderr.contains("was handed to the system's browser"), "{ran:?}");
    assert_eq!(std::fs::read_to_string(&opened).unwrap().trim(), text(&code, "link"));
    assert_eq!(open("file:///etc/passwd").code, 3);
}

#[test]
fn what_is_copied_goes_to_the_terminal_and_needs_one() {
    let home = Home::small();
    let code = home.code_of("aurora-eu");
    let id = text(&code, "code");
    let (status, error) = home.error(["copy", &id]);
    assert_eq!((status, text(&error, "kind").as_str()), (4, "refused"), "{error}");
    for (arguments, copied) in
        [(&["copy", &id][..], text(&code, "link")), (&["copy", &id, "--message"], text(&code, "message"))]
    {
        let (status, shown) = on_terminal(&home, (80, 24), arguments, &[("TERM", "xterm")]);
        assert_eq!(status, 0, "{shown}");
        let sequence = format!("\u{1b}]52;c;{}", base64(&copied));
        assert!(shown.contains(&sequence) && shown.contains("was sent to the terminal's clipboard"), "{shown}");
    }
    let (status, shown) = on_terminal(&home, (80, 24), &["copy", LINK, "--message"], &[("TERM", "xterm")]);
    assert_eq!(status, 2, "{shown}");
    let (status, shown) = on_terminal(&home, (80, 24), &["copy", LINK], &[("TERM", "dumb")]);
    assert_eq!((status, shown.contains('\u{1b}')), (4, false), "{shown}");
}

fn base64(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}
