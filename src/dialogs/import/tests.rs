//! Importing a file in the app.

use crossterm::event::KeyCode;

use crate::app::update::tests::harness::{UpdateHarness, code, preview};
use crate::app::{
    DbRequest, Effect, ImportChoices, ImportDone, ImportRequest, ImportSheets, LocalTask, Msg, Read, Reply, Request,
    RequestId, SheetOrder, WorkerEvent,
};
use crate::dialogs::{Dialog, Import, ImportField, ImportForm, ImportPhase, Question, SheetChoices, SheetField};
use crate::export::{Paper, Sheet};
use crate::import::{Campaign, Defaults, Fate, ImportOrder, ImportProgress, Imported, Mistake, Preview};
use crate::model::{Error, ErrorKind};

/// What was asked about files.
pub(super) fn asked(harness: &mut UpdateHarness) -> Vec<(RequestId, ImportRequest)> {
    let imports = |(id, request)| if let Request::Import(request) = request { Some((id, *request)) } else { None };
    harness.asked().into_iter().filter_map(imports).collect()
}

/// An import that has ended with these rows.
pub(super) fn finished(preview: &Preview) -> ImportDone {
    ImportDone { imported: Imported { preview: preview.clone(), error: None }, sheets: None }
}

/// What is to be read to show it below the form.
pub(super) fn reads(harness: &mut UpdateHarness) -> Vec<(RequestId, ImportChoices)> {
    let read = |effect: Effect| match effect {
        Effect::Ask { id, request: Request::Local(LocalTask::ReadRows(choices)), .. } => Some((id, *choices)),
        _ => None,
    };
    std::mem::take(&mut harness.effects).into_iter().filter_map(read).collect()
}

/// Answers a reading.
pub(super) fn answer_read(harness: &mut UpdateHarness, id: RequestId, rows: Result<ImportOrder, Error>) {
    harness.answer(id, Ok(Reply::RowsRead(Box::new(rows))));
}

/// Rows as they are read.
pub(super) fn rows(text: &str) -> ImportOrder {
    let campaign = Campaign::read("a.csv".as_ref(), text.as_bytes(), &Defaults::default()).expect("rows");
    ImportOrder { campaign: campaign.into(), ..preview().order() }
}

pub(super) fn import(harness: &UpdateHarness) -> &Import {
    match harness.top() {
        Some(Dialog::Import(import)) => import,
        other => panic!("{other:?}"),
    }
}

pub(super) fn phase(harness: &UpdateHarness) -> &ImportPhase {
    match harness.top() {
        Some(Dialog::Import(import)) => &import.phase,
        other => panic!("{other:?}"),
    }
}

/// With the rows of a file on screen.
pub(super) fn shown(change: impl FnOnce(&mut Preview)) -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("I/tables.csv");
    harness.key(KeyCode::Enter);
    let (id, _) = asked(&mut harness).remove(0);
    let mut checked = preview();
    change(&mut checked);
    harness.answer(id, Ok(Reply::ImportChecked(Box::new(checked))));
    harness
}

