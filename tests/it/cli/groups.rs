use serde_json::Value;

use super::harness::{Home, Ran, keys, text};

/// The groups of a profile with a link, and those without.
fn groups(home: &Home, profile: &str) -> (Vec<Value>, Vec<Value>) {
    let all = home.json(["groups", "list", "--profile", profile]);
    all.as_array().unwrap().iter().cloned().partition(|group| group["invite_link"].is_string())
}

/// A group as it is now.
fn now(home: &Home, group: &Value) -> Value {
    let all = home.json(["groups", "list", "--number", &text(group, "number_id")]);
    all.as_array().unwrap().iter().find(|other| other["id"] == group["id"]).unwrap().clone()
}

#[test]
fn groups_are_listed_with_their_links_on_both_services() {
    let home = Home::small();
    for profile in ["aurora-eu", "aurora-asia"] {
        let (linked, without) = groups(&home, profile);
        assert_eq!(linked.len() + without.len(), 4, "{profile}");
        for group in linked.iter().chain(&without) {
            assert_eq!(
                keys(group),
                ["id", "invite_link", "number_id", "participants", "profile", "provider", "status", "subject"]
            );
        }
        assert!(text(&linked[0], "invite_link").starts_with("https://chat.whatsapp.com/"));
    }
}

#[test]
fn a_link_is_reset_and_deleted_only_with_a_yes() {
    let home = Home::small();
    for profile in ["aurora-eu", "aurora-asia"] {
        let group = groups(&home, profile).0.remove(0);
        let (id, old) = (text(&group, "id"), text(&group, "invite_link"));
        for act in ["--reset", "--delete"] {
            let (status, error) = home.error(["groups", "link", &id, act]);
            assert_eq!((status, text(&error, "kind").as_str()), (4, "refused"), "{act}: {error}");
            assert!(text(&error, "message").contains(&old), "{error}");
            let (status, error) = home.error(["groups", "link", &id, act, "--yes", "--read-only"]);
            assert_eq!((status, text(&error, "kind").as_str()), (4, "refused"), "{act}: {error}");
        }
        assert_eq!(now(&home, &group), group);
        let reset = home.json(["groups", "link", &id, "--reset", "--yes"]);
        assert_ne!(text(&reset, "invite_link"), old);
        assert_eq!(now(&home, &group), reset);
        let deleted = home.json(["groups", "link", &id, "--delete", "--yes"]);
        assert_eq!(deleted["invite_link"], Value::Null);
        assert_eq!(now(&home, &group), deleted);
        let (status, error) = home.error(["groups", "link", &id, "--delete", "--yes"]);
        assert_eq!((status, text(&error, "kind").as_str()), (3, "not_found"), "{error}");
    }
}

#[test]
fn the_first_link_of_a_group_destroys_nothing_and_asks_nothing() {
    let home = Home::small();
    let without = groups(&home, "aurora-asia").1.remove(0);
    let made = home.json(["groups", "link", &text(&without, "id"), "--reset"]);
    assert!(made["invite_link"].is_string(), "{made}");
}

#[test]
fn what_shall_become_of_the_link_has_to_be_said() {
    let home = Home::small();
    assert_eq!(home.error(["groups", "link", "x"]).0, 2);
    assert_eq!(home.error(["groups", "link", "x", "--reset", "--delete"]).0, 2);
    assert_eq!(home.error(["groups", "link", "x", "--reset"]).0, 3);
}

#[test]
fn a_number_that_cannot_have_groups_says_so_where_it_was_named() {
    let home = Home::new();
    let (status, error) = home.error(["groups", "list", "--number", "Aurora Café, Paris"]);
    assert_eq!((status, text(&error, "kind").as_str()), (1, "not_enabled"), "{error}");
}

#[test]
fn what_has_no_groups_or_no_link_to_tell_is_no_failure() {
    let home = Home::new();
    let listed = home.run(["groups", "list"]);
    assert_eq!(listed.code, 0, "{listed:?}");
    let told: Vec<_> = listed.stderr.lines().collect();
    let about = |words: &str| told.iter().filter(|line| line.contains(words)).count();
    assert_eq!((about("Groups APIs are only available"), about("Group suspended")), (1, 1), "{told:?}");
    assert_eq!((about("failed"), about("qrdeck:")), (0, 0), "{told:?}");
    // Of those of a profile that has none, one speaks for all.
    let cannot: [&[&str]; 2] = [&["Aurora Café, Paris"], &["Aurora Café, Paris", "Aurora Café, Madrid"]];
    for numbers in cannot {
        let named = numbers.iter().flat_map(|number| ["--number", *number]);
        let ran = Ran::of(&mut home.command(["groups", "list"].into_iter().chain(named)));
        assert_eq!((ran.code, ran.stderr.matches("Groups APIs are only").count()), (1, 1), "{ran:?}");
    }
}

#[test]
fn a_group_is_shown_with_what_a_list_does_not_say() {
    let home = Home::small();
    for group in home.json(["groups", "list"]).as_array().unwrap() {
        let shown = home.json(["groups", "show", &text(group, "id")]);
        for (key, value) in group.as_object().unwrap() {
            assert_eq!(&shown[key], value, "{key}");
        }
        assert!(shown["description"].is_string(), "{shown}");
    }
    assert_eq!(home.error(["groups", "show", "nowhere"]).0, 3);
}
