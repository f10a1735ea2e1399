//! Case 1: between the prompt and the answer a colleague resets the link; his was killed, and the status was 0.

use qrdeck::model::ErrorKind;
use qrdeck::provider::Call;
use serde_json::json;

use super::client::{ClientHarness, KINDS};
use super::commands::{CommandHarness, profile};
use super::oracle::Act;
use qrdeck::model::{InviteLink, ProviderKind};

#[test]
fn a_command_leaves_the_link_of_a_colleague_alone() {
    // At Graph, where a request shows one link, a colleague can come right behind it.
    let kind = ProviderKind::Meta;
    for (change, deed) in [
        ("--reset", "colleague_resets_link"),
        ("--delete", "colleague_resets_link"),
        ("--reset", "colleague_removes_link"),
    ] {
        let harness = CommandHarness::open(&json!([{"op": "meta.link.get", "nth": [1], "do": deed, "when": "after"}]));
        let before = harness.now(kind);
        let ran = harness.run([
            "groups",
            "link",
            &before.groups[0].id,
            change,
            "--yes",
            "--profile",
            profile(kind),
            "--number",
            &before.id,
        ]);
        let now = harness.now(kind);
        assert_ne!(now.groups[0].link, before.groups[0].link, "the colleague was there");
        assert!(harness.sandbox.inside().counters().record().is_empty(), "{kind:?} {change} {deed}: {ran:?}");
        assert_ne!(ran.code, 0, "{kind:?} {change} {deed}: {ran:?}");
        assert_eq!(ran.document()["error"]["kind"], "conflict", "{ran:?}");
        assert!(!harness.outcomes().contains(&"done".into()), "{:?}", harness.outcomes());
    }
}

#[tokio::test]
async fn what_was_confirmed_is_compared_right_before_the_change() {
    for kind in KINDS {
        for act in [Act::Reset, Act::Remove] {
            let client = ClientHarness::open(kind, &json!([])).await;
            let call = Call::default().expecting_link(InviteLink::Link("https://chat.whatsapp.com/Other".to_owned()));
            let answer = client.change_with(&*client.provider, &call, act).await;
            assert_eq!(answer.as_ref().unwrap_err().kind, ErrorKind::Conflict, "{answer:?}");
            assert_eq!(client.requests(act), 0);
            client.assert_true(act, &answer).await;
        }
    }
}

#[cfg(unix)]
#[test]
fn the_app_leaves_the_link_of_a_colleague_alone() {
    for kind in KINDS {
        for (key, title) in [("x", "Reset this invite link?"), ("d", "Remove this invite link?")] {
            let harness = super::app::harness(kind, &json!([]));
            let group = &harness.now(kind).groups[0];
            let link = group.link.clone().unwrap();
            let mut terminal = super::app::open(&harness);
            terminal.send("3");
            terminal.see("https://chat.whatsapp.com/");
            terminal.send(key);
            terminal.see(title);
            harness.colleague_resets(kind, &group.id);
            let theirs = harness.now(kind).groups[0].link.clone();
            terminal.send(&link[link.len() - 4..]);
            terminal.see("✓");
            terminal.send("\r");
            terminal.see("not what was confirmed");
            assert!(harness.sandbox.inside().counters().record().is_empty(), "{kind:?} {key}");
            assert_eq!(harness.now(kind).groups[0].link, theirs, "{kind:?} {key}");
            super::app::leave(terminal);
        }
    }
}
