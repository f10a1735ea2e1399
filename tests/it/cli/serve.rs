use qrdeck::cache::Cache;
use qrdeck::model::NumberKey;
use serde_json::json;

use super::harness::{Home, Serving, keys, text};

#[test]
fn the_first_line_says_how_to_reach_both_services() {
    let home = Home::new();
    let serving = Serving::start(&home, []);
    assert_eq!(keys(&serving.endpoints), ["alibaba", "meta"]);
    assert_eq!(keys(&serving.endpoints["meta"]), ["api_version", "base_url", "token", "waba_ids"]);
    let alibaba = ["access_key_id", "access_key_secret", "cust_space_id", "endpoint"];
    assert_eq!(keys(&serving.endpoints["alibaba"]), alibaba);
    for url in [text(&serving.endpoints["meta"], "base_url"), text(&serving.endpoints["alibaba"], "endpoint")] {
        let port = url.strip_prefix("http://127.0.0.1:").unwrap_or_else(|| panic!("{url}"));
        assert!(port.parse::<u16>().is_ok_and(|port| port != 0), "{url}");
    }
    assert!(!home.data().exists(), "the world of the app is not touched");
}

#[cfg(unix)]
#[test]
fn every_signal_that_asks_to_end_ends_it_well() {
    let home = Home::new();
    for signal in ["-INT", "-TERM", "-HUP"] {
        assert_eq!(Serving::start(&home, ["--numbers", "1"]).end(signal), Some(0), "{signal}");
    }
}

#[test]
fn the_same_seed_makes_the_same_credentials() {
    let home = Home::new();
    let token = |seed| text(&Serving::start(&home, ["--numbers", "1", "--seed", seed]).endpoints["meta"], "token");
    assert_eq!(token("7"), token("7"));
    assert_ne!(token("7"), token("8"));
}

#[test]
fn it_listens_on_this_machine_only() {
    let home = Home::new();
    for arguments in
        [["--listen", "0.0.0.0:0"], ["--listen", "[::]:0"], ["--numbers", "1000000000"], ["--codes", "2001"]]
    {
        let (status, error) = home.error(["sandbox", arguments[0], arguments[1]]);
        assert_eq!((status, text(&error, "kind").as_str()), (2, "usage"), "{arguments:?}: {error}");
    }
    assert_eq!(home.error(["sandbox", "--listen", "here"]).0, 2);
}

#[test]
fn advice_on_a_broken_world_destroys_no_other() {
    let home = Home::new();
    let broken = home.path().join("broken.json");
    let broken = broken.to_str().unwrap();
    std::fs::write(broken, "{\"format\": 1").unwrap();
    let (_, error) = home.error(["sandbox", "--state", broken]);
    let advice = text(&error, "advice");
    assert!(advice.contains(broken) && advice.contains("away") && !advice.contains("--reset"), "{advice}");
    // The world of the app and the commands has a journal and labels, which a reset forgets.
    std::fs::create_dir_all(home.data()).unwrap();
    let state = home.data().join("sandbox.json");
    std::fs::write(&state, "broken").unwrap();
    let (_, error) = home.error(["codes", "list"]);
    let advice = text(&error, "advice");
    assert!(advice.starts_with("Move ") && advice.contains("forgets the sandbox's journal and labels"), "{advice}");
    assert_eq!(std::fs::read_to_string(&state).unwrap(), "broken");
}

#[test]
fn the_world_is_kept_until_it_is_reset() {
    let home = Home::new();
    let number = "Aurora Coffee, Berlin";
    let codes = || home.json(["codes", "list", "--number", number]);
    let before = codes();
    home.json(["codes", "delete", &text(&before[0], "code"), "--number", number, "--yes"]);
    assert_eq!(codes().as_array().unwrap()[..], before.as_array().unwrap()[1..]);
    home.json(["labels", "set", &text(&before[1], "code"), "--label", "door"]);
    let other = home.path().join("other.json");
    home.json(["sandbox", "--reset", "--state", other.to_str().unwrap()]);
    let known = |of: [&str; 2]| home.json(of).as_array().unwrap().len();
    assert_eq!((known(["journal", "list"]), known(["labels", "list"])), (1, 1), "it belongs to the other world");
    let reset = home.json(["sandbox", "--reset"]);
    assert!(text(&reset, "reset").ends_with("sandbox.json") && reset["existed"] == true, "{reset}");
    let again = home.json(["sandbox", "--reset"]);
    assert_eq!(again["existed"], false, "{again}");
    assert_eq!(codes(), before);
    assert_eq!((known(["journal", "list"]), known(["labels", "list"])), (0, 0), "nothing is known of the old one");
    assert_eq!(home.run(["sandbox", "--reset", "--seed", "3"]).code, 2);
}

#[test]
fn a_reset_says_what_it_found() {
    let home = Home::new();
    let told = |home: &Home| home.run(["sandbox", "--reset"]).stderr;
    assert!(
        told(&home).contains("There was no world") && told(&home).contains("nothing was deleted"),
        "{}",
        told(&home)
    );
    let code = text(&home.codes()[0], "code");
    let world_alone = told(&home);
    assert!(world_alone.contains(" was deleted. ") && !world_alone.contains("labels"), "{world_alone}");
    home.json(["labels", "set", &code, "--label", "door"]);
    let both = told(&home);
    assert!(both.contains(" was deleted, with its journal and labels. "), "{both}");
    let labels_alone = told(&home);
    assert!(labels_alone.contains("no world") && !labels_alone.contains("nothing"), "{labels_alone}");
}

#[test]
fn a_filled_cache_holds_what_the_services_list() {
    let home = Home::new();
    home.json(["labels", "set", &text(&home.codes()[0], "code"), "--label", "of the old world"]);
    // More codes than a page of Graph has.
    let size = ["sandbox", "--numbers", "2", "--codes", "30", "--groups", "2", "--seed", "5", "--fill-cache"];
    let filled = home.json(size);
    assert_eq!((&filled["numbers"], &filled["codes"]), (&json!(4), &json!(120)), "{filled}");
    assert_eq!(home.json(["labels", "list"]), json!([]), "they were of codes that are gone");

    let profiles = [("aurora-eu", "meta"), ("aurora-asia", "alibaba")].map(|(name, of)| (name.into(), of.to_owned()));
    let cache = Cache::new(Some(home.data().join("sandbox-cache.db")), profiles);
    let cached = home.codes().into_iter().map(|row| {
        let key = NumberKey { profile: text(&row, "profile").as_str().into(), number: text(&row, "number_id").into() };
        let codes = cache.codes(&key).unwrap().value;
        assert_eq!(codes.len(), 30);
        let code = codes.iter().find(|code| code.code == text(&row, "code")).unwrap();
        (code.message.to_owned(), code.link().into_owned()) == (text(&row, "message"), text(&row, "link"))
    });
    assert_eq!(cached.collect::<Vec<_>>(), [true; 120]);
}
