//! What is pulled plans nothing, whatever it says.

use qrdeck::model::ProviderKind;
use qrdeck::sandbox::Api;

use super::harness::DeckHarness;

const HOSTILE: [&str; 12] = [
    "",
    " ",
    "say \"hi\" \\ 'there'",
    "\"\"\"\n'''\n",
    "two\nlines\r\nthree\ttabs ",
    "\n[[code]]\ncode = \"X\"\n# comment",
    "👩‍🍳 ❤️ 🏳️‍🌈",
    "مرحبا שלום",
    "pay\u{202e}evil\u{2066}\u{200f}\u{feff}",
    "\u{0}\u{1b}[2J\u{7f}\u{9b}",
    "你好\u{3000}👋 नमस्ते สวัสดี",
    "<<<<<<< HEAD\n=======\n>>>>>>> x",
];

#[test]
fn what_is_pulled_plans_nothing_in_every_language() {
    let harness = DeckHarness::open(2, 150);
    harness.world(|world| {
        let numbers: Vec<_> = world.numbers.iter().map(|number| (number.service, number.id.clone())).collect();
        for (service, id) in numbers {
            for message in HOSTILE {
                world.create_code(service, &id, message, 1_700_000_000).unwrap();
            }
        }
    });
    harness.pull();
    let text = harness.text();
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "nothing reaches a terminal");
    for _ in 0..2 {
        let plan = harness.plan();
        assert_eq!(
            (plan["changes"].as_array().unwrap().len(), plan["notices"].as_array().unwrap().len()),
            (0, 0),
            "{plan}"
        );
    }
    // Nothing is written where nothing is new.
    let written = || std::fs::metadata(harness.file()).unwrap().modified().unwrap();
    let before = written();
    harness.pull();
    assert_eq!((harness.text(), written()), (text.clone(), before));
    let ran = harness.run(&["plan", "deck.toml", "--exit-code"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "Nothing to change.\n"));
    // To standard output it is the same.
    assert_eq!(harness.run(&["pull", "--out", "-"]).stdout, text);
    assert_eq!(harness.changes(), 0);
}

#[test]
fn an_unchanged_file_costs_one_list_a_number() {
    let harness = DeckHarness::open(2, 3);
    harness.pull();
    let before = harness.requests();
    harness.plan();
    assert_eq!(harness.apply().code, 0);
    assert_eq!(harness.apply().code, 0);
    let mut after = harness.requests();
    for (op, requests) in before {
        *after.get_mut(op).unwrap() -= requests;
    }
    after.retain(|_, requests| *requests > 0);
    // A plan, and two plans with what applies them: five lists of each of the two numbers.
    assert_eq!(after.into_iter().collect::<Vec<_>>(), [("ListPhoneMessageQrdl", 10), ("meta.codes.list", 10)]);
}

#[test]
fn chosen_numbers_are_pulled_and_edits_survive() {
    let harness = DeckHarness::open(2, 4);
    let numbers = harness.json(&["numbers", "list"]);
    let of =
        |profile: &str| numbers.as_array().unwrap().iter().find(|number| number["profile"] == profile).unwrap().clone();
    let (eu, asia) = (of("eu"), of("asia"));
    for number in [&eu, &asia] {
        harness.json(&["pull", "--number", number["id"].as_str().unwrap(), "--out", "deck.toml"]);
    }
    let text = harness.text();
    assert_eq!(text.matches("[[number]]").count(), 2);
    // A colleague changes one code, the person another one, with a comment.
    let id = eu["id"].as_str().unwrap().to_owned();
    let (first, last) = harness.world(move |world| {
        let number = world.number(Api::of(ProviderKind::Meta).unwrap(), &id).unwrap();
        let (first, last) = (number.codes.first().unwrap(), number.codes.last().unwrap());
        world.edit_code(Api::of(ProviderKind::Meta).unwrap(), &id, first.code.as_str(), "A colleague's").unwrap();
        (first.code.to_string(), last.code.to_string())
    });
    harness.edit(|text| {
        let at = text.find(&format!("code = \"{last}\"")).unwrap();
        let message = text[..at].rfind("message = ").unwrap();
        format!("# mine\n{}message = \"Edited\" # why\n{}", &text[..message], &text[at..])
    });
    let plan = harness.plan();
    assert_eq!(
        (plan["changes"][0]["code"].as_str(), plan["notices"][0]["code"].as_str()),
        (Some(&*last), Some(&*first))
    );
    harness.pull();
    let text = harness.text();
    assert!(
        text.contains("message = \"Edited\" # why") && text.contains("\"A colleague's\"") && text.starts_with("# mine")
    );
    let plan = harness.plan();
    assert_eq!(
        (plan["changes"].as_array().unwrap().len(), plan["notices"].as_array().unwrap().len()),
        (1, 0),
        "{plan}"
    );
    // Both change the same one: nothing is sent before somebody has decided.
    let code = last.clone();
    let id = eu["id"].as_str().unwrap().to_owned();
    harness.world(move |world| world.edit_code(Api::of(ProviderKind::Meta).unwrap(), &id, &code, "Theirs").unwrap());
    let ran = harness.run(&["apply", "deck.toml", "--yes"]);
    assert_eq!((ran.code, harness.changes()), (4, 0), "{ran:?}");
    harness.pull();
    assert_eq!(harness.apply().code, 0);
    assert!(harness.now().iter().any(|number| number.codes.iter().any(|code| &*code.message == "Edited")));
}

#[test]
fn a_number_that_cannot_be_listed_keeps_its_blocks() {
    let faults =
        serde_json::json!([{"op": "ListPhoneMessageQrdl", "nth": [2, 3, 4, 5, 6, 7, 8, 9], "do": "wrong_space"}]);
    let harness = DeckHarness::with(1, 3, &faults);
    harness.pull();
    let text = harness.text();
    harness.world(|world| {
        let (service, id) = (world.numbers[0].service, world.numbers[0].id.clone());
        world.create_code(service, &id, "More", 1_700_000_000).unwrap();
    });
    let ran = harness.run(&["pull", "--out", "deck.toml"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let blocks = |text: &str| text.matches("[[code]]").count();
    assert!(blocks(&harness.text()) >= blocks(&text));
    assert_eq!(harness.run(&["plan", "deck.toml"]).code, 1);
}

#[test]
fn a_file_is_pulled_and_not_applied_where_this_machine_can_keep_nothing() {
    let harness = DeckHarness::open(1, 1);
    std::fs::create_dir_all(harness.home.data()).unwrap();
    std::fs::write(harness.home.data().join("decks"), "in the way").unwrap();
    harness.pull();
    assert_eq!(harness.json(&["plan", "deck.toml"])["changes"], serde_json::json!([]));
    let ran = harness.run(&["apply", "deck.toml", "--yes"]);
    assert!(ran.code == 1 && ran.stderr.contains("--data-dir"), "{ran:?}");
}
