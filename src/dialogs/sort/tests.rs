//! Sorting the panes.

use crossterm::event::KeyCode;

use crate::app::cached::SORTED;
use crate::app::update::tests::harness::{UpdateHarness, code};
use crate::app::{Alarm, CacheRequest, Column, DbEvent, Effect, Msg, Pane, Reply, Request, Restored, Sort, restore};
use crate::model::{NumberKey, ProviderKind};
use crate::store::{Label, LabelKey};

/// The codes of a pane in the order on screen.
fn codes(harness: &UpdateHarness) -> Vec<String> {
    let number_state = harness.state.number_state().expect("a number");
    let rows = number_state.code_rows();
    number_state.code_cursor.visible().iter().map(|&at| rows[at].code.to_string()).collect()
}

/// The names of the numbers in the order on screen.
fn names(harness: &UpdateHarness) -> Vec<&str> {
    let rows = &harness.state.number_rows;
    harness.state.number_cursor.visible().iter().map(|&at| rows[at].number.name.as_str()).collect()
}

/// Opens the menu, goes some rows down from the one it has selected, and chooses.
fn choose(harness: &mut UpdateHarness, down: &str) {
    harness.keys("S");
    harness.keys(down);
    harness.key(KeyCode::Enter);
}

/// At the codes of a number that has these.
fn with_codes(all: &[(&str, &str)]) -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("2r");
    let (id, _) = harness.asked().remove(0);
    harness.answer(id, Ok(Reply::Codes(all.iter().map(|(id, message)| code(id, message)).collect())));
    harness
}

#[test]
fn a_column_that_is_chosen_again_is_reversed_and_the_services_order_comes_back() {
    let mut harness = with_codes(&[("C1", "table 10"), ("C2", ""), ("C3", "Table 9"), ("C4", "Menu")]);
    harness.keys("jj");
    choose(&mut harness, "jj");
    assert_eq!(harness.state.sort(Pane::Codes), Some(Sort { column: Column::Message, descending: false }));
    assert_eq!(codes(&harness), ["C4", "C3", "C1", "C2"]);
    assert_eq!(harness.selected(), "C3", "the same row is selected");
    choose(&mut harness, "");
    assert_eq!(codes(&harness), ["C1", "C3", "C4", "C2"]);
    assert_eq!(harness.selected(), "C3");
    choose(&mut harness, "j");
    assert_eq!(harness.state.sort(Pane::Codes), Some(Sort { column: Column::Code, descending: false }));
    choose(&mut harness, "g");
    assert_eq!((harness.state.sort(Pane::Codes), codes(&harness).join(" ").as_str()), (None, "C1 C2 C3 C4"));
}

#[test]
fn what_is_chosen_is_kept_for_the_next_run() {
    let mut harness = UpdateHarness::at_cams();
    choose(&mut harness, "jj");
    choose(&mut harness, "");
    let kept = harness.effects.iter().rev().find_map(|effect| match effect {
        Effect::Ask { request: Request::Cache(CacheRequest::Remember { key: SORTED, value }), .. } => Some(value),
        _ => None,
    });
    assert_eq!(kept.map(String::as_str), Some(",-Message,"));
    let mut next = UpdateHarness::new();
    restore(&mut next.state, Restored { sorted: kept.cloned(), toured: true, ..Restored::default() });
    assert_eq!(next.state.sorts, harness.state.sorts);
    for broken in ["", "Message,Name", "-,-,-", "x,y,z,Message"] {
        restore(&mut next.state, Restored { sorted: Some(broken.to_owned()), ..Restored::default() });
        assert_eq!(next.state.sorts, [None; 3], "{broken}");
    }
}

#[test]
fn closing_the_menu_changes_nothing() {
    for close in [KeyCode::Esc, KeyCode::Char('q')] {
        let mut harness = UpdateHarness::at_cams();
        harness.keys("Sj");
        harness.key(close);
        assert!(harness.state.dialogs.is_empty() && harness.state.sorts == [None; 3]);
    }
}

