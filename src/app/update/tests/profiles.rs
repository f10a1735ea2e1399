//! The list of profiles.

use crossterm::event::KeyCode;

use super::desk::Desk;
use crate::app::modal::{Choice, Finding, Modal, Profiles, Removal};
use crate::app::{
    Effect, Msg, ProfileCheck, ProfileEvent, ProfileRequest, ProfileRow, ProfileStatus, Read, Request, SecretRequest,
    WorkerEvent,
};
use crate::config::SecretSource;
use crate::config::secret::SecretKind;
use crate::model::{Error, ErrorKind, Profile, ProviderKind, World};

/// A desk with live profiles and the list open.
fn listing() -> Desk {
    let mut desk = Desk::new();
    for profile in &mut desk.state.profiles {
        profile.world = World::Live;
    }
    desk.state.profile_list.rows = desk.state.profiles.iter().cloned().map(ProfileRow::bare).collect();
    desk.send(Msg::Start);
    desk.settle();
    desk.effects.clear();
    desk.keys("P");
    assert_eq!(asks(&mut desk), [ProfileRequest::List]);
    desk
}

fn list(desk: &Desk) -> &Profiles {
    match desk.top() {
        Some(Modal::Profiles(list)) => list,
        other => panic!("{other:?}"),
    }
}

fn said(desk: &Desk) -> &str {
    list(desk).said.as_deref().unwrap_or_default()
}

/// What was asked of the keeper of the profiles.
fn asks(desk: &mut Desk) -> Vec<ProfileRequest> {
    let ask = |effect| if let Effect::Profiles(ask) = effect { Some(ask) } else { None };
    std::mem::take(&mut desk.effects).into_iter().filter_map(ask).collect()
}

fn tell(desk: &mut Desk, told: ProfileEvent) {
    desk.send(Msg::Worker(WorkerEvent::Profiles(told)));
}

fn shown(desk: &Desk) -> Vec<&str> {
    desk.state.profiles.iter().map(|profile| profile.name.as_str()).collect()
}

