//! Numbers can be told from each other at any width.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::found::searched;
use super::harness::ScreenHarness;
use super::logged;
use super::scenes::named;

/// The rows of the numbers of the first profile, in a terminal in which each has a line.
fn rows(names: &[String], cols: u16) -> Vec<String> {
    // The heading of the pane, the names of its columns, the profile; below, the other profile or a rule.
    let text = named(names.to_vec()).text(cols, 24);
    let rows = text.lines().skip(4).map(|line| line.split('│').next().unwrap_or_default());
    let rows = rows.map(|row| row.trim_start_matches(['▸', ' ']).to_owned());
    rows.take_while(|row| !row.starts_with("shop-asia") && !row.starts_with('─')).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_two_numbers_look_the_same(
        names in proptest::collection::vec(
            "(Aurora|Aurora Coffee|上海咖啡|مقهى)(,? (Berlin|Wien|静安|Mitte|Nord|القاهرة|2|👩\u{200d}🍳)){0,3}", 12..16),
        cols in 40_u16..130,
    ) {
        let rows = rows(&names, cols);
        prop_assert!(rows.len() >= names.len().min(10), "{rows:#?}");
        let distinct: BTreeSet<_> = rows.iter().collect();
        prop_assert_eq!(distinct.len(), rows.len(), "{:#?}", rows);
    }
}

/// With two numbers of one name, and one whose name has the same ends.
fn twins() -> ScreenHarness {
    named(["Aurora Coffee, Wien", "Aurora Coffee, Wien", "Aurora Coffee, Berlin"].map(str::to_owned).to_vec())
}

#[test]
fn the_activity_tells_numbers_of_one_name_apart() {
    let mut entries = logged::entries();
    for (entry, number) in entries.iter_mut().zip(["1", "2", "3"]) {
        (entry.entry.intent.profile, entry.entry.intent.number) = ("shop-eu".into(), number.into());
    }
    let harness = logged::with(twins().keys("J"), entries);
    for cols in [100, 110, 120, 200] {
        let screen = harness.text(cols, 30);
        for told in ["0001  Show me", "0002  Tea, please", "Berlin"] {
            assert!(screen.contains(told), "{cols}: {told}\n{screen}");
        }
        // Where the name alone tells which it is, there is no number.
        assert!(!screen.contains("0003"), "{cols}\n{screen}");
    }
}

#[test]
fn the_search_tells_numbers_of_one_name_apart() {
    let harness = searched(twins().keys("2").mute().ctrl('f').keys("menu"));
    for cols in [60, 100, 120, 200] {
        let screen = harness.text(cols, 30);
        let row = screen.lines().find(|line| line.contains('▸')).unwrap_or_default();
        assert!(row.contains("0001  "), "{cols}\n{screen}");
    }
}

#[test]
fn a_status_leaves_the_number_whole() {
    let harness = ScreenHarness::codes();
    for cols in [100, 105, 110, 120, 200] {
        let screen = harness.text(cols, 30);
        assert!(screen.contains("+33 6 30 00 00 03 FLA"), "{cols}\n{screen}");
    }
}
