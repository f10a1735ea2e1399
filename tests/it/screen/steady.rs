//! Lists whose columns stay where they are while one scrolls.

use qrdeck::store::EntryId;
use unicode_width::UnicodeWidthStr as _;

use super::audited::audited;
use super::harness::ScreenHarness;
use super::logged::{entries, with};

/// The column in which some words begin, in the first line that has them.
fn column(screen: &str, words: &str) -> Option<usize> {
    screen.lines().find_map(|line| line.split_once(words)).map(|(before, _)| before.width())
}

#[test]
fn activity_stays_in_its_columns() {
    let [deletion, _, group, ..] = <[_; 5]>::try_from(entries()).expect("five entries");
    let mut rows = Vec::new();
    for id in (1..100).rev() {
        let mut row = if id == 1 { group.clone() } else { deletion.clone() };
        row.entry.id = EntryId(id);
        rows.push(row);
    }
    let harness = with(ScreenHarness::cams().keys("J"), rows);
    let top = harness.text(120, 40);
    assert!(!top.contains("Regulars of the Bund"), "{top}");
    let bottom = harness.keys("G").text(120, 40);
    assert!(bottom.contains("Regulars of the Bund"), "{bottom}");
    assert!(column(&top, "done").is_some(), "{top}");
    assert_eq!(column(&top, "done"), column(&bottom, "done"), "{top}\n{bottom}");
}

#[test]
fn an_audit_stays_in_its_columns() {
    let harness = audited(ScreenHarness::codes());
    let top = harness.text(120, 12);
    let bottom = harness.keys("G").text(120, 12);
    assert!(!bottom.contains("flyer spring.pdf"), "{bottom}");
    assert!(column(&top, "deleted on").is_some(), "{top}");
    assert_eq!(column(&top, "deleted on"), column(&bottom, "Aurora Coffee, Berlin, +49"), "{top}\n{bottom}");
}
