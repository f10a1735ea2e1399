//! Case 19: "Checking" in the connect form could not be stopped, and Ctrl-C there cancelled some other request.

#![cfg(unix)]

use qrdeck::model::ProviderKind;
use qrdeck::sandbox::Op;
use serde_json::json;

use super::app;

#[test]
fn the_check_of_an_account_can_be_stopped() {
    for stop in ["\x03", "\x1b[27u"] {
        let harness =
            app::harness(ProviderKind::Alibaba, &json!([{"op": "meta.debug_token", "nth": "every", "do": "hang"}]));
        let meta = harness.sandbox.endpoints().meta.clone();
        let mut terminal = app::open(&harness);
        terminal.send("PC");
        terminal.see("Connect an account");
        terminal.send(&format!("\rnew\t{}\t\t{}\t\x1b[D", meta.token, meta.base_url));
        terminal.see("(•) ask each time");
        terminal.send("\x13");
        terminal.see("Asking the service");
        app::await_request(&harness, Op::MetaDebugToken);
        terminal.send(stop);
        terminal.wait("the end of the check", |screen| !screen.contains("Asking the service"));
        assert_eq!(harness.sandbox.inside().counters().requests(Op::MetaDebugToken), 1, "it has not ended by itself");
        let config = std::fs::read_to_string(harness.home.path().join(".config/qrdeck/config.toml")).unwrap();
        assert!(!config.contains("\"new\""), "nothing is stored of an account that was not checked: {config}");
        app::leave(terminal);
    }
}

/// Where the bus of the session is nowhere, there is no keyring.
#[cfg(target_os = "linux")]
#[test]
fn without_a_keyring_the_token_is_kept_in_a_file_that_is_checked_before_the_service_is_asked() {
    let harness = app::harness(ProviderKind::Alibaba, &json!([]));
    let meta = harness.sandbox.endpoints().meta.clone();
    let mut terminal = app::open(&harness);
    let config = harness.home.path().join(".config/qrdeck/config.toml");
    terminal.send("PC\r");
    terminal.see("▸ 2 Token");
    terminal.send(&format!("new\t{}\t\t{}\t", meta.token, meta.base_url));
    terminal.see("no Secret Service is running here");
    terminal.see("(•) file");
    terminal.see("~/secrets/new");
    terminal.send("\t\x15\x13");
    terminal.see("File is empty.");
    terminal.send(&format!("{}\x13", config.with_file_name("token").display()));
    terminal.see("No secret lies there");
    let asked = |op| harness.sandbox.inside().counters().requests(op);
    assert_eq!(asked(Op::MetaDebugToken), 0, "no service was asked");
    let file = harness.home.path().join("secrets/new");
    terminal.send("\x15~/secrets/new\x13");
    terminal.see("Connected ·");
    assert_eq!(std::fs::read_to_string(&file).unwrap().trim(), meta.token);
    assert!(std::fs::read_to_string(&config).unwrap().contains("secrets/new"));
    app::leave(terminal);
}
