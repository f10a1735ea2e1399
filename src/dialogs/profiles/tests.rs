//! The list of profiles.

use crossterm::event::KeyCode;

use crate::app::update::tests::harness::{UpdateHarness, profiles, told};
use crate::app::{
    Effect, Finding, Msg, ProfileCheck, ProfileEvent, ProfileRequest, ProfileRow, ProfileStatus, Read, Reply, Request,
    SecretRequest, WorkerEvent,
};
use crate::config::SecretSource;
use crate::config::secret::SecretKind;
use crate::dialogs::{Choice, Dialog, Profiles, Removal};
use crate::model::{Error, ErrorKind, Profile, ProviderKind, World};

/// A harness with live profiles and the list open.
fn listing() -> UpdateHarness {
    let mut harness = UpdateHarness::new();
    for profile in &mut harness.state.profiles {
        profile.world = World::Live;
    }
    harness.state.profile_list.rows = harness.state.profiles.iter().cloned().map(ProfileRow::bare).collect();
    harness.send(Msg::Start);
    harness.settle();
    harness.effects.clear();
    harness.keys("P");
    assert_eq!(asks(&mut harness), [ProfileRequest::List]);
    harness
}

fn list(harness: &UpdateHarness) -> &Profiles {
    match harness.top() {
        Some(Dialog::Profiles(list)) => list,
        other => panic!("{other:?}"),
    }
}

fn said(harness: &UpdateHarness) -> &str {
    list(harness).said.as_deref().unwrap_or_default()
}

/// What was asked of the keeper of the profiles.
fn asks(harness: &mut UpdateHarness) -> Vec<ProfileRequest> {
    std::mem::take(&mut harness.effects).iter().filter_map(profiles).cloned().collect()
}

fn tell(harness: &mut UpdateHarness, event: ProfileEvent) {
    harness.send(told(Reply::Profiles(event)));
}

fn shown(harness: &UpdateHarness) -> Vec<&str> {
    harness.state.profiles.iter().map(|profile| profile.name.as_str()).collect()
}

/// The profiles whose numbers were asked for.
fn read(harness: &mut UpdateHarness) -> Vec<String> {
    let asked = harness.asked().into_iter().filter_map(|(_, request)| match request {
        Request::Read(Read::Numbers(profile)) => Some(profile.to_string()),
        _ => None,
    });
    asked.collect()
}

fn new(name: &str) -> ProfileRow {
    let profile = Profile { name: name.into(), provider: ProviderKind::Meta, world: World::Live, read_only: false };
    ProfileRow { status: ProfileStatus::New, ..ProfileRow::bare(profile) }
}

#[test]
fn a_hidden_profile_leaves_the_screen_and_is_not_read() {
    let mut harness = listing();
    harness.keys(" ");
    assert_eq!(shown(&harness), ["asia"]);
    assert!(harness.state.number_rows.iter().all(|row| row.key.profile.as_str() == "asia"));
    harness.key(KeyCode::Esc);
    harness.effects.clear();
    harness.keys("r");
    assert_eq!(read(&mut harness), ["asia"]);
    harness.keys("Pg");
    harness.key(KeyCode::Enter);
    assert_eq!(shown(&harness), ["eu", "asia"], "in the order of the configuration");
    assert_eq!(read(&mut harness), ["eu"]);
    harness.keys(" j ");
    assert_eq!((shown(&harness).len(), harness.state.world()), (0, World::Live), "nothing on screen is not harmless");
    harness.keys("a");
    assert_eq!(shown(&harness), ["eu", "asia"]);
}

#[test]
fn the_list_opens_at_the_profile_of_the_selected_number() {
    let mut harness = UpdateHarness::at_cams();
    harness.keys("P");
    assert_eq!(list(&harness).selected, Some("asia".into()));
}

#[test]
fn one_profile_alone_and_back_to_all() {
    let mut harness = listing();
    let mut versions = vec![harness.state.shown_version];
    for key in ["j", " ", " "] {
        harness.keys(key);
        versions.push(harness.state.shown_version);
    }
    assert!(versions[1] == versions[0] && versions[2] > versions[1] && versions[3] > versions[2], "{versions:?}");
    harness.keys("o");
    assert_eq!(shown(&harness), ["asia"]);
    harness.keys("go");
    assert_eq!(shown(&harness), ["eu"]);
    harness.keys("a");
    assert_eq!(shown(&harness), ["eu", "asia"]);
}

