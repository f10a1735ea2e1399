//! Text that would like to be more than text.

use proptest::prelude::*;
use qrdeck::app::{Level, Msg, Toast};
use qrdeck::model::{Error, ErrorKind, World};
use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr;

use super::accounts::{asking, profiles, tested};
use super::audited::audited;
use super::connecting::refused_on;
use super::harness::ScreenHarness;

/// What no cell may hold: control characters, and what reorders or hides text.
fn is_hostile(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
}

/// Looks at each cell.
fn check(screen: &Buffer) -> Result<(), TestCaseError> {
    for at in screen.area.positions() {
        let symbol = screen[at].symbol();
        prop_assert!(!symbol.contains(is_hostile), "{symbol:?} at {at}");
        let width = u16::try_from(symbol.width()).unwrap_or(u16::MAX);
        prop_assert!(at.x.saturating_add(width) <= screen.area.right(), "{symbol:?} reaches out at {at}");
    }
    Ok(())
}

/// A harness on which every text is `bad`.
fn harness(bad: &str, keys: &str) -> ScreenHarness {
    let mut harness = ScreenHarness::closed(World::Live, 30);
    harness.answers.hostile = Some(bad.to_owned());
    harness.send(Msg::Start);
    harness = harness.keys("2");
    harness.answers.failure =
        Some(Error::new(ErrorKind::Unavailable, bad).advise(bad).vendor_code(bad).request_id(format!("x{bad}x")));
    harness = harness.keys("/").paste(bad).keys("⏎").keys("⎋").keys(keys).paste(bad);
    harness.state.toasts.push_back(Toast {
        about: None,
        text: bad.to_owned(),
        level: Level::Info,
        until: harness.state.now.since_start,
    });
    harness
}

#[test]
fn an_escape_sequence_is_seen_and_not_obeyed() {
    let screen = harness("\u{1b}[2J\u{202e}x", "").text(120, 40);
    assert!(screen.contains("␛[2J‹U+202E›x"), "{screen}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn nothing_hostile_reaches_a_cell(
        bad in "([\\x00-\\x1f\\x7f-\\x9f\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2066}-\u{2069}\u{feff}]|\u{1b}\\[[0-9]{1,2}[mJH]|[a上👩\u{301}]|👩\u{200d}🍳){1,24}",
        keys in "|1|3|d|n|e|!|:|\\?|⏎|n⎋|r!|   d",
        cols in 1_u16..160,
        rows in 1_u16..50,
    ) {
        check(&harness(&bad, &keys).draw(cols, rows))?;
    }

    #[test]
    fn neither_do_profiles_their_tests_and_what_services_say_to_secrets(
        bad in "([\\x00-\\x1f\\x7f-\\x9f\u{200b}-\u{200f}\u{2028}-\u{202e}]|\u{1b}\\[[0-9]{1,2}[mJH]|\\PC){1,24}",
        scene in 0..6_usize,
        cols in 1_u16..160,
        rows in 1_u16..50,
    ) {
        let mut harness = harness(&bad, "");
        harness.answers.failure = None;
        let harness = match scene {
            0 => profiles(harness, true),
            1 => profiles(harness, false).keys("G⏎"),
            2 => profiles(harness, false).keys("jx"),
            3 => tested(harness),
            4 => refused_on(harness),
            _ => asking(harness, true).paste(&bad).keys("⏎"),
        };
        check(&harness.draw(cols, rows))?;
    }

    #[test]
    fn neither_do_names_of_files_and_what_an_audit_finds(
        bad in "([\\x00-\\x1f\\x7f-\\x9f\u{200b}-\u{200f}\u{2028}-\u{202e}]|\u{1b}\\[[0-9]{1,2}[mJH]|\\PC){1,24}",
        keys in "|⏎|j⏎|G⏎|/x|A|A⇥|c",
        cols in 1_u16..160,
        rows in 1_u16..50,
    ) {
        let mut harness = harness(&bad, "");
        harness.answers.failure = None;
        check(&audited(harness).keys(&keys).draw(cols, rows))?;
    }

    #[test]
    fn any_text_at_all_stays_within_its_cells(bad in "\\PC{1,40}", keys in "|3|d|e", cols in 40_u16..130, rows in 12_u16..45) {
        check(&harness(&bad, &keys).draw(cols, rows))?;
    }
}
