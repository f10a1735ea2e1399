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
