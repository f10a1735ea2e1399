//! What a plan says of each way in which file, base and service can differ.

use super::*;
use crate::store::EntryId;

/// Two codes that were pulled, and the text of the file.
fn pulled() -> (Place, String) {
    let place = Place::with(&[("AAA", "tea"), ("BBB", "coffee")]);
    let text = place.pull("").0;
    (place, text)
}

#[test]
fn what_was_pulled_plans_nothing() {
    let (place, text) = pulled();
    assert_eq!(place.plan(&text), NumberPlan::default());
}

#[test]
fn what_was_edited_in_the_file_is_planned() {
    let (mut place, text) = pulled();
    let edited = text.replace("\"tea\"", "\"green tea\"");
    assert_eq!(told(&place.plan(&edited)), ["change AAA: tea -> green tea"]);
    place.replaces = true;
    let plan = place.plan(&edited);
    assert_eq!(told(&plan), ["replace AAA: tea -> green tea"]);
    assert_eq!(plan.changes[0].kills(), Some("https://wa.me/message/AAA"));
    let new = text.replace("# ----", "[[code]]\nnumber = \"106\"\nmessage = \"cake\"\n\n# ----");
    assert_eq!(told(&place.plan(&new)), ["create cake"]);
    let block = text.find("[[code]]").unwrap()..text.rfind("[[code]]").unwrap();
    let mut taken = text.clone();
    taken.replace_range(block, "");
    let gone = if taken.contains("AAA\"\n") { "BBB" } else { "AAA" };
    assert_eq!(told(&place.plan(&taken)), [format!("delete {gone}")]);
    // Without the machine-written part nobody knows that it was there: nothing is ever deleted.
    let by_hand = &taken[..taken.find("# ----").unwrap()];
    assert_eq!(told(&place.plan(by_hand)), [format!("made_elsewhere {gone}")]);
    let white_space = text.replace("\"tea\"", "\"tea \"");
    assert_eq!(told(&place.plan(&white_space)), ["replace AAA: tea -> tea "]);
}

#[test]
fn what_was_changed_elsewhere_is_told_and_left_alone() {
    let (mut place, text) = pulled();
    place.codes[0].message = "black tea".into();
    place.codes.remove(1);
    place.codes.insert(0, qr("CCC", "cake"));
    assert_eq!(told(&place.plan(&text)), ["changed_elsewhere AAA", "vanished BBB", "made_elsewhere CCC"]);
    let edited = text.replace("\"tea\"", "\"green tea\"");
    assert_eq!(told(&place.plan(&edited))[0], "conflict AAA");
    // The same change on both sides is none.
    let same = text.replace("\"tea\"", "\"black tea\"");
    let plan = place.plan(&same);
    assert_eq!(told(&plan), ["vanished BBB", "made_elsewhere CCC"]);
    assert!(matches!(&plan.steps[..], [Step::Set { code, .. }] if code == "AAA"));
}

#[test]
fn a_list_that_lags_behind_an_update_is_no_change_elsewhere() {
    let (mut place, text) = pulled();
    let mut file = opened(&text.replace("\"tea\"", "\"green tea\""));
    file.pulled.set("eu", "106", "AAA", Known::agreed("green tea"));
    let text = file.text();
    assert_eq!(told(&place.plan(&text)), ["changed_elsewhere AAA"]);
    let updated = UpdatedCode { before: "tea".into(), after: "green tea".into() };
    place.journal.updated.insert("AAA".into(), updated);
    assert_eq!(told(&place.plan(&text)), [""; 0]);
    assert!(place.pull(&text).0.contains("\"green tea\""));
    // What a colleague has made of it is there all the same.
    place.codes[0].message = "black tea".into();
    assert_eq!(told(&place.plan(&text)), ["changed_elsewhere AAA"]);
}

#[test]
fn a_list_without_messages_changes_nothing() {
    let (mut place, text) = pulled();
    place.codes[0].message.clear();
    assert_eq!(told(&place.plan(&text)), ["changed_elsewhere AAA"]);
    assert_eq!(place.pull(&text).0, text);
}

