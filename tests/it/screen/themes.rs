//! All screens in all themes: what is drawn can be read, and the code is what it always was.

use qrdeck::app::Look;
use qrdeck::config::theme::{Hue, Rgb};
use qrdeck::qr::Ink;
use qrdeck::view::{Depth, Theme, Themes};
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Style};

use super::audited::audited;
use super::harness::ScreenHarness;
use super::scenes;

/// Grounds of terminals.
const BLACK: Rgb = Rgb(0, 0, 0);
const WHITE: Rgb = Rgb(255, 255, 255);
const SOLARIZED: [Rgb; 2] = [Rgb(0x00, 0x2b, 0x36), Rgb(0xfd, 0xf6, 0xe3)];
const GRUVBOX: [Rgb; 2] = [Rgb(0x28, 0x28, 0x28), Rgb(0xfb, 0xf1, 0xc7)];

/// A theme by its name, or the one that suits a ground.
pub(super) fn theme(name: Option<&str>, ground: Option<Rgb>) -> Theme {
    Themes::new(Depth::True, Ink::Indexed).theme(&Look { theme: name.map(str::to_owned), ground })
}

/// All themes.
pub(super) fn all() -> Vec<Theme> {
    let named = Themes::default().names();
    let grounds = [BLACK, WHITE].into_iter().chain(SOLARIZED).chain(GRUVBOX);
    named.iter().map(|name| theme(Some(name), None)).chain(grounds.map(|ground| theme(None, Some(ground)))).collect()
}

/// At the choice of a theme.
pub(super) fn choosing() -> ScreenHarness {
    let mut harness = ScreenHarness::codes();
    harness.state.themes = Themes::default().rows();
    harness.ctrl('t').keys("jj")
}

