//! What is known on this machine, without a service.

use serde_json::Value;

use super::harness::{Home, Ran, Serving, text};

/// The lines of a list.
fn lines(home: &Home, arguments: &[&str]) -> Vec<Value> {
    let ran = Ran::of(home.command(arguments).arg("--jsonl"));
    assert_eq!(ran.code, 0, "{ran:?}");
    ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn lists_come_line_by_line_and_say_the_same() {
    let home = Home::small();
    for list in [["codes", "list"], ["numbers", "list"], ["groups", "list"]] {
        let whole = home.json(list);
        assert_eq!(whole.as_array().unwrap(), &lines(&home, &list), "{list:?}");
    }
}

#[test]
fn nothing_is_known_before_anybody_has_looked() {
    let home = Home::small();
    let (status, error) = home.error(["codes", "list", "--cached"]);
    assert_eq!((status, text(&error, "kind").as_str()), (1, "unavailable"), "{error}");
    assert!(text(&error, "advice").contains("qrdeck sync"), "{error}");
}

#[test]
fn a_sync_makes_everything_readable_offline() {
    let home = Home::small();
    let fresh = home.json(["codes", "list"]);
    let synced = home.json(["sync"]);
    assert!(synced.as_array().unwrap().iter().all(|row| row["failed"] == Value::Array(vec![])), "{synced}");
    let groups = home.json(["groups", "list"]);
    // Without its world there is no sandbox to ask: whatever is answered now comes from the cache.
    let world = home.data().join("sandbox.json");
    std::fs::write(&world, "not a world").unwrap();
    assert_eq!(home.run(["codes", "list", "--json"]).code, 1);
    assert_eq!(home.json(["codes", "list", "--cached"]), fresh);
    assert_eq!(home.json(["groups", "list", "--cached"]), groups);
    let code = text(&fresh[0], "code");
    assert_eq!(home.json(["codes", "show", &code, "--cached"]), fresh[0]);
    let out = home.path().join("out");
    home.json(["codes", "export", &code, "--format", "svg", "--out", out.to_str().unwrap(), "--cached"]);
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 1);
    let refused = home.run(["codes", "delete", &code, "--cached", "--yes"]);
    assert_eq!(refused.code, 4, "{refused:?}");
    let told = home.run(["numbers", "list", "--cached"]);
    assert!(told.stderr.contains("cached, as of"), "{}", told.stderr);
}

#[test]
fn a_plan_asks_nobody_and_says_what_a_sync_costs() {
    let home = Home::small();
    home.json(["sync"]);
    let plan = home.json(["sync", "--plan"]);
    let rows = plan.as_array().unwrap();
    assert_eq!(rows.len(), 2);
    for row in rows {
        let calls = (row["calls"].as_u64(), row["group_calls"].as_u64(), &row["at_least"]);
        assert_eq!(calls, (Some(5), Some(2), &Value::from(false)), "{row}");
        assert!(row.get("synced").is_none());
    }
}

#[test]
fn a_deletion_is_known_to_the_cache_at_once() {
    let home = Home::small();
    let code = text(&home.json(["codes", "list"])[0], "code");
    home.json(["codes", "delete", &code, "--yes"]);
    let cached = home.json(["codes", "list", "--cached"]);
    assert!(cached.as_array().unwrap().iter().all(|row| row["code"] != code), "{cached}");
}

#[test]
fn a_new_world_forgets_the_cache_of_the_old_one() {
    let home = Home::small();
    home.json(["sync"]);
    home.json(["sandbox", "--reset"]);
    assert_eq!(home.run(["codes", "list", "--cached", "--json"]).code, 1);
}

#[test]
fn a_sync_asks_nobody_where_nothing_of_it_would_be_kept() {
    let home = Home::small();
    let serving = Serving::start(&home, ["--numbers", "1", "--codes", "1", "--groups", "1"]);
    home.configure(&format!("[cache]\ndisk = false\n\n{}", serving.configuration(&home)));
    let (status, error) = home.error(["sync"]);
    assert_eq!((status, text(&error, "kind").as_str()), (1, "config"), "{error}");
    assert!(text(&error, "message").contains("Nothing was asked"), "{error}");
    assert_eq!(home.json(["codes", "list"]).as_array().unwrap().len(), 2, "lists work all the same");
}

#[cfg(unix)]
#[test]
fn a_cache_that_cannot_be_written_can_be_read() {
    let home = Home::small();
    home.json(["sync"]);
    let codes = home.json(["codes", "list", "--cached"]);
    // Where SQLite cannot make its files beside a database it cannot write it, not even for the superuser.
    std::os::unix::fs::symlink("/nonexistent", home.data().join("sandbox-cache.db-shm")).unwrap();
    for list in [&["codes", "list", "--cached"][..], &["codes", "list"]] {
        assert_eq!(Ran::of(home.command(list).arg("--json")).document(), codes, "{list:?}");
        let ran = Ran::of(&mut home.command(list));
        assert_eq!((ran.code, ran.stderr.matches("can only be read").count()), (0, 1), "{ran:?}");
    }
}

#[test]
fn a_number_without_groups_keeps_a_sync_from_none_of_the_others() {
    // The world is the same in both, what was seen is not.
    let (home, asked) = (Home::new(), Home::new());
    let numbers = home.json(["numbers", "list"]);
    let ids = numbers.as_array().unwrap().iter().filter(|number| text(number, "provider") == "meta");
    let ids: Vec<String> = ids.map(|number| text(number, "id")).collect();
    let declined = |id: &String| {
        let told = asked.run(["groups", "list", "--number", id.as_str()]);
        told.stderr.contains("not available")
    };
    let declined: Vec<_> = ids.iter().map(declined).collect();
    let first = declined.iter().position(|declined| *declined).expect("a number without groups");
    assert!(declined[first..].contains(&false), "numbers that have groups come after it: {declined:?}");
    home.json(["sync"]);
    for (id, _) in ids.iter().zip(declined).filter(|(_, declined)| !declined) {
        let cached = home.run(["groups", "list", "--number", id.as_str(), "--cached"]);
        assert_eq!(cached.code, 0, "{id}: {cached:?}");
    }
}

