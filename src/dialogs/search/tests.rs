use std::sync::Arc;

use crossterm::event::KeyCode;

use crate::app::update::tests::harness::{UpdateHarness, code, good, group};
use crate::app::{
    Alarm, Effect, Level, LocalTask, Msg, Pane, Read, Reply, Request, RequestId, Scope, SearchOrder, Searched,
    WorkerEvent, Write,
};
use crate::dialogs::{Dialog, Purpose};
use crate::model::{CodeList, Error, ErrorKind, Group, InviteLink, NumberKey};
use crate::search::{Found, Index, Marks, Query, Retired, Search, Segment, Source};

/// What was asked, the newest last.
fn orders(harness: &UpdateHarness) -> Vec<(RequestId, SearchOrder)> {
    let order = |effect: &Effect| match effect {
        Effect::Ask { id, request: Request::Search(order), .. } => Some((*id, (**order).clone())),
        _ => None,
    };
    harness.effects.iter().filter_map(order).collect()
}

fn asia() -> NumberKey {
    NumberKey { profile: "asia".into(), number: "8613800000001".into() }
}

fn berlin() -> NumberKey {
    NumberKey { profile: "eu".into(), number: "4915110000001".into() }
}

/// What is found among the codes of two numbers, and a code that is no more.
fn searched(text: &str) -> Searched {
    let menu = "Show me today's menu";
    let cams = [code("D9II3K7QD3M5X1", menu), code("D9AAAAAAAAAAA1", "Möchte einen Tisch")];
    let retired = [Retired { code: code("D9GONEGONEGON1", "an old menu for nobody"), is_replaced: false }];
    let groups: Arc<[Group]> = Arc::new([group("G", InviteLink::Unknown)]);
    let mut index = Index::default();
    for (number, codes, retired) in
        [(asia(), &cams[..], &retired[..]), (berlin(), &[code("ANED2T5QRU7HG1", menu)][..], &[][..])]
    {
        let codes = Arc::new(CodeList::new(codes));
        let source = Source { number: &number, phone: None, codes: &codes, retired, groups: &groups };
        index.set(Arc::new(Segment::new(source, |_| None)));
    }
    let (query, marks) = (Query::parse(text), Marks::new());
    let search = Search { index: &index, query: &query, marks: &marks, limit: 10, cancelled: &false.into() };
    Searched { found: search.run(|_| ()).unwrap(), rows: 6, ..Searched::default() }
}

fn answer(harness: &mut UpdateHarness, text: &str) {
    let id = orders(harness).last().unwrap().0;
    harness.answer(id, Ok(Reply::Searched(Box::new(searched(text)))));
}

/// The search for a text, answered, with the keys in the list.
fn listing(text: &str) -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.ctrl('f');
    harness.keys(text);
    answer(&mut harness, text);
    harness.key(KeyCode::Tab);
    harness
}

fn selected(harness: &UpdateHarness) -> Option<String> {
    harness.state.search()?.code.as_ref().map(|(key, _)| key.code.to_string())
}

fn said(harness: &UpdateHarness) -> &str {
    harness.state.toasts.back().map_or("", |toast| toast.text.as_str())
}

fn link(harness: &UpdateHarness) -> Option<String> {
    harness.state.preview.as_ref().map(|preview| preview.text().to_owned())
}

#[test]
fn each_keystroke_and_each_paste_is_looked_for_once() {
    let mut harness = UpdateHarness::open();
    harness.ctrl('f');
    harness.keys("me");
    harness.send(Msg::Paste("nu".to_owned()));
    harness.key(KeyCode::Left);
    let texts: Vec<_> = orders(&harness).into_iter().map(|(_, order)| order.text).collect();
    assert_eq!(texts, ["", "m", "me", "menu"]);
    assert_eq!(orders(&harness)[0].1.profiles.len(), 2);
}

#[test]
fn the_search_begins_with_what_narrows_the_pane() {
    let mut harness = UpdateHarness::open();
    harness.keys("2/tisch");
    harness.key(KeyCode::Enter);
    harness.ctrl('f');
    assert_eq!(orders(&harness).last().unwrap().1.text, "tisch");
}

