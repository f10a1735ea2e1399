//! Searching all numbers, and acting on what was found.

use std::process::Command;

use crossterm::event::KeyCode;

use super::script::Script;

/// The codes of the sandbox's world, as a command lists them, with their messages.
fn codes(data: &std::path::Path) -> String {
    let listed = Command::new(env!("CARGO_BIN_EXE_qrdeck"))
        .args(["--sandbox", "codes", "list", "--jsonl", "--data-dir"])
        .arg(data)
        .output()
        .expect("the command runs");
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    String::from_utf8(listed.stdout).expect("UTF-8")
}

#[test]
fn codes_of_both_services_are_marked_and_deleted_together() {
    let asked = "Show me today's menu";
    let outcome = Script::open()
        .keys("/Brooklyn")
        .key(KeyCode::Enter)
        .see("aurora-eu · Aurora Coffee, Brooklyn")
        .see(asked)
        .key(KeyCode::Esc)
        .keys("/Singapore")
        .key(KeyCode::Enter)
        .see("aurora-asia · Aurora Coffee, Singapore")
        .see(asked)
        .key(KeyCode::Esc)
        .ctrl('f')
        .keys("menu show")
        .see("2 matches")
        .key(KeyCode::Tab)
        .see("Space mark")
        .keys("*")
        .see("2 codes marked.")
        .keep()
        .keys("d")
        .see("Delete these 2 codes?")
        .keep()
        .keys("2")
        .key(KeyCode::Enter)
        .see("All codes were deleted.")
        .key(KeyCode::Esc)
        .see("✗ ")
        .keep()
        .play(120, 40);
    let confirmed = &outcome.kept[1];
    for said in ["Aurora Coffee, Brooklyn", "Aurora Coffee, Singapore", "aurora-eu", "aurora-asia", "SANDBOX"] {
        assert!(confirmed.contains(said), "{said}:\n{confirmed}");
    }
    let listed = codes(outcome.data.path());
    assert!(!listed.contains(asked), "{listed}");
    // Nothing else is gone: the menus that were not found are there.
    assert!(listed.contains("Boleh lihat menu hari ini?") && listed.contains("poproszę dzisiejsze menu"), "{listed}");
}

#[test]
fn where_the_filter_finds_nothing_it_is_counted_what_matches_elsewhere() {
    Script::open()
        .keys("/Brooklyn")
        .key(KeyCode::Enter)
        .see("aurora-eu · Aurora Coffee, Brooklyn")
        .see("Show me today's menu")
        .key(KeyCode::Esc)
        .keys("/Berlin")
        .key(KeyCode::Enter)
        .see("aurora-eu · Aurora Coffee, Berlin")
        .keys("2/show menu")
        .see("another number matches: Ctrl-F")
        .key(KeyCode::Enter)
        .ctrl('f')
        .see("1 match")
        .play(120, 40);
}
