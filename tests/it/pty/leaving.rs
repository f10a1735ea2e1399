//! The terminal after the app: as it was, whatever ended it.

use super::SIZE;
use super::terminal::Terminal;

/// Looks at a terminal the app has left.
pub(super) fn assert_as_before(terminal: &mut Terminal, status: u32) {
    let screen = terminal.end();
    let text = screen.contents();
    assert!(text.starts_with("in the shell\n"), "what was on the screen is there again: {text}");
    assert!(text.contains(&format!("status {status}\n")), "{text}");
    assert!(text.contains("settings as before"), "{text}");
    assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    assert_eq!((screen.fgcolor(), screen.bgcolor()), Default::default());
    assert!(!screen.bold() && !screen.dim() && !screen.inverse() && !screen.underline());
}

#[test]
fn q_leaves_the_terminal_as_it_was() {
    let mut terminal = Terminal::open(SIZE, &[]);
    let screen = terminal.settle();
    assert!(screen.alternate_screen() && screen.hide_cursor() && screen.bracketed_paste());
    terminal.send("q");
    assert_as_before(&mut terminal, 0);
}

#[test]
fn signals_leave_the_terminal_as_it_was() {
    for signal in ["-TERM", "-HUP", "-INT"] {
        let mut terminal = Terminal::open(SIZE, &[]);
        terminal.see("SANDBOX");
        terminal.signal(signal);
        assert_as_before(&mut terminal, 0);
    }
}

#[test]
fn a_closed_window_ends_the_app() {
    assert_ends_without_terminal(Terminal::alone(SIZE, true));
}

#[test]
fn a_terminal_that_goes_away_without_a_signal_ends_the_app() {
    assert_ends_without_terminal(Terminal::alone(SIZE, false));
}

/// The app ends of its own accord: not by a panic of a panic for lack of a place to report it, and not never. If it
/// notices by a frame that cannot be drawn, that is a failure.
fn assert_ends_without_terminal(mut terminal: Terminal) {
    terminal.settle();
    let status = terminal.close();
    assert!(matches!((status.signal(), status.exit_code()), (None, 0 | 1)), "{status}");
}
