//! Looking around.

use crossterm::event::KeyCode;

use super::script::Script;

#[test]
fn the_first_screen_of_a_newcomer_has_numbers_codes_groups_and_a_qr_that_scans() {
    let outcome = Script::open().see("Group links").keep().play(120, 40);
    assert!(outcome.kept[0].contains("SANDBOX"));
    let link = outcome.scan();
    assert!(link.starts_with("https://wa.me/message/"), "{link}");
    assert!(outcome.kept[0].contains(&link), "the link beside the QR is the one in it");
}

#[test]
fn the_invite_link_of_a_group_is_drawn_full_screen() {
    let outcome = Script::open()
        .keys("3")
        .see("https://chat.whatsapp.com/")
        .key(KeyCode::Enter)
        .miss("Numbers")
        .see("https://chat.whatsapp.com/")
        .keep()
        .play(80, 30);
    let link = outcome.scan();
    assert!(outcome.kept[0].contains(&link));
}

#[test]
fn a_filter_finds_a_message() {
    let outcome = Script::open()
        .keys("2/franz")
        .see("/franz")
        .key(KeyCode::Enter)
        .keep()
        .keys("y")
        .see("clipboard")
        .play(120, 40);
    assert_eq!(outcome.copied.len(), 1);
    assert!(outcome.kept[0].contains(&outcome.copied[0]), "what was copied is what was shown");
}

#[test]
fn small_terminals_show_one_list_and_tiny_ones_say_what_is_missing() {
    let outcome = Script::default().see("Aurora Coffee, Berlin").keys("2").see("Codes").keep().play(40, 12);
    assert!(!outcome.kept[0].contains("https://"), "the list alone");
    let outcome = Script::default().see("40x12").keep().play(39, 11);
    assert!(outcome.kept[0].contains("39x11"));
}
