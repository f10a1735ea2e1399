//! Which lists leave the memory, which stay, and what is asked of the cache instead.

use crossterm::event::KeyCode;

use super::harness::{UpdateHarness, good, number};
use crate::app::cached::SELECTED;
use crate::app::update::cached;
use crate::app::{Alarm, CacheRequest, Effect, Msg, Read, Reply, Request, Write};
use crate::model::NumberKey;

/// More numbers than are held in memory.
const COUNT: usize = 40;

fn key(at: usize) -> NumberKey {
    NumberKey { profile: "eu".into(), number: format!("49{at:03}").as_str().into() }
}

/// At the first one of many numbers, all of which the cache knows.
fn crowded() -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("r");
    for (id, request) in harness.asked() {
        let is_list = matches!(&request, Request::Read(Read::Numbers(profile)) if profile.as_str() == "eu");
        let all = (0..COUNT).map(|at| number(key(at).number.as_str(), "Aurora")).collect();
        harness.answer(id, Ok(if is_list { Reply::Numbers(all) } else { good(&request) }));
    }
    harness.state.counts = (0..COUNT).map(|at| (key(at), 2)).collect();
    harness.keys("g");
    rest(&mut harness);
    harness.state.visited.retain(|visited| *visited == key(0));
    harness
}

/// The selection rests, and what is asked because of it is answered.
fn rest(harness: &mut UpdateHarness) {
    harness.after(500);
    harness.send(Msg::Alarm(Alarm::Settle));
    harness.settle();
}

/// Goes on to this number, looking at each one on the way.
fn walk(harness: &mut UpdateHarness, to: usize) {
    while harness.state.number().is_some_and(|row| row.key != key(to)) {
        harness.keys("j");
        rest(harness);
    }
}

/// The places of the numbers whose lists are in memory.
fn held(harness: &UpdateHarness) -> Vec<usize> {
    let is_held =
        |at: &usize| harness.state.number_states.get(&key(*at)).is_some_and(|known| known.codes.value().is_some());
    (0..COUNT).filter(is_held).collect()
}

fn of_cache(harness: &UpdateHarness) -> Vec<CacheRequest> {
    let ask = |effect: &Effect| match effect {
        Effect::Ask { request: Request::Cache(ask), .. } => Some(ask.clone()),
        _ => None,
    };
    harness.effects.iter().filter_map(ask).collect()
}

#[test]
fn what_is_marked_being_read_or_not_in_the_cache_stays_and_the_oldest_of_the_others_leave() {
    let mut harness = crowded();
    harness.keys("2 1");
    walk(&mut harness, 1);
    harness.keys("2r");
    let codes = harness.asked();
    harness.keys("1");
    walk(&mut harness, 2);
    harness.keys("3r");
    let groups = harness.asked();
    harness.keys("1");
    harness.state.counts.remove(&key(3));
    walk(&mut harness, 35);
    assert_eq!(held(&harness), (0..36).collect::<Vec<_>>(), "nothing has to leave for those that stay");
    walk(&mut harness, COUNT - 1);
    assert_eq!(held(&harness), [0, 1, 2, 3].into_iter().chain(8..COUNT).collect::<Vec<_>>());
    for (id, request) in codes.into_iter().chain(groups) {
        harness.answer(id, Ok(good(&request)));
    }
    harness.keys("k");
    assert_eq!(held(&harness), [0, 3].into_iter().chain(8..COUNT).collect::<Vec<_>>(), "what was read may leave");
}

#[test]
fn nothing_leaves_while_a_dialog_or_a_bulk_change_may_refer_to_it() {
    let mut harness = crowded();
    harness.keys("2*d");
    harness.after(900);
    harness.keys("2");
    harness.key(KeyCode::Enter);
    harness.key(KeyCode::Esc);
    harness.keys("1");
    let asked = harness.asked();
    let changes: Vec<_> =
        asked.into_iter().filter(|(_, asked)| matches!(asked, Request::Write(Write::Delete { .. }))).collect();
    assert_eq!(changes.len(), 2);
    walk(&mut harness, COUNT - 1);
    assert_eq!(held(&harness).len(), COUNT);
    for (id, request) in changes {
        harness.answer(id, Ok(good(&request)));
    }
    harness.keys("?");
    cached::visited(&mut harness.state, &key(COUNT - 1));
    assert_eq!(held(&harness).len(), COUNT);
    harness.key(KeyCode::Esc);
    harness.keys("k");
    assert_eq!(held(&harness), (COUNT - 32..COUNT).collect::<Vec<_>>());
}

#[test]
fn the_cache_is_asked_for_what_it_knows_and_the_memory_lacks() {
    let mut harness = UpdateHarness::open();
    harness.keys("j");
    assert_eq!(of_cache(&harness), [], "of this one it knows nothing");
    let first = harness.state.number_rows[0].key.clone();
    harness.state.counts.insert(first, 2);
    harness.keys("k");
    assert_eq!(of_cache(&harness), [], "this one is on screen already");
    let last = harness.state.number_rows[2].key.clone();
    harness.state.counts.insert(last.clone(), 2);
    harness.keys("G");
    assert_eq!(of_cache(&harness), [CacheRequest::Number(last)]);
}

#[test]
fn the_next_run_begins_with_the_number_on_which_the_selection_has_rested() {
    let mut harness = UpdateHarness::open();
    harness.keys("jj");
    assert_eq!(of_cache(&harness), [], "passing by is no rest");
    for _ in 0..2 {
        harness.send(Msg::Alarm(Alarm::Settle));
    }
    let value = "asia\n8613800000001".to_owned();
    assert_eq!(of_cache(&harness), [CacheRequest::Remember { key: SELECTED, value }], "once is enough");
}
