//! Loading, moving, filtering, selecting.

use crossterm::event::KeyCode;

use super::harness::{UpdateHarness, code, good};
use crate::app::{Alarm, Effect, Msg, Pane, Read, Reply, Request, WorkerEvent};
use crate::model::{Error, ErrorKind, InviteLink};

#[test]
fn the_start_asks_for_all_numbers_then_for_the_first_ones_deck() {
    let mut harness = UpdateHarness::new();
    harness.send(Msg::Start);
    let asked = harness.asked();
    assert!(matches!(&asked[..], [(_, Request::Read(Read::Numbers(a))), (_, Request::Read(Read::Numbers(b)))]
        if a.as_str() == "eu" && b.as_str() == "asia"));
    let (id, request) = asked[0].clone();
    harness.answer(id, Ok(good(&request)));
    let next = harness.asked();
    assert!(matches!(&next[..], [(_, Request::Read(Read::Codes(_))), (_, Request::Read(Read::Groups(_)))]), "{next:?}");
}

#[test]
fn whichever_profile_answers_first_the_first_number_is_selected() {
    let mut harness = UpdateHarness::new();
    harness.send(Msg::Start);
    let asked = harness.asked();
    for (id, request) in asked.iter().rev() {
        harness.answer(*id, Ok(good(request)));
    }
    assert_eq!(harness.state.number().expect("a number").key.number.as_str(), "4915110000001");
}

#[test]
fn a_late_answer_takes_no_selection_away_from_a_person() {
    let mut harness = UpdateHarness::new();
    harness.send(Msg::Start);
    let asked = harness.asked();
    harness.answer(asked[1].0, Ok(good(&asked[1].1)));
    harness.keys("2");
    harness.answer(asked[0].0, Ok(good(&asked[0].1)));
    assert_eq!(harness.state.number().expect("a number").key.number.as_str(), "8613800000001");
}

#[test]
fn everything_is_on_screen_in_the_end() {
    let harness = UpdateHarness::open();
    assert_eq!(harness.state.number_rows.len(), 3);
    assert_eq!(harness.selected(), "ANED2T5QRU7HG1");
    let preview = harness.state.preview.as_ref().expect("a QR");
    assert_eq!(preview.text(), "https://wa.me/message/ANED2T5QRU7HG1");
    assert!(preview.matrix().is_ok());
    assert!(harness.state.tasks.is_empty());
    let number_state = harness.state.number_state().expect("a number");
    assert!(
        matches!(number_state.link_of(&number_state.group_rows()[0]), InviteLink::Link(_)),
        "Graph links are read one by one"
    );
}

#[test]
fn a_passing_selection_loads_nothing_a_resting_one_does() {
    let mut harness = UpdateHarness::open();
    harness.keys("j");
    assert!(harness.asked().is_empty());
    assert!(harness.effects.iter().any(|e| matches!(e, Effect::After(_, Alarm::Settle))));
    harness.send(Msg::Alarm(Alarm::Settle));
    assert_eq!(harness.asked().len(), 2);
}

#[test]
fn a_refresh_cannot_move_the_selection() {
    let mut harness = UpdateHarness::open();
    harness.keys("2j");
    assert_eq!(harness.selected(), "WOMVT6TJ2BP7A1");
    harness.keys("r");
    let (id, _) = harness.asked()[0].clone();
    let codes = vec![code("FRESHFRESHFRE1", "new"), code("ANED2T5QRU7HG1", "a"), code("WOMVT6TJ2BP7A1", "b")];
    harness.answer(id, Ok(Reply::Codes(codes)));
    assert_eq!(harness.selected(), "WOMVT6TJ2BP7A1");
}

#[test]
fn stale_answers_are_dropped() {
    let mut harness = UpdateHarness::open();
    harness.keys("2rr");
    let asked = harness.asked();
    let [(old, _), (new, _)] = &asked[..] else { panic!("{asked:?}") };
    harness.answer(*new, Ok(Reply::Codes(vec![code("NEWNEWNEWNEWN1", "new")])));
    harness.answer(*old, Ok(Reply::Codes(vec![code("OLDOLDOLDOLDO1", "old")])));
    assert_eq!(harness.selected(), "NEWNEWNEWNEWN1");
}

