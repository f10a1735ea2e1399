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
    let outcome = Script::default().see("20x5").keep().play(19, 11);
    assert!(outcome.kept[0].contains("19x11"));
}

#[test]
fn the_services_own_pictures_say_the_same_as_the_codes() {
    let outcome = Script::default()
        .see("https://wa.me/message/")
        .keys("2v")
        .see("picture encodes the same link")
        .keys("1G")
        .see("CAMS")
        .keys("2")
        .see("https://wa.me/message/")
        .key(KeyCode::Enter)
        .see("scans")
        .keys("v")
        .see("picture encodes the same link")
        .keep()
        .play(120, 40);
    assert!(outcome.kept[0].contains("SANDBOX"));
}

#[test]
fn codes_are_stepped_through_on_the_whole_screen() {
    let outcome = Script::default()
        .see("https://wa.me/message/")
        .keys("2")
        .key(KeyCode::Enter)
        .see("1 of ")
        .keys("nnp")
        .see("2 of ")
        .see("scans ✓")
        .keep()
        .play(80, 24);
    assert!(outcome.kept[0].contains(&outcome.scan()), "the link under the QR is the one in it");
}

#[test]
fn what_is_saved_is_a_file_that_says_the_link() {
    let data = tempfile::tempdir().expect("a directory");
    let prints = data.path().join("prints");
    let directory = prints.display().to_string();
    let script = || {
        // The same number each time, whichever profile answers first.
        let start = Script::default().see("· Aurora Coffee, Berlin").see("https://wa.me/message/");
        let mut script = start.keys("2s").see("Save the QR");
        script = script.key(KeyCode::Tab).key(KeyCode::Right);
        // From the format back over the buttons to the directory.
        for _ in 0..4 {
            script = script.key(KeyCode::BackTab);
        }
        script.ctrl('u').keys(&directory).key(KeyCode::Enter)
    };
    let saved = script().see("Saved and read back").keys("y").see("clipboard");
    let outcome = saved.play_in(120, 40, data, false);
    let files: Vec<_> = std::fs::read_dir(&prints).expect("it was made").map(|file| file.expect("a file")).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let bytes = std::fs::read(files[0].path()).expect("it can be read");
    let says = qrdeck::picture::read(&qrdeck::picture::Picture { format: qrdeck::model::ImageFormat::Png, bytes });
    assert_eq!(says.as_deref(), Ok(outcome.copied[0].as_str()));

    let again = script().see("Replace this file?").key(KeyCode::Enter).see("Save the QR");
    let outcome = again.play_in(80, 24, outcome.data, false);
    assert_eq!(std::fs::read_dir(&prints).expect("it is there").count(), 1);
    drop(outcome);
}
