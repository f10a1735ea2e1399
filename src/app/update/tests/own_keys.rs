//! Keys that a person has chosen: they work, the default ones no more, and the mouse works whatever they are.

use crossterm::event::KeyCode;

use super::harness::UpdateHarness;
use crate::app::keymap::Keymap;
use crate::app::{ConnectField, Effect, Gesture, Keep, Msg, Pane, Request, Target};
use crate::config::KeySetting;
use crate::dialogs::{Dialog, FormField, ImportField, LabelField, SaveField};
use crate::model::ImageFormat;

/// A harness with other keys for some actions, each named as in `[keys]`.
fn with(mut harness: UpdateHarness, keys: &[(&str, &str)]) -> UpdateHarness {
    let settings: Vec<_> = (1..)
        .zip(keys)
        .map(|(line, (name, key))| {
            let (context, action) =
                name.split_once('.').map_or((None, *name), |(context, action)| (Some(context), action));
            let (context, action) = (context.map(str::to_owned), action.to_owned());
            KeySetting { context, action, keys: vec![(*key).to_owned()], line }
        })
        .collect();
    harness.state.keymap = Keymap::customized(&settings).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    harness
}

fn point(harness: &mut UpdateHarness, target: Target, gesture: Gesture) {
    harness.send(Msg::Pointed { target, gesture });
}

#[test]
fn the_picture_and_the_buttons_of_the_code_form_have_their_own_keys() {
    let keys = [("form_choice.right", "l"), ("form_choice.left", "h"), ("form_button.activate", "p")];
    let mut harness = with(UpdateHarness::open(), &keys);
    harness.keys("2nlph ");
    let form = |harness: &UpdateHarness| match harness.top() {
        Some(Dialog::Form(form)) => (form.text(), form.image, form.field),
        top => panic!("{top:?}"),
    };
    harness.key(KeyCode::Tab);
    for key in [KeyCode::Enter, KeyCode::Right, KeyCode::Down, KeyCode::Char(' ')] {
        harness.key(key);
        assert_eq!(form(&harness).1, ImageFormat::Png, "{key:?}");
    }
    harness.keys("l");
    assert_eq!(form(&harness), ("lph ".to_owned(), ImageFormat::Svg, FormField::Image), "and in the text it is text");
    harness.keys("h");
    assert_eq!(form(&harness).1, ImageFormat::Png);
    harness.key(KeyCode::Tab);
    harness.keys(" ");
    harness.key(KeyCode::Enter);
    assert!(harness.asked().is_empty());
    harness.keys("p");
    harness.asked_write();
}

#[test]
fn arrows_lead_from_a_button_of_the_code_form_to_the_other_and_back_to_the_fields() {
    let mut harness = UpdateHarness::open();
    harness.keys("2nHi");
    let field = |harness: &UpdateHarness| match harness.top() {
        Some(Dialog::Form(form)) => form.field,
        top => panic!("{top:?}"),
    };
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Tab);
    for (key, expected) in [
        (KeyCode::Right, FormField::Cancel),
        (KeyCode::Left, FormField::Send),
        (KeyCode::Down, FormField::Cancel),
        (KeyCode::Up, FormField::Send),
        (KeyCode::Up, FormField::Image),
    ] {
        harness.key(key);
        assert_eq!(field(&harness), expected, "{key:?}");
    }
}

#[test]
fn the_choices_of_saving_and_of_the_import_have_their_own_keys() {
    let mut harness = with(UpdateHarness::open(), &[("right", "ctrl-n"), ("left", "ctrl-b")]);
    harness.keys("2s");
    let kind = |harness: &UpdateHarness| match harness.top() {
        Some(Dialog::Save(form)) => (form.choices.kind, form.field),
        top => panic!("{top:?}"),
    };
    let (first, _) = kind(&harness);
    harness.keys(" ");
    harness.key(KeyCode::Right);
    assert_eq!(kind(&harness).0, first);
    harness.ctrl('n');
    assert_ne!(kind(&harness).0, first);
    harness.ctrl('b');
    assert_eq!(kind(&harness), (first, SaveField::Kind));
    harness.key(KeyCode::Esc);

    harness.keys("I/a.csv");
    let duplicates = |harness: &UpdateHarness| match harness.top() {
        Some(Dialog::Import(import)) => (import.form.duplicates, import.form.field),
        top => panic!("{top:?}"),
    };
    while duplicates(&harness).1 != ImportField::Duplicates {
        harness.key(KeyCode::Down);
    }
    harness.keys(" ");
    harness.key(KeyCode::Left);
    assert!(!duplicates(&harness).0);
    harness.ctrl('n');
    assert!(duplicates(&harness).0);
}

