//! What was last seen, on screen before and without an answer; and nothing ended on the word of it.

use jiff::civil::date;

use super::harness::{UpdateHarness, code, good, group, number};
use crate::app::update::learn;
use crate::app::{
    Alarm, CacheNews, CacheRequest, CachedNumber, Effect, Msg, Read, Reply, Request, RequestId, Restored, WorkerEvent,
    Write, restore, restore_number,
};
use crate::dialogs::Dialog;
use crate::model::{CodeKey, Error, ErrorKind, InviteLink, NumberKey};

fn asia() -> NumberKey {
    NumberKey { profile: "asia".into(), number: "8613800000001".into() }
}

fn cached(number: NumberKey, ids: &[&str]) -> CachedNumber {
    let at = date(2026, 5, 3).at(9, 0, 0, 0);
    let codes = ids.iter().map(|id| code(id, "Show me today's menu")).collect();
    let link = InviteLink::Link("https://chat.whatsapp.com/AbCdEfGhIjKlMnOpQrStUv".to_owned());
    CachedNumber { number, codes: Some((codes, at)), groups: Some((vec![group("E398", link)], at)), refused: None }
}

/// An app that has seen the CAMS number yesterday, and asks nobody yet.
fn offline() -> UpdateHarness {
    let mut harness = UpdateHarness::new();
    let at = date(2026, 5, 3).at(9, 0, 0, 0);
    let restored = Restored {
        numbers: vec![("asia".into(), (vec![number("8613800000001", "Aurora 上海")], at))],
        counts: [(asia(), 2)].into(),
        selected: Some(asia()),
        toured: true,
        ..Restored::default()
    };
    let shown = restored.shown().unwrap();
    restore(&mut harness.state, restored);
    restore_number(&mut harness.state, cached(shown, &["D9II3K7QD3M5X1", "D9AAAAAAAAAAA1"]));
    harness
}

/// The same, at a pane, after nobody has answered.
fn unanswered(pane: &str) -> UpdateHarness {
    let mut harness = offline();
    harness.send(Msg::Start);
    for (id, _) in harness.asked() {
        harness.answer(id, Err(Error::new(ErrorKind::Unavailable, "No connection.")));
    }
    harness.keys(pane);
    assert!(harness.asked().is_empty(), "who was not answered asks no more by itself");
    harness
}

fn reads(harness: &mut UpdateHarness) -> Vec<(RequestId, Read)> {
    let asked = harness.asked().into_iter();
    asked.filter_map(|(id, request)| if let Request::Read(read) = request { Some((id, read)) } else { None }).collect()
}

#[test]
fn what_was_seen_is_on_screen_before_anything_is_asked() {
    let harness = offline();
    assert_eq!(harness.selected(), "D9II3K7QD3M5X1");
    assert!(harness.state.preview.is_some(), "its QR too");
    assert!(harness.effects.is_empty());
}

#[test]
fn the_services_are_asked_all_the_same_and_what_they_say_counts() {
    let mut harness = offline();
    harness.send(Msg::Start);
    let asked = reads(&mut harness);
    assert_eq!(asked.iter().filter(|(_, read)| *read == Read::Codes(asia())).count(), 1, "{asked:?}");
    let (id, _) = asked.iter().find(|(_, read)| *read == Read::Codes(asia())).unwrap();
    harness.answer(*id, Ok(Reply::Codes(vec![code("D9AAAAAAAAAAA1", "x")])));
    assert_eq!(harness.selected(), "D9AAAAAAAAAAA1");
    assert!(!harness.state.number_state().unwrap().codes.is_cached());
}

/// An app that has seen a Graph number yesterday.
fn offline_at_graph() -> UpdateHarness {
    let mut harness = UpdateHarness::new();
    let at = date(2026, 5, 3).at(9, 0, 0, 0);
    let restored = Restored {
        numbers: vec![("eu".into(), (vec![number("4915110000001", "Aurora Berlin")], at))],
        counts: [(berlin(), 2)].into(),
        selected: Some(berlin()),
        toured: true,
        ..Restored::default()
    };
    restore(&mut harness.state, restored);
    restore_number(&mut harness.state, cached(berlin(), &["ANED2T5QRU7HG1", "WOMVT6TJ2BP7A1"]));
    harness.send(Msg::Start);
    harness
}

