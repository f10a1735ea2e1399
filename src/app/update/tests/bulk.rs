//! Many codes at once.

use crossterm::event::KeyCode;

use super::harness::{UpdateHarness, code, good};
use crate::app::update::batch;
use crate::app::{Level, Msg, Read, Reply, Request, RequestId, Write};
use crate::dialogs::{Dialog, Rewritten};
use crate::model::{Error, ErrorKind};

/// A harness with this many codes, all marked, and their deletion confirmed.
fn deleting(count: usize) -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("2r");
    let (id, _) = harness.asked()[0].clone();
    let codes = (0..count).map(|n| code(&format!("AAAAAAAAAAA{n:03}"), "tea")).collect();
    harness.answer(id, Ok(Reply::Codes(codes)));
    harness.keys("*d");
    harness.after(900);
    harness.keys(&count.to_string());
    harness.key(KeyCode::Enter);
    harness
}

fn writes(harness: &mut UpdateHarness) -> Vec<(RequestId, Write)> {
    let asked = harness.asked().into_iter();
    asked
        .filter_map(|(id, request)| if let Request::Write(write) = request { Some((id, write)) } else { None })
        .collect()
}

#[test]
fn a_few_leave_at_a_time_and_all_in_the_end() {
    let mut harness = deleting(12);
    let mut seen = 0;
    loop {
        let sent = writes(&mut harness);
        if sent.is_empty() {
            break;
        }
        assert!(sent.len() <= 5, "{}", sent.len());
        for (id, write) in sent {
            seen += 1;
            harness.answer(id, Ok(good(&Request::Write(write))));
            assert!(batch::holds_what_was_confirmed(harness.state.batch.as_ref().expect("a batch")));
        }
    }
    let batch = harness.state.batch.as_ref().expect("a batch");
    assert_eq!((seen, batch.done.len(), batch.is_over()), (12, 12, true));
    assert!(harness.state.number_state().expect("a number").code_rows().is_empty());
    harness.keys("J");
    assert!(matches!(harness.top(), Some(Dialog::Activity(_))), "as the dialog says: {:?}", harness.top());
}

/// A deletion of twelve codes that was paused after its first requests, which have been answered.
fn paused() -> UpdateHarness {
    let mut harness = deleting(12);
    let first = writes(&mut harness);
    harness.keys("p");
    for (id, write) in first {
        harness.answer(id, Ok(good(&Request::Write(write))));
    }
    harness
}

#[test]
fn a_pause_holds_the_rest_back_and_a_stop_keeps_it() {
    let mut harness = paused();
    assert!(writes(&mut harness).is_empty());
    harness.keys("p");
    let next = writes(&mut harness);
    assert_eq!(next.len(), 5);
    harness.keys("x");
    for (id, write) in next {
        harness.answer(id, Ok(good(&Request::Write(write))));
    }
    let batch = harness.state.batch.as_ref().expect("a batch");
    assert_eq!((batch.done.len(), batch.waiting.len(), batch.is_over()), (10, 2, true));
    assert_eq!(batch.report().matches("not sent").count(), 2);
    assert!(writes(&mut harness).is_empty());
}

#[test]
fn a_profile_whose_batch_rests_stays_on_screen_and_others_can_be_hidden() {
    let mut harness = paused();
    harness.state.dialogs.clear();
    harness.keys("P ");
    let said = match harness.top() {
        Some(Dialog::Profiles(list)) => list.said.clone().unwrap_or_default(),
        other => panic!("{other:?}"),
    };
    assert!(said.contains("Changes of eu are running"), "{said}");
    harness.keys("j ");
    let shown: Vec<_> = harness.state.profiles.iter().map(|profile| profile.name.as_str()).collect();
    assert_eq!(shown, ["eu"]);
}

#[test]
fn what_failed_for_certain_is_tried_again_what_is_unknown_is_not() {
    let mut harness = deleting(3);
    let sent = writes(&mut harness);
    harness.answer(sent[0].0, Ok(Reply::Done));
    let throttled = ErrorKind::Throttled { retry_after: None };
    harness.answer(sent[1].0, Err(Error::new(throttled, "Too many calls.")));
    harness.answer(sent[2].0, Err(Error::new(ErrorKind::OutcomeUnknown, "The connection failed.")));
    let (look, _) = harness.asked()[0].clone();
    harness.answer(look, Ok(Reply::Codes((1..3).map(|n| code(&format!("AAAAAAAAAAA{n:03}"), "tea")).collect())));
    harness.keys("r");
    let again = writes(&mut harness);
    assert_eq!(again.iter().map(|(_, write)| write).collect::<Vec<_>>(), [&sent[1].1]);
}