#[test]
fn a_late_answer_to_an_earlier_text_changes_nothing() {
    let mut harness = UpdateHarness::open();
    harness.ctrl('f');
    harness.keys("m");
    let early = orders(&harness).last().unwrap().0;
    harness.keys("o");
    harness.send(Msg::Worker(WorkerEvent::Search { id: early, searched: Box::new(searched("m")) }));
    let Some(Dialog::Search(search)) = harness.top() else { panic!("the search") };
    assert!(search.hit().is_none());
}

#[test]
fn the_selected_rows_qr_is_shown_and_enter_goes_there() {
    let mut harness = UpdateHarness::open();
    harness.ctrl('f');
    harness.keys("mochte");
    answer(&mut harness, "mochte");
    assert_eq!(link(&harness).as_deref(), Some("https://wa.me/message/D9AAAAAAAAAAA1"));
    harness.key(KeyCode::Enter);
    harness.send(Msg::Alarm(Alarm::Settle));
    harness.settle();
    assert!(harness.state.dialogs.is_empty());
    assert_eq!((harness.state.focus, harness.selected().as_str()), (Pane::Codes, "D9AAAAAAAAAAA1"));
    assert_eq!(harness.state.number().unwrap().key, asia());
}

#[test]
fn escape_leaves_everything_as_it_was() {
    let mut harness = UpdateHarness::open();
    let before = (harness.selected(), link(&harness));
    harness.ctrl('f');
    harness.keys("menu");
    answer(&mut harness, "menu");
    harness.key(KeyCode::Esc);
    assert_eq!((harness.selected(), link(&harness)), before);
}

#[test]
fn letters_are_keys_in_the_list_and_text_otherwise() {
    let mut harness = listing("menu");
    harness.keys("x");
    assert_eq!(harness.state.search().unwrap().query.text(), "menu");
    for back in [KeyCode::Char('/'), KeyCode::Tab, KeyCode::Esc] {
        assert!(harness.state.search().unwrap().listing);
        harness.key(back);
        assert!(!harness.state.search().unwrap().listing);
        harness.key(KeyCode::Tab);
    }
    harness.send(Msg::Paste("s".to_owned()));
    let search = harness.state.search().unwrap();
    assert_eq!((search.query.text(), search.listing), ("menus", false), "what is pasted is text");
}

#[test]
fn marks_of_several_numbers_are_deleted_together_after_a_look_at_each_number() {
    let mut harness = listing("menu");
    harness.keys("  ");
    let numbers: Vec<_> = harness.state.marked.numbers().cloned().collect();
    assert_eq!(numbers, [asia(), berlin()]);
    harness.keys("d");
    let asked = harness.asked();
    let [(id, Request::Read(Read::Codes(number)))] = asked.as_slice() else { panic!("{asked:?}") };
    assert_eq!(*number, asia(), "the other number was read in this run");
    harness.answer(*id, Ok(good(&asked[0].1)));
    let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("no confirmation") };
    let named: Vec<_> = confirm.terms.lost.iter().map(|lost| lost.name.as_str()).collect();
    assert_eq!(named, ["ANED2T5QRU7HG1", "D9II3K7QD3M5X1"]);
    harness.after(900);
    harness.keys("2");
    let before = orders(&harness).len();
    harness.key(KeyCode::Enter);
    let sent = harness.asked();
    assert_eq!(sent.len(), 2);
    for (id, request) in sent {
        assert!(matches!(&request, Request::Write(Write::Delete { .. })));
        harness.answer(id, Ok(good(&request)));
    }
    assert!(harness.state.marked.is_empty());
    harness.key(KeyCode::Esc);
    assert_eq!(orders(&harness).len(), before + 1, "what was found is looked for again");
}

