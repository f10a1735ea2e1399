//! Tables: what each change is said to have become, by what is seen.

mod rivals;
mod sentences;

use super::*;
use crate::model::{Draft, ImageFormat};
use crate::provider::fake::code;
use crate::store::{BeforeLink, EntryId};

const OLD: &str = "https://chat.whatsapp.com/OLD";
const NEW: &str = "https://chat.whatsapp.com/NEW";

fn draft(message: &str) -> Draft {
    Draft { message: message.to_owned(), image: ImageFormat::Png }
}

fn codes(rows: &[(&str, &str)]) -> Vec<QrCode> {
    rows.iter().map(|(id, message)| code(id, message)).collect()
}

fn complete(rows: &[(&str, &str)]) -> Observed {
    Observed::Codes(CodePage::Complete(codes(rows)))
}

fn newest(rows: &[(&str, &str)]) -> Observed {
    Observed::Codes(CodePage::Newest(codes(rows)))
}

fn snapshot(complete: bool, ids: &[&str]) -> Snapshot {
    Snapshot { name: "s".to_owned(), complete, codes: ids.iter().map(ToString::to_string).collect() }
}

fn link(url: &str) -> Observed {
    Observed::Link(InviteLink::Link(url.to_owned()))
}

/// A case in the making.
struct Case {
    change: Change,
    before: Before,
    snapshot: Option<Snapshot>,
    replaces: bool,
    age: Duration,
    claimed: HashSet<String>,
    rivals: Rivals,
    ended_by: Option<EndedBy>,
}

impl Case {
    fn of(change: Change, before: Before) -> Self {
        let (snapshot, claimed) = (Some(snapshot(true, &["B", "A"])), HashSet::new());
        let age = Duration::from_secs(1);
        Self { change, before, snapshot, replaces: true, age, claimed, rivals: Rivals::default(), ended_by: None }
    }

    fn create() -> Self {
        Self::of(Change::Create(draft("new")), Before::default())
    }

    fn update() -> Self {
        Self::of(Change::Update("A".into(), draft("new")), Before::of_code(&code("A", "old")))
    }

    fn reset(was: Option<&str>) -> Self {
        let link = Some(BeforeLink { url: was.map(str::to_owned) });
        Self::of(Change::ResetLink("g".into()), Before { link, ..Before::default() })
    }

    fn decide(&self, observed: &Observed) -> Decision {
        self.evidence(observed, Delivery::Unanswered)
    }

    fn evidence(&self, observed: &Observed, delivery: Delivery) -> Decision {
        let Self { change, before, snapshot, replaces, age, claimed, rivals, ended_by } = self;
        let (snapshot, observed) = (snapshot.as_ref(), Some(observed));
        let (replaces, age, rivals, ended_by) = (*replaces, *age, *rivals, *ended_by);
        decide(&Evidence { change, before, snapshot, delivery, replaces, observed, age, claimed, rivals, ended_by })
    }
}

/// A word for a decision, with what was made.
fn word(decision: &Decision) -> String {
    match decision {
        Decision::Done(ChangeEffect::Gone) => "done".to_owned(),
        Decision::Done(effect) => format!("done {}", effect.made().unwrap().id),
        Decision::NotDone => "not done".to_owned(),
        Decision::Unknown(_) => "unknown".to_owned(),
        Decision::Conflict(_) => "conflict".to_owned(),
    }
}

#[test]
fn what_never_left_or_was_refused_was_not_carried_out_whatever_is_seen() {
    let seen = complete(&[("N", "new"), ("B", "b"), ("A", "old")]);
    for case in [Case::create(), Case::update()] {
        assert_eq!(case.evidence(&seen, Delivery::NotCarriedOut), Decision::NotDone);
    }
}

#[test]
fn a_creation_is_done_by_its_one_new_code() {
    let case = Case::create();
    for (seen, expected) in [
        (complete(&[("N", "new"), ("B", "b"), ("A", "a")]), "done N"),
        (complete(&[("B", "b"), ("A", "a"), ("N", "new")]), "done N"),
        (newest(&[("N", "new")]), "done N"),
        (complete(&[("N", " new "), ("B", "b")]), "done N"),
        // There is no sign of it, which is none of its absence.
        (complete(&[("B", "b"), ("A", "a")]), "unknown"),
        (complete(&[]), "unknown"),
        // An older code was given the message by somebody.
        (complete(&[("B", "new"), ("A", "a")]), "unknown"),
        // Somebody else made codes, or the service has rewritten this one beyond recognition.
        (complete(&[("N", "NEW"), ("B", "b"), ("A", "a")]), "unknown"),
        (complete(&[("N", "new"), ("M", "new"), ("B", "b"), ("A", "a")]), "unknown"),
        (complete(&[("N", "new"), ("M", "other"), ("B", "b"), ("A", "a")]), "done N"),
    ] {
        assert_eq!(word(&case.decide(&seen)), expected, "{seen:?}");
    }
    let Decision::Unknown(seen) = case.decide(&complete(&[("N", "NEW"), ("B", "b"), ("A", "a")])) else { panic!() };
    assert!(seen.contains('N'), "an unexplained code is named: {seen}");
}

