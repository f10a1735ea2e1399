//! The palette over panes, dialogs and forms.

use crossterm::event::KeyCode;

use crate::app::update::tests::harness::UpdateHarness;
use crate::app::{Column, PaletteCommand, Pane, Write};
use crate::dialogs::{Dialog, DialogState, Entry};

fn entries(harness: &UpdateHarness) -> &[Entry] {
    match harness.top() {
        Some(Dialog::Palette(palette)) => &palette.entries,
        other => panic!("no palette, but {other:?}"),
    }
}

fn titles(harness: &UpdateHarness) -> Vec<&str> {
    entries(harness).iter().map(|entry| entry.title.as_str()).collect()
}

fn choose(harness: &mut UpdateHarness, typed: &str) {
    harness.ctrl('p');
    harness.keys(typed);
    harness.key(KeyCode::Enter);
}

#[test]
fn an_action_of_another_pane_goes_there() {
    let mut harness = UpdateHarness::open();
    assert_eq!(harness.state.focus, Pane::Numbers);
    choose(&mut harness, "delete code");
    assert_eq!(harness.state.focus, Pane::Codes);
    assert!(matches!(harness.top(), Some(Dialog::Confirm(_))));
}

#[test]
fn other_words_and_mistyped_ones_find_it_too() {
    for (typed, title) in [
        ("undo", "Show activity"),
        ("export", "Save or print QR"),
        ("colours", "Change theme"),
        ("serach", "Search everything"),
        ("shortcuts", "Show keys"),
        ("edit", "Change message"),
    ] {
        let mut harness = UpdateHarness::open();
        harness.keys("2:");
        harness.keys(typed);
        assert_eq!(titles(&harness).first(), Some(&title), "{typed}: {:?}", titles(&harness));
    }
}

#[test]
fn what_cannot_be_done_comes_last_with_its_reason_and_is_not_done() {
    let mut harness = UpdateHarness::open();
    harness.keys(":errors");
    let entry = entries(&harness).iter().find(|entry| entry.title == "Show errors").expect("offered");
    assert_eq!(entry.reason.as_deref(), Some("There have been no errors so far."));
    let works: Vec<_> = entries(&harness).iter().map(|entry| entry.reason.is_none()).collect();
    assert!(works.is_sorted_by(|before, after| before >= after), "{works:?}");
    harness.key(KeyCode::End);
    harness.keys("show");
    harness.key(KeyCode::Enter);
    assert!(matches!(harness.top(), Some(Dialog::Palette(_))));
}

#[test]
fn what_was_chosen_is_offered_first() {
    let mut harness = UpdateHarness::open();
    choose(&mut harness, "manage profiles");
    harness.key(KeyCode::Esc);
    harness.keys(":");
    assert_eq!(titles(&harness)[0], "Manage profiles");
}

#[test]
fn numbers_settings_and_profiles_are_found_by_name() {
    let mut harness = UpdateHarness::open();
    let second = harness.state.number_rows[1].clone();
    let digits: String = second.number.display.chars().filter(char::is_ascii_digit).collect();
    choose(&mut harness, &digits);
    assert_eq!(harness.state.number().map(|row| &row.key), Some(&second.key));
    assert_eq!(harness.state.focus, Pane::Codes);
    choose(&mut harness, "sort codes message");
    assert_eq!(harness.state.sort(Pane::Codes).map(|sort| sort.column), Some(Column::Message));
    let name = harness.state.profile_list.rows[0].profile.name.clone();
    harness.keys(":");
    harness.keys(name.as_str());
    assert!(entries(&harness).iter().any(|entry| entry.command == PaletteCommand::Profile(name.clone())));
}

#[test]
fn in_a_dialog_its_own_actions_come_first_and_others_close_it() {
    let mut harness = UpdateHarness::open();
    harness.keys("J:");
    let first = entries(&harness)[0].command.clone();
    assert!(matches!(first, PaletteCommand::Action(crate::app::keymap::Context::Activity, _)), "{first:?}");
    harness.keys("go to group links");
    harness.key(KeyCode::Enter);
    assert!(harness.state.dialogs.is_empty());
    assert_eq!(harness.state.focus, Pane::Groups);
}

#[test]
fn a_form_keeps_what_was_typed() {
    let mut harness = UpdateHarness::open();
    harness.keys("2nHello?:");
    choose(&mut harness, "go to numbers");
    let entry = &entries(&harness)[0];
    assert!(entry.reason.as_ref().is_some_and(|reason| reason.contains("open form")), "{entry:?}");
    harness.key(KeyCode::Esc);
    let Some(Dialog::Form(form)) = harness.top() else { panic!("{:?}", harness.top()) };
    assert_eq!(form.text(), "Hello?:");
    choose(&mut harness, "send");
    assert!(matches!(harness.asked_write().1, Write::Create { draft, .. } if draft.message == "Hello?:"));
}

#[test]
fn a_confirmation_is_not_confirmed_from_here() {
    let mut harness = UpdateHarness::open();
    harness.keys("2d");
    harness.ctrl('p');
    assert!(entries(&harness).iter().all(|entry| match entry.command {
        PaletteCommand::Action(context, _) => !context.is_fixed(),
        _ => true,
    }));
    harness.key(KeyCode::Esc);
    assert!(harness.top().is_some_and(DialogState::is_question));
}
