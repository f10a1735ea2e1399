//! Windows that change, and processes that sleep.

use super::terminal::Terminal;

#[test]
fn a_window_that_shrinks_to_one_cell_and_grows_again_shows_all_of_it() {
    let mut terminal = Terminal::open((200, 60), &[]);
    let before = terminal.still();
    terminal.resize((1, 1));
    terminal.see("q");
    terminal.resize((200, 60));
    terminal.wait("what was there before", |screen| screen == before);
}

#[test]
fn a_process_that_wakes_up_takes_the_terminal_again() {
    let mut terminal = Terminal::open((120, 40), &[]);
    let before = terminal.still();
    // What the shell does that a stopped process leaves the terminal to.
    terminal.take_over(b"\x1b[m\x1b[?1049l\x1b[?2004l\x1b[?25h$ ls\r\n");
    terminal.signal("-CONT");
    let screen = terminal.wait("what was there before", |screen| screen == before);
    assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
    // A key without a line break arrives only in raw mode.
    terminal.send("?");
    terminal.see("Keys");
}

#[cfg(target_os = "linux")]
#[test]
fn a_process_that_is_stopped_gives_the_terminal_back_and_takes_it_again() {
    let mut terminal = Terminal::open((120, 40), &[]);
    let before = terminal.still();
    terminal.signal("-TSTP");
    let screen = terminal.wait("the shell's screen", |screen| screen != before);
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    while !terminal.is_stopped() {
        std::thread::yield_now();
    }
    terminal.signal("-CONT");
    let screen = terminal.wait("what was there before", |screen| screen == before);
    assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
    terminal.send("?");
    terminal.see("Keys");
}