#[test]
fn the_place_of_a_secret_and_the_button_that_connects_have_their_own_keys() {
    let keys = [("connect_choice.right", "l"), ("connect_choice.left", "h"), ("connect_button.activate", "p")];
    let mut harness = with(UpdateHarness::open(), &keys);
    harness.keys("C");
    harness.key(KeyCode::Enter);
    harness.keys("shop-eu");
    harness.key(KeyCode::Tab);
    harness.send(Msg::Paste("EAAGm0PX4ZCpsBAKZCZBqZB3example1234567890".to_owned()));
    for _ in 0..3 {
        harness.key(KeyCode::Enter);
    }
    let keep = |harness: &UpdateHarness| match harness.top() {
        Some(Dialog::Connect(form)) => (form.keep, form.field),
        top => panic!("{top:?}"),
    };
    harness.keys(" ");
    harness.key(KeyCode::Right);
    assert_eq!(keep(&harness), (Keep::Keyring, ConnectField::Keep));
    harness.keys("lh");
    assert_eq!(keep(&harness), (Keep::Keyring, ConnectField::Keep));
    harness.keys("h");
    assert_eq!(keep(&harness), (Keep::Prompt, ConnectField::Keep));
    harness.key(KeyCode::Tab);
    let connects = |effect: &Effect| matches!(effect, Effect::Ask { request: Request::Connect(_), .. });
    harness.keys(" ");
    assert!(!harness.effects.iter().any(connects));
    harness.keys("p");
    assert!(harness.effects.iter().any(connects));
}

#[test]
fn a_line_of_a_label_stays_one_line_whatever_leads_to_the_next_field() {
    let mut harness = with(UpdateHarness::open(), &[("next_field", "ctrl-n")]);
    harness.keys("2LWindow");
    harness.key(KeyCode::Enter);
    harness.ctrl('m');
    let form = |harness: &UpdateHarness| match harness.top() {
        Some(Dialog::Label(form)) => (form.editors[0].lines().to_vec(), form.field),
        top => panic!("{top:?}"),
    };
    assert_eq!(form(&harness), (vec!["Window".to_owned()], LabelField::Label));
    harness.ctrl('n');
    assert_eq!(form(&harness).1, LabelField::Tags);
}

#[test]
fn the_mouse_moves_and_opens_whatever_the_keys_are() {
    let keys = [("down", "ctrl-n"), ("up", "ctrl-b"), ("codes.full_screen", "F5"), ("next_pane", "F6")];
    let mut harness = with(UpdateHarness::open(), &keys);
    harness.keys("2");
    let row = |item, selected, pane| Target::Row { pane, item, selected };
    point(&mut harness, row(0, 0, Some(Pane::Codes)), Gesture::DoubleClick);
    assert!(matches!(harness.top(), Some(Dialog::FullScreen(_))), "{:?}", harness.top());
    let shown = harness.selected();
    point(&mut harness, Target::Nothing, Gesture::Down);
    assert_ne!(harness.selected(), shown, "the wheel shows the next one");
    harness.key(KeyCode::Esc);

    harness.keys("S");
    let chosen = |harness: &UpdateHarness| match harness.top() {
        Some(Dialog::Sort(menu)) => menu.selected,
        top => panic!("{top:?}"),
    };
    assert_eq!(chosen(&harness), 0);
    point(&mut harness, row(2, 0, None), Gesture::Click);
    assert_eq!(chosen(&harness), 2);
    point(&mut harness, Target::Nothing, Gesture::Up);
    assert_eq!(chosen(&harness), 0);
}

#[test]
fn a_click_presses_the_button_whatever_the_keys_are() {
    let mut harness = with(UpdateHarness::open(), &[("next_field", "ctrl-n"), ("form_button.activate", "p")]);
    harness.keys("2nFree cake");
    harness.ctrl('n');
    harness.ctrl('n');
    point(&mut harness, Target::Button(0), Gesture::Click);
    harness.asked_write();
}

#[test]
fn the_mouse_is_no_key_to_be_recorded() {
    let mut harness = UpdateHarness::open();
    harness.keys("?r");
    let keymap = harness.state.keymap.clone();
    point(&mut harness, Target::Nothing, Gesture::Down);
    assert!(harness.state.keymap == keymap);
    assert!(harness.asked().is_empty());
}