#[test]
fn the_selected_row_is_acted_on_where_nothing_is_marked() {
    let mut harness = listing("mochte");
    harness.keys("d");
    let asked = harness.asked();
    harness.answer(asked[0].0, Ok(good(&asked[0].1)));
    let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("no confirmation") };
    let [Write::Delete { key, seen }] = confirm.terms.writes.as_slice() else { panic!("{:?}", confirm.terms) };
    // The message is the one that the service says now.
    assert_eq!((key.code.as_str(), seen.as_str()), ("D9AAAAAAAAAAA1", "I'd like to book a table"));
    harness.key(KeyCode::Esc);
    harness.keys("e");
    assert!(
        matches!(harness.top(), Some(Dialog::Form(form)) if matches!(&form.purpose, Purpose::Edit { key, .. } if key.number == asia()))
    );
    harness.key(KeyCode::Esc);
    harness.keys("s");
    assert!(matches!(harness.top(), Some(Dialog::Save(form)) if form.items[0].code == "D9AAAAAAAAAAA1"));
    harness.key(KeyCode::Esc);
    harness.keys("L");
    assert!(matches!(harness.top(), Some(Dialog::Label(form)) if form.key.number.as_str() == "8613800000001"));
    harness.key(KeyCode::Esc);
    harness.keys("yY");
    for end in ["D9AAAAAAAAAAA1", "book a table"] {
        let copied = |effect: &Effect| matches!(effect, Effect::Copy { text, .. } if text.ends_with(end));
        assert!(harness.effects.iter().any(copied), "{end}");
    }
    harness.asked();
    harness.keys("o");
    let opened = harness.asked();
    assert!(matches!(&opened[..], [(_, Request::Local(LocalTask::Open(link)))] if link.ends_with("D9AAAAAAAAAAA1")));
}

#[test]
fn a_code_that_its_number_no_longer_lists_is_not_asked_about() {
    let mut harness = listing("mochte");
    harness.keys("d");
    let asked = harness.asked();
    harness.answer(asked[0].0, Ok(Reply::Codes(Vec::new())));
    assert!(matches!(harness.top(), Some(Dialog::Search(_))));
    assert_eq!(said(&harness), "The service no longer lists it, so nothing was changed.");
}

#[test]
fn groups_and_dead_codes_are_not_acted_on() {
    for (text, why) in [("is:dead", "This code no longer works."), ("is:group", "This is a group; Enter goes there.")] {
        let mut harness = listing(text);
        for key in ["d", "e", " ", "s", "L"] {
            harness.keys(key);
            assert_eq!(said(&harness), why, "{key}");
        }
        assert!(harness.asked().is_empty() && harness.state.marked.is_empty());
        assert!(matches!(harness.top(), Some(Dialog::Search(_))));
    }
}

#[test]
fn all_that_match_are_marked_and_what_is_similar_is_left_out() {
    let mut harness = listing("menu");
    harness.keys("*");
    assert_eq!((harness.state.marked.count(), said(&harness)), (2, "2 codes marked."));
    harness.keys("*");
    assert_eq!((harness.state.marked.count(), said(&harness)), (0, "2 codes unmarked."));
    let mut harness = listing("menuu");
    harness.keys("*");
    assert_eq!(harness.state.marked.count(), 2, "where nothing matches, all that is similar");
    harness.keys("U");
    assert_eq!(said(&harness), "2 codes of 2 numbers are no longer marked.");
}

#[test]
fn all_are_marked_when_the_search_has_ended() {
    let mut harness = listing("men");
    harness.key(KeyCode::Tab);
    harness.keys("u");
    harness.key(KeyCode::Tab);
    let id = orders(&harness).last().unwrap().0;
    harness.send(Msg::Worker(WorkerEvent::Search { id, searched: Box::new(Searched::default()) }));
    harness.keys("*");
    assert_eq!((harness.state.marked.count(), said(&harness)), (0, "All are marked once the search has ended."));
    answer(&mut harness, "menu");
    assert_eq!((harness.state.marked.count(), said(&harness)), (2, "2 codes marked."));
}

#[test]
fn another_key_takes_back_that_all_are_to_be_marked() {
    let mut harness = listing("men");
    harness.key(KeyCode::Tab);
    harness.keys("u");
    harness.key(KeyCode::Tab);
    harness.keys("*j");
    answer(&mut harness, "menu");
    assert!(harness.state.marked.is_empty());
}

#[test]
fn a_search_that_fails_is_over() {
    let mut harness = listing("men");
    harness.key(KeyCode::Tab);
    harness.keys("u");
    let id = orders(&harness).last().unwrap().0;
    harness.answer(id, Err(Error::new(ErrorKind::Internal, "An internal error occurred in qrdeck.")));
    assert_eq!(harness.state.search().unwrap().id, None);
}

#[test]
fn who_closes_the_search_keeps_the_marks() {
    let mut harness = listing("menu");
    harness.keys("*");
    harness.key(KeyCode::Esc);
    harness.key(KeyCode::Esc);
    assert!(harness.state.dialogs.is_empty());
    assert_eq!(harness.state.marked.count(), 2);
    harness.ctrl('f');
    harness.keys("is:marked");
    let order = orders(&harness).last().unwrap().1.clone();
    assert_eq!(order.marks.values().map(std::collections::HashSet::len).sum::<usize>(), 2);
}

