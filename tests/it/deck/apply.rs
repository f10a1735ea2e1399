//! Plans that are applied.

use std::collections::HashSet;

use super::harness::{DeckHarness, check, edited};

#[test]
fn both_services_in_one_file_come_to_what_it_says() {
    let harness = DeckHarness::open(2, 8);
    harness.pull();
    let (text, wanted) = edited(&harness.text(), 2);
    harness.edit(|_| text);
    let plan = harness.plan();
    assert_eq!(
        plan["summary"],
        serde_json::json!({"create": 8, "change": 4, "replace": 4, "delete": 8, "label": 0, "adopt": 0})
    );
    let dead: HashSet<_> =
        plan["changes"].as_array().unwrap().iter().filter_map(|row| row["dead_link"].as_str()).collect();
    assert_eq!(dead.len(), 12, "every dead link is spelled out");
    // Nothing less and nothing more than what is allowed.
    for refused in [
        &["--yes"][..],
        &["--yes", "--allow-delete", "8"],
        &["--yes", "--allow-delete", "9", "--allow-replace", "4"],
        &["--yes", "--allow-delete", "8", "--allow-replace", "3"],
        &["--allow-delete", "8", "--allow-replace", "4"],
    ] {
        let ran = harness.run(&[&["apply", "deck.toml"], refused].concat());
        assert_eq!((ran.code, harness.changes()), (4, 0), "{refused:?}: {ran:?}");
    }
    let ran = harness.apply();
    assert_eq!(ran.code, 0, "{ran:?}");
    let rows = ran.document()["changes"].as_array().unwrap().clone();
    assert!(rows.iter().all(|row| row["outcome"] == "done"), "{rows:?}");
    assert!(rows.iter().all(|row| row["new_code"].is_string() == (row["action"] != "delete")), "{rows:?}");
    check(&wanted, &harness.now(), &harness.text());
    // The second time there is nothing to do.
    let (text, changes) = (harness.text(), harness.changes());
    assert_eq!(harness.apply().code, 0);
    assert_eq!((harness.text(), harness.changes()), (text.clone(), changes));
    // Labels went with the codes.
    let labels = harness.json(&["labels", "list"]);
    assert_eq!(labels.as_array().unwrap().len(), 8);
    harness.pull();
    assert_eq!(harness.text(), text, "nothing jumps");
}