#[test]
fn a_number_without_groups_says_so_offline() {
    let home = Home::new();
    let asked = home.run(["groups", "list", "--number", "Aurora Café, Paris", "--json"]);
    home.json(["sync"]);
    let fresh = home.json(["groups", "list"]);
    std::fs::write(home.data().join("sandbox.json"), "not a world").unwrap();
    let all = home.run(["groups", "list", "--cached", "--json"]);
    assert_eq!((all.code, all.document().as_array().unwrap().len()), (0, fresh.as_array().unwrap().len()), "{all:?}");
    let told = home.run(["groups", "list", "--cached"]);
    assert_eq!((told.code, told.stderr.contains("not cached")), (0, false), "{told:?}");
    let (status, error) = home.error(["groups", "list", "--number", "Aurora Café, Paris", "--cached"]);
    assert_eq!((status, text(&error, "kind").as_str()), (1, "not_enabled"), "{error}");
    for key in ["message", "advice"] {
        assert_eq!(error[key], asked.document()["error"][key]);
    }
}

#[test]
fn a_link_that_nobody_has_read_is_neither_absent_nor_dead() {
    let (home, asked) = (Home::new(), Home::new());
    let fresh = asked.json(["groups", "list", "--profile", "aurora-eu"]);
    let linked = fresh.as_array().unwrap().iter().find(|group| group["invite_link"].is_string()).unwrap().clone();
    let (id, link) = (text(&linked, "id"), text(&linked, "invite_link"));
    home.json(["sync"]);
    let listed = home.run(["groups", "list", "--cached", "--profile", "aurora-eu"]);
    assert!(listed.code == 0 && listed.stderr.contains("not read yet") && !listed.stdout.contains(&link), "{listed:?}");
    let (status, error) = home.error(["qr", &id, "--cached"]);
    assert_eq!((status, text(&error, "kind").as_str()), (1, "unavailable"), "{error}");
    let shown = home.run(["groups", "show", &id, "--cached"]);
    assert!(shown.stdout.contains("not read yet"), "{shown:?}");
    let out = home.path().join("out");
    let exported = home.run(["groups", "export", &id, "--cached", "--format", "svg", "--out", out.to_str().unwrap()]);
    assert!(exported.code == 1 && !exported.stderr.contains("no invite link"), "{exported:?}");
    std::fs::write(home.path().join("poster.txt"), &link).unwrap();
    let audited = Ran::of(home.command(["audit", "poster.txt", "--cached", "--json"]).current_dir(home.path()));
    assert_eq!(audited.document()["findings"][0]["verdict"], "not_checked", "{audited:?}");
    // Once a list has read the links, they are known.
    home.json(["groups", "list"]);
    let audited = Ran::of(home.command(["audit", "poster.txt", "--cached", "--json"]).current_dir(home.path()));
    assert_eq!(
        (audited.code, &audited.document()["findings"][0]["verdict"]),
        (0, &Value::from("alive")),
        "{audited:?}"
    );
}

#[test]
fn what_has_to_ask_a_service_does_not_claim_to_have_asked_one() {
    let home = Home::small();
    home.json(["sync"]);
    let synced = home.json(["sync", "--plan"]);
    for command in [&["sync"][..], &["doctor"], &["profile", "test"], &["journal", "settle"]] {
        let ran = Ran::of(home.command(command).arg("--cached"));
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{command:?}: {ran:?}");
        assert!(ran.stderr.contains("Omit --cached."), "{command:?}: {ran:?}");
    }
    assert_eq!(home.json(["sync", "--plan", "--cached"]), synced, "a plan asks nobody");
    let changes: [&[&str]; 3] = [&["import", "rows.csv"], &["apply", "deck.toml"], &["journal", "recreate", "1"]];
    for command in changes {
        let ran = Ran::of(home.command(command).args(["--cached", "--yes"]));
        assert_eq!(ran.code, 4, "{command:?}: {ran:?}");
    }
}

#[test]
fn every_command_that_reads_does_so_from_the_cache() {
    let home = Home::small();
    home.json(["sync"]);
    std::fs::write(home.data().join("sandbox.json"), "not a world").unwrap();
    let code = home.json(["codes", "list", "--cached"])[0].clone();
    let (id, number) = (text(&code, "code"), text(&code, "number_id"));
    let word = text(&code, "message").split_whitespace().next().unwrap().to_owned();
    let out = home.path().join("out");
    let (out, deck) = (out.to_str().unwrap(), home.path().join("deck.toml"));
    let deck = deck.to_str().unwrap();
    let commands: [&[&str]; 13] = [
        &["numbers", "list"],
        &["numbers", "show", &number],
        &["codes", "list", "--number", &number],
        &["codes", "show", &id],
        &["codes", "find", &word],
        &["codes", "export", &id, "--format", "svg", "--out", out],
        &["groups", "list"],
        &["qr", &id],
        &["journal", "list"],
        &["labels", "list"],
        &["pull", "--out", deck],
        &["plan", deck],
        &["audit", deck],
    ];
    for command in commands {
        let ran = Ran::of(home.command(command).arg("--cached").current_dir(home.path()));
        assert_eq!(ran.code, 0, "{command:?}: {ran:?}");
    }
}
