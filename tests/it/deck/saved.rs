//! Plans that are saved and applied later, exactly or not at all.

use super::harness::DeckHarness;

fn planned() -> DeckHarness {
    let harness = DeckHarness::open(1, 3);
    harness.pull();
    harness.edit(|text| {
        let id = text.split("\nid = \"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        format!("{text}[[code]]\nnumber = \"{id}\"\nmessage = \"Planned\"\n")
    });
    harness.json(&["plan", "deck.toml", "--out", "deck.plan"]);
    harness
}

#[test]
fn a_saved_plan_is_applied_once() {
    let harness = planned();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(harness.home.path().join("deck.plan")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert_eq!(harness.run(&["apply", "deck.plan"]).code, 4, "nobody has confirmed it");
    assert_eq!(harness.run(&["apply", "deck.plan", "deck.toml", "--yes"]).code, 2);
    let ran = harness.run(&["apply", "deck.plan", "--yes"]);
    assert_eq!((ran.code, harness.changes()), (0, 1), "{ran:?}");
    assert_eq!(harness.run(&["apply", "deck.plan", "--yes"]).code, 4);
    assert_eq!(harness.changes(), 1);
}

#[test]
fn a_saved_plan_is_refused_where_anything_has_changed() {
    let harness = planned();
    harness.edit(|text| format!("{text}# a word\n"));
    let ran = harness.run(&["apply", "deck.plan", "--yes"]);
    assert!(ran.code == 4 && ran.stderr.contains("has changed"), "{ran:?}");
    let harness = planned();
    harness.world(|world| {
        let (service, id) = (world.numbers[0].service, world.numbers[0].id.clone());
        world.create_code(service, &id, "Theirs", 1_700_000_000).unwrap();
    });
    let ran = harness.run(&["apply", "deck.plan", "--yes"]);
    assert!(ran.code == 4 && ran.stderr.contains("changed at the service"), "{ran:?}");
    assert_eq!(harness.changes(), 0);
}