#[test]
fn the_order_is_that_of_moving_marking_and_new_rows() {
    let mut harness = with_codes(&[("C1", "d"), ("C2", "b"), ("C3", "c"), ("C4", "a")]);
    choose(&mut harness, "jj");
    harness.keys("g jV");
    let marked: Vec<_> = harness.state.targets().iter().map(|(key, _)| key.code.to_string()).collect();
    assert_eq!(marked, ["C2", "C3", "C4"]);
    harness.keys("r");
    let (id, _) = harness.asked().remove(0);
    harness.answer(id, Ok(Reply::Codes(vec![code("C3", "z"), code("C5", "bb"), code("C1", "d"), code("C4", "a")])));
    assert_eq!(codes(&harness), ["C4", "C5", "C1", "C3"]);
    assert_eq!(harness.selected(), "C3");
}

#[test]
fn the_order_holds_for_the_next_number_and_for_its_pane_alone() {
    let mut harness = UpdateHarness::at_cams();
    choose(&mut harness, "jj");
    assert_eq!(codes(&harness), ["D9AAAAAAAAAAA1", "D9II3K7QD3M5X1"]);
    harness.keys("1g2");
    assert_eq!(codes(&harness), ["WOMVT6TJ2BP7A1", "ANED2T5QRU7HG1"]);
    assert_eq!((harness.state.sort(Pane::Numbers), harness.state.sort(Pane::Groups)), (None, None));
}

#[test]
fn labels_are_sorted_as_they_are_now() {
    let mut harness = UpdateHarness::at_cams();
    choose(&mut harness, "j");
    let label = |id: &str, label: &str| {
        let (provider, number) = (ProviderKind::Alibaba, "8613800000001".into());
        let key = LabelKey { provider, number, code: Some(id.into()) };
        (key, Label { label: label.to_owned(), ..Label::default() })
    };
    let (first, second) = ("D9II3K7QD3M5X1", "D9AAAAAAAAAAA1");
    harness.database_answers(DbEvent::Labels(vec![label(second, "Door")]));
    assert_eq!(codes(&harness), [second, first]);
    harness.database_answers(DbEvent::Labels(vec![label(second, "Door"), label(first, "bar")]));
    assert_eq!(codes(&harness), [first, second]);
}

#[test]
fn numbers_stay_with_their_profile() {
    let mut harness = UpdateHarness::open();
    choose(&mut harness, "j");
    choose(&mut harness, "");
    assert_eq!(names(&harness), ["Aurora Wien", "Aurora Berlin", "Aurora 上海"]);
    assert_eq!(harness.state.number().expect("a number").number.name, "Aurora Berlin");
}

#[test]
fn numbers_are_sorted_by_their_codes_as_soon_as_these_are_known() {
    let mut harness = UpdateHarness::open();
    choose(&mut harness, "jjj");
    assert_eq!(harness.state.sort(Pane::Numbers), Some(Sort { column: Column::Codes, descending: false }));
    let berlin = harness.state.number_rows[0].key.clone();
    harness.state.counts.insert(NumberKey { number: "436602000002".into(), ..berlin }, 1);
    harness.send(Msg::Alarm(Alarm::Spin));
    assert_eq!(names(&harness), ["Aurora Wien", "Aurora Berlin", "Aurora 上海"]);
}

#[test]
fn groups_are_sorted_by_the_links_that_are_known() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("3");
    choose(&mut harness, "G");
    let ids = |harness: &UpdateHarness| {
        let number_state = harness.state.number_state().expect("a number");
        let rows = number_state.group_rows();
        number_state.group_cursor.visible().iter().map(|&at| rows[at].id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&harness), ["E398", "E399"]);
    choose(&mut harness, "");
    assert_eq!(ids(&harness), ["E398", "E399"], "a group without a link comes last in either direction");
}
