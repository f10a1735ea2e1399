//! Marks in several numbers, of several services.

use crossterm::event::KeyCode;

use super::harness::{UpdateHarness, code, good};
use crate::app::{Alarm, DbRequest, Effect, LocalTask, Msg, Read, Reply, Request, RequestId, Write, available};
use crate::dialogs::{Confirm, Dialog};
use crate::model::{Error, ErrorKind, NumberKey, World};

fn berlin() -> NumberKey {
    NumberKey { profile: "eu".into(), number: "4915110000001".into() }
}

fn asia() -> NumberKey {
    NumberKey { profile: "asia".into(), number: "8613800000001".into() }
}

/// Goes to another number, whose lists are answered.
fn go(harness: &mut UpdateHarness, keys: &str) {
    harness.keys(keys);
    harness.after(500);
    harness.send(Msg::Alarm(Alarm::Settle));
    harness.settle();
}

/// Both codes of the CAMS number and the first one of a number at Meta are marked, in this order.
fn marked() -> UpdateHarness {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("*");
    go(&mut harness, "1g");
    harness.keys("2 ");
    harness.effects.clear();
    harness
}

fn confirmation(harness: &UpdateHarness) -> &Confirm {
    let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("no confirmation: {:?}", harness.top()) };
    confirm
}

fn writes(harness: &mut UpdateHarness) -> Vec<(RequestId, Write)> {
    let asked = harness.asked().into_iter();
    asked
        .filter_map(|(id, request)| if let Request::Write(write) = request { Some((id, write)) } else { None })
        .collect()
}

/// Types how many there are, and accepts.
fn accept(harness: &mut UpdateHarness) {
    let count = confirmation(harness).terms.writes.len().to_string();
    harness.after(900);
    harness.keys(&count);
    harness.key(KeyCode::Enter);
}

#[test]
fn a_deletion_names_the_codes_of_all_numbers_and_sends_each_once() {
    let mut harness = marked();
    harness.keys("d");
    let terms = &confirmation(&harness).terms;
    let named: Vec<_> = terms.lost.iter().map(|lost| (lost.name.as_str(), lost.number.as_str())).collect();
    let (meta, cams) = ("Aurora Berlin  +4915110000001", "Aurora 上海  +8613800000001");
    assert_eq!(named, [("ANED2T5QRU7HG1", meta), ("D9II3K7QD3M5X1", cams), ("D9AAAAAAAAAAA1", cams)]);
    assert_eq!((terms.expected.as_str(), terms.number.as_str()), ("3", "2 numbers"));
    assert_eq!(terms.profiles.iter().map(|profile| profile.name.as_str()).collect::<Vec<_>>(), ["eu", "asia"]);
    accept(&mut harness);
    let plans: Vec<_> = harness.database_requests();
    let planned: Vec<_> =
        plans.iter().filter_map(|ask| if let DbRequest::Plan(plan) = ask { Some(plan) } else { None }).collect();
    let of: Vec<_> = planned.iter().map(|plan| (plan[0].profile.as_str(), plan.len())).collect();
    assert_eq!(of, [("eu", 1), ("asia", 2)], "a plan for each profile");
    let sent = writes(&mut harness);
    assert_eq!(sent.len(), 3);
    for (id, write) in sent {
        harness.answer(id, Ok(good(&Request::Write(write))));
    }
    assert!(harness.state.marked.is_empty(), "what is gone is not marked");
    let batch = harness.state.batch.as_ref().unwrap();
    assert!(batch.is_over() && batch.done.len() == 3);
    assert!(batch.report().contains("ANED2T5QRU7HG1 of Aurora Berlin"), "{}", batch.report());
    let dropped = harness.database_requests();
    assert_eq!(dropped.iter().filter(|ask| matches!(ask, DbRequest::Drop(_))).count(), 2);
}

#[test]
fn nothing_leaves_before_the_plans_of_all_profiles_are_written_down() {
    let mut harness = marked();
    harness.keys("d");
    harness.after(900);
    harness.keys("3");
    harness.take(Msg::Key(KeyCode::Enter.into()));
    harness.take(super::harness::told(Reply::Database(crate::app::DbEvent::Planned("one".to_owned()))));
    assert!(writes(&mut harness).is_empty());
    let refused = Box::new(DbRequest::Plan(Vec::new()));
    let full = Error::new(ErrorKind::Internal, "The disk is full.");
    harness.take(super::harness::told(Reply::Database(crate::app::DbEvent::Refused(refused, full))));
    assert!(writes(&mut harness).is_empty());
    let drops = |ask: &DbRequest| *ask == DbRequest::Drop("one".to_owned());
    assert!(harness.database_requests().iter().any(drops), "what was written down is not offered at the next start");
}