fn berlin() -> NumberKey {
    NumberKey { profile: "eu".into(), number: "4915110000001".into() }
}

#[test]
fn where_the_newest_come_first_only_these_are_asked_for_and_the_rest_stays_cached() {
    let mut harness = offline_at_graph();
    let (id, _) = reads(&mut harness).into_iter().find(|(_, read)| *read == Read::Newest(berlin())).unwrap();
    let codes = vec![code("NEWNEWNEWNEWN1", "new"), code("ANED2T5QRU7HG1", "Show me today's menu")];
    let listed = date(2026, 5, 3).at(9, 0, 0, 0);
    harness.answer(id, Ok(Reply::Newest { codes, listed }));
    let codes = &harness.state.number_state().unwrap().codes;
    assert_eq!((codes.value().unwrap().len(), codes.is_cached()), (2, true));
    assert_eq!(codes.as_of().unwrap().wall, listed);
    harness.send(Msg::Alarm(Alarm::Settle));
    assert!(!reads(&mut harness).iter().any(|(_, read)| *read == Read::Newest(berlin())), "not again at once");
    harness.keys("2d");
    assert!(reads(&mut harness).iter().any(|(_, read)| *read == Read::Codes(berlin())), "all, before a deletion");
    assert!(harness.state.dialogs.is_empty());
}

#[test]
fn a_look_at_the_newest_is_no_look_before_a_deletion() {
    let mut harness = offline_at_graph();
    harness.keys("2d");
    let reads = reads(&mut harness);
    assert!(reads.iter().any(|(_, read)| *read == Read::Newest(berlin())), "{reads:?}");
    assert!(reads.iter().any(|(_, read)| *read == Read::Codes(berlin())), "{reads:?}");
}

#[test]
fn a_failure_leaves_what_was_seen_with_its_age() {
    let mut harness = offline();
    harness.send(Msg::Start);
    for (id, _) in harness.asked() {
        harness.answer(id, Err(Error::new(ErrorKind::Unavailable, "No connection.")));
    }
    assert_eq!(harness.selected(), "D9II3K7QD3M5X1");
    let codes = &harness.state.number_state().unwrap().codes;
    assert_eq!((codes.is_cached(), codes.as_of().unwrap().wall), (true, date(2026, 5, 3).at(9, 0, 0, 0)));
}

#[test]
fn nothing_is_deleted_on_the_word_of_the_cache() {
    for key in ["d", "e"] {
        let mut harness = unanswered("2");
        harness.keys(key);
        assert!(harness.state.dialogs.is_empty(), "{key}");
        harness.keys(key);
        let asked = reads(&mut harness);
        assert_eq!(asked.len(), 1, "once: {asked:?}");
        let (id, read) = asked[0].clone();
        harness.answer(id, Ok(good(&Request::Read(read))));
        assert!(matches!(harness.top(), Some(Dialog::Confirm(_) | Dialog::Form(_))), "{key}: it goes on");
    }
}

#[test]
fn what_is_gone_at_the_service_is_not_offered_for_deletion() {
    let mut harness = unanswered("2");
    harness.keys("d");
    let (id, _) = reads(&mut harness)[0].clone();
    harness.answer(id, Ok(Reply::Codes(vec![code("D9AAAAAAAAAAA1", "another")])));
    assert!(harness.state.dialogs.is_empty());
    assert!(harness.state.toasts.back().unwrap().text.contains("no longer lists it"));
}

#[test]
fn a_look_that_fails_and_a_person_who_went_on_open_nothing() {
    let mut harness = unanswered("2");
    harness.keys("d");
    let (id, _) = reads(&mut harness)[0].clone();
    harness.answer(id, Err(Error::new(ErrorKind::Unavailable, "No connection.")));
    assert!(harness.state.dialogs.is_empty());
    assert!(harness.state.toasts.back().unwrap().text.contains("nothing was changed"));

    let mut harness = unanswered("2");
    harness.keys("dj");
    let (id, read) = reads(&mut harness)[0].clone();
    harness.answer(id, Ok(good(&Request::Read(read))));
    assert!(harness.state.dialogs.is_empty(), "another row is selected by now");
}

