//! What is said of a change without an outcome: it names what is there, and claims nothing else.

use super::*;

/// What is said, whatever the decision is.
fn said(decision: &Decision) -> &str {
    match decision {
        Decision::Unknown(seen) | Decision::Conflict(seen) => seen,
        decided => panic!("{decided:?}"),
    }
}

#[test]
fn of_a_creation() {
    let case = Case::create();
    for (seen, expected) in [
        (complete(&[("B", "b"), ("A", "a")]), "There is no new code yet."),
        (
            complete(&[("N", "x"), ("M", "y"), ("B", "b")]),
            "There is no new code with this message yet; new codes with other messages: N, M.",
        ),
        (
            complete(&[("N", "new"), ("M", "new"), ("B", "b")]),
            "Several new codes have this message, and it is not clear which of them this change created: N, M.",
        ),
        (Observed::Code(code("N", "new")), "It is not clear which codes are new."),
    ] {
        assert_eq!(said(&case.decide(&seen)), expected, "{seen:?}");
    }
    let case = Case { rivals: Rivals { in_doubt: 0, in_flight: 1 }, ..case };
    let under_way = "Another change with this message has no clear outcome yet and could explain what is there.";
    assert_eq!(said(&case.decide(&complete(&[("N", "new")]))), under_way);
}

#[test]
fn of_an_update() {
    let case = Case::update();
    for (seen, expected) in [
        (complete(&[("B", "b")]), "The code A is gone. There is no new code yet."),
        (complete(&[("A", "old")]), "The code A still has its old message."),
        (complete(&[("A", "third")]), "Somebody else gave the code A another message."),
        (complete(&[("N", "new"), ("A", "old")]), "There is a new code with this message, N, and A is still there."),
        (newest(&[("B", "b")]), "The service did not list the code A."),
    ] {
        assert_eq!(said(&case.decide(&seen)), expected, "{seen:?}");
    }
    let kept = Case { snapshot: None, replaces: false, ..Case::update() };
    let other = Observed::Code(code("B", "new"));
    assert_eq!(said(&kept.decide(&other)), "The service did not list the code A.", "that is another code");
    let same = Case { before: Before::of_code(&code("A", "new")), ..Case::update() };
    assert_eq!(said(&same.decide(&complete(&[("A", "new")]))), "The code A is there, with this message.");
    let blind = Case { before: Before::default(), ..Case::update() };
    assert_eq!(said(&blind.decide(&complete(&[("A", "new")]))), "The code A is there, with this message.");
}

#[test]
fn of_a_deletion() {
    let case = Case::of(Change::Delete("A".into()), Before::of_code(&code("A", "old")));
    assert_eq!(said(&case.decide(&complete(&[("A", "old")]))), "The code A is still there.");
    assert_eq!(said(&case.decide(&newest(&[("B", "b")]))), "The service did not list the code A.");
    let case = Case { ended_by: Some(EndedBy { entry: EntryId(7), answered: false }), ..case };
    assert_eq!(said(&case.decide(&complete(&[]))), "The code A is gone; entry 7 accounts for that.");
}

#[test]
fn of_a_reset() {
    let claimed: HashSet<_> = ["NEW".to_owned()].into();
    for (was, seen, expected) in [
        (Some(OLD), link(OLD), "The group still has its old link, https://chat.whatsapp.com/OLD."),
        (
            Some(OLD),
            link(NEW),
            "The group has a different link than before, https://chat.whatsapp.com/NEW, created by this reset or somebody else's.",
        ),
        (None, Observed::Link(InviteLink::None), "The group still has no link."),
        (Some(OLD), Observed::Link(InviteLink::None), "The group has no link now."),
        (Some(OLD), Observed::Link(InviteLink::Unknown), "The service does not say which link the group has."),
        (Some(OLD), Observed::NoGroup, "The group no longer exists."),
    ] {
        assert_eq!(said(&Case::reset(was).decide(&seen)), expected, "{was:?} {seen:?}");
    }
    let taken = Case { claimed, ..Case::reset(Some(OLD)) };
    let by_another =
        "The group has a different link than before, https://chat.whatsapp.com/NEW, created by another reset.";
    assert_eq!(said(&taken.decide(&link(NEW))), by_another);
    let blind = Case { before: Before::default(), ..Case::reset(None) };
    let now = "The group's link is https://chat.whatsapp.com/NEW now; which one it had before is not known.";
    assert_eq!(said(&blind.decide(&link(NEW))), now);
}

#[test]
fn of_a_removal() {
    let link_before = Some(BeforeLink { url: Some(OLD.to_owned()) });
    let case = Case::of(Change::RemoveLink("g".into()), Before { link: link_before, ..Before::default() });
    for (seen, expected) in [
        (link(OLD), "The group still has its link, https://chat.whatsapp.com/OLD."),
        (link(NEW), "Somebody else gave the group another link, https://chat.whatsapp.com/NEW."),
        (Observed::Link(InviteLink::Unknown), "The service does not say whether the group has a link."),
        (Observed::NoGroup, "The group no longer exists."),
    ] {
        assert_eq!(said(&case.decide(&seen)), expected, "{seen:?}");
    }
    let later = Case { age: LONG_AGO, ..case };
    assert_eq!(word(&later.decide(&Observed::NoGroup)), "conflict");
}
