//! Any size of the terminal.

use crossterm::event::KeyCode;
use proptest::prelude::*;
use qrdeck::app::Msg;
use qrdeck::dialogs::Dialog;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use unicode_width::UnicodeWidthStr as _;

use super::harness::{ScreenHarness, text};
use super::scenes;

/// Whether anything in a part of a screen shows where the focus is: a marker, a cursor of either kind.
fn shows_focus(screen: &Buffer, area: Rect) -> bool {
    let mut cells = area.positions().filter_map(|at| screen.cell(at));
    cells.any(|cell| ["▸", "▏"].contains(&cell.symbol()) || cell.modifier.contains(Modifier::REVERSED))
}

/// All but the last line, which has the keys.
fn above_the_keys(screen: &Buffer) -> Rect {
    Rect { height: screen.area.height.saturating_sub(1), ..screen.area }
}

/// Whether a scene shows where the focus is, in a terminal in which a dialog covers all else and has room for all of it.
fn has_focus(harness: &ScreenHarness) -> bool {
    let screen = harness.draw(39, 60);
    shows_focus(&screen, above_the_keys(&screen))
}

/// A scene at any size: what is there in a large terminal is there in a small one.
fn check(name: &str, harness: &ScreenHarness, has_focus: bool, (cols, rows): (u16, u16)) -> Result<(), TestCaseError> {
    let screen = harness.draw(cols, rows);
    prop_assert_eq!((screen.area.width, screen.area.height), (cols, rows));
    let drawn = text(&screen);
    for at in screen.area.positions() {
        let width = u16::try_from(screen[at].symbol().width()).unwrap_or(u16::MAX);
        prop_assert!(
            at.x.saturating_add(width) <= cols,
            "{} {}x{}: reaches out at {}\n{}",
            name,
            cols,
            rows,
            at,
            drawn
        );
    }
    if cols < 20 || rows < 5 {
        prop_assert!(!drawn.contains('▸'), "{} {}x{}\n{}", name, cols, rows, drawn);
        return Ok(());
    }
    let keys = drawn.lines().last().unwrap_or_default().trim();
    // On a full screen, what has just happened may take the place of the keys.
    prop_assert!(!keys.is_empty() || name.starts_with("full_screen"), "{} {}x{}\n{}", name, cols, rows, drawn);
    let is_alone = name.starts_with("full_screen") && drawn.contains('▀');
    prop_assert!(is_alone || drawn.contains(harness.state.world().badge()), "{} {}x{}\n{}", name, cols, rows, drawn);
    if has_focus {
        let shown = shows_focus(&screen, above_the_keys(&screen));
        prop_assert!(shown, "{} {}x{}\n{}", name, cols, rows, drawn);
    }
    Ok(())
}

#[test]
fn the_smallest_terminals_are_told_what_is_needed() {
    let harness = ScreenHarness::codes();
    assert_eq!(harness.text(0, 0), "");
    for cols in 0..12 {
        for rows in 0..6 {
            harness.draw(cols, rows);
        }
    }
    let words = harness.text(19, 8).split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(words, "qrdeck needs 20x5; this terminal is 19x8.");
}

#[test]
fn every_scene_can_be_drawn_at_the_edges_of_the_layouts() -> Result<(), TestCaseError> {
    let edges = [(40, 12), (41, 17), (75, 18), (76, 12), (99, 28), (100, 12), (110, 27), (190, 45)];
    let small = [(20, 5), (20, 6), (20, 7), (24, 8), (39, 12), (39, 100), (40, 11), (100, 5), (300, 7), (300, 100)];
    for (name, scene) in scenes::ALL {
        let harness = scene();
        let focus = has_focus(&harness);
        for size in edges.into_iter().chain(small) {
            check(name, &harness, focus, size)?;
        }
    }
    Ok(())
}

/// All that is seen of a dialog while it is scrolled to its end.
fn read_on(mut harness: ScreenHarness, cols: u16, rows: u16) -> String {
    harness.send(Msg::Resize { cols, rows });
    let mut seen = String::new();
    loop {
        let page = harness.text(cols, rows);
        assert!(page.contains("[▸"), "the button is always there\n{page}");
        if seen.ends_with(&page) {
            return seen;
        }
        seen += &page;
        harness.send(Msg::Key(KeyCode::PageDown.into()));
    }
}

#[test]
fn whatever_the_size_all_that_a_confirmation_means_can_be_read() {
    let confirming = |harness: &ScreenHarness| match harness.state.dialogs.last() {
        Some(Dialog::Confirm(confirm)) => Some(confirm.terms.clone()),
        _ => None,
    };
    let scenes = scenes::ALL.iter().filter_map(|(name, scene)| Some((name, scene, confirming(&scene())?)));
    let mut count = 0;
    for (name, scene, terms) in scenes {
        count += 1;
        for (cols, rows) in [(20, 5), (20, 9), (26, 14), (40, 12), (60, 7), (80, 24), (100, 5)] {
            let seen = read_on(scene(), cols, rows);
            let named = terms.lost.iter().take(1).map(|lost| lost.name.as_str());
            for word in terms.meaning.split_whitespace().chain(terms.title.split_whitespace()).chain(named) {
                assert!(seen.contains(word), "{name} {cols}x{rows}: {word}\n{seen}");
            }
        }
    }
    assert!(count > 6, "{count}");
}

#[test]
fn whatever_the_size_all_that_is_known_can_be_read() {
    let ends = [
        ("activity_entry", "the old one stays dead."),
        ("activity_changed", "CAMS answered 503."),
        ("audit_finding", "delete D9II3K7QD3M5X1"),
        ("profile_test", "Phone numbers: 3."),
    ];
    for (name, end) in ends {
        for (cols, rows) in [(20, 5), (26, 9), (40, 12), (60, 7), (80, 24)] {
            let found = scenes::ALL.iter().find(|(other, _)| *other == name);
            let mut harness = found.unwrap_or_else(|| panic!("no scene {name}")).1();
            harness.send(Msg::Resize { cols, rows });
            let (mut seen, mut last) = (String::new(), String::new());
            loop {
                let page = harness.text(cols, rows);
                if page == last {
                    break;
                }
                seen += &page;
                last = page;
                harness.send(Msg::Key(KeyCode::PageDown.into()));
            }
            for word in end.split(' ') {
                assert!(seen.contains(word), "{name} {cols}x{rows}: {word}\n{seen}");
            }
        }
    }
}

#[test]
fn nothing_is_done_where_nothing_can_be_read() {
    let mut harness = ScreenHarness::codes().keys("d");
    harness.send(Msg::Resize { cols: 19, rows: 4 });
    let harness = harness.confirm();
    assert!(matches!(harness.state.dialogs.last(), Some(Dialog::Confirm(confirm)) if confirm.typed.is_empty()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_scene_can_be_drawn_at_any_size(at in 0..scenes::ALL.len(), cols in 1_u16..300, rows in 1_u16..100) {
        let (name, scene) = scenes::ALL[at];
        let harness = scene();
        check(name, &harness, has_focus(&harness), (cols, rows))?;
    }

    #[test]
    fn and_at_any_small_one(at in 0..scenes::ALL.len(), cols in 18_u16..44, rows in 4_u16..14) {
        let (name, scene) = scenes::ALL[at];
        let harness = scene();
        check(name, &harness, has_focus(&harness), (cols, rows))?;
    }
}
