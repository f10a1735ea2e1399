//! What commonly goes wrong with a real account, and the sentence that solves it.

use serde_json::Value;

use super::harness::{Home, Ran, Serving, private_file, text};

/// What a program hears of a failure.
struct Told {
    kind: &'static str,
    message: &'static str,
    advice: &'static str,
}

const fn told(kind: &'static str, message: &'static str, advice: &'static str) -> Told {
    Told { kind, message, advice }
}

/// Checks both ways a failure comes to light: the check of the profile, and its first use.
fn assert_told(home: &Home, trouble: &str, by_test: &Told, by_use: &Told) {
    assert_told_by_test(home, trouble, by_test);
    let (status, error) = home.error(["numbers", "list"]);
    assert_eq!(status, if by_use.kind == "not_found" { 3 } else { 1 }, "{trouble}: {error}");
    assert_matches(trouble, &error, by_use);
}

/// Checks what the check of the profile says, to programs and to people.
fn assert_told_by_test(home: &Home, trouble: &str, by_test: &Told) {
    let ran = Ran::of(&mut home.command(["profile", "test", "--json"]));
    let report = ran.document();
    assert_eq!((ran.code, text(&report[0], "outcome").as_str()), (1, "fail"), "{trouble}: {ran:?}");
    let steps = report[0]["steps"].as_array().unwrap();
    let failed = steps.iter().find(|step| step["outcome"] == "fail").unwrap();
    assert_matches(trouble, failed, by_test);
    let shown = Ran::of(&mut home.command(["profile", "test"]));
    assert_eq!(shown.code, 1, "{trouble}");
    for sentence in [by_test.message, by_test.advice] {
        assert!(shown.stdout.contains(sentence), "{trouble}: {}", shown.stdout);
    }
}

fn assert_matches(trouble: &str, answer: &Value, told: &Told) {
    assert_eq!(text(answer, "kind"), told.kind, "{trouble}: {answer}");
    assert!(text(answer, "message").contains(told.message), "{trouble}: {answer}");
    assert!(text(answer, "advice").contains(told.advice), "{trouble}: {answer}");
}

/// A Meta profile whose token is in a file.
fn meta(home: &Home, base_url: &str, token: &str, more: &str) -> String {
    private_file(home, "token", token);
    format!(
        "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nbase_url = \"{base_url}\"\nsecret = {{ file = \"~/token\" }}\n{more}\n"
    )
}

/// A CAMS profile whose secret is in a file.
fn cams(home: &Home, endpoint: &str, id: &str, secret: &str, more: &str) -> String {
    private_file(home, "key", secret);
    format!(
        "[[profile]]\nname = \"asia\"\nprovider = \"alibaba\"\nendpoint = \"{endpoint}\"\naccess_key_id = \"{id}\"\n\
         secret = {{ file = \"~/key\" }}\n{more}\n"
    )
}

#[test]
fn a_token_that_is_no_good() {
    let home = Home::new();
    let serving = Serving::start(&home, ["--numbers", "2", "--codes", "1", "--groups", "0"]);
    let url = text(&serving.endpoints["meta"], "base_url");
    for (trouble, token, by_test, by_use) in [
        (
            "wrong token",
            "EAAJwrongwrong",
            told("auth", "", "Store a valid access token in the profile"),
            told("auth", "", "Store a valid access token in the profile"),
        ),
        (
            "expired token",
            "EAASandboxExpired",
            told("auth", "Session has expired", "The token has expired. Store a new one"),
            told("auth", "Session has expired", "The token has expired. Store a new one"),
        ),
        (
            "missing permission",
            "EAASandboxNoPermission",
            told("permission", "permission", "Give the token the permission `whatsapp_business_management`"),
            told("permission", "permission", "Give the token the permission `whatsapp_business_management`"),
        ),
        (
            "no account assigned",
            "EAASandboxNoAsset",
            told(
                "permission",
                "does not tell which",
                "Assign the WhatsApp Business Account to the token's system user",
            ),
            told("config", "does not tell which", "Name them in the profile"),
        ),
    ] {
        home.configure(&meta(&home, &url, token, ""));
        assert_told(&home, trouble, &by_test, &by_use);
    }
}