/// The profiles whose numbers were asked for.
fn read(desk: &mut Desk) -> Vec<String> {
    let asked = desk.asked().into_iter().filter_map(|(_, request)| match request {
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
    let mut desk = listing();
    desk.keys(" ");
    assert_eq!(shown(&desk), ["asia"]);
    assert!(desk.state.number_rows.iter().all(|row| row.key.profile.as_str() == "asia"));
    desk.key(KeyCode::Esc);
    desk.effects.clear();
    desk.keys("r");
    assert_eq!(read(&mut desk), ["asia"]);
    desk.keys("Pg");
    desk.key(KeyCode::Enter);
    assert_eq!(shown(&desk), ["eu", "asia"], "in the order of the configuration");
    assert_eq!(read(&mut desk), ["eu"]);
    desk.keys(" j ");
    assert_eq!((shown(&desk).len(), desk.state.world()), (0, World::Live), "nothing on screen is not harmless");
    desk.keys("a");
    assert_eq!(shown(&desk), ["eu", "asia"]);
}

#[test]
fn one_profile_alone_and_back_to_all() {
    let mut desk = listing();
    desk.keys("jo");
    assert_eq!(shown(&desk), ["asia"]);
    desk.keys("go");
    assert_eq!(shown(&desk), ["eu"]);
    desk.keys("a");
    assert_eq!(shown(&desk), ["eu", "asia"]);
}

#[test]
fn what_is_still_being_read_of_a_hidden_profile_is_stopped() {
    let mut desk = Desk::new();
    desk.send(Msg::Start);
    desk.keys("P");
    desk.keys(" ");
    let cancelled = desk.effects.iter().filter(|effect| matches!(effect, Effect::Cancel(_))).count();
    assert_eq!((cancelled, shown(&desk)), (1, vec!["asia"]));
}

#[test]
fn a_profile_that_is_being_changed_stays() {
    let mut desk = Desk::open();
    desk.keys("2nHello");
    desk.ctrl('s');
    let (id, _) = desk.asked_write();
    desk.state.modals.clear();
    desk.keys("P");
    desk.keys(" ");
    assert!(said(&desk).contains("Changes of eu are under way"), "{}", said(&desk));
    assert_eq!(shown(&desk), ["eu", "asia"]);
    desk.keys("R");
    assert!(said(&desk).contains("Changes are under way"));
    assert!(!desk.effects.contains(&Effect::Reopen));
    desk.answer(id, Err(Error::new(ErrorKind::Unavailable, "No.")));
    desk.keys(" ");
    assert_eq!(shown(&desk), ["asia"]);
}

#[test]
fn a_test_is_asked_for_once_read_and_copied() {
    let mut desk = listing();
    desk.keys("f");
    assert!(said(&desk).contains("not tested yet"));
    desk.keys("y");
    assert!(said(&desk).contains("not tested yet"));
    desk.keys("tt");
    assert_eq!(asks(&mut desk), [ProfileRequest::Check("eu".into())]);
    let finding =
        |good, sentence: &str| Finding { good, sentence: sentence.to_owned(), advice: Some("Mend it.".into()) };
    let findings = vec![finding(true, "The service answers."), finding(false, "No groups.")];
    tell(&mut desk, ProfileEvent::Checked { profile: "eu".into(), findings, failed: false });
    assert_eq!(list(&desk).reading, Some(0));
    desk.keys("jjk");
    assert_eq!(list(&desk).reading, Some(1));
    desk.keys("y");
    let copied = desk.effects.iter().find_map(|effect| match effect {
        Effect::Copy { text, .. } => Some(text.clone()),
        _ => None,
    });
    let copied = copied.expect("copied");
    assert!(copied.contains("eu, Meta") && copied.contains("!  No groups.\n   Mend it."), "{copied}");
    desk.key(KeyCode::Esc);
    assert_eq!(list(&desk).reading, None);
    desk.keys("f");
    assert_eq!(list(&desk).reading, Some(0));
}

#[test]
fn a_test_that_ends_well_connects_what_was_not() {
    let mut desk = listing();
    desk.keys("jx");
    desk.key(KeyCode::Esc);
    desk.state.numbers.clear();
    tell(&mut desk, ProfileEvent::Checked { profile: "asia".into(), findings: Vec::new(), failed: true });
    assert_eq!(read(&mut desk), [""; 0]);
    tell(&mut desk, ProfileEvent::Checked { profile: "asia".into(), findings: Vec::new(), failed: false });
    assert_eq!(read(&mut desk), ["asia"]);
}

#[test]
fn a_secret_is_asked_for_over_the_list() {
    let mut desk = listing();
    desk.state.secrets.declined.insert("eu".into());
    desk.keys("t");
    assert!(desk.effects.contains(&Effect::AskAgain("eu".into())));
    let wanted = SecretRequest { profile: "eu".into(), kind: SecretKind::Main, refused: None };
    desk.send(Msg::Worker(WorkerEvent::SecretRequested(Box::new(wanted))));
    assert!(matches!(desk.top(), Some(Modal::Secret(_))));
    desk.keys("token");
    desk.key(KeyCode::Enter);
    assert!(list(&desk).reading.is_some());
}

#[test]
fn a_removal_is_asked_about_first() {
    let mut desk = listing();
    desk.state.profile_list.rows[0].secrets = vec![(SecretKind::Main, SecretSource::Keyring)];
    desk.keys("x");
    let words = match desk.top() {
        Some(Modal::Removal(removal)) => removal.words().1,
        other => panic!("{other:?}"),
    };
    assert!(words.contains("Nothing changes at the service") && words.contains("removed from the keyring"), "{words}");
    // Enter on what has the focus changes nothing, and neither does the key that has opened the question.
    desk.keys("xx");
    desk.key(KeyCode::Enter);
    assert_eq!(asks(&mut desk), []);
    desk.keys("x");
    desk.key(KeyCode::Tab);
    desk.key(KeyCode::Enter);
    assert_eq!(asks(&mut desk), [ProfileRequest::Remove("eu".into())]);
    assert_eq!(shown(&desk), ["eu", "asia"], "not before it is done");
    tell(&mut desk, ProfileEvent::Removed("eu".into(), Ok(vec!["Its secret stays in /x.".to_owned()])));
    assert_eq!(shown(&desk), ["asia"]);
    assert!(said(&desk).contains("eu is removed") && said(&desk).contains("/x"), "{}", said(&desk));
    assert_eq!(desk.state.hidden().count(), 0);
    let refused = Error::new(ErrorKind::Internal, "It cannot be written.");
    tell(&mut desk, ProfileEvent::Removed("asia".into(), Err(refused)));
    assert!(said(&desk).contains("cannot be written") && desk.state.unread() == 1);
    assert_eq!(shown(&desk), ["asia"]);
}

#[test]
fn the_sandbox_cannot_be_removed_and_neither_can_what_is_gone() {
    let mut desk = Desk::open();
    desk.keys("Px");
    assert!(said(&desk).contains("The sandbox is no profile"), "{}", said(&desk));
    let mut desk = listing();
    desk.state.profile_list.rows[0].status = ProfileStatus::Gone;
    desk.keys("x");
    assert!(said(&desk).contains("no longer"), "{}", said(&desk));
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
        let row = ProfileRow { secrets: vec![(SecretKind::Main, source)], ..new("eu") };
        let (_, words, _) = Removal { row, choice: Choice::Stay }.words();
        assert!(words.contains("Its access token ") && words.contains(fate), "{words}");
    }
}

#[test]
fn what_is_new_in_the_file_takes_a_new_beginning() {
    let mut desk = listing();
    let rows = desk.state.profile_list.rows.iter().cloned().chain([new("us")]).collect();
    tell(&mut desk, ProfileEvent::List(rows, None));
    assert_eq!(desk.state.hidden().count(), 0, "what is no part of the run is not hidden");
    desk.keys("Go");
    assert!(said(&desk).contains("R begins again"), "{}", said(&desk));
    desk.keys("a");
    assert_eq!(shown(&desk), ["eu", "asia"]);
    let mistakes = Error::config("config.toml has 1 mistake.");
    let rows = desk.state.profile_list.rows.clone();
    tell(&mut desk, ProfileEvent::List(rows.clone(), Some(mistakes)));
    desk.key(KeyCode::Enter);
    assert!(said(&desk).contains("has mistakes") && !desk.effects.contains(&Effect::Reopen));
    tell(&mut desk, ProfileEvent::List(rows, None));
    desk.key(KeyCode::Enter);
    assert!(desk.effects.contains(&Effect::Reopen));
}

#[test]
fn a_list_without_profiles_takes_any_key() {
    let mut desk = listing();
    tell(&mut desk, ProfileEvent::List(Vec::new(), None));
    desk.keys(" oatfxyrRjkgGn");
    assert!(matches!(desk.top(), Some(Modal::Connect(_))));
}

#[test]
fn the_selection_is_by_name_and_a_test_may_end_after_the_list_was_closed() {
    let mut desk = listing();
    desk.keys("G");
    let mut rows = desk.state.profile_list.rows.clone();
    rows.reverse();
    tell(&mut desk, ProfileEvent::List(rows, None));
    assert_eq!(list(&desk).row(&desk.state.profile_list).map(|row| row.profile.name.as_str()), Some("asia"));
    desk.keys("t");
    desk.key(KeyCode::Esc);
    desk.key(KeyCode::Esc);
    tell(&mut desk, ProfileEvent::Checked { profile: "asia".into(), findings: Vec::new(), failed: false });
    assert!(matches!(desk.state.profile_list.checks.get(&"asia".into()), Some(ProfileCheck::Done { .. })));
}
