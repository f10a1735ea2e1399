//! Profiles and their secrets, to draw.

use qrdeck::app::{Finding, Msg, ProfileEvent, ProfileRow, ProfileStatus, Reply, SecretRequest, WorkerEvent};
use qrdeck::config::SecretSource;
use qrdeck::config::secret::SecretKind;
use qrdeck::model::{Error, ErrorKind, Profile, ProviderKind, World};

use super::harness::ScreenHarness;

/// The profiles of the harness and a new one, with all that config.toml can say of them.
pub(super) fn listed(harness: &ScreenHarness) -> Vec<ProfileRow> {
    let bad = |text: &str| harness.answers.text(text);
    let mut rows: Vec<_> = harness.state.profiles.iter().cloned().map(ProfileRow::bare).collect();
    if let [eu, asia, ..] = &mut rows[..] {
        eu.account = bad("102290129340398, 102290129340399");
        eu.secrets = vec![(SecretKind::MAIN, SecretSource::Keyring)];
        asia.account = bad("LTAI5tQnKwExample");
        asia.address = bad("http://127.0.0.1:8080/");
        let file = SecretSource::File(bad("/home/me/secrets/cams").into());
        asia.secrets = vec![(SecretKind::MAIN, file), (SecretKind::new("security_token"), SecretSource::Prompt)];
        asia.status = ProfileStatus::Changed;
    }
    let name = bad("shop-us").as_str().into();
    let profile = Profile { name, provider: ProviderKind::Meta, world: World::Live, read_only: true };
    rows.push(ProfileRow {
        secrets: vec![(SecretKind::MAIN, SecretSource::Env(bad("WA_TOKEN")))],
        status: ProfileStatus::New,
        ..ProfileRow::bare(profile)
    });
    rows
}

/// The list of profiles, with or without mistakes in config.toml.
pub(super) fn profiles(mut harness: ScreenHarness, mistakes: bool) -> ScreenHarness {
    harness = harness.keys("P");
    let words = "/home/me/.config/qrdeck/config.toml has 2 mistakes.\n  line 4: The key `providr` is unknown. Did you mean \
                 `provider`?\n  line 9: `waba_ids` is a string. Write a list of texts, such as [\"…\", \"…\"].";
    let mistakes = mistakes.then(|| Error::config(harness.answers.text(words)));
    let told = ProfileEvent::List(listed(&harness), mistakes);
    harness.tell(Reply::Profiles(told));
    harness
}

/// The same with a test that has ended.
pub(super) fn tested(harness: ScreenHarness) -> ScreenHarness {
    let mut harness = profiles(harness, false).keys("t");
    let text = |text: &str| harness.answers.text(text);
    let good = |sentence: &str| Finding { good: true, sentence: text(sentence), advice: None };
    let findings = vec![
        good("The secret was read (keyring)."),
        good("graph.facebook.com answers over TLS."),
        good("This machine's clock agrees with the service's."),
        good("The token of a system user, by the app \"Aurora\", is valid and does not expire."),
        Finding {
            good: false,
            sentence: text(
                "The token lacks the permission `whatsapp_business_messaging`: groups cannot be read. Codes can.",
            ),
            advice: Some(text("Create a token with both permissions in Meta's business settings under System users.")),
        },
        good("WhatsApp Business Accounts: 102290129340398, 102290129340399."),
        good("Phone numbers: 3."),
    ];
    let profile = "shop-eu".into();
    harness.tell(Reply::Profiles(ProfileEvent::Checked { profile, findings, failed: false }));
    harness
}

/// Profiles that ask for their secrets; the first one for the second time.
pub(super) fn asking(mut harness: ScreenHarness, refused: bool) -> ScreenHarness {
    let rows = listed(&harness);
    harness.tell(Reply::Profiles(ProfileEvent::List(rows, None)));
    let words = "Error validating access token: Session has expired on Friday, 20-Nov-26 01:00:00 PST.";
    let why = refused.then(|| Error::new(ErrorKind::Auth, harness.answers.text(words)));
    for (profile, kind, refused) in
        [("shop-eu", SecretKind::MAIN, why), ("shop-asia", SecretKind::new("security_token"), None)]
    {
        let wanted = SecretRequest { profile: profile.into(), kind, refused };
        harness.send(Msg::Worker(WorkerEvent::SecretRequested(Box::new(wanted))));
    }
    harness
}

#[test]
fn a_secret_is_on_no_screen() {
    let harness = asking(ScreenHarness::open(World::Live, 3), true).keys("EAAGfirst").paste("EAAGsecond\n");
    for (cols, rows) in [(40, 12), (80, 24), (120, 40), (200, 60)] {
        let screen = harness.text(cols, rows);
        assert!(!screen.contains("EAAG") && !screen.contains("second"), "{screen}");
        assert!(screen.contains("10 characters"), "{screen}");
    }
}

#[test]
fn what_is_hidden_is_told_where_it_would_stand() {
    let harness = profiles(ScreenHarness::open(World::Live, 3), false).keys(" ⎋");
    let screen = harness.text(80, 24);
    assert!(screen.contains("1 more profile is hidden.") && !screen.contains("shop-eu"), "{screen}");
    let harness = harness.keys("P ⎋");
    assert!(harness.text(80, 24).contains("All profiles are hidden."));
    assert!(harness.text(80, 24).contains("LIVE"));
}

#[test]
fn what_was_not_given_is_told_with_the_way_to_give_it() {
    let screen = asking(ScreenHarness::closed(World::Live, 3).mute(), false).keys("⎋").text(80, 24);
    let words = screen.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Not connected: its secret was not given."), "{screen}");
}