#[test]
fn what_is_still_being_read_of_a_hidden_profile_is_stopped() {
    let mut harness = UpdateHarness::new();
    harness.send(Msg::Start);
    harness.keys("P");
    harness.keys(" ");
    let cancelled = harness.effects.iter().filter(|effect| matches!(effect, Effect::Cancel(_))).count();
    assert_eq!((cancelled, shown(&harness)), (1, vec!["asia"]));
}

#[test]
fn a_profile_that_is_being_changed_stays() {
    let mut harness = UpdateHarness::open();
    harness.keys("2nHello");
    harness.ctrl('s');
    let (id, _) = harness.asked_write();
    harness.state.dialogs.clear();
    harness.keys("P");
    harness.keys(" ");
    assert!(said(&harness).contains("Changes of eu are running"), "{}", said(&harness));
    assert_eq!(shown(&harness), ["eu", "asia"]);
    harness.keys("R");
    assert!(said(&harness).contains("Changes are running"));
    assert!(!harness.effects.contains(&Effect::Reopen));
    harness.answer(id, Err(Error::new(ErrorKind::Unavailable, "No.")));
    harness.keys(" ");
    assert_eq!(shown(&harness), ["asia"]);
}

#[test]
fn a_test_is_asked_for_once_read_and_copied() {
    let mut harness = listing();
    harness.keys("y");
    assert!(said(&harness).contains("not been tested yet"));
    harness.keys("tt");
    assert_eq!(asks(&mut harness), [ProfileRequest::Check("eu".into())]);
    let Some(ProfileCheck::Running(id)) = harness.state.profile_list.checks.get(&"eu".into()) else {
        panic!("no test")
    };
    let id = *id;
    harness.ctrl('c');
    assert!(harness.effects.contains(&Effect::Cancel(id)), "and can be stopped");
    let finding =
        |good, sentence: &str| Finding { good, sentence: sentence.to_owned(), advice: Some("Mend it.".into()) };
    let findings = vec![finding(true, "The service answers."), finding(false, "No groups.")];
    tell(&mut harness, ProfileEvent::Checked { profile: "eu".into(), findings, failed: false });
    assert!(list(&harness).reading);
    harness.state.scrolled.fits(9, 4);
    harness.keys("jjk");
    assert_eq!(harness.state.scrolled.rows(), 1);
    harness.keys("y");
    let copied = harness.effects.iter().find_map(|effect| match effect {
        Effect::Copy { text, .. } => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("copied");
    assert!(copied.contains("eu, Meta") && copied.contains("!  No groups.\n   Mend it."), "{copied}");
    harness.key(KeyCode::Esc);
    assert!(!list(&harness).reading);
    harness.keys("f");
    assert!(list(&harness).reading);
    assert_eq!(harness.state.scrolled.rows(), 0, "from the beginning");
}

#[test]
fn a_test_that_ends_well_connects_what_was_not() {
    let mut harness = listing();
    harness.keys("jx");
    harness.key(KeyCode::Esc);
    tell(&mut harness, ProfileEvent::Checked { profile: "asia".into(), findings: Vec::new(), failed: false });
    assert_eq!(read(&mut harness), [""; 0], "it is connected");
    harness.state.numbers.clear();
    tell(&mut harness, ProfileEvent::Checked { profile: "asia".into(), findings: Vec::new(), failed: true });
    assert_eq!(read(&mut harness), [""; 0]);
    tell(&mut harness, ProfileEvent::Checked { profile: "asia".into(), findings: Vec::new(), failed: false });
    assert_eq!(read(&mut harness), ["asia"]);
}

#[test]
fn a_secret_is_asked_for_over_the_list() {
    let mut harness = listing();
    harness.state.secrets.declined.insert("eu".into());
    harness.keys("t");
    assert!(harness.effects.contains(&Effect::AskAgain("eu".into())));
    let wanted = SecretRequest { profile: "eu".into(), kind: SecretKind::MAIN, refused: None };
    harness.send(Msg::Worker(WorkerEvent::SecretRequested(Box::new(wanted))));
    assert!(matches!(harness.top(), Some(Dialog::Secret(_))));
    harness.keys("token");
    harness.key(KeyCode::Enter);
    assert!(list(&harness).reading);
}

#[test]
fn a_removal_is_asked_about_first() {
    let mut harness = listing();
    harness.state.profile_list.rows[0].secrets = vec![(SecretKind::MAIN, SecretSource::Keyring)];
    harness.keys("x");
    let words = match harness.top() {
        Some(Dialog::Removal(removal)) => removal.words().1,
        other => panic!("{other:?}"),
    };
    assert!(words.contains("Nothing changes at the service") && words.contains("removed from the keyring"), "{words}");
    // Enter on what has the focus changes nothing, and neither does the key that has opened the question.
    harness.keys("xx");
    harness.key(KeyCode::Enter);
    assert_eq!(asks(&mut harness), []);
    harness.keys("x");
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Enter);
    assert_eq!(asks(&mut harness), [ProfileRequest::Remove("eu".into())]);
    assert_eq!(shown(&harness), ["eu", "asia"], "not before it is done");
    tell(&mut harness, ProfileEvent::Removed("eu".into(), Ok(vec!["Its secret stays in /x.".to_owned()])));
    assert_eq!(shown(&harness), ["asia"]);
    assert!(said(&harness).contains("eu is removed") && said(&harness).contains("/x"), "{}", said(&harness));
    assert_eq!(harness.state.hidden().count(), 0);
    let refused = Error::new(ErrorKind::Internal, "It cannot be written.");
    tell(&mut harness, ProfileEvent::Removed("asia".into(), Err(refused)));
    assert!(said(&harness).contains("cannot be written") && harness.state.unread() == 1);
    assert_eq!(shown(&harness), ["asia"]);
}

#[test]
fn the_sandbox_cannot_be_removed_and_neither_can_what_is_gone() {
    let mut harness = UpdateHarness::open();
    harness.keys("Px");
    assert!(said(&harness).contains("The sandbox is not a profile"), "{}", said(&harness));
    let mut harness = listing();
    harness.state.profile_list.rows[0].status = ProfileStatus::Gone;
    harness.keys("x");
    assert!(said(&harness).contains("no longer"), "{}", said(&harness));
}

#[test]
fn every_kind_of_secret_has_its_fate() {
    let sources = [
        (SecretSource::Keyring, "removed from the keyring"),
        (SecretSource::File("/run/token".into()), "stays in the file /run/token"),
        (SecretSource::Env("WA".into()), "stays in the variable WA"),
        (SecretSource::Command(vec!["pass".into()]), "stays where its command"),
        (SecretSource::Prompt, "stored nowhere"),
    ];
    for (source, fate) in sources {
        let row = ProfileRow { secrets: vec![(SecretKind::MAIN, source)], ..new("eu") };
        let (_, words, _) = Removal { row, choice: Choice::Stay }.words();
        assert!(words.contains("Its access token ") && words.contains(fate), "{words}");
    }
}

#[test]
fn what_is_new_in_the_file_takes_a_new_beginning() {
    let mut harness = listing();
    let rows = harness.state.profile_list.rows.iter().cloned().chain([new("us")]).collect();
    tell(&mut harness, ProfileEvent::List(rows, None));
    assert_eq!(harness.state.hidden().count(), 0, "what is no part of the run is not hidden");
    harness.keys("Go");
    assert!(said(&harness).contains("{reopen} reloads"), "{}", said(&harness));
    harness.keys("a");
    assert_eq!(shown(&harness), ["eu", "asia"]);
    let mistakes = Error::config("config.toml has 1 mistake.");
    let rows = harness.state.profile_list.rows.clone();
    tell(&mut harness, ProfileEvent::List(rows.clone(), Some(mistakes)));
    harness.key(KeyCode::Enter);
    assert!(said(&harness).contains("has mistakes") && !harness.effects.contains(&Effect::Reopen));
    tell(&mut harness, ProfileEvent::List(rows, None));
    harness.key(KeyCode::Enter);
    assert!(harness.effects.contains(&Effect::Reopen));
}

#[test]
fn a_list_without_profiles_takes_any_key() {
    let mut harness = listing();
    tell(&mut harness, ProfileEvent::List(Vec::new(), None));
    harness.keys(" oatfxyrRjkgGn");
    assert!(matches!(harness.top(), Some(Dialog::Connect(_))));
}

#[test]
fn the_selection_is_by_name_and_a_test_may_end_after_the_list_was_closed() {
    let mut harness = listing();
    harness.keys("G");
    let mut rows = harness.state.profile_list.rows.clone();
    rows.reverse();
    tell(&mut harness, ProfileEvent::List(rows, None));
    assert_eq!(list(&harness).row(&harness.state.profile_list).map(|row| row.profile.name.as_str()), Some("asia"));
    harness.keys("t");
    harness.key(KeyCode::Esc);
    harness.key(KeyCode::Esc);
    tell(&mut harness, ProfileEvent::Checked { profile: "asia".into(), findings: Vec::new(), failed: false });
    assert!(matches!(harness.state.profile_list.checks.get(&"asia".into()), Some(ProfileCheck::Done { .. })));
}
