//! Commands on a real pseudo terminal, where people are asked.

use std::io::{Read as _, Write as _};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

use super::harness::{Home, text};

/// Runs a command on a terminal, types `answer` once it asks, and returns its exit status and all it has shown.
fn on_terminal(home: &Home, arguments: &[&str], answer: &str) -> (u32, String) {
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let pty = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_qrdeck"));
    command.args(arguments);
    command.env_clear();
    command.env("HOME", home.path());
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let (mut reader, mut writer) = (pty.master.try_clone_reader().unwrap(), pty.master.take_writer().unwrap());
    let (mut shown, mut asked, mut buffer) = (String::new(), false, [0; 4096]);
    // The reader fails, or ends, when the process has gone.
    while let Ok(read @ 1..) = reader.read(&mut buffer) {
        shown.push_str(&String::from_utf8_lossy(&buffer[..read]));
        if !asked && shown.contains(" to confirm: ") {
            asked = true;
            writer.write_all(format!("{answer}\n").as_bytes()).unwrap();
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
