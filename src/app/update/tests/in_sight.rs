//! What is read because it is in sight, what is not asked for by itself, and rows that follow what becomes known.

use jiff::civil::date;

use super::harness::{UpdateHarness, code, good, group, number};
use crate::app::{
    Alarm, CachedNumber, Column, Effect, Msg, Pane, Read, Reply, Request, RequestId, Restored, Sort, SyncState,
    restore, restore_number,
};
use crate::model::{InviteLink, NumberKey, Priority, SyncPolicy};

fn berlin() -> NumberKey {
    NumberKey { profile: "eu".into(), number: "4915110000001".into() }
}

/// A terminal of so many columns in which a number with two groups is selected. Returns the requests for their links.
fn with_groups(columns: u16) -> (UpdateHarness, Vec<(RequestId, String, Priority)>) {
    let mut harness = UpdateHarness::new();
    harness.state.size.0 = columns;
    harness.take(Msg::Start);
    let mut asked = Vec::new();
    while !harness.effects.is_empty() {
        let Effect::Ask { id, request: Request::Read(read), priority } = harness.effects.remove(0) else { continue };
        match read {
            Read::InviteLink(key) => asked.push((id, key.group.to_string(), priority)),
            Read::Groups(_) => {
                let groups = ["G1", "G2"].map(|id| group(id, InviteLink::Unknown));
                harness.answer(id, Ok(Reply::Groups(groups.into())));
            }
            read => harness.answer(id, Ok(good(&Request::Read(read)))),
        }
    }
    asked.sort();
    (harness, asked)
}

#[test]
fn links_are_read_where_the_groups_are_on_screen_and_the_selected_one_first() {
    for (columns, shown) in [(99, false), (100, true), (101, true)] {
        let (mut harness, mut asked) = with_groups(columns);
        assert_eq!(!asked.is_empty(), shown, "{columns} columns");
        if !shown {
            harness.keys("2");
            assert_eq!(harness.asked(), [], "the groups are still out of sight");
            harness.effects.clear();
            harness.take(Msg::Key(crossterm::event::KeyCode::Char('3').into()));
            let link = |effect| match effect {
                Effect::Ask { id, request: Request::Read(Read::InviteLink(key)), priority } => {
                    Some((id, key.group.to_string(), priority))
                }
                _ => None,
            };
            asked = std::mem::take(&mut harness.effects).into_iter().filter_map(link).collect();
        }
        let asked: Vec<_> = asked.iter().map(|(_, group, priority)| (group.as_str(), *priority)).collect();
        assert_eq!(asked, [("G1", Priority::Foreground), ("G2", Priority::Background)], "{columns} columns");
    }
}

#[test]
fn groups_that_are_sorted_by_their_links_move_when_a_link_becomes_known() {
    let (mut harness, asked) = with_groups(120);
    harness.state.sorts[Pane::Groups as usize] = Some(Sort { column: Column::Link, descending: false });
    harness.send(Msg::Alarm(Alarm::Toast));
    let rows =
        |harness: &UpdateHarness| harness.state.number_state().expect("a number").group_cursor.visible().to_vec();
    for (at, order) in [(1, [1, 0]), (0, [0, 1])] {
        let (id, group, _) = &asked[at];
        let link = InviteLink::Link(format!("https://chat.whatsapp.com/{group}AbCdEfGhIjKlMnOpQrSt"));
        harness.answer(*id, Ok(Reply::InviteLink(link)));
        assert_eq!(rows(&harness), order, "{group}");
    }
}

/// An app that has seen a number before, and whose profile is synced like this.
fn seen(policy: SyncPolicy, with_codes: bool) -> UpdateHarness {
    let mut harness = UpdateHarness::new();
    harness.state.syncs.insert("eu".into(), SyncState { policy, ..SyncState::default() });
    let at = date(2026, 5, 3).at(9, 0, 0, 0);
    let numbers = vec![("eu".into(), (vec![number("4915110000001", "Aurora Berlin")], at))];
    restore(&mut harness.state, Restored { numbers, toured: true, ..Restored::default() });
    let codes = with_codes.then(|| (vec![code("ANED2T5QRU7HG1", "Show me today's menu")], at));
    restore_number(&mut harness.state, CachedNumber { number: berlin(), codes, groups: None, refused: None });
    harness
}

#[test]
fn a_profile_that_is_only_asked_by_hand_is_not_asked_for_what_the_cache_has() {
    let (manual, timed) = (SyncPolicy::Manual, SyncPolicy::Every(60));
    let (numbers, codes, groups) = (Read::Numbers("eu".into()), Read::Codes(berlin()), Read::Groups(berlin()));
    for (policy, with_codes, expected) in
        [(manual, true, vec![]), (manual, false, vec![&codes, &groups]), (timed, true, vec![&numbers, &codes, &groups])]
    {
        let mut harness = seen(policy, with_codes);
        harness.send(Msg::Start);
        let asked: Vec<_> = harness.asked().into_iter().map(|(_, request)| request).collect();
        let of_eu: Vec<_> = asked
            .iter()
            .filter_map(|request| match request {
                Request::Read(read) if read.profile().as_str() == "eu" => Some(read),
                _ => None,
            })
            .collect();
        assert_eq!(of_eu, expected, "{policy:?}, codes: {with_codes}");
        assert!(asked.contains(&Request::Read(Read::Numbers("asia".into()))), "another profile");
    }
    // A number of which nothing is known is asked for, once.
    let mut harness = UpdateHarness::new();
    harness.state.syncs.insert("eu".into(), SyncState { policy: manual, ..SyncState::default() });
    harness.send(Msg::Start);
    assert!(harness.asked().iter().any(|(_, request)| *request == Request::Read(numbers.clone())));
}

#[test]
fn a_run_begins_with_the_number_of_the_last_one_or_with_the_first_where_that_is_gone() {
    let ids = ["491", "492", "493"];
    for (listed, selected) in [(&ids[..], "493"), (&ids[..2], "491")] {
        let mut harness = UpdateHarness::new();
        let numbers = |ids: &[&str]| ids.iter().map(|id| number(id, "Aurora")).collect::<Vec<_>>();
        let at = date(2026, 5, 3).at(9, 0, 0, 0);
        let last = NumberKey { profile: "eu".into(), number: "493".into() };
        let numbers_seen = vec![("eu".into(), (numbers(&ids), at))];
        let seen =
            Restored { numbers: numbers_seen, selected: Some(last.clone()), toured: true, ..Restored::default() };
        restore(&mut harness.state, seen);
        harness.send(Msg::Start);
        assert_eq!(harness.state.number().map(|row| &row.key), Some(&last), "as it was seen");
        let (id, _) = harness.asked().remove(0);
        harness.answer(id, Ok(Reply::Numbers(numbers(listed))));
        assert_eq!(harness.state.number().map(|row| row.key.number.as_str()), Some(selected));
    }
}
