//! Which other changes of this machine can account for what a change could have made.

use super::*;
use crate::model::ProviderKind;
use crate::store::{Entry, Intent};

fn create(message: &str) -> Change {
    Change::Create(draft(message))
}

fn update(code: &str, message: &str) -> Change {
    Change::Update(code.into(), draft(message))
}

/// The rivals of a change among others, each with whether it still waits for its answer.
fn among(change: &Change, provider: ProviderKind, others: &[(Change, bool)]) -> Rivals {
    let intent = Intent {
        profile: "eu".into(),
        provider,
        number: "4915110000001".into(),
        change: change.clone(),
        before: Before::default(),
    };
    let entry = Entry {
        id: EntryId(1),
        started: 0,
        intent,
        batch: None,
        sent: Some(0),
        outcome: None,
        finished: None,
        settled: false,
        killed: None,
        made: None,
        error_kind: None,
        error_message: None,
        request_id: None,
        user: None,
    };
    let facts = Facts { entry, snapshot: None, claimed: HashSet::new(), ended_by: None, others: others.to_vec() };
    rivals(&facts)
}

#[test]
fn they_could_have_made_a_code_with_the_same_message() {
    let replacing = ProviderKind::Alibaba;
    for (other, in_flight, expected) in [
        // Two creations without an answer: their codes are as good as each other.
        (create("new"), false, Rivals { in_doubt: 1, in_flight: 0 }),
        (create(" new "), false, Rivals { in_doubt: 1, in_flight: 0 }),
        (create("new"), true, Rivals { in_doubt: 0, in_flight: 1 }),
        (create("other"), true, Rivals::default()),
        // An old code went for that of an update: it must not be taken for that of a creation.
        (update("A", "new"), false, Rivals { in_doubt: 0, in_flight: 1 }),
        (update("A", "new"), true, Rivals { in_doubt: 0, in_flight: 1 }),
        (update("A", "other"), false, Rivals::default()),
        (Change::Delete("A".into()), true, Rivals::default()),
    ] {
        assert_eq!(among(&create("new"), replacing, &[(other.clone(), in_flight)]), expected, "{other:?} {in_flight}");
    }
    // Two updates: each has an old code of its own to answer for.
    let other = (update("B", "new"), false);
    assert_eq!(among(&update("A", "new"), replacing, &[other]), Rivals { in_doubt: 0, in_flight: 1 });
}

#[test]
fn an_update_that_keeps_its_code_makes_none() {
    let others = [(update("A", "new"), true), (create("new"), false)];
    assert_eq!(among(&create("new"), ProviderKind::Meta, &others), Rivals { in_doubt: 1, in_flight: 0 });
}

#[test]
fn all_of_them_count() {
    let others = [(create("new"), false), (create("new"), false), (create("new"), true), (update("A", "new"), true)];
    assert_eq!(among(&create("new"), ProviderKind::Alibaba, &others), Rivals { in_doubt: 2, in_flight: 2 });
}

#[test]
fn every_change_of_the_link_can_have_given_the_group_its_link() {
    let others = [(Change::ResetLink("g".into()), false), (Change::RemoveLink("g".into()), false)];
    let reset = Change::ResetLink("g".into());
    assert_eq!(among(&reset, ProviderKind::Alibaba, &others), Rivals { in_doubt: 1, in_flight: 1 });
}
