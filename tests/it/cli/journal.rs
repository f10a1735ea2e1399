use serde_json::Value;

use super::harness::{Home, keys, text};

/// The entries of the journal, newest first.
fn entries(home: &Home) -> Vec<Value> {
    home.json(["journal", "list"]).as_array().unwrap().clone()
}

#[test]
fn every_change_of_the_commands_is_in_the_journal() {
    let home = Home::small();
    assert_eq!(entries(&home), Vec::<Value>::new());
    assert!(!home.data().join("sandbox.db").exists(), "looking makes no database");
    for profile in ["aurora-eu", "aurora-asia"] {
        let code = home.code_of(profile);
        let (id, number) = (text(&code, "code"), text(&code, "number_id"));
        let made = text(&home.json(["codes", "create", "--number", &number, "--message", "Hi"]), "code");
        let updated = text(&home.json(["codes", "update", &made, "--message", "Ho", "--yes"]), "code");
        home.json(["codes", "delete", &id, "--yes"]);
        let [deletion, update, creation] = &entries(&home)[..3] else { panic!("three entries") };
        assert_eq!(
            keys(deletion),
            [
                "batch",
                "before",
                "error",
                "finished",
                "id",
                "killed",
                "made",
                "number_id",
                "op",
                "outcome",
                "profile",
                "provider",
                "sent",
                "settled",
                "started",
                "target",
                "user",
                "wanted"
            ]
        );
        assert_eq!((&deletion["op"], &deletion["killed"]), (&"delete".into(), &code["code"]));
        assert_eq!(deletion["before"]["code"]["message"], code["message"]);
        assert_eq!((&update["made"]["id"], &update["before"]["code"]["message"]), (&updated.into(), &"Hi".into()));
        assert_eq!((&creation["made"]["id"], &creation["wanted"]["message"]), (&made.into(), &"Hi".into()));
        assert!(entries(&home).iter().all(|entry| entry["outcome"] == "done" && entry["settled"] == false));
        assert_eq!(home.json(["journal", "list", "--code", &id]), Value::Array(vec![deletion.clone()]));
        assert_eq!(home.json(["journal", "show", &deletion["id"].to_string()]), *deletion);
        let page = home.json(["journal", "list", "--limit", "1", "--before", &deletion["id"].to_string()]);
        assert_eq!(page[0], *update);
        let shown = home.run(["journal", "show", &deletion["id"].to_string()]);
        assert!(shown.stdout.contains(&text(&code, "link")), "{}", shown.stdout);
    }
    assert_eq!(home.error(["journal", "show", "999"]).0, 3);
}

#[test]
fn a_deleted_code_is_created_again_with_its_message_and_a_new_link() {
    let home = Home::small();
    let code = home.code_of("aurora-eu");
    let id = text(&code, "code");
    home.json(["labels", "set", &id, "--label", "window poster"]);
    home.json(["codes", "delete", &id, "--yes"]);
    let entry = entries(&home)[0]["id"].to_string();
    let again = home.run(["journal", "recreate", &entry]);
    assert_eq!(again.code, 0, "{again:?}");
    assert!(again.stderr.contains(&id) && again.stderr.contains("stays dead"), "{}", again.stderr);
    let codes = home.codes();
    let made = entries(&home)[1]["made"]["id"].clone();
    let made = codes.iter().find(|code| code["code"] == made).unwrap();
    assert_eq!(made["message"], code["message"]);
    assert_eq!(home.json(["labels", "list"])[0]["code"], made["code"], "the label goes along");

    let (status, error) = home.error(["journal", "recreate", &entry]);
    assert!(status == 4 && text(&error, "message").contains("already"), "{error}");
    assert_eq!(home.codes().len(), codes.len());
    home.json(["journal", "recreate", &entry, "--yes"]);
    assert_eq!(home.codes().len(), codes.len() + 1);
    let creation = entries(&home)[0]["id"].to_string();
    assert!(text(&home.error(["journal", "recreate", &creation]).1, "message").contains("not the deletion"));
    assert_eq!(home.error(["--read-only", "journal", "recreate", &entry, "--yes"]).0, 4);
}

#[test]
fn a_damaged_journal_stops_changes_and_no_reads() {
    let home = Home::small();
    let code = text(&home.code_of("aurora-eu"), "code");
    let database = home.data().join("sandbox.db");
    std::fs::write(&database, "no database at all, ".repeat(100)).unwrap();
    let (_, error) = home.error(["codes", "delete", &code, "--yes"]);
    assert!(text(&error, "message").contains("is damaged"), "{error}");
    assert!(text(&error, "advice").contains(&format!("move {}", database.display())), "{error}");
    assert!(home.code_ids().contains(&code));
}

#[cfg(unix)]
#[test]
fn a_killed_deletion_is_settled_by_the_next_run() {
    use std::process::Stdio;

    use super::harness::Serving;

    let home = Home::new();
    let faults = home.path().join("faults.json");
    std::fs::write(&faults, r#"[{"op": "*", "nth": "every", "do": "hang"}]"#.replace('*', "meta.codes.delete"))
        .unwrap();
    let size = ["--numbers", "1", "--codes", "2", "--groups", "0", "--faults", faults.to_str().unwrap()];
    let serving = Serving::start(&home, size);
    home.configure(&serving.configuration(&home));
    let code = text(&home.code_of("eu"), "code");
    let mut command = home.command(["codes", "delete", &code, "--yes"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while home.code_ids().contains(&code) {
        assert!(child.try_wait().unwrap().is_none(), "the deletion hangs until it is killed");
    }
    assert_eq!(home.json(["journal", "list", "--open"])[0]["target"], code.as_str());
    assert_eq!(home.json(["journal", "settle"]), Value::Array(Vec::new()), "it is being worked on");
    child.kill().unwrap();
    child.wait().unwrap();

    let told = home.json(["journal", "settle"]);
    assert_eq!((&told[0]["outcome"], told.as_array().unwrap().len()), (&"done".into(), 1), "{told}");
    assert!(text(&told[0], "message").contains(&code), "{told}");
    let entry = &entries(&home)[0];
    assert_eq!((&entry["outcome"], &entry["settled"], &entry["killed"]), (&"done".into(), &true.into(), &code.into()));
    assert_eq!(home.json(["journal", "settle"]), Value::Array(Vec::new()));
}
