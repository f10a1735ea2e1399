//! The QR on the screen says the link that stands beside it, whatever its place.

use proptest::prelude::*;

use qrdeck::qr;

use super::harness::ScreenHarness;
use super::{scenes, themes};
use crate::scan::scan;

#[test]
fn the_code_of_a_short_link_is_on_a_screen_of_80x24_and_more() {
    for theme in themes::all().into_iter().chain([themes::all()[0].with_ink(qr::Ink::True)]) {
        for (cols, rows) in [(80, 24), (100, 30), (120, 40), (200, 60)] {
            let mut harness = ScreenHarness::codes().keys("jj");
            harness.theme = theme;
            let link = harness.state.link().expect("a code is selected").to_owned();
            assert_eq!(scan(&harness.draw(cols, rows)), Some(link), "{cols}x{rows}");
        }
    }
}

#[test]
fn full_screen_shows_a_code_where_the_preview_cannot() {
    let harness = ScreenHarness::codes();
    assert_eq!(scan(&harness.draw(60, 22)), None);
    let link = harness.state.link().expect("a code is selected").to_owned();
    assert_eq!(scan(&harness.keys("⏎").draw(60, 22)), Some(link));
}

#[test]
fn full_screen_is_promised_only_where_it_helps() {
    for (cols, rows, is_promised) in [(128, 48, true), (80, 25, false)] {
        let mut harness = ScreenHarness::codes();
        harness.theme = themes::all()[0].with_ink(qr::Ink::Console);
        let screen = harness.text(cols, rows);
        let told = (screen.contains("full screen"), screen.contains("saves"));
        assert_eq!(told, (is_promised, !is_promised), "{cols}x{rows}\n{screen}");
    }
}

#[test]
fn too_little_room_is_told_in_columns_and_rows() {
    let screen = ScreenHarness::codes().keys("⏎").text(40, 12);
    let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("The QR needs 33x17; this terminal is 40x12."), "{screen}");
    for does in ["y copies the link", "o opens it", "s saves"] {
        assert!(screen.contains(does), "{does}\n{screen}");
    }
}

#[test]
fn the_linux_console_gets_blanks_and_plain_marks() {
    let lacking = |c: char| "▀▄▐▸◂▏●◐○✓✗…━⠋".contains(c);
    for (name, scene) in scenes::ALL {
        let mut harness = scene();
        harness.theme = themes::all()[0].with_ink(qr::Ink::Console);
        for (cols, rows) in [(80, 25), (240, 67)] {
            let screen = harness.text(cols, rows);
            assert!(!screen.contains(lacking), "{name} {cols}x{rows}\n{screen}");
        }
    }
    let mut harness = ScreenHarness::codes().keys("⏎");
    harness.theme = themes::all()[0].with_ink(qr::Ink::Console);
    let link = harness.state.link().expect("a code is selected").to_owned();
    assert_eq!(scan(&harness.draw(128, 48)), Some(link));
    let words = harness.text(80, 25).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("The QR needs 66x33; this terminal is 80x25. On the Linux console"), "{words}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_code_is_drawn_whole_or_not_at_all(cols in 0_u16..220, rows in 0_u16..70, keys in "2|3|2⏎|3⏎") {
        let harness = ScreenHarness::codes().keys(&keys);
        let link = harness.state.link().expect("something with a link is selected").to_owned();
        if let Some(found) = scan(&harness.draw(cols, rows)) {
            prop_assert_eq!(found, link);
        }
    }
}