#[test]
fn a_change_says_what_each_service_makes_of_it() {
    let mut harness = marked();
    harness.keys("e");
    harness.keys("today's");
    harness.key(KeyCode::Tab);
    harness.keys("our");
    harness.ctrl('s');
    let terms = &confirmation(&harness).terms;
    assert_eq!(terms.title, "Change these 2 codes, 1 of them by replacement?");
    assert_eq!((terms.verb, terms.wanted.as_str()), ("Replace and change", "how many codes there are in all"));
    assert!(
        terms.meaning.starts_with("1 code of asia is replaced by Alibaba Cloud CAMS: every printed copy"),
        "{}",
        terms.meaning
    );
    assert!(terms.meaning.contains("1 code of eu keeps its link."), "{}", terms.meaning);
    accept(&mut harness);
    let sent = writes(&mut harness);
    let wanted: Vec<_> = sent.iter().map(|(_, write)| (write.profile().as_str(), write.object())).collect();
    assert_eq!(wanted, [("eu", "ANED2T5QRU7HG1"), ("asia", "D9II3K7QD3M5X1")]);
}

#[test]
fn a_bulk_change_counts_what_each_service_replaces() {
    let same = "The codes and their links stay the same; scanning them starts a chat with the new message.";
    let new = "Alibaba Cloud CAMS gives each changed message a new code. After that, scanning the original QR codes no \
               longer starts a chat: every printed copy of them is dead.";
    let mixed = "2 codes of asia are replaced by Alibaba Cloud CAMS: every printed copy of them is dead. 1 code of eu \
                 keeps its link.";
    for (mut harness, keys, title, verb, meaning) in [
        (UpdateHarness::open(), "2*", "Change these 2 codes?", "Change", same),
        (UpdateHarness::at_cams(), "*", "Replace these 2 codes?", "Replace", new),
        (marked(), "", "Change these 3 codes, 2 of them by replacement?", "Replace and change", mixed),
    ] {
        harness.keys(keys);
        harness.keys("eo");
        harness.key(KeyCode::Tab);
        harness.keys("0");
        harness.ctrl('s');
        let terms = &confirmation(&harness).terms;
        assert_eq!((terms.title.as_str(), terms.verb, terms.meaning.as_str()), (title, verb, meaning));
    }
}

#[test]
fn what_is_known_from_the_cache_alone_is_read_again_in_each_number_first() {
    let mut harness = marked();
    let known = harness.state.number_states.get_mut(&asia()).unwrap();
    known.unload();
    harness.keys("d");
    assert!(harness.top().is_none());
    let asked = harness.asked();
    let [(id, Request::Read(Read::Codes(number)))] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(*number, asia(), "the other one was read in this run");
    // One of them is gone, the other one is another by now.
    harness.answer(*id, Ok(Reply::Codes(vec![code("D9AAAAAAAAAAA1", "changed")])));
    let terms = &confirmation(&harness).terms;
    let seen: Vec<_> = terms.lost.iter().map(|lost| (lost.name.as_str(), lost.message.as_deref().unwrap())).collect();
    assert_eq!(seen, [("ANED2T5QRU7HG1", "Show me today's menu"), ("D9AAAAAAAAAAA1", "changed")]);
    assert!(harness.state.toasts.iter().any(|toast| toast.text.starts_with("1 marked code is no longer listed")));
}

#[test]
fn a_number_that_cannot_be_read_changes_nothing_and_keeps_its_marks() {
    let mut harness = marked();
    harness.state.number_states.get_mut(&asia()).unwrap().unload();
    harness.keys("d");
    let (id, _) = harness.asked().remove(0);
    harness.answer(id, Err(Error::new(ErrorKind::Unavailable, "No connection.")));
    assert!(harness.top().is_none() && harness.asked().is_empty());
    assert_eq!(harness.state.marked.count(), 3);
}

#[test]
fn who_marks_more_meanwhile_is_not_asked_about_it() {
    let mut harness = marked();
    harness.state.number_states.get_mut(&asia()).unwrap().unload();
    harness.keys("d");
    let (id, request) = harness.asked().remove(0);
    harness.keys(" ");
    harness.answer(id, Ok(good(&request)));
    assert!(harness.top().is_none());
    harness.keys("d");
    assert_eq!(confirmation(&harness).terms.writes.len(), 4);
}

#[test]
fn read_only_profiles_are_named_before_anything_is_asked() {
    let mut harness = marked();
    let profile = &mut harness.state.profiles[1];
    (profile.read_only, profile.world) = (true, World::Live);
    for key in ["d", "e"] {
        harness.keys(key);
        assert!(harness.top().is_none() && harness.asked().is_empty());
        let said = harness.state.toasts.back().unwrap().text.clone();
        assert_eq!(said, "asia (2 marked) is read-only; unmark its codes first.");
    }
    harness.keys("s");
    assert!(matches!(harness.top(), Some(Dialog::Save(form)) if form.items.len() == 3), "saving changes nothing");
    assert!(available(&harness.state, crate::app::Action::Delete).is_err());
}

