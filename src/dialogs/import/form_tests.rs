//! The form of an import: what is typed, read and kept.

use crossterm::event::KeyCode;

use super::tests::{answer_read, asked, import, reads, rows, shown};
use crate::app::update::tests::harness::UpdateHarness;
use crate::app::{Alarm, Effect, LineInput, LocalTask, Msg, Reply, Request, RequestId};
use crate::audit::Completion;
use crate::dialogs::{Dialog, ImportField, Question};
use crate::import::Mistake;

/// The form on screen, with the focus on a field.
fn at(field: ImportField) -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("I");
    while import(&harness).form.field != field {
        harness.key(KeyCode::Down);
    }
    harness
}

#[test]
fn whatever_was_chosen_is_asked_about_before_it_is_thrown_away() {
    for (field, typed, asked) in [
        (ImportField::File, "/a.csv", false),
        (ImportField::Tags, "a", true),
        (ImportField::Duplicates, " ", true),
        (ImportField::Duplicates, "  ", false),
        (ImportField::Sheets, "/c.pdf", true),
    ] {
        let mut harness = at(field);
        harness.keys(typed);
        harness.key(KeyCode::Esc);
        let question = matches!(harness.top(), Some(Dialog::Question(Question::DiscardFields(_))));
        assert_eq!((question, harness.top().is_none()), (asked, !asked), "{field:?} {typed}");
    }
}

#[test]
fn whether_another_code_is_created_for_the_same_text_is_kept_with_the_rest() {
    for duplicates in [false, true] {
        let mut harness = at(ImportField::Message);
        harness.keys("Hi");
        if duplicates {
            for _ in 0..4 {
                harness.key(KeyCode::Down);
            }
            harness.keys(" ");
        }
        let kept = import(&harness).form.fields().expect("something was typed");
        let mut again = at(ImportField::File);
        let Some(Dialog::Import(form)) = again.state.dialogs.last_mut() else { panic!("no form") };
        form.form.restore(&kept, jiff::civil::date(2026, 3, 1).at(9, 0, 0, 0));
        assert_eq!(form.form.of_rows().duplicates, duplicates);
    }
}

#[test]
fn sheets_begin_as_the_last_ones_were() {
    let mut harness = UpdateHarness::open();
    harness.state.saving.sheet.grid = LineInput::of("2x3");
    harness.keys("I");
    assert_eq!(import(&harness).form.sheet.grid.text(), "2x3");
    harness.key(KeyCode::Esc);
    assert!(harness.top().is_none(), "nobody has chosen anything yet");
}

#[test]
fn a_name_is_completed_where_it_was_typed() {
    let mut harness = at(ImportField::File);
    harness.keys("/pr");
    let ask = |harness: &mut UpdateHarness| {
        harness.key(KeyCode::Tab);
        let asked = harness.asked().into_iter().find_map(|(id, request)| match request {
            Request::Local(LocalTask::Complete(text)) => Some((id, text)),
            _ => None,
        });
        asked.expect("a completion")
    };
    let completion = |suffix: &str, names: &[&str]| {
        let names = names.iter().map(ToString::to_string).collect();
        Ok(Reply::Completed(Completion { suffix: suffix.to_owned(), names }))
    };
    let text = |harness: &UpdateHarness| import(harness).form.text(ImportField::File).text().to_owned();
    let (id, asked) = ask(&mut harness);
    assert_eq!(asked, "/pr");
    harness.answer(id, completion("int", &["print 1", "print 2"]));
    assert_eq!((text(&harness).as_str(), import(&harness).form.names.len()), ("/print", 2));
    let (id, _) = ask(&mut harness);
    harness.answer(RequestId(9999), completion("!", &[]));
    harness.answer(id, completion(" 1", &[]));
    assert_eq!((text(&harness).as_str(), import(&harness).form.names.len()), ("/print 1", 0));
    let (id, _) = ask(&mut harness);
    harness.key(KeyCode::Left);
    harness.answer(id, completion("/", &[]));
    assert_eq!(text(&harness), "/print 1", "the cursor is elsewhere by now");
    let before = harness.state.toasts.len();
    let (id, _) = ask(&mut harness);
    harness.answer(id, completion("", &[]));
    assert_eq!(harness.state.toasts.len(), before + 1, "that there is none is told");
}

#[test]
fn the_rows_are_turned_a_page_at_a_time() {
    let mut harness = at(ImportField::File);
    harness.send(Msg::Paste("/a.csv".to_owned()));
    let (id, _) = reads(&mut harness).remove(0);
    answer_read(&mut harness, id, Ok(rows(&format!("message\n{}", "Hi\n".repeat(50)))));
    for (key, first) in [
        (KeyCode::PageDown, 20),
        (KeyCode::PageDown, 40),
        (KeyCode::PageDown, 49),
        (KeyCode::PageUp, 29),
        (KeyCode::PageUp, 9),
        (KeyCode::PageUp, 0),
    ] {
        harness.key(key);
        assert_eq!(import(&harness).form.first, first);
    }
    harness.keys("x");
    let completes = |harness: &mut UpdateHarness| {
        harness.key(KeyCode::Tab);
        harness.asked().iter().any(|(_, asked)| matches!(asked, Request::Local(LocalTask::Complete(_))))
    };
    assert!(completes(&mut harness), "the rows are of another name by now");
}

#[test]
fn a_warning_is_told_at_its_own_row() {
    let harness = shown(|preview| preview.warnings.push(Mistake { line: 3, sentence: "Long.".to_owned() }));
    let preview = import(&harness).preview().expect("rows");
    let remarks: Vec<_> = preview.rows().map(|(row, state)| super::state::remarks(preview, row, state)).collect();
    assert_eq!(remarks, [vec![], vec!["Long.".to_owned()]]);
}

#[test]
fn ctrl_c_stops_the_creation_though_something_else_began_later() {
    let mut harness = UpdateHarness::open();
    harness.keys("jjI/tables.csv");
    harness.key(KeyCode::Enter);
    let (id, _) = asked(&mut harness).remove(0);
    harness.after(500);
    harness.send(Msg::Alarm(Alarm::Settle));
    assert!(!harness.asked().is_empty(), "the codes of the number below are read");
    harness.ctrl('c');
    let stopped: Vec<_> = harness.effects.iter().filter(|effect| matches!(effect, Effect::Cancel(_))).collect();
    assert_eq!(stopped, [&Effect::Cancel(id)]);
}