#[test]
fn of_a_page_only_what_stands_above_the_known_codes_is_new() {
    let case = Case { snapshot: Some(snapshot(false, &["B", "A"])), ..Case::create() };
    for (seen, expected) in [
        (newest(&[("N", "new"), ("B", "b"), ("A", "a")]), "done N"),
        // B was deleted, so that the old O moved up onto the page.
        (newest(&[("A", "a"), ("O", "new")]), "unknown"),
        (newest(&[("N", "new"), ("A", "a"), ("O", "new")]), "done N"),
        // Nothing known is left: the codes could be new, or old ones that moved up.
        (newest(&[("X", "new"), ("Y", "y")]), "unknown"),
        (complete(&[("X", "new")]), "unknown"),
    ] {
        assert_eq!(word(&case.decide(&seen)), expected, "{seen:?}");
    }
    let blind = Case { snapshot: None, ..Case::create() };
    assert_eq!(word(&blind.decide(&complete(&[("N", "new")]))), "unknown");
}

#[test]
fn a_page_of_new_codes_alone_may_end_before_what_was_made() {
    let before = snapshot(false, &["B", "A"]);
    for (seen, expected) in [
        (newest(&[("N", "new"), ("M", "m")]), true),
        (newest(&[("N", "new"), ("B", "b")]), false),
        (newest(&[]), false),
        (complete(&[("N", "new"), ("M", "m")]), false),
        (Observed::Code(code("N", "new")), false),
    ] {
        assert_eq!(ends_too_early(Some(&before), &seen), expected, "{seen:?}");
        assert!(!ends_too_early(None, &seen), "what was there before is not known: {seen:?}");
    }
}

#[test]
fn a_code_is_claimed_by_one_change() {
    let seen = complete(&[("N", "new"), ("M", "new"), ("B", "b"), ("A", "a")]);
    let claimed = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<HashSet<_>>();
    for (taken, rivals, expected) in [
        (&["N"][..], Rivals::default(), "done M"),
        (&["N", "M"], Rivals::default(), "unknown"),
        // Two in doubt, two codes: each takes one, the older one first.
        (&[], Rivals { in_doubt: 1, in_flight: 0 }, "done M"),
        // The answer of another may still name one of them.
        (&["N"], Rivals { in_doubt: 0, in_flight: 1 }, "unknown"),
    ] {
        let case = Case { claimed: claimed(taken), rivals, ..Case::create() };
        assert_eq!(word(&case.decide(&seen)), expected, "{taken:?} {rivals:?}");
    }
}

#[test]
fn an_update_is_done_where_its_code_or_its_message_is() {
    for (replaces, seen, expected) in [
        (true, complete(&[("N", "new"), ("B", "b")]), "done N"),
        // The service has kept the code this time.
        (true, complete(&[("B", "b"), ("A", "new")]), "done A"),
        (true, complete(&[("B", "b"), ("A", "old")]), "unknown"),
        (true, complete(&[("N", "new"), ("B", "b"), ("A", "old")]), "unknown"),
        (true, complete(&[("N", "new"), ("B", "b"), ("A", "new")]), "unknown"),
        (true, complete(&[("B", "b")]), "unknown"),
        (true, complete(&[("N", "new"), ("M", "new"), ("B", "b")]), "unknown"),
        (true, newest(&[("N", "new"), ("B", "b")]), "unknown"),
        (true, complete(&[("B", "b"), ("A", "third")]), "unknown"),
        (false, Observed::Code(code("A", "new")), "done A"),
        (false, Observed::Code(code("A", "old")), "unknown"),
        (false, Observed::Code(code("A", "third")), "unknown"),
        (false, complete(&[("B", "b")]), "unknown"),
    ] {
        let snapshot = replaces.then(|| snapshot(true, &["B", "A"]));
        let case = Case { snapshot, replaces, ..Case::update() };
        assert_eq!(word(&case.decide(&seen)), expected, "{replaces} {seen:?}");
        let later = Case { age: LONG_AGO, ..case };
        let gone = expected == "unknown"
            && matches!(&seen, Observed::Codes(CodePage::Complete(codes))
            if codes.iter().all(|code| code.code.as_str() != "A"));
        assert_eq!(word(&later.decide(&seen)), if gone { "conflict" } else { expected }, "later: {seen:?}");
    }
    // A message that stays the same says nothing where the update makes a new code.
    let same = Case { before: Before::of_code(&code("A", "new")), ..Case::update() };
    assert_eq!(word(&same.decide(&complete(&[("B", "b"), ("A", "new")]))), "unknown");
}

