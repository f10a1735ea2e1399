//! A creation that was never answered: a second one is not sent while the first may still be carried out.

use qrdeck::model::ProviderKind;
use serde_json::json;

use super::harness::DeckHarness;

/// A file with one new code, whose creation was sent by an `apply` an hour ago and got lost on its way.
fn unanswered() -> DeckHarness {
    let lost = json!([{"op": "meta.codes.create", "nth": [1], "do": "reset_before"}]);
    let harness = DeckHarness::with(1, 2, &lost);
    harness.json(&["--profile", "eu", "pull", "--out", "deck.toml"]);
    harness.edit(|text| {
        let id = text.split("\nid = \"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        text.replacen("[[code]]", &format!("[[code]]\nnumber = \"{id}\"\nmessage = \"Once\"\n\n[[code]]"), 1)
    });
    assert_eq!((harness.apply().code, harness.changes()), (5, 1));
    harness.age_the_journal(3_600_000);
    harness
}

#[test]
fn a_creation_without_an_answer_is_sent_again_only_when_a_person_has_closed_it() {
    let harness = unanswered();
    let plan = harness.plan();
    let entry = plan["changes"][0]["unanswered_entry"].to_string();
    assert_eq!(plan["notices"][0]["kind"], "unknown_outcome", "{plan}");
    for _ in 0..2 {
        let ran = harness.apply();
        assert_eq!((ran.code, harness.changes()), (5, 1), "{ran:?}");
        assert!(ran.stderr.contains(&format!("qrdeck journal close {entry}")), "{ran:?}");
        assert_eq!(ran.document()["changes"][0]["outcome"], "unknown");
    }
    harness.json(&["journal", "close", &entry, "--yes"]);
    let ran = harness.apply();
    assert_eq!((ran.code, harness.changes()), (0, 2), "{ran:?}");
    assert_eq!(harness.plan()["changes"], json!([]));
}

#[test]
fn a_creation_that_is_carried_out_an_hour_later_is_written_down_and_not_doubled() {
    let harness = unanswered();
    assert_eq!((harness.apply().code, harness.changes()), (5, 1));
    let late = harness.world(|world| {
        let number = world.numbers.iter().find(|number| number.service.provider() == ProviderKind::Meta).unwrap();
        let (service, id) = (number.service, number.id.clone());
        world.create_code(service, &id, "Once", 1_700_000_000).unwrap().code.to_string()
    });
    let ran = harness.apply();
    assert_eq!((ran.code, harness.changes()), (0, 1), "{ran:?}");
    assert!(harness.text().contains(&format!("message = \"Once\"\ncode = \"{late}\"")), "{}", harness.text());
    assert_eq!(harness.plan()["changes"], json!([]));
}