#[test]
fn a_file_is_checked_shown_and_created_and_the_lists_are_read_again() {
    let mut harness = UpdateHarness::open();
    harness.keys("I/tables.csv");
    harness.key(KeyCode::Enter);
    let (id, request) = asked(&mut harness).remove(0);
    let ImportRequest::Check { choices, profiles } = request else { panic!("{request:?}") };
    let number = Some("4915110000001".to_owned());
    assert_eq!(*choices, ImportChoices { file: "/tables.csv".to_owned(), number, ..ImportChoices::default() });
    assert_eq!(profiles.len(), 2);
    harness.answer(id, Ok(Reply::ImportChecked(Box::new(preview()))));
    assert_eq!(*phase(&harness), ImportPhase::Shown(Box::new(preview())));
    harness.ctrl('s');
    let (id, request) = asked(&mut harness).remove(0);
    assert!(matches!(&request, ImportRequest::Create { preview: sent, .. } if **sent == preview()), "{request:?}");
    assert_eq!(harness.state.writes_running(), 1, "who leaves now is asked");
    let now = ImportProgress { ended: 1, created: 1, total: 1 };
    harness.send(Msg::Worker(WorkerEvent::Import { id, progress: now }));
    assert!(matches!(phase(&harness), ImportPhase::Creating { progress, .. } if *progress == now));
    let mut done = preview();
    done.states[0].fate = Fate::Created(code("NEWNEWNEWNEWN1", "Table 7"));
    harness.effects.clear();
    harness.answer(id, Ok(Reply::Imported(Box::new(finished(&done)))));
    assert_eq!(*phase(&harness), ImportPhase::Shown(Box::new(done)));
    let reads = harness.asked();
    assert!(reads.iter().any(|(_, read)| matches!(read, Request::Read(Read::Codes(_)))), "{reads:?}");
    assert!(harness.database_requests().contains(&DbRequest::Labels));
    harness.ctrl('s');
    assert!(asked(&mut harness).is_empty(), "there is nothing left to create");
    harness.keys("s");
    assert!(matches!(harness.top(), Some(Dialog::Save(form)) if form.items.len() == 2));
}

#[test]
fn a_row_whose_message_the_service_has_not_kept_is_shown_first_and_says_so() {
    let mut harness = shown(|_| ());
    harness.ctrl('s');
    let (id, _) = asked(&mut harness).remove(0);
    let mut done = preview();
    let last = done.states.len() - 1;
    for (at, state) in done.states.iter_mut().enumerate() {
        let message = &done.campaign.rows[at].message;
        let kept = if at == last { "Table" } else { message };
        state.fate = Fate::Created(code(&format!("NEWNEWNEWNEWN{at}"), kept));
    }
    harness.answer(id, Ok(Reply::Imported(Box::new(finished(&done)))));
    assert_eq!(import(&harness).selected, last);
    let remarks = |at: usize| {
        let (row, state) = done.rows().nth(at).expect("a row");
        super::state::remarks(&done, row, state)
    };
    assert_eq!(remarks(last), ["Stored as \"Table\"."]);
    assert!(last > 0 && remarks(0).is_empty());
    let line = done.campaign.rows[last].line;
    let told = format!("The service has another message for the code of line {line} than the file.");
    assert_eq!(done.stored_otherwise(), Some(told));
}

#[test]
fn nothing_is_sent_with_mistakes_or_for_a_read_only_profile() {
    let mut harness = shown(|preview| preview.mistakes.push(Mistake { line: 2, sentence: "No.".into() }));
    harness.ctrl('s');
    harness.keys("\n");
    harness.key(KeyCode::Enter);
    assert!(asked(&mut harness).is_empty());
    let mut harness = shown(|_| ());
    harness.state.profiles[0].read_only = true;
    harness.ctrl('s');
    assert!(asked(&mut harness).is_empty());
    assert_eq!(harness.state.problems.len(), 1);
}

#[test]
fn what_has_changed_meanwhile_is_shown_before_anything_is_sent() {
    let mut harness = shown(|_| ());
    harness.ctrl('s');
    let (id, _) = asked(&mut harness).remove(0);
    let mut changed = preview();
    changed.states[1].fate = Fate::New;
    harness.answer(id, Ok(Reply::ImportChecked(Box::new(changed.clone()))));
    assert_eq!(*phase(&harness), ImportPhase::Shown(Box::new(changed)));
    assert!(harness.state.toasts.back().unwrap().text.contains("nothing was sent"));
}