#[test]
fn a_new_answer_keeps_the_selected_row() {
    let mut harness = listing("menu");
    harness.keys("j");
    let before = selected(&harness);
    harness.state.known.code_ended(&crate::model::CodeKey { number: asia(), code: "X".into() });
    harness.send(Msg::Alarm(Alarm::Toast));
    let mut fewer = searched("menu");
    fewer.found.hits.remove(0);
    let id = orders(&harness).last().unwrap().0;
    harness.answer(id, Ok(Reply::Searched(Box::new(fewer))));
    assert_eq!((selected(&harness), harness.state.search().unwrap().selected), (before, 0));
}

#[test]
fn nothing_is_to_be_acted_on_where_nothing_was_found() {
    let mut harness = listing("xyzzy");
    assert!(!harness.state.search().unwrap().listing);
    harness.keys("d");
    assert_eq!(harness.state.search().unwrap().query.text(), "xyzzyd");
}

#[test]
fn where_the_filter_finds_nothing_the_codes_of_other_numbers_are_counted() {
    let mut harness = UpdateHarness::open();
    harness.keys("2/men");
    assert!(orders(&harness).is_empty(), "there is something");
    harness.keys("x");
    assert!(orders(&harness).is_empty(), "somebody is typing");
    assert!(harness.effects.iter().any(|effect| matches!(effect, Effect::After(_, Alarm::Elsewhere))));
    harness.send(Msg::Alarm(Alarm::Elsewhere));
    harness.send(Msg::Alarm(Alarm::Elsewhere));
    let [(id, order)] = &orders(&harness)[..] else { panic!("{:?}", orders(&harness)) };
    assert_eq!((order.text.as_str(), &order.scope), ("menx", &Scope::OtherCodes(berlin())));
    assert_eq!(harness.state.elsewhere.count, None);
    harness.answer(*id, Ok(Reply::Searched(Box::new(searched("menu")))));
    assert_eq!(harness.state.elsewhere.count, Some((3, 0)));
    harness.send(Msg::Alarm(Alarm::Elsewhere));
    assert_eq!(orders(&harness).len(), 1, "it is known");
    harness.keys("y");
    harness.send(Msg::Alarm(Alarm::Elsewhere));
    assert_eq!((harness.state.elsewhere.count, orders(&harness).len()), (None, 2), "another text");
    harness.answer(*id, Ok(Reply::Searched(Box::new(searched("menu")))));
    assert_eq!(harness.state.elsewhere.count, None, "a late answer counts nothing");
    let second = orders(&harness)[1].0;
    harness.key(KeyCode::Esc);
    assert!(harness.effects.contains(&Effect::Cancel(second)), "nobody waits for it");
    harness.send(Msg::Alarm(Alarm::Elsewhere));
    assert_eq!(orders(&harness).len(), 2);
}

#[test]
fn what_marking_all_leaves_out_is_said() {
    let more: fn(&mut Found) = |found| found.exact = 9;
    let one_more: fn(&mut Found) = |found| found.exact = 4;
    let similar: fn(&mut Found) = |found| (found.exact, found.hits[1].is_similar) = (2, true);
    for (change, level, words) in [
        (one_more, Level::Warning, " 1 more matches and is not on the list: narrow the search."),
        (more, Level::Warning, " 6 more match and are not on the list: narrow the search."),
        (similar, Level::Info, " 1 that is only similar is not."),
    ] {
        let mut harness = listing("men");
        harness.key(KeyCode::Tab);
        harness.keys("u");
        let mut searched = searched("menu");
        change(&mut searched.found);
        let id = orders(&harness).last().unwrap().0;
        harness.answer(id, Ok(Reply::Searched(Box::new(searched))));
        harness.key(KeyCode::Tab);
        harness.keys("*");
        let toast = harness.state.toasts.back().expect("a word on that");
        assert!(toast.text.ends_with(words) && toast.level == level, "{toast:?}");
    }
}

#[test]
fn what_another_text_finds_is_selected_from_the_first_row_on() {
    let mut harness = listing("menu");
    harness.keys("j");
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Backspace);
    answer(&mut harness, "men");
    assert_eq!(harness.state.search().unwrap().selected, 0);
}
