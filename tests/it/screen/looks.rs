//! Screens as people see them.

use qrdeck::app::{DbEvent, Reply};
use qrdeck::model::World;
use ratatui::style::Color;

use super::harness::ScreenHarness;
use super::{scenes, themes};

const ALL_SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];
const DIALOG_SIZES: [(u16, u16); 2] = [(40, 12), (80, 24)];

/// Terminals in which nothing has edges.
const SMALL_SIZES: [(u16, u16); 2] = [(20, 5), (30, 10)];

/// Draws a scene at the sizes that tell something, and compares it with what was looked at and found good.
pub(super) fn look(name: &str, harness: &ScreenHarness) {
    let sizes = match name {
        "numbers" | "codes" | "groups" | "codes_labelled" | "codes_sorted" | "numbers_sorted" | "activity"
        | "activity_changed" | "audit" | "search" => &ALL_SIZES[..],
        "numbers_alike" => &[(40, 12), (70, 24), (80, 24), (100, 30), (120, 40), (200, 60)],
        "audit_finding"
        | "marked_elsewhere"
        | "confirm_numbers"
        | "import"
        | "import_mistakes"
        | "import_done"
        | "import_form_looks"
        | "import_form_mistakes"
        | "save_sheets"
        | "save_poster" => &ALL_SIZES[..3],
        _ if name.starts_with("search") || name.starts_with("activity") => &ALL_SIZES[..3],
        _ if name.starts_with("connect") => &ALL_SIZES[..],
        _ if name.starts_with("profile") || name.starts_with("secret") => &ALL_SIZES[..3],
        "help" => &ALL_SIZES[2..],
        "numbers_live" | "palette" => &[(120, 40)],
        _ => &DIALOG_SIZES[..],
    };
    let small = match name {
        "numbers" | "codes" | "codes_labelled" | "codes_filtered" | "groups" | "full_screen" | "full_screen_toast"
        | "form" | "confirm_one" | "confirm_many" | "confirm_replace" | "confirm_wrong" | "question" | "replaced"
        | "save" | "search" | "palette" | "wait_of_many" | "activity" | "activity_changed" | "audit"
        | "audit_finding" | "profiles" | "profile_test" => &SMALL_SIZES[..],
        _ => &[],
    };
    for &(cols, rows) in sizes.iter().chain(small) {
        insta::assert_snapshot!(format!("{name}@{cols}x{rows}"), harness.text(cols, rows));
    }
}

#[test]
fn the_badge_is_always_there() {
    for (name, scene) in scenes::ALL {
        let harness = scene();
        let badge = harness.state.world().badge();
        for (cols, rows) in ALL_SIZES {
            assert!(harness.text(cols, rows).contains(badge), "{name} at {cols}x{rows}");
        }
    }
}

#[test]
fn live_is_never_hidden_by_a_sandbox_beside_it() {
    let screen = ScreenHarness::open(World::Live, 3).text(120, 40);
    let header = screen.lines().next().unwrap_or_default();
    assert!(header.contains("LIVE") && header.contains("SANDBOX"), "{header}");
}

#[test]
fn read_only_is_said() {
    let mut harness = ScreenHarness::closed(World::Live, 3);
    for profile in &mut harness.state.profiles {
        profile.read_only = true;
    }
    assert!(harness.text(40, 12).contains("READ-ONLY"));
}

#[test]
fn without_colours_only_the_code_has_some() {
    for (name, scene) in scenes::ALL {
        let mut harness = scene();
        harness.theme = themes::theme(Some("mono"), None);
        let ink = [Color::Indexed(16), Color::Indexed(231), Color::Reset];
        for cell in harness.draw(120, 40).content() {
            assert!(ink.contains(&cell.fg) && ink.contains(&cell.bg), "{name}: {cell:?}");
        }
    }
}

