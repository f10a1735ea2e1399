//! The mouse on the screens that people see.

use std::time::Duration;

use qrdeck::app::{Gesture, Mouse, MouseAct, Msg, Pane};
use qrdeck::dialogs::Dialog;
use qrdeck::view::{Hand, Spots, draw_noting};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::connecting;
use super::harness::{ScreenHarness, text};

const SIZE: (u16, u16) = (120, 40);

/// Someone with a mouse.
struct MouseHarness {
    harness: ScreenHarness,
    hand: Hand,
    now: Duration,
    size: (u16, u16),
}

impl MouseHarness {
    fn new(mut harness: ScreenHarness) -> Self {
        harness.state.mouse = true;
        Self { harness, hand: Hand::default(), now: Duration::ZERO, size: SIZE }
    }

    /// The screen as text, and what stands where.
    fn look(&self) -> (Vec<String>, Spots) {
        let (cols, rows) = self.size;
        let (mut terminal, mut spots) = (Terminal::new(TestBackend::new(cols, rows)).unwrap(), Spots::default());
        let (state, theme) = (&self.harness.state, &self.harness.theme);
        terminal.draw(|frame| draw_noting(frame, state, theme, &mut spots)).unwrap();
        (text(terminal.backend().buffer()).lines().map(str::to_owned).collect(), spots)
    }

    /// The cell where a text begins.
    fn find(&self, wanted: &str) -> (u16, u16) {
        let (lines, _) = self.look();
        let found =
            lines.iter().enumerate().find_map(|(row, line)| Some((row, line.find(wanted).map(|at| &line[..at])?)));
        let (row, before) = found.unwrap_or_else(|| panic!("{wanted} is not on\n{}", lines.join("\n")));
        let column = unicode_width::UnicodeWidthStr::width(before);
        (u16::try_from(column).expect("a column"), u16::try_from(row).expect("a row"))
    }

    fn act(&mut self, act: MouseAct, (column, row): (u16, u16)) -> Option<Gesture> {
        self.now += Duration::from_millis(50);
        let (_, spots) = self.look();
        let (target, gesture) = self.hand.take(Mouse { act, column, row }, &spots, self.now)?;
        self.harness.send(Msg::Pointed { target, gesture });
        Some(gesture)
    }

    fn click(&mut self, wanted: &str) {
        self.now += Duration::from_secs(1);
        let at = self.find(wanted);
        self.act(MouseAct::Press, at);
        self.act(MouseAct::Release, at);
    }

    fn code(&self) -> usize {
        self.harness.state.number_state().map_or(0, |number_state| number_state.code_cursor.position())
    }
}

#[test]
fn a_click_selects_a_row_and_its_pane_and_two_open_it() {
    let mut mouse = MouseHarness::new(ScreenHarness::open(qrdeck::model::World::Sandbox, 214));
    mouse.click("Track parcel");
    assert_eq!((mouse.harness.state.focus, mouse.code()), (Pane::Codes, 10));
    mouse.click("Baristas Berlin");
    assert_eq!(mouse.harness.state.focus, Pane::Groups);
    mouse.click("1 Numbers");
    assert_eq!(mouse.harness.state.focus, Pane::Numbers);
    mouse.click("Where is my order?");
    let at = mouse.find("Where is my order?");
    mouse.act(MouseAct::Press, at);
    assert!(matches!(mouse.harness.state.dialogs.as_slice(), [Dialog::FullScreen(_)]));
    mouse.click("Esc back");
    mouse.click("Aurora Coffee, Wien");
    assert_eq!(mouse.harness.state.number().unwrap().number.name, "Aurora Coffee, Wien");
}

#[test]
fn the_wheel_moves_what_is_under_the_mouse() {
    let mut mouse = MouseHarness::new(ScreenHarness::open(qrdeck::model::World::Sandbox, 214));
    let at = mouse.find("Track parcel");
    mouse.act(MouseAct::WheelDown, at);
    assert_eq!((mouse.harness.state.focus, mouse.code()), (Pane::Numbers, 3), "the focus stays where it is");
    mouse.act(MouseAct::WheelUp, at);
    mouse.act(MouseAct::WheelUp, at);
    assert_eq!(mouse.code(), 0);
    mouse.click("? help");
    let (before, _) = mouse.look();
    mouse.act(MouseAct::WheelDown, (60, 20));
    assert_ne!(mouse.look().0, before, "a text in a dialog scrolls");
}