#[test]
fn a_stop_is_sent_once_and_the_rows_stay() {
    let mut harness = shown(|_| ());
    harness.ctrl('s');
    let (id, _) = asked(&mut harness).remove(0);
    harness.keys("x ");
    assert!(!harness.effects.contains(&Effect::Cancel(id)), "no other key stops it");
    harness.key(KeyCode::Esc);
    harness.key(KeyCode::Esc);
    let stops = harness.effects.iter().filter(|effect| **effect == Effect::Cancel(id)).count();
    assert_eq!(stops, 1);
    harness.answer(id, Err(Error::new(ErrorKind::OutcomeUnknown, "It was abandoned.")));
    assert_eq!(*phase(&harness), ImportPhase::Shown(Box::new(preview())));
    harness.keys("r");
    assert!(matches!(asked(&mut harness)[0].1, ImportRequest::Check { .. }));
}

#[test]
fn a_dropped_file_opens_the_dialog_and_does_nothing_else() {
    for (pasted, path) in [
        ("/home/me/spring.csv", Some("/home/me/spring.csv")),
        (" '/home/me/my rows.TSV'\n", Some("'/home/me/my rows.TSV'")),
        ("file:///home/me/a.jsonl", Some("file:///home/me/a.jsonl")),
        ("d\r7HG1\r", None),
        ("a.csv\nb.csv", None),
        ("/home/me/a.pdf", None),
    ] {
        let mut harness = UpdateHarness::open();
        harness.send(Msg::Paste(pasted.to_owned()));
        let typed = match harness.top() {
            Some(Dialog::Import(import)) => Some(import.form.text(ImportField::File).text()),
            _ => None,
        };
        assert_eq!(typed, path, "{pasted}");
        let asked = harness.asked();
        let only_reads = asked.iter().all(|(_, asked)| matches!(asked, Request::Local(LocalTask::ReadRows(_))));
        assert!(only_reads && asked.len() == usize::from(path.is_some()), "{asked:?}");
    }
}

#[test]
fn the_rows_follow_what_is_typed_one_reading_at_a_time() {
    let mut harness = UpdateHarness::open();
    harness.keys("I");
    assert_eq!(reads(&mut harness), [], "nothing is named yet");
    harness.keys("/a");
    let asked = reads(&mut harness);
    let [(id, choices)] = &asked[..] else { panic!("one at a time: {asked:?}") };
    assert_eq!(choices.file, "/");
    answer_read(&mut harness, *id, Err(Error::new(ErrorKind::NotFound, "No.")));
    let asked = reads(&mut harness);
    let [(id, choices)] = &asked[..] else { panic!("what was typed meanwhile: {asked:?}") };
    assert_eq!(choices.file, "/a");
    answer_read(&mut harness, RequestId(9999), Ok(rows("message\nstale\n")));
    assert!(import(&harness).form.rows().is_none(), "it is another's");
    answer_read(&mut harness, *id, Ok(rows("message,number\nfine,1\n,1\n{x},1\n")));
    let read = import(&harness).form.rows().expect("rows");
    assert_eq!((&read.order[..], read.preview.mistakes.len()), (&[1, 2, 0][..], 2), "mistakes come first");
    assert_eq!(reads(&mut harness), [], "nothing has changed");
    harness.send(Msg::Paste(".csv".to_owned()));
    assert_eq!(reads(&mut harness)[0].1.file, "/a.csv", "a paste counts, too");
}

#[test]
fn tab_completes_the_name_and_goes_on_once_the_file_is_read() {
    let mut harness = UpdateHarness::open();
    harness.keys("I/a.csv");
    let id = reads(&mut harness)[0].0;
    harness.key(KeyCode::Tab);
    assert!(harness.asked().iter().any(|(_, asked)| matches!(asked, Request::Local(LocalTask::Complete(_)))));
    answer_read(&mut harness, id, Ok(rows("message\nHi\n")));
    let id = reads(&mut harness)[0].0;
    answer_read(&mut harness, id, Ok(rows("message\nHi\n")));
    harness.key(KeyCode::Tab);
    assert_eq!(import(&harness).form.field, ImportField::Message);
    for field in ImportField::ALWAYS.into_iter().skip(2).chain([ImportField::File]) {
        harness.key(KeyCode::Down);
        assert_eq!(import(&harness).form.field, field);
    }
}

