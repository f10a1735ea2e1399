//! What is typed into the form is neither lost nor shown.

use crossterm::event::KeyCode;
use jiff::civil::date;

use super::tests::{TOKEN, at_keep, at_token, checked, filled, form, order, paste, wrong};
use crate::app::update::tests::harness::UpdateHarness;
use crate::app::{ConnectField, ConnectMistake, Keep, LineInput, Msg, ProfileRow};
use crate::dialogs::{Connect, Dialog, DialogState as _};
use crate::model::{Error, ErrorKind, ProviderKind, Secret, World};

#[test]
fn a_secret_can_be_typed_and_no_key_of_it_is_remembered() {
    let mut harness = at_token(ProviderKind::Meta);
    harness.key(KeyCode::Down);
    assert_eq!(form(&harness).field, ConnectField::Secret);
    for c in "EAAGzqx7".chars() {
        harness.send(Msg::Key(KeyCode::Char(c).into()));
        assert_eq!(harness.state.key, None);
    }
    harness.key(KeyCode::Backspace);
    assert_eq!(form(&harness).secret.text(), "EAAGzqx");
    harness.key(KeyCode::Up);
    assert_eq!(form(&harness).field, ConnectField::Name);
}

#[test]
fn a_secret_in_the_wrong_field_is_not_shown_there() {
    let mut form = Connect { name: LineInput::of("shop"), ..Connect::default() };
    form.values.insert("waba_ids", LineInput::of(TOKEN));
    form.secret.push("abc");
    for (field, hidden) in [
        (ConnectField::Name, None),
        (ConnectField::Value("waba_ids"), Some(TOKEN.len())),
        (ConnectField::Secret, Some(3)),
        (ConnectField::Keep, None),
    ] {
        assert_eq!(form.hidden(field), hidden, "{field:?}");
    }
}

#[test]
fn anything_typed_is_asked_about_before_it_is_thrown_away() {
    let mut secret = Secret::default();
    secret.push("a");
    let line = || LineInput::of("a");
    for (form, is_dirty) in [
        (Connect { service: ProviderKind::Alibaba, ..Connect::default() }, false),
        (Connect { name: line(), ..Connect::default() }, true),
        (Connect { file: line(), ..Connect::default() }, true),
        (Connect { values: [("waba_ids", line())].into(), ..Connect::default() }, true),
        (Connect { secret, ..Connect::default() }, true),
    ] {
        assert_eq!(form.question().is_some(), is_dirty, "{form:?}");
    }
}

#[test]
fn a_path_that_was_written_outlives_another_name_and_the_app() {
    let mut harness = at_keep();
    harness.keys(" ");
    harness.key(KeyCode::Enter);
    harness.keys(".txt");
    harness.key(KeyCode::Esc);
    harness.keys("2");
    for _ in 0..4 {
        harness.key(KeyCode::Enter);
    }
    assert_eq!((form(&harness).name.text(), form(&harness).field), ("shop-eu2", ConnectField::Keep));
    assert_eq!(form(&harness).file.text(), "~/secrets/shop-eu.txt");
    let kept = form(&harness).typed().expect("something was typed");
    for (fields, keep) in [(kept.clone(), Keep::File), (filled_without_a_file(), Keep::Keyring)] {
        let mut again = Connect::default();
        again.restore(&fields, date(2026, 3, 1).at(9, 0, 0, 0));
        assert_eq!((again.keep, again.file.text()), (keep, fields.get("file").map_or("", String::as_str)));
    }
}

fn filled_without_a_file() -> crate::store::Fields {
    form(&filled()).typed().expect("something was typed")
}

#[test]
fn a_name_that_a_profile_has_is_refused_before_anything_is_asked() {
    for (world, taken) in [(World::Live, true), (World::Sandbox, false)] {
        let mut harness = UpdateHarness::open();
        for profile in &mut harness.state.profiles {
            profile.world = world;
        }
        harness.state.profile_list.rows = harness.state.profiles.iter().cloned().map(ProfileRow::bare).collect();
        harness.keys("C");
        harness.key(KeyCode::Enter);
        harness.keys("EU");
        harness.key(KeyCode::Tab);
        paste(&mut harness, TOKEN);
        harness.ctrl('s');
        assert_eq!((order(&harness).is_none(), wrong(&harness).contains(&ConnectField::Name)), (taken, taken));
    }
}

#[test]
fn what_the_service_said_of_a_step_is_gone_once_that_is_left_and_no_earlier() {
    let mut harness = at_keep();
    harness.ctrl('s');
    let mistake = |field| ConnectMistake::of(Some(field), Error::new(ErrorKind::Config, "No."));
    checked(&mut harness, Err(vec![mistake(ConnectField::Secret), mistake(ConnectField::Keep)]));
    assert!(matches!(harness.top(), Some(Dialog::Connect(form)) if form.field == ConnectField::Secret));
    for left in [2, 2, 1] {
        harness.key(KeyCode::Enter);
        assert_eq!(wrong(&harness).len(), left);
    }
    assert_eq!(wrong(&harness), [ConnectField::Keep]);
    for keep in [Keep::File, Keep::Keyring] {
        harness.key(if keep == Keep::File { KeyCode::Down } else { KeyCode::Up });
        assert_eq!(form(&harness).keep, keep);
    }
}
