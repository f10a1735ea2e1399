//! Commands on a real pseudo terminal, where people are asked.

use std::io::{Read as _, Write as _};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::harness::{Home, Serving, text};

/// Runs a command on a terminal, types `answer` once it asks, and returns its exit status and all it has shown.
pub(super) fn on_terminal(home: &Home, arguments: &[&str], answer: &str) -> (u32, String) {
    conversation(home, arguments, &[(" to confirm: ", &format!("{answer}\n"))])
}

/// Runs a command on a terminal and types each answer once its question has been shown, in this order.
fn conversation(home: &Home, arguments: &[&str], answers: &[(&str, &str)]) -> (u32, String) {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_qrdeck"));
    command.args(arguments);
    command.env_clear();
    run(home, (80, 24), command, answers)
}

/// Runs a command on a terminal of so many columns and rows, and types each answer once its question has been shown.
pub(super) fn run(
    home: &Home,
    (cols, rows): (u16, u16),
    mut command: CommandBuilder,
    answers: &[(&str, &str)],
) -> (u32, String) {
    let size = PtySize { rows, cols, pixel_width: 0, pixel_height: 0 };
    let pty = native_pty_system().openpty(size).unwrap();
    command.env("HOME", home.path());
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let (mut reader, mut writer) = (pty.master.try_clone_reader().unwrap(), pty.master.take_writer().unwrap());
    let (mut bytes, mut shown, mut asked, mut buffer) = (Vec::new(), String::new(), 0, [0; 4096]);
    let mut answers = answers.iter().peekable();
    // The reader fails, or ends, when the process has gone.
    while let Ok(read @ 1..) = reader.read(&mut buffer) {
        bytes.extend_from_slice(&buffer[..read]);
        // What was read may end within a character.
        shown = String::from_utf8_lossy(&bytes).into_owned();
        while let Some((question, answer)) = answers.next_if(|(question, _)| shown[asked..].contains(question)) {
            asked += shown[asked..].find(question).unwrap() + question.len();
            writer.write_all(answer.as_bytes()).unwrap();
        }
    }
    (child.wait().unwrap().exit_code(), shown)
}

#[test]
fn a_deletion_asks_for_the_last_four_characters() {
    let home = Home::small();
    let code = home.code_of("aurora-eu");
    let id = text(&code, "code");
    let (status, shown) = on_terminal(&home, &["codes", "delete", &id], "yes");
    assert_eq!(status, 4, "{shown}");
    for what in ["Delete this code?  SANDBOX", &id, &text(&code, "link"), "the last four characters"] {
        assert!(shown.contains(what), "{what} in {shown}");
    }
    assert!(home.code_ids().contains(&id));
    let (status, shown) = on_terminal(&home, &["codes", "delete", &id], &id[id.len() - 4..]);
    assert_eq!(status, 0, "{shown}");
    assert!(!home.code_ids().contains(&id));
}

#[test]
fn several_deletions_ask_for_their_number() {
    let home = Home::small();
    let ids = home.code_ids();
    let (status, shown) = on_terminal(&home, &["codes", "delete", &ids[0], &ids[1]], &ids[1][10..]);
    assert_eq!(status, 4, "{shown}");
    let (status, shown) = on_terminal(&home, &["codes", "delete", &ids[0], &ids[1]], "2");
    assert_eq!(status, 0, "{shown}");
    assert_eq!(home.code_ids(), ids[2..]);
}

#[test]
fn tables_fit_the_terminal() {
    let home = Home::small();
    let (status, shown) = on_terminal(&home, &["codes", "list", "--profile", "aurora-eu"], "");
    assert_eq!(status, 0);
    assert!(shown.contains('…'), "{shown}");
}

#[test]
fn an_account_is_connected_by_answering() {
    let home = Home::new();
    let serving = Serving::start(&home, ["--numbers", "1", "--codes", "1", "--groups", "1"]);
    let (url, token) = (text(&serving.endpoints["meta"], "base_url"), text(&serving.endpoints["meta"], "token"));
    let place = format!("file:{}\n", home.path().join("token").display());
    let typed = format!("{token}\r");
    let answers = [
        ("Name of the profile", "eu\n"),
        ("meta or alibaba:", "meta\n"),
        ("Where shall the secret be?", place.as_str()),
        ("Access token: (not shown) ", typed.as_str()),
    ];
    let (status, shown) = conversation(&home, &["profile", "add", "--base-url", &url], &answers);
    assert_eq!(status, 0, "{shown}");
    for what in ["keyring cannot be used", "Phone numbers: 1.", "The profile eu is in "] {
        assert!(shown.contains(what), "{what} in {shown}");
    }
    assert!(!shown.contains(&token), "{shown}");
    assert_eq!(home.json(["numbers", "list"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_secret_is_typed_for_each_run_and_can_be_refused() {
    let home = Home::new();
    let serving = Serving::start(&home, ["--numbers", "1", "--codes", "1"]);
    let (url, token) = (text(&serving.endpoints["meta"], "base_url"), text(&serving.endpoints["meta"], "token"));
    home.configure(&format!(
        "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nbase_url = \"{url}\"\nsecret = \"prompt\"\n"
    ));
    let question = "of profile eu: (not shown) ";
    let (status, shown) = conversation(&home, &["numbers", "list"], &[(question, &format!("{token}\r"))]);
    assert_eq!(status, 0, "{shown}");
    assert!(shown.contains("CONNECTED") && !shown.contains(&token), "{shown}");
    let (status, shown) = conversation(&home, &["numbers", "list"], &[(question, "half\u{3}")]);
    assert_eq!(status, 1, "{shown}");
    assert!(shown.contains("No secret was given.") && !shown.contains("half"), "{shown}");
}