#[test]
fn everything_that_the_command_takes_can_be_chosen() {
    let mut harness = UpdateHarness::open();
    harness.keys("I/a.csv");
    for typed in ["Table {t}", "T{t}", "spring, berlin", "", " ", "/b.csv", "/c.pdf", " ", "2x3", "!", " ", "25,4"] {
        harness.key(KeyCode::Down);
        harness.keys(typed);
    }
    let caption = format!("{}!", SheetChoices::default().caption.text());
    let sheet = Sheet { paper: Paper::A4, landscape: true };
    let sheets = ImportSheets {
        path: "/c.pdf".to_owned(),
        look: SheetOrder { sheet, grid: Some((2, 3)), caption, marks: false },
        size_um: Some(25_400),
    };
    let some = |text: &str| Some(text.to_owned());
    let wanted = ImportChoices {
        file: "/a.csv".to_owned(),
        message: some("Table {t}"),
        label: some("T{t}"),
        tags: vec!["spring".to_owned(), "berlin".to_owned()],
        number: some("4915110000001"),
        duplicates: true,
        links: some("/b.csv"),
        sheets: Some(sheets.clone()),
    };
    harness.key(KeyCode::Enter);
    let (id, request) = asked(&mut harness).remove(0);
    assert!(matches!(&request, ImportRequest::Check { choices, .. } if **choices == wanted), "{request:?}");
    harness.answer(id, Ok(Reply::ImportChecked(Box::new(preview()))));
    harness.ctrl('s');
    let (id, request) = asked(&mut harness).remove(0);
    assert!(matches!(&request, ImportRequest::Create { sheets: Some(to), .. } if *to == sheets), "{request:?}");
    assert_eq!(harness.state.saving.sheet.grid.text(), "2x3", "the next ones begin with it");
    let done = ImportDone {
        sheets: Some(Ok(("/c.pdf".into(), vec!["One font lacks ☕.".to_owned()]))),
        ..finished(&preview())
    };
    harness.answer(id, Ok(Reply::Imported(Box::new(done))));
    assert_eq!(harness.state.saved_files, ["/c.pdf"].map(std::path::PathBuf::from));
    assert!(matches!(harness.top(), Some(Dialog::Saved(list)) if list.report.notes.len() == 1
        && list.report.files == [std::path::PathBuf::from("/c.pdf")]));
}

#[test]
fn sheets_follow_the_rows() {
    let mut harness = UpdateHarness::open();
    harness.keys("I/a.csv");
    for _ in 0..2 {
        let (id, _) = reads(&mut harness).remove(0);
        answer_read(&mut harness, id, Ok(rows("message\nHi\nHo\n")));
    }
    harness.key(KeyCode::BackTab);
    let pages = |harness: &UpdateHarness| import(harness).form.forecast.clone().map(|told| told.map(|told| told.pages));
    harness.keys("/c.pdf");
    assert_eq!(pages(&harness), Some(Ok(Some(1))));
    while import(&harness).form.field != ImportField::Message {
        harness.key(KeyCode::BackTab);
    }
    harness.keys("!");
    let (id, _) = reads(&mut harness).remove(0);
    let many: Vec<_> = (0..31).map(|at| format!("Table {at}")).collect();
    answer_read(&mut harness, id, Ok(rows(&format!("message\n{}", many.join("\n")))));
    assert_eq!(pages(&harness), Some(Ok(Some(2))), "thirty have room on a page");
}

