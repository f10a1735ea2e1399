//! A panic, which must not take the terminal with it.

use std::thread;

use super::SIZE;
use super::leaving::assert_as_before;
use super::terminal::Terminal;

/// Tells a test that it is the one that panics.
const INSIDE: &str = "QRDECK_TEST_PANICS";

/// Takes the terminal, where this is the process for it, and panics after or before the first frame.
fn panic_inside(draws: bool) {
    if std::env::var_os(INSIDE).is_some() {
        let asked = qrdeck::term::Asked::of_this_terminal();
        let (_guard, mut screen) = qrdeck::term::Guard::take(&asked, false).unwrap();
        if draws {
            screen.draw(|frame| frame.render_widget("qrdeck", frame.area())).unwrap();
        }
        assert!(thread::spawn(|| panic!("a task slips")).join().is_err());
        panic!("the app slips");
    }
}

/// Runs this test once more, in a terminal, and looks at what it leaves.
fn assert_left(name: &str) {
    let this = std::env::current_exe().unwrap();
    let name = format!("{}::{name}", module_path!());
    let name = name.split_once("::").unwrap().1;
    let program = [this.to_str().unwrap(), "--exact", name, "--nocapture", "--test-threads=1"];
    let mut terminal = Terminal::around(SIZE, &[(INSIDE, "1")], &program);
    assert_as_before(&mut terminal, 101);
    let text = terminal.text();
    assert!(text.contains("the app slips"), "the report can be read: {text}");
    assert!(!text.contains("a task slips"), "what a task does is reported on screen by the worker: {text}");
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_reported() {
    panic_inside(true);
    assert_left("a_panic_gives_the_terminal_back_before_it_is_reported");
}

#[test]
fn a_panic_before_the_first_frame_leaves_the_screen_alone() {
    panic_inside(false);
    assert_left("a_panic_before_the_first_frame_leaves_the_screen_alone");
}