#[test]
fn a_cached_link_is_read_again_before_it_is_reset() {
    let mut harness = unanswered("3");
    harness.keys("x");
    let asked = reads(&mut harness);
    let (id, _) = asked.iter().find(|(_, read)| *read == Read::Groups(asia())).expect("the groups").clone();
    assert!(harness.state.dialogs.is_empty());
    harness.answer(id, Ok(good(&Request::Read(Read::Groups(asia())))));
    assert!(matches!(harness.top(), Some(Dialog::Confirm(_))));
}

#[test]
fn what_left_the_memory_comes_back_from_the_cache_at_once() {
    let mut harness = UpdateHarness::open();
    let ids: Vec<_> = (0..40).map(|at| number(&format!("49{at:03}"), "Aurora")).collect();
    let keys = ids.iter().map(|number| NumberKey { profile: "eu".into(), number: number.id.clone() });
    let first = harness.state.number().unwrap().key.clone();
    harness.state.counts = keys.map(|key| (key, 2)).chain([(first.clone(), 2)]).collect();
    harness.keys("r");
    for (id, request) in harness.asked() {
        let eu = matches!(&request, Request::Read(Read::Numbers(profile)) if profile.as_str() == "eu");
        let mut all = vec![number(first.number.as_str(), "Aurora Berlin")];
        all.extend(ids.clone());
        harness.answer(id, Ok(if eu { Reply::Numbers(all) } else { good(&request) }));
    }
    let asks = |harness: &UpdateHarness, wanted: &NumberKey| {
        let wanted = CacheRequest::Number(wanted.clone());
        harness
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::Ask { request: Request::Cache(ask), .. } if *ask == wanted))
    };
    for _ in 0..34 {
        harness.keys("j");
    }
    let recent = harness.state.number().unwrap().key.clone();
    let seen = Reply::Cached(Box::new(cached(recent.clone(), &["ANED2T5QRU7HG1"])));
    harness.send(Msg::Worker(WorkerEvent::Ended { id: RequestId(0), outcome: Ok(seen) }));
    harness.keys("j");
    let has = |harness: &UpdateHarness, number: &NumberKey| harness.state.number_states[number].codes.value().is_some();
    assert!(!has(&harness, &first), "it left");
    assert!(has(&harness, &recent), "what was looked at lately stays");
    harness.effects.clear();
    harness.keys("g");
    assert!(asks(&harness, &first));
    let back = Reply::Cached(Box::new(cached(first, &["ANED2T5QRU7HG1", "WOMVT6TJ2BP7A1"])));
    harness.send(Msg::Worker(WorkerEvent::Ended { id: RequestId(0), outcome: Ok(back) }));
    assert_eq!(harness.selected(), "ANED2T5QRU7HG1");
}

#[test]
fn vanished_codes_are_told_but_not_those_that_a_change_of_ours_ended() {
    let mut harness = UpdateHarness::at_cams();
    let gone = |ids: &[&str]| {
        let codes = ids.iter().map(|id| code(id, "Hi")).collect();
        let seen = date(2026, 5, 3).at(9, 0, 0, 0);
        Msg::Worker(WorkerEvent::Cache(CacheNews::Gone { number: asia(), codes, seen }))
    };
    harness.state.retired.add(crate::store::RetiredCode {
        code: "D9MINE00000001".to_owned(),
        on: date(2026, 5, 1),
        successor: None,
    });
    harness.send(gone(&["D9MINE00000001"]));
    assert!(harness.state.toasts.is_empty());
    harness.send(gone(&["D9MINE00000001", "D9OTHER0000001"]));
    let text = &harness.state.toasts.back().unwrap().text;
    assert!(text.contains("D9OTHER0000001") && !text.contains("MINE") && text.contains("2026-05-03 09:00"), "{text}");
    let advice = &harness.state.problems.back().unwrap().error.advice;
    assert!(advice.starts_with("It can be created again from here, with a new link."), "{advice}");
}

