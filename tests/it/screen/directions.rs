//! Text from right to left, in terminals that put a row into the order in which it is read, and in those that do not.

use qrdeck::app::Msg;
use qrdeck::model::World;
use ratatui::buffer::Buffer;
use unicode_bidi::{Level, ParagraphBidiInfo};

use super::harness::ScreenHarness;

/// A row as a terminal shows it that reorders: the column that each cell gets.
fn reordered(screen: &Buffer, y: u16) -> Vec<(u16, String)> {
    let mut line = String::new();
    let mut cells = Vec::new();
    for x in 0..screen.area.width {
        let symbol = screen[(x, y)].symbol();
        cells.push((line.len(), x, symbol.to_owned()));
        line.push_str(symbol);
    }
    let bidi = ParagraphBidiInfo::new(&line, Some(Level::ltr()));
    let (levels, runs) = bidi.visual_runs(0..line.len());
    let mut shown = Vec::new();
    for run in runs {
        let mut inside: Vec<_> = cells.iter().filter(|(at, ..)| run.contains(at)).collect();
        if levels[run.start].is_rtl() {
            inside.reverse();
        }
        shown.extend(inside.into_iter().map(|(_, x, symbol)| (*x, symbol.clone())));
    }
    shown
}

/// Whether a symbol parts columns.
fn is_line(symbol: &str) -> bool {
    symbol.starts_with(|c| matches!(c, '\u{2500}'..='\u{259f}'))
}

/// Text from right to left in every column, with digits and signs at its ends.
fn everywhere(text: &str, keys: &str) -> ScreenHarness {
    let mut harness = ScreenHarness::closed(World::Sandbox, 30);
    harness.answers.hostile = Some(text.to_owned());
    harness.send(Msg::Start);
    harness.keys(keys)
}

#[test]
fn no_column_leaves_its_place_where_the_terminal_reorders() {
    for text in ["مرحبا", "שלום 5!", "5 مرحبا", "(مرحبا) 7", "Aurora שלום"] {
        for keys in ["", "2", "3", "2⏎", "2d", "2   d", "2e", "2i", "2s", "2L", "/a", "J"] {
            let harness = everywhere(text, keys);
            for (cols, rows) in [(20, 5), (40, 12), (80, 24), (120, 40), (200, 60)] {
                let screen = harness.draw(cols, rows);
                for y in 0..rows {
                    for (place, (from, symbol)) in (0..).zip(reordered(&screen, y)) {
                        assert!(
                            !is_line(&symbol) || from == place,
                            "{text} {keys} {cols}x{rows}: {symbol} of {from},{y} is at {place}\n{}",
                            harness.text(cols, rows)
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn a_code_that_begins_with_a_digit_stays_right_of_an_arabic_message() {
    let screen = ScreenHarness::codes().draw(80, 24);
    let rows = (0..24).map(|y| (y, reordered(&screen, y)));
    let mut count = 0;
    for (y, shown) in rows.filter(|(_, shown)| shown.iter().any(|(_, symbol)| symbol.starts_with('م'))) {
        let place = |wanted: &dyn Fn(&str) -> bool| {
            shown.iter().enumerate().filter(|(_, (_, symbol))| wanted(symbol)).map(|(at, _)| at).collect::<Vec<_>>()
        };
        let arabic = place(&|symbol| symbol.starts_with(|c| matches!(c, '\u{600}'..='\u{6ff}')));
        let digits = place(&|symbol| symbol.starts_with(|c: char| c.is_ascii_digit()));
        assert!(arabic.iter().max() < digits.iter().min(), "row {y}: {shown:?}");
        assert!(!digits.is_empty());
        count += 1;
    }
    assert!(count > 1, "{count}");
}

#[test]
fn a_terminal_that_does_not_reorder_is_given_the_text_as_it_was_written() {
    let screen = ScreenHarness::codes().text(80, 24);
    assert!(screen.contains("مرحبا، أريد حجز طاولة"), "{screen}");
}