#[test]
fn a_scroll_bar_that_is_held_follows_the_mouse_wherever_it_goes() {
    let mut mouse = MouseHarness::new(ScreenHarness::codes());
    let top = mouse.find("▐");
    mouse.act(MouseAct::Press, top);
    mouse.act(MouseAct::Drag, (3, 60));
    assert_eq!(mouse.code(), 213);
    mouse.act(MouseAct::Drag, (3, 0));
    assert_eq!(mouse.code(), 0);
    mouse.act(MouseAct::Release, (3, 0));
    assert_eq!(mouse.act(MouseAct::Drag, (3, 60)), None, "it was let go");
    assert_eq!(mouse.code(), 0);
}

#[test]
fn a_dialog_takes_all_clicks_and_a_name_of_a_key_is_the_key() {
    let mut mouse = MouseHarness::new(ScreenHarness::codes());
    mouse.click("n new");
    assert!(matches!(mouse.harness.state.dialogs.as_slice(), [Dialog::Form(_)]));
    mouse.act(MouseAct::Press, (2, 6));
    assert_eq!((mouse.harness.state.focus, mouse.code()), (Pane::Codes, 0), "what lies behind it takes none");
    mouse.click("Esc");
    assert!(mouse.harness.state.dialogs.is_empty());
    mouse.click("d delete");
    assert!(matches!(mouse.harness.state.dialogs.as_slice(), [Dialog::Confirm(_)]));
    // Nothing that takes a click is narrower.
    for column in (0..SIZE.0).step_by(3) {
        for row in 0..SIZE.1 - 1 {
            mouse.act(MouseAct::Press, (column, row));
        }
    }
    let dialogs = &mouse.harness.state.dialogs;
    assert!(dialogs.iter().all(|dialog| matches!(dialog, Dialog::Confirm(_))), "no click says what has to be typed");
    assert!(mouse.harness.state.tasks.is_empty());
}

#[test]
fn a_row_of_a_dialog_is_selected_by_a_click_and_chosen_by_two() {
    let mut mouse = MouseHarness::new(ScreenHarness::codes().keys("S"));
    mouse.click("Message");
    assert_eq!(mouse.harness.state.dialogs.len(), 1);
    mouse.now += Duration::from_secs(1);
    let at = mouse.find("Label");
    mouse.act(MouseAct::Press, at);
    mouse.act(MouseAct::Press, at);
    assert!(mouse.harness.state.dialogs.is_empty() && mouse.harness.state.sort(Pane::Codes).is_some());
}

#[test]
fn a_key_in_the_second_column_of_the_help_is_chosen_by_two_clicks() {
    let mut mouse = MouseHarness::new(ScreenHarness::codes().keys("?"));
    mouse.size = (200, 60);
    let at = mouse.find("To the numbers.");
    assert!(at.0 > 100, "{at:?}");
    mouse.act(MouseAct::Press, at);
    assert_eq!(mouse.harness.state.dialogs.len(), 1, "the first click selects");
    mouse.act(MouseAct::Press, at);
    assert_eq!((mouse.harness.state.focus, mouse.harness.state.dialogs.len()), (Pane::Numbers, 0));
}

#[test]
fn a_click_chooses_a_service_and_a_place_for_its_secret() {
    let mut mouse = MouseHarness::new(connecting::at_keep(Some(connecting::no_keyring())));
    mouse.click("( ) ask each time");
    assert!(mouse.look().0.iter().any(|line| line.contains("(•) ask each time")));
    mouse.click("(-) keyring");
    assert!(mouse.look().0.iter().any(|line| line.contains("(•) ask each time")), "it cannot be chosen");
    mouse.harness = mouse.harness.keys("⎋⎋");
    mouse.click("Alibaba Cloud");
    assert!(mouse.look().0.iter().any(|line| line.contains("▸ Alibaba Cloud")));
    mouse.click("Enter go on");
    assert!(mouse.look().0.iter().any(|line| line.contains("▸ 2 AccessKey")));
}
