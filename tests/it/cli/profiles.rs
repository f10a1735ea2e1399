use std::path::PathBuf;

use super::harness::{Home, Ran, Serving, text};

const SMALL: [&str; 6] = ["--numbers", "1", "--codes", "3", "--groups", "1"];

#[test]
fn configured_profiles_do_everything_over_real_http() {
    let home = Home::new();
    let serving = Serving::start(&home, SMALL);
    home.configure(&serving.configuration(&home));
    let ran = home.run(["numbers", "list"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
    assert_eq!(home.codes().len(), 6);
    for profile in ["eu", "asia"] {
        let number = text(&home.json(["numbers", "list", "--profile", profile])[0], "id");
        let made = home.json(["codes", "create", "--number", &number, "--message", "Hi"]);
        let updated = home.json(["codes", "update", &text(&made, "code"), "--message", "Ho", "--yes"]);
        let deleted = home.json(["codes", "delete", &text(&updated, "code"), "--yes"]);
        assert_eq!(text(&deleted[0], "message"), "Ho");
    }
    assert_eq!(home.codes().len(), 6);
    assert!(!home.data().join("sandbox.json").exists(), "the embedded sandbox was not touched");
}

#[test]
fn a_profile_that_fails_does_not_hide_the_others_and_nothing_falls_back() {
    let home = Home::new();
    let serving = Serving::start(&home, SMALL);
    let configuration = serving.configuration(&home);
    home.configure(&configuration);
    std::fs::remove_file(home.path().join("token")).unwrap();
    let ran = Ran::of(&mut home.command(["numbers", "list", "--json"]));
    assert_eq!(ran.code, 1);
    let numbers = ran.document();
    assert_eq!(numbers.as_array().unwrap().len(), 1);
    assert!(numbers.as_array().unwrap().iter().all(|number| number["profile"] == "asia"));
    let told: serde_json::Value = serde_json::from_str(&ran.stderr).unwrap();
    assert_eq!((&told["error"]["profile"], &told["error"]["kind"]), (&"eu".into(), &"auth".into()), "{told}");
    let (status, error) = home.error(["--profile", "eu", "numbers", "list"]);
    assert_eq!((status, text(&error, "kind").as_str()), (1, "auth"));
    // A code that is nowhere else may be there.
    assert_eq!(text(&home.error(["codes", "show", "AAAAAAAAAAAAA1"]).1, "kind"), "auth");
}

#[test]
fn a_read_only_profile_changes_nothing() {
    let home = Home::new();
    let serving = Serving::start(&home, SMALL);
    home.configure(&serving.configuration(&home).replace("name = \"eu\"", "name = \"eu\"\nread_only = true"));
    let code = text(&home.code_of("eu"), "code");
    assert_eq!(home.error(["codes", "delete", &code, "--yes"]).0, 4);
    let code = text(&home.code_of("asia"), "code");
    home.json(["codes", "delete", &code, "--yes"]);
}

#[test]
fn a_wrong_key_is_told_with_what_support_asks_for_and_without_the_key() {
    let home = Home::new();
    let serving = Serving::start(&home, SMALL);
    home.configure(&serving.configuration(&home));
    for (profile, file) in [("eu", "token"), ("asia", "key")] {
        let path = home.path().join(file);
        std::fs::write(&path, "wrongwrongwrong").unwrap();
        let (status, error) = home.error(["--profile", profile, "numbers", "list"]);
        assert_eq!((status, text(&error, "kind").as_str()), (1, "auth"), "{error}");
        assert!(error["request_id"].is_string(), "{error}");
        assert!(!error.to_string().contains("wrongwrong"), "{error}");
    }
}

#[test]
fn the_vendors_variables_are_enough_for_cams() {
    let home = Home::new();
    let serving = Serving::start(&home, SMALL);
    let alibaba = &serving.endpoints["alibaba"];
    home.configure(&format!(
        "[[profile]]\nname = \"asia\"\nprovider = \"alibaba\"\nendpoint = {}\n",
        alibaba["endpoint"]
    ));
    let ran = Ran::of(
        home.command(["numbers", "list", "--json"])
            .env("ALIBABA_CLOUD_ACCESS_KEY_ID", text(alibaba, "access_key_id"))
            .env("ALIBABA_CLOUD_ACCESS_KEY_SECRET", text(alibaba, "access_key_secret")),
    );
    assert_eq!((ran.code, ran.document().as_array().unwrap().len()), (0, 1), "{ran:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_keyring_the_error_says_which_ways_there_are() {
    let home = Home::new();
    home.configure(
        "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\n[[profile]]\nname = \"asia\"\nprovider = \"alibaba\"\n",
    );
    for (profile, ways) in [("eu", "{ command"), ("asia", "ALIBABA_CLOUD_ACCESS_KEY_SECRET")] {
        let (status, error) = home.error(["numbers", "list", "--profile", profile]);
        assert_eq!((status, text(&error, "kind").as_str()), (1, "auth"));
        assert!(text(&error, "message").contains("keyring cannot be used"), "{error}");
        assert!(text(&error, "advice").contains(ways), "{error}");
    }
}

#[test]
fn mistakes_in_the_configuration_are_told_together_and_stop_everything() {
    let home = Home::new();
    home.configure("[[profile]]\nname = \"eu\"\nprovidr = \"meta\"\n\n[[profile]]\nname = \"eu\"\nprovider = \"alibaba\"\nacces_key_id = \"x\"\n");
    let (status, error) = home.error(["numbers", "list"]);
    assert_eq!((status, text(&error, "kind").as_str()), (1, "config"));
    for mistake in [
        "config.toml has 3 mistakes",
        "line 1: ",
        "line 6: ",
        "line 8: The key `acces_key_id` is unknown. Did you mean `access_key_id`?",
    ] {
        assert!(text(&error, "message").contains(mistake), "{mistake} in {error}");
    }
    assert_eq!(home.run(["numbers", "list", "--sandbox"]).code, 0);
}

#[test]
fn another_configuration_and_data_directory_can_be_named() {
    let home = Home::new();
    let (config, data): (PathBuf, PathBuf) = (home.path().join("other.toml"), home.path().join("other"));
    let (status, error) = home.error(["numbers", "list", "--config", config.to_str().unwrap()]);
    assert_eq!((status, text(&error, "kind").as_str()), (1, "config"));
    std::fs::write(&config, "# empty\n").unwrap();
    let ran = Ran::of(home.command(["numbers", "list"]).env("QRDECK_CONFIG", &config).env("QRDECK_DATA_DIR", &data));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(data.join("sandbox.json").exists());
    assert!(!home.data().exists());
}

#[test]
fn hostile_text_of_a_service_reaches_no_terminal() {
    let home = Home::new();
    let faults = home.path().join("faults.json");
    std::fs::write(&faults, r#"[{"op": "*", "nth": "every", "do": "hostile_text"}]"#).unwrap();
    let serving = Serving::start(&home, ["--numbers", "1", "--codes", "3", "--faults", faults.to_str().unwrap()]);
    home.configure(&serving.configuration(&home));
    let bidi = |c: char| ('\u{202a}'..='\u{202e}').contains(&c) || ('\u{2066}'..='\u{2069}').contains(&c);
    for command in [&["numbers", "list"][..], &["codes", "list"], &["codes", "list", "--json"]] {
        let ran = Ran::of(&mut home.command(command));
        for text in [&ran.stdout, &ran.stderr] {
            assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || bidi(c)), "{command:?}: {text:?}");
        }
        assert!(!ran.stdout.is_empty(), "{ran:?}");
    }
}

#[cfg(unix)]
#[test]
fn the_log_is_private_and_knows_no_secret() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = Home::new();
    let serving = Serving::start(&home, SMALL);
    home.configure(&serving.configuration(&home));
    let ran = Ran::of(home.command(["codes", "list"]).env("QRDECK_LOG", "trace"));
    assert_eq!(ran.code, 0, "{ran:?}");
    let path = home.data().join("qrdeck.log");
    assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let log = std::fs::read_to_string(&path).unwrap();
    assert!(log.contains("connecting"), "{log}");
    for secret in [text(&serving.endpoints["meta"], "token"), text(&serving.endpoints["alibaba"], "access_key_secret")]
    {
        assert!(!log.contains(&secret));
    }
    assert!(!log.contains("http://") && !log.contains("Signature"), "{log}");
    let ran = Ran::of(home.command(["numbers", "list"]).env("QRDECK_LOG", "loud"));
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("QRDECK_LOG"), "{}", ran.stderr);
}