#[test]
fn an_error_is_told_in_full() {
    let screen = ScreenHarness::codes().failing().keys("r!").text(120, 40);
    let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in ["temporarily unavailable.", "ServiceUnavailable", "5E9D4B2A-0C1F-5A52-9F0E-8C2B1D7A6F43"] {
        assert!(words.contains(part), "{part}\n{screen}");
    }
}

/// The line of keys.
fn footer(harness: &ScreenHarness) -> String {
    harness.text(80, 24).lines().last().unwrap_or_default().to_owned()
}

#[test]
fn what_does_not_run_cannot_be_held() {
    let planned = |mut harness: ScreenHarness| {
        harness.tell(Reply::Database(DbEvent::Planned("plan".to_owned())));
        harness
    };
    let is_running = planned(ScreenHarness::codes().keys("   d").mute().confirm());
    let running = footer(&is_running);
    assert!(running.contains("Esc hide  p pause  x stop") && !running.contains("try again"), "{running}");
    let paused = footer(&is_running.keys("p"));
    assert!(paused.contains("p resume  x stop"), "{paused}");
    let over = planned(ScreenHarness::codes().keys("   d").confirm());
    assert!(footer(&over).contains("Esc close") && footer(&over).contains("copy"), "{}", over.text(80, 24));
    for idle in [footer(&over), footer(&ScreenHarness::cams().keys("R"))] {
        assert!(["pause", "stop", "try again"].iter().all(|label| !idle.contains(label)), "{idle}");
    }
}

#[test]
fn no_key_is_listed_for_a_row_that_is_not_there() {
    let empty = footer(&ScreenHarness::cams().keys("J"));
    for label in ["details", "filter", "create again", "put back", "mark", "look again", "copy"] {
        assert!(!empty.contains(label), "{label}: {empty}");
    }
    let none_found = footer(&ScreenHarness::cams().keys("J/xyzzy⏎"));
    assert!(none_found.contains("close") && !none_found.contains("details"), "{none_found}");
}

#[test]
fn errors_are_read_where_their_key_works() {
    let failed = || ScreenHarness::codes().failing().keys("r");
    assert!(failed().text(120, 40).contains("1 error ! to read"));
    let in_dialog = failed().keys("S").text(120, 40);
    assert!(in_dialog.contains("1 error") && !in_dialog.contains("to read"), "{in_dialog}");
}

#[test]
fn saving_and_filtering_are_told_of_in_small_terminals() {
    let keys = footer(&ScreenHarness::codes());
    assert!(keys.contains("s save") && keys.contains("/ filter"), "{keys}");
}

#[test]
fn keys_tell_on_how_many_marked_codes_they_act() {
    let none = footer(&ScreenHarness::codes());
    assert!(none.contains("d delete  y copy  s save") && !none.contains("unmark"), "{none}");
    let two = footer(&ScreenHarness::codes().keys("  "));
    assert!(two.contains("e edit 2  d delete 2  y copy 2  s save 2"), "{two}");
    let wide = ScreenHarness::codes().keys("  ").text(120, 40);
    assert!(wide.contains("U unmark all"), "{wide}");
}

#[test]
fn what_came_of_many_changes_is_told_in_full() {
    let mut over = ScreenHarness::codes().keys("   d").confirm();
    over.tell(Reply::Database(DbEvent::Planned("plan".to_owned())));
    let screen = over.text(40, 12);
    let words = screen.split(|c: char| c.is_whitespace() || c == '│').filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>().join(" ");
    assert!(words.contains("All codes were deleted. J can create them again, with new links."), "{screen}");
}

#[test]
fn a_large_terminal_has_all_keys_on_screen() {
    let help = ScreenHarness::codes().keys("?");
    let keys =
        |screen: &str| ["Show the QR full screen", "To the next pane.", "Quit"].map(|words| screen.contains(words));
    assert_eq!(keys(&help.text(200, 60)), [true; 3], "{}", help.text(200, 60));
    let last = help.keys("G");
    let screen = last.text(200, 60);
    assert!(screen.contains("▸ q          Quit qrdeck.") && !screen.contains("▸ Enter"), "{screen}");
}