#[test]
fn a_deletion_of_what_was_changed_elsewhere_is_a_conflict() {
    let (mut place, text) = pulled();
    let only_number = text[..text.find("[[code]]").unwrap()].to_owned() + &text[text.find("# ----").unwrap()..];
    assert_eq!(told(&place.plan(&only_number)), ["delete AAA", "delete BBB"]);
    place.codes[0].message = "black tea".into();
    assert_eq!(told(&place.plan(&only_number)), ["delete BBB", "conflict AAA"]);
    place.codes.clear();
    let plan = place.plan(&only_number);
    assert!(plan.changes.is_empty() && plan.steps.len() == 2, "{plan:?}");
}

#[test]
fn a_code_that_is_there_already_is_not_made_again() {
    let (mut place, text) = pulled();
    let new = |message: &str| format!("[[code]]\nnumber = \"106\"\nmessage = \"{message}\"\n\n# ----");
    let text = text.replace("# ----", &new("cake"));
    // A kill after the service had made it, and before it was written down.
    place.codes.insert(0, qr("CCC", "cake"));
    let plan = place.plan(&text);
    assert_eq!(told(&plan), ["adopt CCC"]);
    // Each once.
    let two = text.replacen("# ----", &new("cake "), 1);
    assert_eq!(told(&place.plan(&two)), ["adopt CCC", "create cake "]);
    // One that the file has or had is none of it.
    let other = text.replace("\"cake\"", "\"tea\"");
    assert_eq!(told(&place.plan(&other)), ["create tea", "duplicate_message -", "made_elsewhere CCC"]);
    // Made a moment ago: the list lags behind.
    place.codes.remove(0);
    let made = MadeCode {
        code: "DDD".into(),
        message: "cake".into(),
        link: "https://wa.me/message/DDD".into(),
        created: true,
        recent: true,
    };
    place.journal.made = vec![made.clone()];
    assert_eq!(told(&place.plan(&text)), ["adopt DDD"]);
    // Long ago: somebody has deleted it since.
    place.journal.made = vec![MadeCode { recent: false, ..made }];
    assert_eq!(told(&place.plan(&text)), ["create cake"]);
    place.journal.open = vec![OpenCreation { entry: EntryId(7), message: "cake".into() }];
    assert_eq!(told(&place.plan(&text)), ["create cake held", "unknown_outcome -"]);
}

#[test]
fn what_was_just_made_and_no_list_has_shown_can_be_edited() {
    let (mut place, text) = pulled();
    let mut file = opened(&text);
    // Known from a look after a lost answer, and so without its message.
    file.pulled.set("eu", "106", "AAA", Known { service: None, ..Known::agreed("tea") });
    let text = file.text().replace("\"tea\"", "\"green tea\"");
    assert_eq!(told(&place.plan(&text)), ["change AAA: tea -> green tea"]);
    place.codes[0].message = "black tea".into();
    assert_eq!(told(&place.plan(&text)), ["conflict AAA"]);
}

#[test]
fn the_code_of_this_machines_creation_comes_before_others_like_it() {
    let (mut place, text) = pulled();
    let text = text.replace("# ----", "[[code]]\nnumber = \"106\"\nmessage = \"cake\"\n\n# ----");
    place.codes.extend([qr("CCC", "cake"), qr("DDD", "cake")]);
    let link = String::new();
    place.journal.made =
        vec![MadeCode { code: "CCC".into(), message: "cake".into(), link, created: true, recent: false }];
    assert_eq!(told(&place.plan(&text)), ["adopt CCC", "made_elsewhere DDD"]);
}

fn replaced(recent: bool) -> RetiredCode {
    RetiredCode { successor: Some("NEW".into()), recent }
}

