use serde_json::Value;

use super::harness::{Home, keys, text};

/// The id of some number of a profile.
fn number(home: &Home, profile: &str) -> String {
    text(&home.json(["numbers", "list", "--profile", profile])[0], "id")
}

#[test]
fn the_link_of_a_poster_names_its_code() {
    let home = Home::small();
    let code = home.codes().remove(0);
    let (id, link) = (text(&code, "code"), text(&code, "link"));
    assert_eq!(home.json(["codes", "show", &link]), code);
    assert_eq!(home.json(["labels", "set", &link, "--label", "door"])["code"], id);
    let deleted = home.json(["codes", "delete", &link, &id, "--yes"]);
    assert_eq!((deleted.as_array().unwrap().len(), &deleted[0]["code"]), (1, &code["code"]), "once: {deleted}");
    let (status, error) = home.error(["codes", "show", &id.to_lowercase()]);
    assert!(status == 3 && text(&error, "advice").contains("capital letters"), "{error}");
}

#[test]
fn a_code_is_listed_shown_and_found_without_its_number() {
    let home = Home::small();
    for profile in ["aurora-eu", "aurora-asia"] {
        let code = home.code_of(profile);
        assert_eq!(keys(&code), ["code", "image_url", "link", "message", "number_id", "profile", "provider"]);
        assert_eq!(code["image_url"], Value::Null, "nobody asked for a picture");
        let (id, number) = (text(&code, "code"), text(&code, "number_id"));
        assert_eq!(home.json(["codes", "show", &id]), code);
        assert_eq!(home.json(["codes", "show", &id, "--number", &number]), code);
        let pictured = home.json(["codes", "show", &id, "--image", "svg"]);
        // CAMS cannot be asked for a picture of a code that was made without one.
        if profile == "aurora-eu" {
            assert!(text(&pictured, "image_url").starts_with("http://127.0.0.1:"), "{pictured}");
        }
        let shown = home.run(["codes", "show", &id]);
        assert!(shown.stdout.contains(&text(&code, "link")), "{}", shown.stdout);
    }
}