#[test]
fn a_failed_refresh_keeps_what_was_there_and_says_so() {
    let mut harness = UpdateHarness::open();
    harness.keys("2r");
    let (id, _) = harness.asked()[0].clone();
    harness.answer(id, Err(Error::new(ErrorKind::Unavailable, "The service cannot be reached.")));
    let number_state = harness.state.number_state().expect("a number");
    assert_eq!(number_state.code_rows().len(), 2);
    assert_eq!(number_state.codes.error().map(|e| e.kind), Some(ErrorKind::Unavailable));
    assert_eq!(harness.state.unread(), 1);
    harness.keys("!");
    assert_eq!(harness.state.unread(), 0);
}

#[test]
fn the_numbers_are_refreshed_with_what_is_shown_beside_them() {
    let mut harness = UpdateHarness::open();
    let shown = harness.state.number().expect("a number").key.clone();
    harness.keys("r");
    let asked: Vec<_> = harness.asked().into_iter().map(|(_, request)| request).collect();
    for read in [Read::Codes(shown.clone()), Read::Groups(shown)] {
        assert!(asked.contains(&Request::Read(read)), "{asked:?}");
    }
    let profiles = asked.iter().filter(|request| matches!(request, Request::Read(Read::Numbers(_)))).count();
    assert_eq!(profiles, harness.state.profiles.len());
}

#[test]
fn progress_is_shown_on_the_list_that_loads() {
    let mut harness = UpdateHarness::open();
    harness.keys("2r");
    let (id, _) = harness.asked()[0].clone();
    harness.send(Msg::Worker(WorkerEvent::Progress { id, rows: 75 }));
    assert_eq!(harness.state.number_state().expect("a number").codes.rows(), 75);
}

#[test]
fn a_filter_narrows_and_esc_widens() {
    let mut harness = UpdateHarness::open();
    harness.keys("2/TABLE");
    assert_eq!(harness.state.number_state().expect("a number").code_cursor.visible(), [1]);
    assert_eq!(harness.selected(), "WOMVT6TJ2BP7A1");
    harness.key(KeyCode::Enter);
    assert!(!harness.state.filter(Pane::Codes).editing);
    harness.key(KeyCode::Esc);
    assert_eq!(harness.state.number_state().expect("a number").code_cursor.visible(), [0, 1]);
    assert_eq!(harness.selected(), "WOMVT6TJ2BP7A1");
}

#[test]
fn arrows_move_over_the_rows_while_a_filter_is_typed() {
    let mut harness = UpdateHarness::open();
    harness.keys("2/");
    for (key, code) in [(KeyCode::Down, "WOMVT6TJ2BP7A1"), (KeyCode::Up, "ANED2T5QRU7HG1")] {
        harness.key(key);
        assert_eq!((harness.selected().as_str(), harness.state.filter(Pane::Codes).editing), (code, true));
    }
}

#[test]
fn a_filter_takes_keys_and_pastes_as_text() {
    let mut harness = UpdateHarness::open();
    harness.keys("2/dq");
    harness.send(Msg::Paste("x\nd".to_owned()));
    assert_eq!(harness.state.filter(Pane::Codes).text.text(), "dqx d");
    assert!(harness.effects.iter().all(|effect| !matches!(effect, Effect::Quit)));
    assert!(harness.top().is_none());
}

#[test]
fn a_paste_outside_of_text_does_nothing() {
    let mut harness = UpdateHarness::open();
    harness.keys("2");
    harness.effects.clear();
    harness.send(Msg::Paste("dq\n".to_owned()));
    assert!(harness.effects.is_empty() && harness.top().is_none());
}

#[test]
fn the_palette_runs_what_it_names() {
    let mut harness = UpdateHarness::open();
    harness.keys("2:full screen");
    harness.key(KeyCode::Enter);
    assert!(matches!(harness.top(), Some(crate::dialogs::Dialog::FullScreen(_))));
}