/// How light a colour is (WCAG 2.2), in its own words: the app's are not asked here.
fn luminance(Rgb(red, green, blue): Rgb) -> f64 {
    let linear = |part: u8| ((f64::from(part) / 255.0 + 0.055) / 1.055).powf(2.4);
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

fn contrast(one: Rgb, other: Rgb) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// The letters of a cell and what is behind them, on a terminal with this ground; none where they are the terminal's own.
fn colours(cell: &Cell, ground: Rgb) -> Option<(Rgb, Rgb)> {
    let rgb = |color| match color {
        Color::Reset => None,
        Color::Rgb(red, green, blue) => Some(Rgb(red, green, blue)),
        Color::Indexed(at) => Some(Hue::Indexed(at).rgb()),
        other => panic!("{other:?}"),
    };
    let (letters, paper) = (rgb(cell.fg)?, rgb(cell.bg).unwrap_or(ground));
    Some((letters, paper))
}

/// Whether a cell says something: lines and blocks are there to look at.
fn is_word(cell: &Cell) -> bool {
    cell.symbol().chars().any(char::is_alphanumeric)
}

/// All words of a screen, but for those that lie behind a dialog.
fn words(buf: &Buffer, theme: &Theme) -> impl Iterator<Item = Cell> {
    let behind = theme.behind.fg;
    buf.content().iter().filter(move |cell| is_word(cell) && (behind.is_none() || Some(cell.fg) != behind)).cloned()
}

#[test]
fn every_word_of_every_screen_can_be_read() {
    let grounds: Vec<Rgb> = [BLACK, WHITE].into_iter().chain(SOLARIZED).chain(GRUVBOX).collect();
    let names = Themes::default().names();
    let choices: Vec<_> = names.iter().map(Some).chain([None]).collect();
    for (name, scene) in scenes::ALL {
        let mut harness = scene();
        for (&ground, choice) in grounds.iter().flat_map(|ground| choices.iter().map(move |choice| (ground, choice))) {
            harness.theme = theme(choice.map(AsRef::as_ref), Some(ground));
            for cell in words(&harness.draw(100, 30), &harness.theme) {
                let read = colours(&cell, ground).map_or(21.0, |(letters, paper)| contrast(letters, paper));
                assert!(read >= 4.5, "{name} on {ground:?}: {cell:?} has {read:.2}");
            }
        }
    }
}

#[test]
fn the_selected_row_is_a_bar_from_edge_to_edge_and_fainter_without_the_keys() {
    for theme in all() {
        let mut harness = ScreenHarness::codes();
        harness.theme = theme;
        let screen = harness.draw(120, 40);
        let bars = |style: Style| {
            let is_bar =
                |cell: &Cell| style.bg.is_none_or(|bg| cell.bg == bg) && cell.modifier.contains(style.add_modifier);
            let rows = (0..40).map(|y| (0..120).filter(|x| is_bar(&screen[(*x, y)])).count());
            rows.max().unwrap_or_default()
        };
        // Numbers have 31 columns in this layout, and codes 43.
        assert!(bars(theme.selected) >= 40, "{:?}", theme.selected);
        assert!(bars(theme.unfocused) >= 28, "{:?}", theme.unfocused);
        assert_ne!(theme.selected, theme.unfocused);
    }
}

#[test]
fn behind_a_dialog_everything_is_dim_and_no_code_is_drawn() {
    for theme in all() {
        for keys in ["d", "n", ":", "?", "⏎s"] {
            let mut harness = ScreenHarness::codes().keys(keys);
            harness.theme = theme;
            let screen = harness.draw(120, 40);
            assert_eq!(crate::scan::scan(&screen), None, "{keys}");
            let inked = |cell: &&Cell| cell.bg == Color::Indexed(231) && cell.fg == Color::Indexed(16);
            assert_eq!(screen.content().iter().filter(inked).count(), 0, "{keys}: no part of a code");
            let sides = (0..38).flat_map(|y| [&screen[(0, y)], &screen[(119, y)]]);
            for cell in sides {
                let fg = theme.behind.fg.or(theme.base.fg).unwrap_or(Color::Reset);
                assert_eq!((cell.fg, cell.modifier), (fg, theme.behind.add_modifier), "{keys}");
            }
        }
    }
}

#[test]
fn of_stacked_dialogs_only_the_topmost_is_seen() {
    let confirm = ScreenHarness::cams().keys("e x").ctrl('s');
    assert_eq!(confirm.state.dialogs.len(), 2, "a confirmation over a form");
    assert_eq!(confirm.text(120, 40).matches(['┌', '╔']).count(), 1);
}

/// The ink of the first cell of some words.
fn ink(buf: &Buffer, words: &str) -> Option<Color> {
    let cells = buf.content();
    let starts = |at: &usize| cells[*at..].iter().zip(words.chars()).all(|(cell, c)| cell.symbol() == c.to_string());
    (0..cells.len()).find(starts).map(|at| cells[at].fg)
}

#[test]
fn what_warns_has_its_colour() {
    let drawn = |scene: ScreenHarness, cols, rows| {
        let mut scene = scene;
        scene.theme = theme(Some("dark"), None);
        scene.draw(cols, rows)
    };
    let dark = theme(Some("dark"), None);
    let audit = drawn(audited(ScreenHarness::codes()), 120, 40);
    assert_eq!(ink(&audit, "dead "), dark.danger.fg);
    assert_eq!(ink(&audit, "! shop-asia"), dark.warning.fg);
    let failed = drawn(ScreenHarness::codes().failing().keys("r"), 120, 40);
    assert_eq!(ink(&failed, "! Alibaba"), dark.warning.fg);
    let confirm = drawn(ScreenHarness::codes().keys("d"), 30, 10);
    assert_eq!(ink(&confirm, "Delete"), dark.danger.fg);
}

#[test]
fn what_destroys_is_told_by_its_edge_without_colours() {
    let edge = |scene: ScreenHarness| scene.text(80, 24).contains('╔');
    assert!(edge(ScreenHarness::codes().keys("d")));
    assert!(edge(ScreenHarness::codes().keys("           s").refusing().keys("⏎")));
    assert!(!edge(ScreenHarness::codes().keys("nHello⎋")) && !edge(ScreenHarness::codes().keys("s")));
}