#[test]
fn a_code_that_is_nowhere_is_not_found() {
    let home = Home::small();
    for code in ["AAAAAAAAAAAAA1", "x", "../numbers", "a b"] {
        let (status, error) = home.error(["codes", "show", code]);
        assert_eq!((status, text(&error, "kind").as_str()), (3, "not_found"), "{code}: {error}");
        assert_eq!(keys(&error), ["advice", "kind", "message", "request_id"]);
    }
    let ran = home.run(["codes", "show", "AAAAAAAAAAAAA1"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (3, ""));
    assert!(ran.stderr.contains("qrdeck: The code AAAAAAAAAAAAA1 does not exist"), "{}", ran.stderr);
}

#[test]
fn a_code_is_created_and_there_afterwards() {
    let home = Home::small();
    for profile in ["aurora-eu", "aurora-asia"] {
        let number = number(&home, profile);
        let message = "Grüße 👩‍🍳\nمرحبا";
        let made = home.json(["codes", "create", "--number", &number, "--message", message]);
        assert_eq!((text(&made, "message").as_str(), &made["image_url"]), (message, &Value::Null));
        assert_eq!(home.json(["codes", "show", &text(&made, "code")]), made);
        let pictured =
            home.json(["codes", "create", "--number", &number, "--message", "Hi", "--image", "PNG", "--yes"]);
        assert!(pictured["image_url"].is_string(), "{pictured}");
    }
}

#[test]
fn a_message_that_cannot_be_sent_is_refused_before_anything_is() {
    let home = Home::small();
    let number = number(&home, "aurora-eu");
    let before = home.code_ids();
    for message in ["", " ", &"x".repeat(141), "a\u{1b}b"] {
        let (status, error) = home.error(["codes", "create", "--number", &number, "--message", message]);
        assert_eq!((status, text(&error, "kind").as_str()), (2, "usage"), "{message:?}");
        let (status, error) = home.error(["codes", "update", &before[0], "--message", message]);
        assert_eq!((status, text(&error, "kind").as_str()), (2, "usage"), "{message:?}");
    }
    assert_eq!(home.code_ids(), before);
}

#[test]
fn on_meta_an_update_keeps_the_code_and_asks_nothing() {
    let home = Home::small();
    let code = home.code_of("aurora-eu");
    let updated = home.json(["codes", "update", &text(&code, "code"), "--message", "New"]);
    assert_eq!(
        keys(&updated),
        ["code", "image_url", "link", "message", "number_id", "profile", "provider", "replaced"]
    );
    assert_eq!((&updated["code"], &updated["replaced"]), (&code["code"], &Value::Null));
    assert_eq!(text(&home.json(["codes", "show", &text(&code, "code")]), "message"), "New");
}

#[test]
fn on_cams_an_update_replaces_the_code_and_needs_a_yes() {
    let home = Home::small();
    let old = text(&home.code_of("aurora-asia"), "code");
    let (status, error) = home.error(["codes", "update", &old, "--message", "New"]);
    assert_eq!((status, text(&error, "kind").as_str()), (4, "refused"));
    assert!(text(&error, "message").contains(&old) && text(&error, "message").contains("SANDBOX"), "{error}");
    assert!(home.code_ids().contains(&old));
    let updated = home.json(["codes", "update", &old, "--message", "New", "--yes"]);
    assert_eq!(text(&updated, "replaced"), old);
    let ids = home.code_ids();
    assert!(ids.contains(&text(&updated, "code")) && !ids.contains(&old));
}

#[test]
fn a_deletion_needs_a_yes_and_then_happens() {
    let home = Home::small();
    for profile in ["aurora-eu", "aurora-asia"] {
        let code = home.code_of(profile);
        let id = text(&code, "code");
        let (status, error) = home.error(["codes", "delete", &id]);
        assert_eq!((status, text(&error, "kind").as_str()), (4, "refused"));
        for what in [&id, &text(&code, "message"), &text(&code, "link"), "SANDBOX"] {
            assert!(text(&error, "message").contains(what), "{what} in {error}");
        }
        assert!(home.code_ids().contains(&id));
        assert_eq!(home.json(["codes", "delete", &id, "--yes"]), Value::Array(vec![code]));
        assert_eq!(home.error(["codes", "delete", &id, "--yes"]).0, 3);
        assert!(!home.code_ids().contains(&id));
    }
}

#[test]
fn several_codes_go_together_or_not_at_all() {
    let home = Home::small();
    let before = home.code_ids();
    let (first, last) = (before[0].as_str(), before[before.len() - 1].as_str());
    let (status, error) = home.error(["codes", "delete", first, "AAAAAAAAAAAAA1", last, "--yes"]);
    assert_eq!(status, 3, "{error}");
    assert!(text(&error, "message").contains("AAAAAAAAAAAAA1") && !text(&error, "message").contains(first));
    assert_eq!(home.code_ids(), before);
    let (status, error) = home.error(["codes", "delete", first, last]);
    assert_eq!(status, 4, "{error}");
    assert!(text(&error, "message").contains("Delete these 2 codes?"), "{error}");
    let deleted = home.json(["codes", "delete", first, last, first, "--yes"]);
    let deleted: Vec<_> = deleted.as_array().unwrap().iter().map(|code| text(code, "code")).collect();
    assert_eq!(deleted, [first, last]);
    assert_eq!(home.code_ids(), before[1..before.len() - 1]);
}

#[test]
fn read_only_refuses_every_change_and_no_read() {
    let home = Home::small();
    let before = home.codes();
    for profile in ["aurora-eu", "aurora-asia"] {
        let code = before.iter().find(|code| code["profile"] == profile).unwrap();
        let (id, number) = (text(code, "code"), text(code, "number_id"));
        assert_eq!(&home.json(["--read-only", "codes", "show", &id]), code);
        for (status, error) in [
            home.error(["--read-only", "codes", "create", "--number", &number, "--message", "Hi"]),
            home.error(["--read-only", "codes", "update", &id, "--message", "Hi", "--yes"]),
            home.error(["--read-only", "codes", "delete", &id, "--yes"]),
        ] {
            assert_eq!((status, text(&error, "kind").as_str()), (4, "refused"), "{error}");
            assert!(text(&error, "message").contains("read-only"), "{error}");
        }
    }
    assert_eq!(home.codes(), before);
}

#[test]
fn codes_are_found_by_words_in_any_order_without_accents() {
    let home = Home::small();
    let number = number(&home, "aurora-eu");
    let made = home.json(["codes", "create", "--number", &number, "--message", "Für Gäste: Tür zum Garten"]);
    let found = home.json(["codes", "find", "garten", "GASTE"]);
    assert_eq!(found[0]["code"], made["code"], "{found}");
    home.json(["labels", "set", &text(&made, "code"), "--label", "Hoftor", "--number", &number]);
    assert_eq!(home.json(["codes", "find", "label:hoft"])[0]["code"], made["code"]);
    assert_eq!(home.json(["codes", "find", "label:hoft"])[0]["state"], "alive");
    let id = text(&made, "code");
    home.json(["codes", "delete", &id, "--yes"]);
    let found = home.json(["codes", "find", "gaste garten"]);
    assert_eq!((&found[0]["code"], &found[0]["state"]), (&made["code"], &"dead".into()));
    assert_eq!(home.json(["codes", "find", "is:dead"]).as_array().unwrap().len(), 1);
    assert_eq!(home.error(["codes", "find", "gaste garten -is:dead"]).0, 3);
    let replaced = home.code_of("aurora-asia");
    home.json(["codes", "update", &text(&replaced, "code"), "--message", "Neu", "--yes"]);
    let found = home.json(["codes", "find", "is:replaced"]);
    assert_eq!((&found[0]["code"], &found[0]["state"]), (&replaced["code"], &"replaced".into()));
    let (status, error) = home.error(["codes", "find", "zzzzqqqq"]);
    assert_eq!((status, text(&error, "kind").as_str()), (3, "not_found"));
}

#[test]
fn the_picture_of_the_service_is_kept_as_it_is_and_nothing_is_overwritten() {
    let home = Home::small();
    let (id, other) = (text(&home.code_of("aurora-eu"), "code"), text(&home.code_of("aurora-asia"), "code"));
    let out = home.path().join("pictures");
    let out = out.to_str().unwrap();
    let saved = home.json(["codes", "verify", &id, &other, "--out", out]);
    let file = text(&saved[0], "file");
    assert_eq!(file, format!("{out}/{id}.png"));
    assert!(std::fs::exists(text(&saved[1], "file")).unwrap(), "{saved}");
    let bytes = std::fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"\x89PNG"));
    std::fs::write(&file, "mine").unwrap();
    let (status, error) = home.error(["codes", "verify", &id, "--out", out]);
    assert_eq!((status, text(&error, "kind").as_str()), (4, "refused"), "{error}");
    assert_eq!(std::fs::read(&file).unwrap(), b"mine");
    home.json(["codes", "verify", &id, "--out", out, "--force"]);
    assert_eq!(std::fs::read(&file).unwrap(), bytes);
    assert_eq!(home.json(["codes", "verify", &id])[0]["file"], Value::Null);
    assert_eq!(home.run(["codes", "verify", &id, "--force"]).code, 2);
}

#[test]
fn the_picture_of_the_service_says_the_link_or_there_is_none() {
    let home = Home::small();
    let code = home.code_of("aurora-eu");
    let looked = home.json(["codes", "verify", &text(&code, "code")]);
    assert_eq!((&looked[0]["says"], &looked[0]["matches"]), (&code["link"], &Value::Bool(true)), "{looked}");
    let number = number(&home, "aurora-asia");
    let made = home.json(["codes", "create", "--number", &number, "--message", "Hi", "--image", "svg"]);
    let looked = home.json(["codes", "verify", &text(&made, "code"), &text(&code, "code")]);
    assert_eq!((&looked[0]["says"], &looked[1]["matches"]), (&made["link"], &Value::Bool(true)), "{looked}");
    let told = home.run(["codes", "verify", &text(&code, "code")]);
    assert!(told.stdout.contains("the picture encodes the link"), "{told:?}");
    assert_eq!(home.error(["codes", "verify", "AAAAAAAAAAAAA1"]).0, 3);
}