#[test]
fn the_palette_offers_what_was_chosen_last_first_and_each_once() {
    let mut harness = UpdateHarness::open();
    let mut chosen = |text: &str| {
        harness.keys(&format!("2:{text}"));
        harness.key(KeyCode::Enter);
        harness.state.dialogs.clear();
        harness.state.recent.clone()
    };
    let (first, second) = (chosen("full screen"), chosen("activity"));
    assert_eq!((first.len(), second.len()), (1, 2));
    assert_eq!(second[1], first[0]);
    let third = chosen("full screen");
    assert_eq!(third, [&first[..], &second[..1]].concat());
}

#[test]
fn copying_goes_to_the_clipboard_on_one_line() {
    let mut harness = UpdateHarness::open();
    harness.keys("2y");
    let link = "https://wa.me/message/ANED2T5QRU7HG1".to_owned();
    assert!(harness.effects.contains(&Effect::Copy { what: format!("The link {link}"), text: link }));
}

#[test]
fn ctrl_c_stops_what_runs_and_leaves_at_the_second_press() {
    let mut harness = UpdateHarness::open();
    harness.keys("2r");
    let (id, _) = harness.asked()[0].clone();
    harness.ctrl('c');
    assert!(harness.effects.contains(&Effect::Cancel(id)));
    assert!(!harness.effects.contains(&Effect::Quit));
    harness.ctrl('c');
    assert!(harness.effects.contains(&Effect::Quit));
}

#[test]
fn panes_are_reached_both_ways_round_and_esc_leads_to_the_numbers() {
    let mut harness = UpdateHarness::open();
    for (key, pane) in [
        (KeyCode::Tab, Pane::Codes),
        (KeyCode::Tab, Pane::Groups),
        (KeyCode::BackTab, Pane::Codes),
        (KeyCode::Esc, Pane::Numbers),
        (KeyCode::BackTab, Pane::Groups),
    ] {
        harness.key(key);
        assert_eq!(harness.state.focus, pane, "{key:?}");
    }
    harness.keys("2 3");
    harness.key(KeyCode::Esc);
    assert_eq!((harness.state.focus, harness.state.marked.count()), (Pane::Numbers, 1), "marks are of the codes");
}

#[test]
fn the_mouse_is_taken_and_given_back() {
    let mut harness = UpdateHarness::open();
    let before = harness.state.mouse;
    for ours in [!before, before] {
        harness.keys("m");
        assert!(harness.effects.contains(&Effect::Mouse(ours)) && harness.state.mouse == ours);
    }
}

#[test]
fn groups_that_an_account_cannot_have_are_told_in_their_pane_only() {
    for (kind, told) in
        [(ErrorKind::NotEnabled, 0), (ErrorKind::Config, 0), (ErrorKind::Cancelled, 0), (ErrorKind::Unavailable, 1)]
    {
        let mut harness = UpdateHarness::new();
        harness.send(Msg::Start);
        let (numbers, request) = harness.asked()[0].clone();
        harness.answer(numbers, Ok(good(&request)));
        let groups = harness.asked().into_iter().find(|(_, asked)| matches!(asked, Request::Read(Read::Groups(_))));
        harness.answer(groups.expect("groups are asked for").0, Err(Error::new(kind, "No groups.")));
        assert_eq!(harness.state.problems.len(), told, "{kind:?}");
        let stated = harness.state.number_state().and_then(|number_state| number_state.groups.error()).is_some();
        assert_eq!(stated, kind != ErrorKind::Cancelled, "{kind:?}");
    }
}

#[test]
fn a_filter_finds_words_in_any_order_without_accents() {
    let mut harness = UpdateHarness::open();
    harness.keys("2r");
    let (id, _) = harness.asked()[0].clone();
    harness.answer(id, Ok(Reply::Codes(vec![code("A1AAAAAA", "Einen Tisch für Gäste"), code("B1BBBBBB", "Menu")])));
    harness.keys("/gaste TISCH");
    assert_eq!(harness.state.number_state().unwrap().code_cursor.visible().len(), 1);
    assert_eq!(harness.selected(), "A1AAAAAA");
}
