use serde_json::Value;

use super::harness::{Home, Ran, Serving, text};

/// The finding about something.
fn finding<'a>(document: &'a Value, area: &str, check: &str) -> &'a Value {
    let findings = document["findings"].as_array().unwrap();
    let found = findings.iter().find(|finding| finding["area"] == area && finding["check"] == check);
    found.unwrap_or_else(|| panic!("no {area} {check} in {document}"))
}

#[test]
fn everything_in_order_is_said_to_be() {
    let home = Home::new();
    let serving = Serving::start(&home, ["--numbers", "1", "--codes", "1", "--groups", "1"]);
    home.configure(&serving.configuration(&home));
    let ran = Ran::of(home.command(["doctor", "--json"]).env("TERM", "xterm-256color").env("LANG", "C.UTF-8"));
    let document = ran.document();
    assert_eq!(ran.code, 0, "{document}");
    for (area, check) in [("config", "file"), ("files", "permissions"), ("files", "data"), ("terminal", "unicode")] {
        assert_eq!(text(finding(&document, area, check), "outcome"), "ok", "{document}");
    }
    for check in ["secret", "reach", "clock", "numbers", "groups"] {
        let findings = document["findings"].as_array().unwrap().iter();
        let profiles: Vec<_> = findings.filter(|found| found["area"] == "profile" && found["check"] == check).collect();
        assert_eq!(profiles.len(), 2, "{check} in {document}");
        assert!(profiles.iter().all(|found| found["outcome"] == "ok"), "{check} in {document}");
    }
}

#[test]
fn what_is_wrong_comes_with_a_fix() {
    let home = Home::new();
    home.configure(
        "[[profile]]\nname = \"eu\"\nprovidr = \"meta\"\n\n[[profile]]\nname = \"eu\"\nprovider = \"meta\"\n",
    );
    let ran = Ran::of(home.command(["doctor", "--json"]).env("TERM", "dumb"));
    let document = ran.document();
    assert_eq!((ran.code, text(&document, "outcome").as_str()), (1, "fail"));
    assert!(text(finding(&document, "config", "file"), "message").contains("has 2 mistakes"), "{document}");
    assert_eq!(text(finding(&document, "terminal", "kind"), "outcome"), "fail");
    for found in document["findings"].as_array().unwrap() {
        let wrong = found["outcome"] == "warn" || found["outcome"] == "fail";
        assert_eq!(wrong, wrong && found["fix"].is_string(), "{found}");
    }
    let shown = home.run(["doctor"]);
    assert_eq!(shown.code, 1);
    assert!(shown.stdout.contains("✗ file"), "{}", shown.stdout);
}

#[test]
fn a_secret_that_is_typed_is_not_asked_for() {
    let home = Home::new();
    let serving = Serving::start(&home, ["--numbers", "1"]);
    let url = text(&serving.endpoints["meta"], "base_url");
    home.configure(&format!(
        "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nbase_url = \"{url}\"\nsecret = \"prompt\"\n"
    ));
    let document = Ran::of(&mut home.command(["doctor", "--json"])).document();
    assert_eq!(text(finding(&document, "profile", "secret"), "outcome"), "skipped");
    assert_eq!(text(finding(&document, "profile", "reach"), "outcome"), "ok");
}

#[test]
fn an_expired_version_of_graph_is_told_by_doctor_and_test() {
    let home = Home::new();
    let serving = Serving::start(&home, ["--numbers", "1", "--codes", "1", "--groups", "1"]);
    let configuration = serving.configuration(&home);
    home.configure(&configuration.replacen("provider = \"meta\"", "provider = \"meta\"\napi_version = \"v13.0\"", 1));
    let document = Ran::of(&mut home.command(["doctor", "--json"])).document();
    let version = finding(&document, "profile", "version");
    assert_eq!((text(version, "profile").as_str(), text(version, "outcome").as_str()), ("eu", "warn"));
    assert!(text(version, "message").contains("answers as v21.0, not as v13.0"), "{version}");
    assert!(text(version, "fix").contains("api_version"), "{version}");
    let ran = home.run(["profile", "test"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.stdout.matches("answers as v21.0, not as v13.0").count(), 1, "{ran:?}");
}

#[cfg(unix)]
#[test]
fn what_others_could_read_is_locked_at_the_next_start_and_told() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::small();
    home.configure("# nothing yet\n");
    let paths = [home.path().join(".config/qrdeck/config.toml"), home.data(), home.data().join("sandbox.json")];
    for path in &paths {
        std::fs::set_permissions(path, PermissionsExt::from_mode(if path.is_dir() { 0o755 } else { 0o644 })).unwrap();
    }
    let ran = home.run(["profile", "list"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    for path in &paths {
        assert!(ran.stderr.contains(&format!("Other users could access {} (mode ", path.display())), "{ran:?}");
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o077, 0, "{path:?}");
    }
    assert!(!home.run(["profile", "list"]).stderr.contains("Other users"));
}

#[test]
fn a_database_that_lost_something_is_told_and_bars_changes_until_somebody_decides() {
    let home = Home::small();
    for message in ["hello", "goodbye"] {
        home.json(["codes", "create", "--number", &number(&home), "--message", message]);
    }
    let document = home.json(["doctor"]);
    let database = finding(&document, "database", "sandbox.db");
    assert_eq!(text(database, "outcome"), "ok");
    assert!(text(database, "message").contains("so far: 2"), "{database}");
    assert!(!home.data().join("sandbox.db-wal").exists(), "who leaves leaves nothing in the log");

    std::fs::remove_file(home.data().join("sandbox.db")).unwrap();
    let (code, error) = home.error(["codes", "create", "--number", &number(&home), "--message", "no"]);
    assert_eq!((code, text(&error, "kind").as_str()), (4, "refused"), "{error}");
    assert!(text(&error, "message").contains("the whole journal (up to entry 2)"), "{error}");
    assert!(!home.codes().iter().any(|code| code["message"] == "no"), "nothing was sent");
    let listed = home.run(["journal", "list"]);
    assert_eq!(listed.code, 0, "{listed:?}");
    assert!(listed.stderr.contains("has lost data"), "{listed:?}");
    let listed = home.run(["journal", "list", "--json"]);
    let told: Value = serde_json::from_str(listed.stderr.lines().last().unwrap()).unwrap();
    assert_eq!((listed.code, text(&told["error"], "kind").as_str()), (0, "refused"), "programs learn of it too");
    let ran = Ran::of(&mut home.command(["doctor", "--json"]));
    assert_eq!((ran.code, text(finding(&ran.document(), "database", "sandbox.db"), "outcome").as_str()), (1, "fail"));

    let accepted = home.run(["doctor", "--accept-loss"]);
    assert!(accepted.stderr.contains("Loss accepted: The database"), "{accepted:?}");
    home.json(["codes", "create", "--number", &number(&home), "--message", "yes"]);
    assert_eq!(home.json(["journal", "list"])[0]["id"], 3, "no number comes back");
}

fn number(home: &Home) -> String {
    text(&home.json(["numbers", "list"])[0], "id")
}
