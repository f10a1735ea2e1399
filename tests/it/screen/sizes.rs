//! Any size of the terminal.

use proptest::prelude::*;

use super::harness::ScreenHarness;
use super::scenes;

#[test]
fn the_smallest_terminals_are_told_what_is_needed() {
    let harness = ScreenHarness::codes();
    assert_eq!(harness.text(0, 0), "");
    for cols in 0..12 {
        for rows in 0..6 {
            harness.draw(cols, rows);
        }
    }
    let words = harness.text(30, 8).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words, "qrdeck needs 40x12; this terminal is 30x8.");
}

#[test]
fn every_scene_can_be_drawn_at_the_edges_of_the_layouts() {
    for (_, scene) in scenes::ALL {
        let harness = scene();
        for (cols, rows) in [(40, 12), (41, 17), (75, 18), (76, 12), (99, 28), (100, 12), (110, 27), (190, 45)] {
            harness.draw(cols, rows);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_scene_can_be_drawn_at_any_size(at in 0..scenes::ALL.len(), cols in 0_u16..240, rows in 0_u16..80) {
        let (_, scene) = scenes::ALL[at];
        let screen = scene().draw(cols, rows);
        prop_assert_eq!((screen.area.width, screen.area.height), (cols, rows));
    }
}
