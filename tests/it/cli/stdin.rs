//! Codes and messages from standard input, in the place of `-`.

use std::io::Write as _;
use std::process::Stdio;

use portable_pty::CommandBuilder;

use super::harness::{Home, Ran, text};
use super::terminal::run;

/// Runs a command with something on its standard input.
fn fed(home: &Home, input: &[u8], arguments: &[&str]) -> Ran {
    let mut child =
        home.command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A command that is refused before it reads closes its end.
    let _ = stdin.write_all(input);
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn of_many_codes_that_do_not_exist_an_error_names_some() {
    let home = Home::small();
    let names: Vec<_> = (0..1000).map(|at| format!("CODE{at}")).collect();
    let ran = fed(&home, names.join("\n").as_bytes(), &["codes", "show", "-"]);
    assert!(ran.code == 3 && ran.stderr.len() < 1000 && ran.stderr.contains("and 988 more"), "{ran:?}");
}

#[test]
fn codes_are_read_one_a_line() {
    let home = Home::small();
    let ids = home.code_ids();
    let list = format!("\u{feff}# old ones\n\n  {}\r\n{}\n{}", ids[0], ids[2], ids[0]);
    let refused = fed(&home, list.as_bytes(), &["codes", "delete", "-", "--json"]);
    assert_eq!((refused.code, refused.document()["error"]["kind"].as_str()), (4, Some("refused")), "{refused:?}");
    let out = home.path().join("out");
    let out = out.to_str().unwrap();
    let written = fed(&home, list.as_bytes(), &["codes", "export", "-", "--format", "svg", "--out", out, "--json"]);
    assert_eq!(written.document().as_array().unwrap().len(), 2, "{written:?}");
    let deleted = fed(&home, list.as_bytes(), &["codes", "delete", &ids[1], "-", "--yes", "--json"]);
    let deleted: Vec<_> = deleted.document().as_array().unwrap().iter().map(|code| text(code, "code")).collect();
    assert_eq!(deleted, [ids[1].as_str(), &ids[0], &ids[2]]);
    assert_eq!(home.code_ids(), ids[3..]);
}

#[test]
fn one_code_is_shown_as_a_document_and_several_as_a_list() {
    let home = Home::small();
    let codes = home.codes();
    let ids = [text(&codes[0], "code"), text(&codes[4], "code")];
    let shown = fed(&home, ids.join("\n").as_bytes(), &["codes", "show", "-", "--json"]);
    assert_eq!(shown.document(), serde_json::json!([codes[0], codes[4]]));
    assert_eq!(home.json(["codes", "show", &ids[0], &ids[1]]), shown.document());
    assert_eq!(home.json(["codes", "show", &ids[0]]), codes[0]);
}

#[test]
fn a_message_keeps_its_lines() {
    let home = Home::small();
    let number = text(&home.codes()[0], "number_id");
    let made = fed(
        &home,
        "Hello\r\nworld\n".as_bytes(),
        &["codes", "create", "--number", &number, "--message", "-", "--json"],
    );
    assert_eq!(text(&made.document(), "message"), "Hello\nworld", "{made:?}");
    let code = text(&made.document(), "code");
    let changed = fed(&home, "Grüße".as_bytes(), &["codes", "update", &code, "--message", "-", "--json"]);
    assert_eq!(text(&changed.document(), "message"), "Grüße", "{changed:?}");
}

#[test]
fn what_cannot_be_read_is_wrong_usage_and_changes_nothing() {
    let home = Home::small();
    let ids = home.code_ids();
    for input in [&b""[..], b"\n# nothing\n", b"\xff\xfe"] {
        let ran = fed(&home, input, &["codes", "delete", "-", "--yes"]);
        assert_eq!(ran.code, 2, "{ran:?}");
    }
    for input in [&b""[..], b"\xff", &[b'x'; 141]] {
        let ran = fed(&home, input, &["codes", "update", &ids[0], "--message", "-"]);
        assert_eq!(ran.code, 2, "{ran:?}");
    }
    assert_eq!(home.code_ids(), ids);
}

#[test]
fn the_question_goes_to_the_terminal_where_the_list_comes_from_elsewhere() {
    let home = Home::small();
    let ids = home.code_ids();
    let delete = |answer: &str| {
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", "printf '%s\\n' \"$1\" \"$2\" | \"$0\" codes delete -"]);
        command.args([env!("CARGO_BIN_EXE_qrdeck"), &ids[0], &ids[1]]);
        command.env_clear();
        run(&home, (100, 24), command, &[(" to confirm: ", answer)])
    };
    let (status, shown) = delete("no\n");
    assert_eq!(status, 4, "{shown}");
    assert_eq!(home.code_ids(), ids);
    let (status, shown) = delete("2\n");
    assert_eq!(status, 0, "{shown}");
    assert_eq!(home.code_ids(), ids[2..]);
}