#[test]
fn trouble_with_the_account_pauses_the_rest() {
    let mut harness = deleting(12);
    let sent = writes(&mut harness);
    harness.answer(sent[0].0, Err(Error::new(ErrorKind::Auth, "The token has expired.")));
    assert!(writes(&mut harness).is_empty());
    assert!(harness.state.batch.as_ref().expect("a batch").is_paused());
}

#[test]
fn a_hidden_batch_goes_on_and_tells_its_end() {
    let mut harness = deleting(2);
    harness.key(KeyCode::Esc);
    assert!(harness.top().is_none());
    for (id, write) in writes(&mut harness) {
        harness.answer(id, Ok(good(&Request::Write(write))));
    }
    let told = |harness: &UpdateHarness| harness.state.toasts.back().map(|toast| (toast.level, toast.text.clone()));
    let all = "Deleted 2 codes. J can create them again, with new links.";
    assert_eq!(told(&harness), Some((Level::Good, all.to_owned())));
    harness.keys("b");
    assert!(matches!(harness.top(), Some(Dialog::Batch(_))));

    let mut harness = deleting(2);
    harness.key(KeyCode::Esc);
    let sent = writes(&mut harness);
    harness.answer(sent[0].0, Ok(Reply::Done));
    assert_eq!(told(&harness), None, "the end is told, and nothing before");
    let throttled = ErrorKind::Throttled { retry_after: None };
    harness.answer(sent[1].0, Err(Error::new(throttled, "Too many calls.")));
    let some = "1 of 2 changes were carried out; b shows the others.";
    assert_eq!(told(&harness), Some((Level::Warning, some.to_owned())));
}

#[test]
fn a_batch_on_screen_needs_no_word_on_its_end() {
    let mut harness = deleting(2);
    for (id, write) in writes(&mut harness) {
        harness.answer(id, Ok(good(&Request::Write(write))));
    }
    assert!(matches!(harness.top(), Some(Dialog::Batch(_))) && harness.state.toasts.is_empty());
}

#[test]
fn ranges_are_marked_over_what_is_shown() {
    let mut harness = UpdateHarness::open();
    harness.keys("2r");
    let (id, _) = harness.asked()[0].clone();
    let codes = (0..6).map(|n| code(&format!("AAAAAAAAAAAAA{n}"), if n == 3 { "cake" } else { "tea" })).collect();
    harness.answer(id, Ok(Reply::Codes(codes)));
    harness.keys("/tea");
    harness.key(KeyCode::Enter);
    harness.keys(" jjV");
    let last = |code: &crate::model::QrCode| code.code.as_str().chars().last().unwrap_or_default();
    let marked: Vec<_> = harness.state.targets().iter().map(|(_, code)| last(code)).collect();
    assert_eq!(marked, ['0', '1', '2', '4'], "not what the filter hides");
}

#[test]
fn messages_change_by_a_pattern_after_every_result_was_shown() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("*e");
    harness.keys("today's");
    harness.key(KeyCode::Tab);
    harness.keys("this week's");
    let Some(Dialog::Rewrite(form)) = harness.top() else { panic!("no form") };
    let changed = form.results().iter().filter(|(.., result)| matches!(result, Rewritten::Changed(_))).count();
    assert_eq!((form.codes.len(), changed), (2, 1));
    harness.ctrl('s');
    let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("no confirmation") };
    assert_eq!(confirm.terms.lost[0].becomes.as_deref(), Some("Show me this week's menu"));
    assert_eq!((confirm.terms.verb, confirm.terms.expected.as_str()), ("Replace", "1"));
    harness.keys("1");
    harness.key(KeyCode::Enter);
    let sent = writes(&mut harness);
    assert_eq!(sent.len(), 1);
    harness.answer(sent[0].0, Ok(good(&Request::Write(sent[0].1.clone()))));
    let batch = harness.state.batch.as_ref().expect("a batch");
    assert_eq!(batch.replaced.len(), 1);
    assert!(matches!(harness.top(), Some(Dialog::Batch(_))), "no dialog for each of them");
}

#[test]
fn a_result_that_cannot_be_sent_stops_all_of_them() {
    let mut harness = UpdateHarness::open();
    harness.keys("2*e");
    harness.keys("a");
    harness.key(KeyCode::Tab);
    harness.keys(&"b".repeat(150));
    harness.ctrl('s');
    assert!(matches!(harness.top(), Some(Dialog::Rewrite(form)) if form.error.is_some()));
    assert!(writes(&mut harness).is_empty());
}

