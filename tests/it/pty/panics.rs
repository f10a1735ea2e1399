//! A panic, which must not take the terminal with it.

use std::thread;

use super::SIZE;
use super::leaving::assert_as_before;
use super::terminal::Terminal;

/// Tells this test that it is the one that panics.
const INSIDE: &str = "QRDECK_TEST_PANICS";

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_reported() {
    if std::env::var_os(INSIDE).is_some() {
        let (_guard, _screen) = qrdeck::term::Guard::take(&qrdeck::term::Asked::of_this_terminal()).unwrap();
        assert!(thread::spawn(|| panic!("a task slips")).join().is_err());
        panic!("the app slips");
    }
    let this = std::env::current_exe().unwrap();
    let name = format!("{}::a_panic_gives_the_terminal_back_before_it_is_reported", module_path!());
    let name = name.split_once("::").unwrap().1;
    let program = [this.to_str().unwrap(), "--exact", name, "--nocapture", "--test-threads=1"];
    let mut terminal = Terminal::around(SIZE, &[(INSIDE, "1")], &program);
    assert_as_before(&mut terminal, 101);
    let text = terminal.text();
    assert!(text.contains("the app slips"), "the report can be read: {text}");
    assert!(!text.contains("a task slips"), "what a task does is reported on screen by the worker: {text}");
}