#[test]
fn an_id_of_another_kind() {
    let home = Home::new();
    let serving = Serving::start(&home, ["--numbers", "2", "--codes", "1", "--groups", "0"]);
    let (url, token) = (text(&serving.endpoints["meta"], "base_url"), text(&serving.endpoints["meta"], "token"));
    home.configure(&meta(&home, &url, &token, ""));
    let numbers = home.json(["numbers", "list"]);
    let report = home.json(["profile", "test"]);
    let accounts: Vec<&str> = report[0]["waba_ids"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let digits: String = text(&numbers[0], "display").chars().filter(char::is_ascii_digit).collect();
    for (id, what) in [(text(&numbers[0], "id"), "is the phone-number id of"), (digits, "itself, not the id")] {
        home.configure(&meta(&home, &url, &token, &format!("waba_ids = [\"{id}\"]")));
        let by_test = told("not_found", what, "Its account is ");
        assert_told(&home, what, &by_test, &told("not_found", "", "not phone-number ids, phone numbers"));
        let told = Ran::of(&mut home.command(["profile", "test"])).stdout;
        assert!(accounts.iter().any(|account| told.contains(&format!("waba_ids = [\"{account}\"]"))), "{told}");
    }
    home.configure(&meta(&home, &url, &token, "waba_ids = [\"1\"]"));
    let by_test = told("not_found", "", "or leave it out");
    assert_told(&home, "no account at all", &by_test, &told("not_found", "", "Check `waba_ids`"));
}

#[test]
fn a_key_that_is_no_good() {
    let home = Home::new();
    let serving = Serving::start(&home, ["--numbers", "1", "--codes", "1", "--groups", "0"]);
    let alibaba = &serving.endpoints["alibaba"];
    let (url, id) = (text(alibaba, "endpoint"), text(alibaba, "access_key_id"));
    let secret = text(alibaba, "access_key_secret");
    for (trouble, id, secret, message, advice) in [
        ("wrong secret", id.as_str(), "wrongwrong", "signature", "belongs to its access_key_id"),
        ("wrong id", "LTAI5twrong", secret.as_str(), "unknown or disabled", "Check access_key_id"),
    ] {
        home.configure(&cams(&home, &url, id, secret, ""));
        assert_told(&home, trouble, &told("auth", message, advice), &told("auth", message, advice));
    }
    home.configure(&cams(&home, &url, &secret, &id, ""));
    // The secret never leaves as an id.
    let (_, error) = home.error(["numbers", "list"]);
    assert!(text(&error, "message").contains("`access_key_id` looks like a secret"), "{error}");
    assert!(!error.to_string().contains(&secret), "{error}");
    // One of other looks does, and is told by what the service says.
    home.configure(&cams(&home, &url, "notalikely", &id, ""));
    let swapped = told("auth", "unknown or disabled", "id and secret are in each other's place");
    assert_told(&home, "id and secret swapped", &swapped, &told("auth", "unknown or disabled", "Check access_key_id"));
}

#[test]
fn a_clock_that_is_off_and_operations_that_are_refused() {
    let home = Home::new();
    let faults = home.path().join("faults.json");
    for (fault, kind, message, advice) in [
        ("clock_skew", "auth", "time", "Set this machine's clock"),
        ("expired_token", "auth", "security token", "Get fresh temporary credentials"),
        ("wrong_space", "permission", "another Alibaba Cloud account", "Check cust_space_id"),
    ] {
        let plan = format!(r#"[{{"op": "QueryChatappPhoneNumbers", "nth": "every", "do": "{fault}"}}]"#);
        std::fs::write(&faults, plan).unwrap();
        let serving = Serving::start(&home, ["--numbers", "1", "--faults", faults.to_str().unwrap()]);
        let alibaba = &serving.endpoints["alibaba"];
        let (url, id) = (text(alibaba, "endpoint"), text(alibaba, "access_key_id"));
        home.configure(&cams(&home, &url, &id, &text(alibaba, "access_key_secret"), ""));
        assert_told(&home, fault, &told(kind, message, advice), &told(kind, message, advice));
    }
}

#[test]
fn a_token_that_nothing_is_told_of_may_still_work() {
    let home = Home::new();
    let faults = home.path().join("faults.json");
    std::fs::write(&faults, r#"[{"op": "meta.debug_token", "nth": "every", "do": "error_503_html"}]"#).unwrap();
    let arguments = ["--numbers", "2", "--codes", "1", "--groups", "1", "--faults", faults.to_str().unwrap()];
    let serving = Serving::start(&home, arguments);
    let endpoints = &serving.endpoints["meta"];
    let (url, token) = (text(endpoints, "base_url"), text(endpoints, "token"));
    home.configure(&meta(&home, &url, &token, &format!("waba_ids = {}", endpoints["waba_ids"])));
    let report = home.json(["profile", "test"]);
    assert_eq!(report[0]["numbers"].as_array().unwrap().len(), 2, "{report}");
    let steps = report[0]["steps"].as_array().unwrap();
    assert!(steps.iter().any(|step| step["step"] == "token" && step["outcome"] == "skipped"), "{report}");
}

#[test]
fn what_only_groups_need_is_a_warning() {
    let home = Home::new();
    let serving = Serving::start(&home, ["--numbers", "1", "--codes", "1"]);
    let alibaba = &serving.endpoints["alibaba"];
    let (url, id) = (text(alibaba, "endpoint"), text(alibaba, "access_key_id"));
    home.configure(&cams(&home, &url, &id, &text(alibaba, "access_key_secret"), ""));
    let report = home.json(["profile", "test"]);
    assert_eq!(text(&report[0], "outcome"), "warn");
    let steps = report[0]["steps"].as_array().unwrap();
    let groups = steps.iter().find(|step| step["step"] == "groups").unwrap();
    assert!(text(groups, "advice").contains("Add cust_space_id"), "{groups}");
}

#[test]
fn a_service_that_is_not_there() {
    let home = Home::new();
    // Nothing listens on a port that was just given back.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    home.configure(&meta(&home, &format!("http://{free}"), "EAAJ", ""));
    // Its first use would wait out several tries; what it says then is the transport's own.
    assert_told_by_test(&home, "unreachable", &told("unavailable", "cannot be reached", "Nothing listens there"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_machine_without_a_keyring() {
    let home = Home::new();
    home.configure("[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nsecret = \"keyring\"\n");
    let said = || told("auth", "keyring cannot be used", "\"prompt\" to type it each time");
    assert_told(&home, "no keyring", &said(), &said());
}

#[test]
fn a_secret_that_nobody_can_type() {
    let home = Home::new();
    home.configure("[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nsecret = \"prompt\"\n");
    let said = || told("auth", "there is no terminal", "Run the command in a terminal");
    assert_told(&home, "no terminal", &said(), &said());
}
