//! Case 5: cancelling in the app after sending: "Stopped; nothing was sent." It had been.

#![cfg(unix)]

use qrdeck::model::ProviderKind;
use serde_json::json;

use super::app;
use super::client::{KINDS, op, product};
use super::oracle::Act;

#[test]
fn what_was_sent_is_not_called_unsent() {
    // Together, for each looks for the outcome as long as a person waits.
    std::thread::scope(|scope| {
        for (kind, applied) in product(KINDS, &[true, false]) {
            scope.spawn(move || cancelled(kind, applied));
        }
    });
}

/// Cancels a creation that the service has got, whether it is ever carried out or not.
fn cancelled(kind: ProviderKind, applied: bool) {
    let op = op(kind, Act::Create);
    let fault = if applied { "hang" } else { "hang_late" };
    let mut rule = json!({"op": op.as_str(), "nth": [1], "do": fault});
    if !applied {
        rule["requests"] = 1_000.into();
    }
    let harness = app::harness(kind, &json!([rule]));
    let mut terminal = app::open(&harness);
    terminal.send("2n");
    terminal.see("New code");
    terminal.send("Cancelled\x13");
    app::await_request(&harness, op);
    terminal.send("\x03");
    let ended = |screen: &str| {
        ["Created ", "nothing was sent", "not known", "unknown", "may or may not", "may still"]
            .iter()
            .any(|word| screen.contains(word))
    };
    terminal.wait("the end of the creation", ended);
    let screen = terminal.text();
    assert!(!screen.contains("nothing was sent"), "{kind:?}:\n{screen}");
    assert!(!applied || screen.contains("Created "), "{kind:?}:\n{screen}");
    app::leave(terminal);
}