#[test]
fn a_few_vanished_codes_are_named_and_the_others_counted() {
    let place = "Aurora 上海";
    for (count, text) in [
        (1, format!("A code of {place} is no longer listed by the service, last seen 2026-05-03 09:00: C1 “Hi”.")),
        (
            2,
            format!(
                "Codes of {place} are no longer listed by the service, last seen 2026-05-03 09:00: C1 “Hi”, C2 “Hi”."
            ),
        ),
        (
            3,
            format!(
                "Codes of {place} are no longer listed by the service, last seen 2026-05-03 09:00: C1 “Hi”, C2 “Hi”, C3 “Hi”."
            ),
        ),
        (
            5,
            format!(
                "Codes of {place} are no longer listed by the service, last seen 2026-05-03 09:00: C1 “Hi”, C2 “Hi”, C3 “Hi”, and 2 more."
            ),
        ),
    ] {
        let mut harness = UpdateHarness::at_cams();
        let codes = (1..=count).map(|at| code(&format!("C{at}"), "Hi")).collect();
        let seen = date(2026, 5, 3).at(9, 0, 0, 0);
        harness.send(Msg::Worker(WorkerEvent::Cache(CacheNews::Gone { number: asia(), codes, seen })));
        assert_eq!(harness.state.toasts.back().unwrap().text, text);
    }
}

#[test]
fn what_has_ended_does_not_come_back_from_the_cache() {
    let mut harness = UpdateHarness::open();
    let earlier =
        crate::store::RetiredCode { code: "D9EARLIER00001".to_owned(), on: date(2026, 5, 1), successor: None };
    harness.state.retired.add(earlier);
    let now = CodeKey { number: asia(), code: "D9NOW000000001".into() };
    learn::code_ended(&mut harness.state, &now);
    restore_number(&mut harness.state, cached(asia(), &["D9EARLIER00001", "D9NOW000000001", "D9LIVES0000001"]));
    let rows = harness.state.number_states[&asia()].code_rows();
    assert_eq!(rows.iter().map(|code| code.code.as_str()).collect::<Vec<_>>(), ["D9LIVES0000001"]);
}

#[test]
fn codes_that_are_no_longer_listed_can_be_created_again() {
    let mut harness = UpdateHarness::at_cams();
    let listed = harness.state.number_state().expect("a number").code_rows()[0].message.clone();
    let mut gone = |codes: &[(&str, &str)]| {
        let codes = codes.iter().map(|(id, message)| code(id, message)).collect();
        let seen = date(2026, 5, 3).at(9, 0, 0, 0);
        harness.send(Msg::Worker(WorkerEvent::Cache(CacheNews::Gone { number: asia(), codes, seen })));
        harness.keys("!n");
        let top = harness.top().cloned();
        harness.state.dialogs.clear();
        top
    };
    let one = gone(&[("D9OTHER0000001", "Where are you?"), ("D9OTHER0000002", &listed)]);
    assert!(matches!(one, Some(Dialog::Form(form)) if form.text() == "Where are you?"));
    let none = gone(&[("D9OTHER0000003", &listed)]);
    assert!(matches!(none, Some(Dialog::Problems(_))), "the number has a code with this message");
    let Some(Dialog::Confirm(two)) = gone(&[("D9OTHER0000004", "One"), ("D9OTHER0000005", "Two")]) else {
        panic!("a confirmation of several")
    };
    assert!(!two.terms.meaning.contains("dead"), "{}", two.terms.meaning);
    let message = |write: &Write| match write {
        Write::Create { number, draft, again: None, .. } if *number == asia() => draft.message.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(two.terms.writes.iter().map(message).collect::<Vec<_>>(), ["One", "Two"]);
}

#[test]
fn pages_are_on_screen_as_they_come_and_nothing_is_deleted_on_a_part_of_a_list() {
    let mut harness = UpdateHarness::new();
    harness.send(Msg::Start);
    let mut list = None;
    for (id, request) in harness.asked() {
        if matches!(&request, Request::Read(Read::Numbers(_))) {
            harness.answer(id, Ok(good(&request)));
        }
    }
    for (id, read) in reads(&mut harness) {
        if matches!(&read, Read::Codes(_)) {
            list = Some((id, read));
        }
    }
    let (id, read) = list.expect("the codes of the first number");
    harness.send(Msg::Worker(WorkerEvent::Page { id, codes: vec![code("ANED2T5QRU7HG1", "Show me today's menu")] }));
    assert_eq!(harness.selected(), "ANED2T5QRU7HG1");
    harness.keys("2d");
    assert!(harness.state.dialogs.is_empty(), "the list is not complete");
    assert!(reads(&mut harness).iter().all(|(_, read)| !matches!(read, Read::Codes(_))), "it is being read already");
    harness.answer(id, Ok(good(&Request::Read(read))));
    assert!(matches!(harness.top(), Some(Dialog::Confirm(_))), "now it goes on");
}
