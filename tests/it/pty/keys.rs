//! What is typed and what is pasted.

use super::SIZE;
use super::terminal::Terminal;

#[test]
fn a_pasted_text_never_acts_as_keys() {
    let mut terminal = Terminal::open(SIZE, &[]);
    let before = terminal.still();
    terminal.send("\x1b[200~2ddq\x03\x03\r?n\x1b[201~");
    // Keys are taken in one after the other: once this one has acted, the paste has been dealt with.
    terminal.send("?");
    terminal.see("Keys");
    terminal.send("\x1b[27u");
    terminal.wait("what was there before", |screen| screen == before);
    terminal.send("q");
    assert!(terminal.end().contents().contains("status 0"));
}

#[test]
fn ctrl_c_twice_leaves() {
    let mut terminal = Terminal::open(SIZE, &[]);
    terminal.settle();
    terminal.send("\x03");
    terminal.see("Ctrl-C again");
    terminal.send("\x03");
    assert!(terminal.end().contents().contains("status 0"));
}

/// A home with keys of its own.
fn home(keys: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join(".config/qrdeck");
    std::fs::create_dir_all(&dir).unwrap();
    std::fs::write(dir.join("config.toml"), keys).unwrap();
    home
}

#[test]
fn ones_own_keys_work_and_are_named_everywhere() {
    let home = home("[keys]\nhelp = \"F1\"\nconnect = \"F8\"\nquit = \"Q\"\n");
    let mut terminal = Terminal::at(home.path(), SIZE);
    terminal.see("Q quit");
    terminal.send("\x1bOP");
    terminal.see("F8");
    terminal.send("\x1b[27u");
    terminal.send("Q");
    assert!(terminal.end().contents().contains("status 0"));
}

#[test]
fn mistakes_in_the_keys_are_told_at_once_and_nothing_starts() {
    let home = home("[keys]\nhlep = \"F1\"\nquit = \"hyper-q\"\n\n[keys.codes]\ndelete = \"e\"\n");
    let mut terminal = Terminal::at(home.path(), SIZE);
    let text = terminal.end().contents();
    assert!(text.contains("3 mistakes") && text.contains("status 1"), "{text}");
    for told in
        ["line 2: There is no action `hlep`. Did you mean `help`?", "line 3: `hyper-q` is no key", "line 6: e already"]
    {
        assert!(text.contains(told), "{told}: {text}");
    }
}