#[test]
fn a_plan_is_shown_with_every_dead_link_and_what_changed_elsewhere() {
    let harness = DeckHarness::open(1, 5);
    harness.pull();
    let (text, _) = edited(&harness.text(), 1);
    harness.edit(|_| text.replacen("message = \"", "tags = [\"shop\"]\nmessage = \"", 1));
    harness.world(|world| {
        let all: Vec<_> = world.numbers.iter().map(|number| (number.service, number.id.clone())).collect();
        for (service, id) in all {
            let number = world.number(service, &id).unwrap();
            let code = number.codes.get(1).unwrap().code.to_string();
            world.edit_code(service, &id, &code, "Theirs\u{202e}").unwrap();
        }
    });
    let ran = harness.run(&["plan", "deck.toml"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    insta::assert_snapshot!(ran.stdout);
}

#[test]
fn a_label_is_no_change_at_the_service() {
    let harness = DeckHarness::open(1, 2);
    harness.pull();
    harness.edit(|text| text.replacen("message = ", "label = \"Window\"\ntags = [\"b\", \"a\"]\nmessage = ", 1));
    let plan = harness.plan();
    assert_eq!((plan["changes"][0]["action"].as_str(), plan["summary"]["label"].as_u64()), (Some("label"), Some(1)));
    // Nobody has to confirm what nobody else sees.
    assert_eq!(harness.run(&["apply", "deck.toml"]).code, 0);
    assert_eq!((harness.changes(), harness.json(&["labels", "list"])[0]["label"].as_str()), (0, Some("Window")));
    let text = harness.text();
    assert_eq!(harness.run(&["apply", "deck.toml"]).code, 0);
    assert_eq!(harness.text(), text);
    // Another machine has no labels, and takes none away.
    std::fs::remove_dir_all(harness.home.data()).unwrap();
    harness.pull();
    assert_eq!(harness.text(), text);
    let ran = harness.run(&["plan", "deck.toml", "--exit-code"]);
    assert!(ran.code == 0 && ran.stdout.contains("1 label is new to this machine"), "{ran:?}");
    assert_eq!(harness.run(&["apply", "deck.toml"]).code, 0);
    assert_eq!(harness.json(&["labels", "list"])[0]["tags"], serde_json::json!(["a", "b"]));
    assert_eq!(harness.text(), text, "the time of a label is the one at which it was set");
}

#[test]
fn a_file_by_hand_deletes_nothing_and_finds_what_is_there() {
    let harness = DeckHarness::open(1, 3);
    let number = harness.json(&["--profile", "eu", "numbers", "list"])[0]["id"].as_str().unwrap().to_owned();
    let existing = harness.json(&["codes", "list", "--number", &number])[0]["message"].clone();
    std::fs::write(
        harness.file(),
        format!(
            "# by hand\nversion = 1\n[[number]]\nid = \"{number}\"\nprofile = \"eu\"\n[[code]]\nnumber = \"{number}\"\n\
             message = {existing}\n[[code]]\nnumber = \"{number}\"\nmessage = \"New\"\n"
        ),
    )
    .unwrap();
    let plan = harness.plan();
    let actions: Vec<_> =
        plan["changes"].as_array().unwrap().iter().map(|row| row["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["adopt", "create"]);
    assert_eq!(harness.apply().code, 0);
    let text = harness.text();
    assert!(text.starts_with("# by hand\nversion = 1\n[[number]]") && text.matches("code = \"").count() == 2, "{text}");
    assert_eq!((harness.changes(), harness.now()[0].codes.len() + harness.now()[1].codes.len()), (1, 7));
    assert_eq!(harness.apply().code, 0);
    assert_eq!((harness.changes(), harness.text()), (1, text));
    assert_eq!(harness.run(&["--read-only", "apply", "deck.toml", "--yes"]).code, 0, "nothing is to be sent");
    harness.edit(|text| text.replace("\"New\"", "\"Newer\""));
    assert_eq!(harness.run(&["--read-only", "apply", "deck.toml", "--yes"]).code, 4);
    assert_eq!(harness.changes(), 1);
}

#[test]
fn a_code_that_was_replaced_in_the_app_is_followed() {
    let harness = DeckHarness::open(1, 2);
    harness.pull();
    let old = harness.home.code_of("asia")["code"].as_str().unwrap().to_owned();
    let new =
        harness.json(&["codes", "update", &old, "--message", "Other", "--yes"])["code"].as_str().unwrap().to_owned();
    let plan = harness.plan();
    assert_eq!(
        (plan["changes"][0]["action"].as_str(), plan["changes"][0]["instead_of"].as_str()),
        (Some("adopt"), Some(&*old))
    );
    harness.pull();
    assert!(harness.text().contains(&new) && !harness.text().contains(&format!("code = \"{old}\"")));
    assert_eq!(harness.plan()["changes"], serde_json::json!([]));
}

#[test]
fn a_list_that_lags_behind_makes_nothing_twice_and_takes_nothing_back() {
    // The lists after the first two of each service show the world as it was.
    let stale = |op: &str| serde_json::json!({"op": op, "nth": [5, 6, 7, 8], "do": "stale", "changes": 8});
    let faults = serde_json::json!([stale("meta.codes.list"), stale("ListPhoneMessageQrdl")]);
    let harness = DeckHarness::with(1, 6, &faults);
    harness.pull();
    let (text, wanted) = edited(&harness.text(), 2);
    harness.edit(|_| text);
    for _ in 0..4 {
        let ran = harness.apply();
        assert!(matches!(ran.code, 0 | 1), "{ran:?}");
    }
    let requests = harness.requests();
    assert!(requests["meta.codes.list"] > 8 && requests["ListPhoneMessageQrdl"] > 8, "{requests:?}");
    check(&wanted, &harness.now(), &harness.text());
}

#[test]
fn two_files_are_applied_together_and_one_at_a_time_holds_a_file() {
    let harness = DeckHarness::open(1, 3);
    for (profile, file) in [("eu", "eu.toml"), ("asia", "asia.toml")] {
        harness.json(&["--profile", profile, "pull", "--out", file]);
        let path = harness.home.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let number = text.split("\nid = \"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        std::fs::write(&path, format!("{text}[[code]]\nnumber = \"{number}\"\nmessage = \"Both\"\n")).unwrap();
    }
    let plan = harness.json(&["plan", "eu.toml", "asia.toml"]);
    assert_eq!(plan["summary"]["create"], 2);
    let ran = harness.run(&["plan", "eu.toml", "asia.toml", "eu.toml", "--json"]);
    assert!(ran.code == 2 && ran.stdout.contains("Use one file for it"), "{ran:?}");
    assert_eq!(harness.run(&["apply", "eu.toml", "asia.toml", "--yes"]).code, 0);
    assert_eq!(harness.json(&["plan", "eu.toml", "asia.toml"])["changes"], serde_json::json!([]));
    assert_eq!(harness.changes(), 2);
    // Of two that work on a file at the same time, the second does nothing.
    let mute = serde_json::json!([{"op": "meta.codes.create", "nth": "every", "do": "hang"}]);
    let harness = DeckHarness::with(1, 2, &mute);
    harness.json(&["--profile", "eu", "pull", "--out", "deck.toml"]);
    let (text, _) = edited(&harness.text(), 1);
    harness.edit(|_| text);
    let arguments = super::harness::apply(&harness.plan());
    let mut command = harness.home.command(&arguments);
    let command = command.current_dir(harness.home.path()).stdout(std::process::Stdio::null());
    let mut child = command.stderr(std::process::Stdio::null()).spawn().unwrap();
    while harness.changes() == 0 {}
    for command in [&["apply", "deck.toml", "--yes"][..], &["pull", "--out", "deck.toml"]] {
        let ran = harness.run(command);
        assert!(ran.code == 4 && ran.stderr.contains("Another qrdeck"), "{ran:?}");
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn a_plan_that_cannot_be_shown_is_not_carried_out() {
    let harness = DeckHarness::open(1, 2);
    harness.pull();
    harness.edit(|text| text.replacen("message = \"", "message = \"New: ", 1));
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = harness.home.command(["apply", "deck.toml", "--yes"]);
    let child =
        command.current_dir(harness.home.path()).stdout(full).stderr(std::process::Stdio::piped()).spawn().unwrap();
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && told.contains("Nothing was sent"), "{told}");
    assert_eq!(harness.changes(), 0);
}
