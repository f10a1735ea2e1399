//! The form that connects an account, to draw.

use qrdeck::app::{ConnectField, ConnectMistake, Connected, Finding, KeyringState, Msg, Reply, WorkerEvent};
use qrdeck::dialogs::{ConnectPhase, Dialog};
use qrdeck::model::World;

use super::harness::ScreenHarness;

/// A token as Meta makes them, by its looks.
const TOKEN: &str = "EAAGm0PX4ZCpsBAKZCZBqZB3example1234567890";

/// At the second step, for the service so many rows down.
pub(super) fn at_token(down: &str) -> ScreenHarness {
    ScreenHarness::open(World::Sandbox, 14).keys("C").keys(down).keys("⏎")
}

/// With everything in it that Meta needs, at the last step.
pub(super) fn at_keep(keyring: Option<KeyringState>) -> ScreenHarness {
    filled(ScreenHarness::open(World::Sandbox, 14), keyring)
}

/// The same on a screen that shows something else.
fn filled(harness: ScreenHarness, keyring: Option<KeyringState>) -> ScreenHarness {
    let mut harness = harness.keys("C⏎shop-us⇥").paste(TOKEN).keys("⇥⇥⇥");
    if let Some(keyring) = keyring {
        harness.tell(Reply::Keyring(keyring));
    }
    harness
}

/// On a machine without a keyring.
pub(super) fn no_keyring() -> KeyringState {
    KeyringState::Unusable("no Secret Service is running here")
}

/// All that can be wrong in the second step.
pub(super) fn wrong() -> ScreenHarness {
    let key = "LTAI5tAbCdEfGhIjKlMnOpQr";
    at_token("j").keys("my shop⇥⇥").paste(key).keys("⇥").paste(key).keys("⇥").paste("ap-southeast-1").keys("⏎")
}

/// While the service is being asked.
pub(super) fn checking() -> ScreenHarness {
    at_keep(Some(KeyringState::Usable)).ctrl('s')
}

/// The end of that.
fn ended(mut harness: ScreenHarness, outcome: Result<Connected, Vec<ConnectMistake>>) -> ScreenHarness {
    let Some(Dialog::Connect(form)) = harness.state.dialogs.last() else { return harness };
    let ConnectPhase::Checking(id) = form.phase else { return harness };
    let text = |text: &str| harness.answers.text(text);
    let good = |sentence: &str| Finding { good: true, sentence: text(sentence), advice: None };
    let mut findings = vec![good("graph.facebook.com answers over TLS.")];
    if outcome.is_ok() {
        findings.push(good("The token of a system user, by the app \"Aurora\", is valid and does not expire."));
        findings.push(Finding {
            good: false,
            sentence: text(
                "The token lacks the permission `whatsapp_business_messaging`: groups cannot be read. Codes can.",
            ),
            advice: Some(text("Create a token with it in Meta's business settings under System users.")),
        });
    }
    harness.send(Msg::Worker(WorkerEvent::Ended { id, outcome: Ok(Reply::Connected { findings, outcome }) }));
    harness
}

/// A token that the service does not take.
pub(super) fn refused() -> ScreenHarness {
    refused_on(ScreenHarness::open(World::Sandbox, 14))
}

/// The same on a screen that shows something else.
pub(super) fn refused_on(harness: ScreenHarness) -> ScreenHarness {
    let harness = filled(harness, Some(KeyringState::Usable)).ctrl('s');
    let mistake = ConnectMistake {
        field: Some(ConnectField::Secret),
        what: harness
            .answers
            .text("Error validating access token: Session has expired on Friday, 20-Nov-26 01:00:00 PST."),
        hint: harness
            .answers
            .text("Paste a new token into Token; that of a system user need not expire. Code: 190/463."),
    };
    ended(harness, Err(vec![mistake]))
}

/// A service that is not reached, which is no field's fault.
pub(super) fn unreached() -> ScreenHarness {
    let harness = checking();
    let mistake = ConnectMistake {
        field: None,
        what: harness.answers.text("The connection failed: no route to host."),
        hint: "Check the network, then try again.".to_owned(),
    };
    ended(harness, Err(vec![mistake]))
}

/// An account that is connected.
pub(super) fn connected() -> ScreenHarness {
    ended(checking(), Ok(Connected { profile: "shop-us".into(), numbers: 3 }))
}

/// The screen without frames, a word apart from the next.
fn words(screen: &str) -> String {
    screen.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn at_every_size_the_step_and_what_is_wrong_with_the_field_in_focus_can_be_read() {
    for (cols, rows) in [(40, 12), (80, 24), (120, 40), (200, 60)] {
        let service = words(&ScreenHarness::open(World::Sandbox, 3).keys("C").text(cols, rows));
        assert!(service.contains("▸ Meta") && service.contains("Service"), "{service}");
        let wrong = words(&wrong().text(cols, rows));
        assert!(
            wrong.contains("▸ Name") && wrong.contains("Name holds characters that a name cannot have."),
            "{wrong}"
        );
        assert!(wrong.contains("AccessKey"), "the step is named: {wrong}");
        let refused = words(&refused().text(cols, rows));
        assert!(refused.contains("▸ Token") && refused.contains("Session has expired"), "{refused}");
        let keep = words(&at_keep(Some(no_keyring())).text(cols, rows));
        assert!(keep.contains("(-) keyring") && keep.contains("(•) file"), "{keep}");
        assert!(keep.contains("no Secret Service is running here"), "{keep}");
        assert!(words(&unreached().text(cols, rows)).contains("Check the network, then try again."));
        assert!(words(&connected().text(cols, rows)).contains("Connected · 3 numbers"));
    }
}

#[test]
fn the_secret_is_on_no_screen_and_neither_is_one_in_the_wrong_field() {
    let harness = at_token("").paste(TOKEN).keys("⇥").paste(TOKEN);
    for (cols, rows) in [(40, 12), (120, 40)] {
        let screen = harness.text(cols, rows);
        assert!(!screen.contains("EAAG") && screen.contains("41 characters"), "{screen}");
    }
}