#[test]
fn a_code_that_was_replaced_from_here_is_followed() {
    let (mut place, text) = pulled();
    place.replaces = true;
    let edited = text.replace("\"tea\"", "\"green tea\"");
    // Killed after the replacement.
    place.codes[0] = qr("NEW", "green tea");
    place.journal.retired.insert("AAA".into(), replaced(true));
    let plan = place.plan(&edited);
    assert_eq!(told(&plan), ["adopt NEW for AAA"]);
    // Replaced outside of the file: its message is another one.
    assert_eq!(told(&place.plan(&text)), ["adopt NEW for AAA", "changed_elsewhere NEW"]);
    let other = text.replace("\"tea\"", "\"white tea\"");
    assert_eq!(told(&place.plan(&other)), ["adopt NEW for AAA", "conflict NEW"]);
    // By another machine, that could not write it down.
    place.journal.retired.clear();
    assert_eq!(told(&place.plan(&edited)), ["adopt NEW for AAA"]);
    assert_eq!(told(&place.plan(&text)), ["vanished AAA", "made_elsewhere NEW"]);
    // A list that still shows the old one.
    place.codes = vec![qr("AAA", "tea"), qr("BBB", "coffee"), qr("NEW", "green tea")];
    place.journal.retired.insert("AAA".into(), replaced(true));
    assert_eq!(told(&place.plan(&edited)), ["adopt NEW for AAA"]);
    // It does so for ever: then the journal is wrong.
    place.journal.retired.insert("AAA".into(), replaced(false));
    assert_eq!(told(&place.plan(&text)), ["made_elsewhere NEW"]);
}

#[test]
fn a_message_in_the_form_of_the_service_is_the_same() {
    let (mut place, text) = pulled();
    let text = text.replace("# ----", "[[code]]\nnumber = \"106\"\nmessage = \"a  b\"\n\n# ----");
    place.codes.push(qr("CCC", "a b"));
    let plan = place.plan(&text);
    assert_eq!(told(&plan), ["adopt CCC"]);
    let Change::Adopt { block, known, .. } = &plan.changes[0] else { panic!() };
    let mut file = opened(&text);
    file.set_code(*block, "CCC");
    file.pulled.set("eu", "106", "CCC", known.clone());
    assert_eq!(place.plan(&file.text()), NumberPlan::default());
    // An edit of white space is one.
    let edited = file.text().replace("\"a  b\"", "\"a   b\"");
    assert_eq!(told(&place.plan(&edited)), ["change CCC: a b -> a   b"]);
}

#[test]
fn labels_are_compared_with_this_machine() {
    let (mut place, text) = pulled();
    let edited = text.replace("message = \"tea\"", "label = \"window\"\nmessage = \"tea\"");
    assert_eq!(told(&place.plan(&edited)), ["label AAA:  -> window"]);
    place.labels.insert("AAA".into(), labelled("door", 7));
    assert_eq!(told(&place.plan(&text)), ["label_changed AAA"]);
    assert_eq!(told(&place.plan(&edited)), ["label AAA: door -> window"]);
    let (pulled, merged) = place.pull(&text);
    assert!(pulled.contains("label = \"door\"\nmessage = \"tea\"") && merged.changed == 1, "{pulled}");
    assert_eq!(place.plan(&pulled), NumberPlan::default());
    // Another machine, on which nobody has labelled anything, takes nothing away.
    place.labels.clear();
    assert_eq!(place.pull(&pulled).0, pulled);
    assert_eq!(told(&place.plan(&pulled)), ["labels_of_others -"]);
}

#[test]
fn a_number_has_room_for_so_many() {
    let codes: Vec<_> = (0..1_999).map(|at| qr(&format!("C{at}"), &format!("m{at}"))).collect();
    let place = Place { codes, ..Place::default() };
    let (text, _) = place.pull("");
    let new = |message: &str| format!("[[code]]\nnumber = \"106\"\nmessage = \"{message}\"\n\n# ----");
    let one = text.replacen("# ----", &new("one"), 1);
    assert_eq!(place.plan(&one).mistakes, []);
    let two = one.replacen("# ----", &new("two"), 1);
    assert!(place.plan(&two).mistakes[0].what.contains("room for 1 more"), "{:?}", place.plan(&two).mistakes);
}
