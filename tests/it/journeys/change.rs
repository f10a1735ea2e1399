//! Writing codes.

use super::script::Script;

#[test]
fn a_new_code_is_created_selected_and_survives_the_app() {
    let outcome = Script::open()
        .keys("2n")
        .see("New code")
        .paste("Hello from the\nwindow 🪟")
        .ctrl('s')
        .see("Created ")
        .keep()
        .play(120, 40);
    assert!(outcome.kept[0].contains("Hello from the"));
    let again = Script::default().see("Hello from the").keep().play_in(120, 40, outcome.data, false);
    assert!(again.kept[0].contains("Hello from the"));
}

#[test]
fn on_graph_the_link_survives_a_change() {
    let outcome = Script::open()
        .keys("2")
        .keep()
        .keys("e")
        .see("Edit")
        .keys(" today")
        .ctrl('s')
        .see("its link stays the same")
        .keep()
        .play(120, 40);
    let link = |screen: &str| {
        let at = screen.find("https://wa.me/message/").expect("a link");
        screen[at..at + 36].to_owned()
    };
    assert_eq!(link(&outcome.kept[0]), link(&outcome.kept[1]));
}

#[test]
fn a_message_that_is_too_long_stays_in_the_form() {
    let outcome =
        Script::open().keys("2n").paste(&"long ".repeat(30)).ctrl('s').see("the limit is 140").keep().play(120, 40);
    assert!(outcome.kept[0].contains("150/140"));
}

#[test]
fn read_only_says_so_and_opens_no_form() {
    let data = tempfile::tempdir().expect("a data directory");
    let script = Script::open().see("READ-ONLY").keys("2n").see("--read-only").keep();
    let outcome = script.play_in(120, 40, data, true);
    assert!(!outcome.kept[0].contains("New code"));
}