#[test]
fn a_deletion_is_done_by_a_complete_list_only() {
    let case = Case::of(Change::Delete("A".into()), Before::of_code(&code("A", "old")));
    for (seen, expected) in [
        (complete(&[("B", "b")]), "done"),
        (complete(&[]), "done"),
        (complete(&[("B", "b"), ("A", "old")]), "unknown"),
        (newest(&[("B", "b")]), "unknown"),
        (Observed::Code(code("A", "old")), "unknown"),
    ] {
        assert_eq!(word(&case.decide(&seen)), expected, "{seen:?}");
        let later = Case { age: LONG_AGO * 100, ..Case::of(case.change.clone(), case.before.clone()) };
        assert_eq!(word(&later.decide(&seen)), expected, "no time makes it more certain: {seen:?}");
    }
}

#[test]
fn a_code_is_deleted_once() {
    let case = |answered| Case {
        ended_by: Some(EndedBy { entry: EntryId(7), answered }),
        ..Case::of(Change::Delete("A".into()), Before::of_code(&code("A", "old")))
    };
    let gone = complete(&[("B", "b")]);
    // The service has said that the other one deleted it: there was nothing left for this one.
    assert_eq!(word(&case(true).decide(&gone)), "not done");
    assert_eq!(word(&case(false).decide(&gone)), "conflict");
    assert_eq!(word(&case(true).decide(&complete(&[("A", "old")]))), "unknown");
}

#[test]
fn a_reset_is_done_by_its_answer_only() {
    for (was, seen, later) in [
        // It may have been a colleague's, and ours may still come and kill it.
        (Some(OLD), link(NEW), "conflict"),
        (None, link(NEW), "conflict"),
        (Some(OLD), link(OLD), "unknown"),
        (Some(OLD), Observed::Link(InviteLink::None), "unknown"),
        (None, Observed::Link(InviteLink::None), "unknown"),
        (Some(OLD), Observed::Link(InviteLink::Unknown), "unknown"),
        (Some(OLD), Observed::NoGroup, "conflict"),
    ] {
        assert_eq!(word(&Case::reset(was).decide(&seen)), "unknown", "{was:?} {seen:?}");
        let much_later = Case { age: LONG_AGO, ..Case::reset(was) };
        assert_eq!(word(&much_later.decide(&seen)), later, "{was:?} {seen:?}");
    }
    let Decision::Unknown(seen) = Case::reset(Some(OLD)).decide(&link(NEW)) else { panic!() };
    assert!(seen.contains(NEW), "the link of now is named: {seen}");
    let blind = Case { before: Before::default(), age: LONG_AGO, ..Case::reset(None) };
    assert_eq!(word(&blind.decide(&link(NEW))), "unknown", "what was there before is not known");
}

#[test]
fn a_removal_is_done_by_no_link() {
    let link_before = Some(BeforeLink { url: Some(OLD.to_owned()) });
    let case = Case::of(Change::RemoveLink("g".into()), Before { link: link_before, ..Before::default() });
    for (seen, expected) in [
        (Observed::Link(InviteLink::None), "done"),
        (link(OLD), "unknown"),
        (link(NEW), "unknown"),
        (Observed::Link(InviteLink::Unknown), "unknown"),
        (Observed::NoGroup, "unknown"),
    ] {
        assert_eq!(word(&case.decide(&seen)), expected, "{seen:?}");
    }
}

#[test]
fn nothing_seen_is_nothing_known() {
    let (case, claimed) = (Case::create(), HashSet::new());
    let decision = decide(&Evidence {
        change: &case.change,
        before: &case.before,
        snapshot: case.snapshot.as_ref(),
        delivery: Delivery::Unanswered,
        replaces: false,
        observed: None,
        age: LONG_AGO,
        claimed: &claimed,
        rivals: Rivals::default(),
        ended_by: None,
    });
    assert_eq!(word(&decision), "unknown");
}