#[test]
fn how_sheets_look_is_asked_where_there_are_any_and_what_is_wrong_is_told_at_once() {
    let mut harness = UpdateHarness::open();
    harness.keys("I/a.csv");
    for name in ["/", "/a.csv"] {
        let (id, choices) = reads(&mut harness).remove(0);
        assert_eq!(choices.file, name);
        answer_read(&mut harness, id, Ok(rows("message\nHi\nHo\n")));
    }
    harness.key(KeyCode::BackTab);
    assert_eq!(import(&harness).form.field, ImportField::Sheets);
    harness.keys("/c.pdf");
    let told = |harness: &UpdateHarness| import(harness).form.forecast.clone().expect("sheets").map(|told| told.grid);
    assert_eq!(told(&harness), Ok(Some((5, 6))));
    assert_eq!(reads(&mut harness), [], "the rows are the same");
    harness.key(KeyCode::Down);
    harness.key(KeyCode::Down);
    harness.keys("2x");
    assert!(told(&harness).is_err());
    harness.key(KeyCode::Up);
    harness.key(KeyCode::Enter);
    assert_eq!(asked(&mut harness), [], "nothing is sent");
    assert_eq!(import(&harness).form.field, ImportField::Look(SheetField::Grid));
    assert!(import(&harness).error.as_ref().is_some_and(|error| error.message.contains("`2x` is no grid")));
    harness.keys("2");
    assert_eq!((told(&harness), &import(&harness).error), (Ok(Some((2, 2))), &None));
    harness.key(KeyCode::Up);
    harness.key(KeyCode::Up);
    harness.ctrl('u');
    assert_eq!(import(&harness).form.forecast, None);
    harness.key(KeyCode::Tab);
    assert_eq!(import(&harness).form.field, ImportField::File, "there is no paper to choose");
}

#[test]
fn a_draft_has_how_sheets_look() {
    let mut harness = UpdateHarness::open();
    harness.keys("I");
    harness.key(KeyCode::BackTab);
    for typed in ["/c.pdf", "  ", "2x3", "!", " ", "25"] {
        harness.keys(typed);
        harness.key(KeyCode::Down);
    }
    let kept = import(&harness).form.fields().expect("something was typed");
    let mut again = UpdateHarness::open();
    again.keys("I");
    let Some(Dialog::Import(form)) = again.state.dialogs.last_mut() else { panic!("no form") };
    form.form.restore(&kept, jiff::civil::date(2026, 3, 1).at(9, 0, 0, 0));
    let chosen = |form: &ImportForm| form.choices(&mut ImportField::Sheets).expect("all is right");
    assert_eq!(chosen(&form.form), chosen(&import(&harness).form));
    assert_eq!(form.form.sheet.paper.paper, Paper::A3);
}

#[test]
fn another_number_is_sent_as_it_was_typed_and_none_where_it_was_emptied() {
    for (typed, number) in [("Wien", Some("Wien")), ("", None)] {
        let mut harness = UpdateHarness::open();
        harness.keys("I/a.csv");
        for _ in 0..4 {
            harness.key(KeyCode::Down);
        }
        harness.ctrl('u');
        harness.keys(typed);
        assert_eq!(import(&harness).form.of_rows().number.as_deref(), number);
    }
}

#[test]
fn the_form_is_there_again_until_codes_were_created() {
    let mut harness = shown(|_| ());
    harness.key(KeyCode::Esc);
    assert_eq!(*phase(&harness), ImportPhase::Naming);
    harness.key(KeyCode::Down);
    harness.keys("Hello");
    harness.key(KeyCode::Esc);
    assert!(matches!(harness.top(), Some(Dialog::Question(Question::DiscardFields(_)))));
    harness.key(KeyCode::Esc);
    assert_eq!(import(&harness).form.text(ImportField::Message).text(), "Hello", "it is kept");
    let mut harness = shown(|_| ());
    harness.ctrl('s');
    let (id, _) = asked(&mut harness).remove(0);
    harness.answer(id, Ok(Reply::Imported(Box::new(finished(&preview())))));
    harness.key(KeyCode::Esc);
    assert!(harness.top().is_none());
    let mut harness = shown(|preview| preview.states[0].fate = Fate::Created(code("NEWNEWNEWNEWN1", "Table 7")));
    harness.key(KeyCode::Esc);
    assert!(harness.top().is_none(), "nothing is left to choose");
}