#[test]
fn nothing_of_a_change_is_sent_where_one_result_cannot_be_or_none_differs() {
    let long = "b".repeat(135);
    for (find, put, words) in [
        // "I'd like to book a table" would be too long by it, "Show me today's menu" would not.
        ("o", &long[..60], "1 of the results cannot be sent; they are marked. Nothing was sent."),
        ("", "x", "No message would change."),
        ("menu", "menu", "No message would change."),
        ("coffee", "tea", "No message would change."),
    ] {
        let mut harness = UpdateHarness::open();
        harness.keys("2*e");
        harness.send(Msg::Paste(find.to_owned()));
        harness.key(KeyCode::Tab);
        harness.send(Msg::Paste(put.to_owned()));
        harness.ctrl('s');
        let Some(Dialog::Rewrite(form)) = harness.top() else { panic!("{:?}", harness.top()) };
        assert_eq!(form.error.as_deref(), Some(words), "{find:?}");
        assert_eq!(writes(&mut harness), []);
    }
}

#[test]
fn the_results_of_a_pattern_are_scrolled_to_the_last_one() {
    let mut harness = UpdateHarness::open();
    harness.keys("2*e");
    let Some(Dialog::Rewrite(form)) = harness.top() else { panic!("{:?}", harness.top()) };
    form.scroll.fits(1, 1);
    for (key, row) in [(KeyCode::Down, 1), (KeyCode::Down, 1), (KeyCode::Up, 0), (KeyCode::Up, 0)] {
        harness.key(key);
        assert!(matches!(harness.top(), Some(Dialog::Rewrite(form)) if form.scroll.rows() == row), "{key:?}");
    }
}

/// Answers a change with an error of this kind.
fn fail(harness: &mut UpdateHarness, id: RequestId, kind: ErrorKind) {
    harness.answer(id, Err(Error::new(kind, "It failed.")));
}

#[test]
fn what_is_unknown_is_read_again_before_it_is_called_over() {
    let mut harness = deleting(3);
    let sent = writes(&mut harness);
    harness.answer(sent[0].0, Ok(Reply::Done));
    fail(&mut harness, sent[1].0, ErrorKind::OutcomeUnknown);
    fail(&mut harness, sent[2].0, ErrorKind::OutcomeUnknown);
    let batch = harness.state.batch.as_ref().expect("a batch");
    assert!(!batch.is_over(), "a look is still to come");
    assert_eq!(batch.unknown(), 2);
    let asked = harness.asked();
    let [(look, Request::Read(Read::Codes(_)))] = asked.as_slice() else { panic!("{asked:?}") };
    // One of them is gone, the other one may still go.
    harness.answer(*look, Ok(Reply::Codes(vec![code("AAAAAAAAAAA002", "tea")])));
    let batch = harness.state.batch.as_ref().expect("a batch");
    assert!(batch.is_over());
    assert_eq!((batch.done.len(), batch.unknown()), (2, 1));
    assert!(batch.report().contains("unknown  AAAAAAAAAAA002"), "{}", batch.report());
    harness.keys("r");
    assert!(writes(&mut harness).is_empty(), "what may have been carried out is not sent again");
}

#[test]
fn a_last_look_that_fails_leaves_it_unknown() {
    let mut harness = deleting(1 + 1);
    let sent = writes(&mut harness);
    for (id, _) in &sent {
        fail(&mut harness, *id, ErrorKind::OutcomeUnknown);
    }
    let (look, _) = harness.asked()[0].clone();
    fail(&mut harness, look, ErrorKind::Unavailable);
    let batch = harness.state.batch.as_ref().expect("a batch");
    assert!(batch.is_over());
    assert_eq!((batch.done.len(), batch.unknown()), (0, 2));
}

#[test]
fn a_service_out_of_reach_pauses_the_rest_after_a_few() {
    let mut harness = deleting(12);
    let sent = writes(&mut harness);
    fail(&mut harness, sent[0].0, ErrorKind::Unavailable);
    fail(&mut harness, sent[1].0, ErrorKind::Unavailable);
    let batch = harness.state.batch.as_ref().expect("a batch");
    assert!(!batch.is_paused(), "twice may happen");
    harness.answer(sent[2].0, Ok(Reply::Done));
    for (id, _) in writes(&mut harness) {
        fail(&mut harness, id, ErrorKind::Unavailable);
    }
    let batch = harness.state.batch.as_ref().expect("a batch");
    assert!(batch.is_paused() && batch.held().any(|(_, unreachable)| unreachable) && !batch.is_over());
    assert_eq!(batch.report().matches("not sent").count(), batch.waiting.len());
    for (id, _) in writes(&mut harness) {
        fail(&mut harness, id, ErrorKind::Unavailable);
    }
    assert!(writes(&mut harness).is_empty(), "what was on its way is answered, and nothing more leaves");
    harness.keys("p");
    assert!(!writes(&mut harness).is_empty(), "it goes on where the person says so");
}