#[test]
fn saving_and_copying_take_the_codes_of_all_numbers() {
    let mut harness = marked();
    harness.keys("s");
    let Some(Dialog::Save(form)) = harness.top() else { panic!("no form") };
    let items: Vec<_> = form.items.iter().map(|item| (item.code.as_str(), item.name.as_str())).collect();
    let (meta, cams) = ("Aurora Berlin", "Aurora 上海");
    assert_eq!(items, [("ANED2T5QRU7HG1", meta), ("D9II3K7QD3M5X1", cams), ("D9AAAAAAAAAAA1", cams)]);
    harness.ctrl('s');
    let saved = harness.asked();
    assert!(matches!(&saved[..], [(_, Request::Local(LocalTask::Save(order)))] if order.items.len() == 3));
    harness.key(KeyCode::Esc);
    harness.answer(saved[0].0, Ok(good(&saved[0].1)));
    harness.effects.clear();
    harness.keys("y");
    let copied = harness.effects.iter().find_map(|effect| match effect {
        Effect::Copy { text, .. } => Some(text.lines().count()),
        _ => None,
    });
    assert_eq!(copied, Some(3));
}

#[test]
fn escape_takes_all_marks_away_and_says_how_many() {
    let mut harness = marked();
    harness.key(KeyCode::Esc);
    assert!(harness.state.marked.is_empty());
    assert_eq!(harness.state.toasts.back().unwrap().text, "3 codes of 2 numbers are no longer marked.");
    for (keys, words) in [("2*", "2 codes are no longer marked."), ("2 ", "1 code is no longer marked.")] {
        let mut harness = UpdateHarness::open();
        harness.keys(keys);
        harness.key(KeyCode::Esc);
        assert_eq!(harness.state.toasts.back().unwrap().text, words);
    }
}

#[test]
fn marks_of_a_hidden_profile_go_with_it() {
    let mut harness = marked();
    harness.state.marked.retain(|number, _| *number != berlin());
    harness.keys("P");
    harness.keys("j");
    harness.key(KeyCode::Enter);
    assert!(harness.state.profile(&"asia".into()).is_none(), "it is hidden");
    assert!(harness.state.marked.is_empty());
}

#[test]
fn each_number_with_an_unknown_outcome_is_looked_at() {
    let mut harness = marked();
    harness.keys("d");
    accept(&mut harness);
    for (id, _) in writes(&mut harness) {
        harness.answer(id, Err(Error::new(ErrorKind::OutcomeUnknown, "The connection failed.")));
    }
    let looks = harness.asked();
    let numbers: Vec<_> = looks
        .iter()
        .filter_map(
            |(_, request)| if let Request::Read(Read::Codes(number)) = request { Some(number.clone()) } else { None },
        )
        .collect();
    assert_eq!(numbers, [asia(), berlin()]);
    // That a code is not on the list of another number says nothing.
    harness.answer(looks[0].0, Ok(Reply::Codes(vec![code("D9II3K7QD3M5X1", "Show me today's menu")])));
    let batch = harness.state.batch.as_ref().unwrap();
    assert_eq!((batch.done.len(), batch.unknown(), batch.is_over()), (1, 2, false));
    harness.answer(looks[1].0, Ok(Reply::Codes(Vec::new())));
    let batch = harness.state.batch.as_ref().unwrap();
    assert_eq!((batch.done.len(), batch.unknown(), batch.is_over()), (2, 1, true));
    assert!(batch.report().contains("unknown  D9II3K7QD3M5X1 of Aurora 上海"), "{}", batch.report());
}

#[test]
fn trouble_with_one_account_holds_back_its_changes_alone() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("r");
    let (id, _) = harness.asked().remove(0);
    let many = (0..8).map(|at| code(&format!("D9AAAAAAAAAA{at:02}"), "tea")).collect();
    harness.answer(id, Ok(Reply::Codes(many)));
    harness.keys("*");
    go(&mut harness, "1g");
    harness.keys("2*d");
    accept(&mut harness);
    let sent = writes(&mut harness);
    let profiles: Vec<_> = sent.iter().map(|(_, write)| write.profile().as_str()).collect();
    assert_eq!(profiles, ["eu", "eu", "asia", "asia", "asia"]);
    harness.answer(sent[0].0, Err(Error::new(ErrorKind::Auth, "The token has expired.")));
    let next = writes(&mut harness);
    assert!(next.iter().all(|(_, write)| write.profile().as_str() == "asia") && !next.is_empty());
    for (id, _) in &sent[2..] {
        harness.answer(*id, Err(Error::new(ErrorKind::Auth, "The secret is wrong.")));
    }
    assert!(writes(&mut harness).is_empty());
    assert!(harness.state.batch.as_ref().unwrap().is_paused());
    harness.keys("p");
    assert!(!writes(&mut harness).is_empty(), "it goes on where the person says so");
}
