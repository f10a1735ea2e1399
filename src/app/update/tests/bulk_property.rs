//! Many codes at once, of numbers of both services, whatever is marked, whatever the services answer, and whatever is
//! pressed meanwhile.

use std::collections::BTreeSet;

use crossterm::event::KeyCode;
use proptest::prelude::*;

use super::harness::{UpdateHarness, code, good};
use crate::app::update::batch::holds_what_was_confirmed;
use crate::app::{Read, Reply, Request, RequestId, Write};
use crate::dialogs::Dialog;
use crate::model::{Error, ErrorKind, NumberKey, QrCode};

/// Codes of both numbers; those with an even place are of the one at Meta.
const CODES: usize = 24;

/// What happens while a bulk deletion runs.
#[derive(Debug, Clone)]
enum Turn {
    /// The oldest open change is carried out.
    Done,
    /// The oldest open change fails.
    Fail(ErrorKind),
    /// The lists are read anew, and these codes are all there are by now.
    List(Vec<usize>),
    /// A key: pause, stop, try again, hide, show, mark, unmark.
    Key(char),
}

fn turn() -> impl Strategy<Value = Turn> {
    let kinds = [
        ErrorKind::OutcomeUnknown,
        ErrorKind::NotFound,
        ErrorKind::Throttled { retry_after: None },
        ErrorKind::Auth,
        ErrorKind::Conflict,
    ];
    prop_oneof![
        8 => Just(Turn::Done),
        3 => prop::sample::select(kinds.to_vec()).prop_map(Turn::Fail),
        1 => prop::collection::vec(0..CODES + 4, 0..CODES).prop_map(Turn::List),
        4 => prop::sample::select("pxrqb *Vjk".chars().collect::<Vec<_>>()).prop_map(Turn::Key),
    ]
}

fn name(at: usize) -> String {
    format!("AAAAAAAAAAA{at:03}")
}

/// Whether a code is of a number.
fn is_of(at: usize, number: &NumberKey) -> bool {
    at.is_multiple_of(2) == (number.profile.as_str() == "eu")
}

/// Those of a number, of some codes.
fn rows(codes: impl Iterator<Item = usize>, number: &NumberKey) -> Vec<QrCode> {
    codes.filter(|at| is_of(*at, number)).map(|at| code(&name(at), "tea")).collect()
}

/// Lists the codes of the selected number and marks some of them.
fn mark(harness: &mut UpdateHarness, marks: &BTreeSet<usize>) {
    harness.keys("2r");
    let number = harness.state.number().expect("a number").key.clone();
    let (id, _) = harness.asked()[0].clone();
    harness.answer(id, Ok(Reply::Codes(rows(0..CODES, &number))));
    harness.keys("g");
    for at in (0..CODES).filter(|at| is_of(*at, &number)) {
        assert_eq!(harness.selected(), name(at));
        // Marking goes on to the next one.
        harness.keys(if marks.contains(&at) { " " } else { "j" });
    }
}

/// The changes that left since the last look.
fn sent(harness: &mut UpdateHarness, reads: &mut Vec<(RequestId, Request)>) -> Vec<(RequestId, String)> {
    let mut sent = Vec::new();
    for (id, request) in harness.asked() {
        match request {
            Request::Write(Write::Delete { key, .. }) => {
                let at = key.code.as_str()[11..].parse().expect("a place");
                assert!(is_of(at, &key.number), "{key:?} is of another number");
                sent.push((id, key.code.to_string()));
            }
            Request::Write(other) => panic!("nobody wants {other:?}"),
            read => reads.push((id, read)),
        }
    }
    sent
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// What leaves is what the confirmation listed, each once; again only what failed for certain.
    #[test]
    fn a_bulk_deletion_touches_what_its_confirmation_listed(
        marks in prop::collection::btree_set(0..CODES, 2..CODES),
        turns in prop::collection::vec(turn(), 0..80),
    ) {
        let mut harness = UpdateHarness::at_cams();
        mark(&mut harness, &marks);
        harness.keys("1g");
        mark(&mut harness, &marks);
        harness.keys("d");
        harness.after(900);
        let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("no confirmation") };
        let listed: BTreeSet<_> = confirm.terms.lost.iter().map(|lost| lost.name.clone()).collect();
        prop_assert_eq!(&listed, &marks.iter().map(|at| name(*at)).collect::<BTreeSet<_>>());
        harness.keys(&listed.len().to_string());
        harness.key(KeyCode::Enter);

        let (mut reads, mut open) = (Vec::new(), Vec::new());
        // What may not be sent again: it was carried out, or nobody knows.
        let mut closed = BTreeSet::new();
        // What an answer, or a list of its number, says to be gone.
        let mut proved = BTreeSet::new();
        for turn in turns {
            for (id, code) in sent(&mut harness, &mut reads) {
                prop_assert!(listed.contains(&code), "{code} was not listed");
                prop_assert!(!closed.contains(&code), "{code} was sent again");
                prop_assert!(!open.iter().any(|(_, other)| *other == code), "{code} is on its way already");
                open.push((id, code));
            }
            match turn {
                Turn::Done | Turn::Fail(_) if open.is_empty() => {}
                Turn::Done => {
                    let (id, code) = open.remove(0);
                    closed.insert(code.clone());
                    proved.insert(code);
                    harness.answer(id, Ok(Reply::Done));
                }
                Turn::Fail(kind) => {
                    let (id, code) = open.remove(0);
                    if kind == ErrorKind::OutcomeUnknown {
                        closed.insert(code);
                    }
                    harness.answer(id, Err(Error::new(kind, "It failed.")));
                }
                Turn::List(codes) => {
                    for (id, request) in std::mem::take(&mut reads) {
                        let reply = match &request {
                            Request::Read(Read::Codes(number)) => {
                                let there = rows(codes.iter().copied(), number);
                                let gone = |at: &usize| is_of(*at, number) && !there.iter().any(|row| row.code.as_str() == name(*at));
                                proved.extend((0..CODES).filter(gone).map(name));
                                Reply::Codes(there)
                            }
                            other => good(other),
                        };
                        harness.answer(id, Ok(reply));
                    }
                }
                Turn::Key(key) => harness.keys(&key.to_string()),
            }
            let batch = harness.state.batch.as_ref().expect("a batch");
            let unproved = batch.done.iter().find(|write| !proved.contains(write.object()));
            prop_assert!(unproved.is_none(), "{unproved:?} counts as done");
            prop_assert!(holds_what_was_confirmed(batch));
        }
    }
}
