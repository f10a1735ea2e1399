//! An import to draw.

use std::sync::Arc;

use qrdeck::app::{ImportChoices, ImportDone, ImportRequest, Msg, Reply, WorkerEvent};
use qrdeck::dialogs::{Dialog, DialogState as _};
use qrdeck::import::{
    Campaign, Defaults, Fate, ImportOrder, ImportProgress, Imported, Mistake, Number, Preview, RowState,
};
use qrdeck::model::{Error, ErrorKind, PhoneNumber, Profile, ProviderKind, QrCode, World};

use super::harness::{Answers, ScreenHarness};

/// What a check of a file finds, or what came of creating its codes. Files with `wrong` in their names have mistakes.
pub(super) fn reply(answers: &Answers, request: &ImportRequest) -> Reply {
    match request {
        ImportRequest::Check { choices, .. } => {
            Reply::ImportChecked(Box::new(preview(answers, choices.file.contains("wrong"))))
        }
        ImportRequest::Create { preview, .. } => {
            Reply::Imported(Box::new(ImportDone { imported: created(answers, preview), sheets: None }))
        }
    }
}

/// What is in a file before any service is asked.
pub(super) fn read(answers: &Answers, choices: &ImportChoices) -> Reply {
    let rows = match choices.file.as_str() {
        file if !file.contains("tables.jsonl") && !file.contains("wrong.jsonl") => {
            Err(Error::new(ErrorKind::NotFound, "There is none."))
        }
        file => {
            let mut order = preview(answers, false).order();
            if file.contains("wrong") {
                let message = |table: i32| match table % 4 {
                    0 => String::new(),
                    1 => answers.text("Please bring the bill to table {chair}"),
                    _ => answers.text("Please bring the bill to table {table} 👋"),
                };
                let row = |table| serde_json::json!({"message": message(table), "table": table}).to_string();
                let rows: Vec<_> = (1..=12).map(row).collect();
                let text = rows.join("\n");
                let read = Campaign::read("tables.jsonl".as_ref(), text.as_bytes(), &Defaults::default());
                order.campaign = Arc::new(read.expect("a file with mistakes"));
            }
            Ok(order)
        }
    };
    Reply::RowsRead(Box::new(rows))
}

fn code(answers: &Answers, at: usize, message: &str) -> QrCode {
    let id = format!("NEWCODE{at:05}A1");
    let link = answers.text(&format!("https://wa.me/message/{id}"));
    QrCode { code: id.into(), message: message.to_owned(), link, image_url: None, created: None }
}

fn preview(answers: &Answers, wrong: bool) -> Preview {
    let rows: Vec<_> = (1..=24)
        .map(|table| {
            let number = if table % 3 == 0 { "+43 660 2000 0002" } else { "+49 151 1000 0001" };
            let message = answers.text("Please bring the bill to table {table} 👋");
            let label = answers.text(&format!("Table {table}"));
            serde_json::json!({"number": number, "message": message, "label": label, "table": table}).to_string()
        })
        .collect();
    let read = Campaign::read("tables.jsonl".as_ref(), rows.join("\n").as_bytes(), &Defaults::default());
    let campaign = Arc::new(read.expect("a good file"));
    let path = |name: &str| format!("/home/me/{}", answers.text(name)).into();
    let mut preview = Preview::unchecked(ImportOrder {
        source: path("tables.jsonl"),
        campaign,
        links: path("tables-links.csv"),
        duplicates: false,
    });
    let number = |id: &str, display: &str, name: &str| Number {
        profile: Profile {
            name: "shop-eu".into(),
            provider: ProviderKind::Meta,
            world: World::Sandbox,
            read_only: false,
        },
        phone: PhoneNumber {
            id: id.into(),
            display: answers.text(display),
            name: answers.text(name),
            quality: None,
            status: None,
            official: None,
        },
    };
    preview.numbers = vec![
        number("1001", "+49 151 1000 0001", "Aurora Coffee, Berlin"),
        number("1002", "+43 660 2000 0002", "Aurora Coffee, Wien"),
    ];
    let message = |at: usize| preview.campaign.rows[at].message.as_str();
    let fate = |at: usize| if at == 1 { Fate::There(code(answers, at, message(at))) } else { Fate::New };
    preview.states = (0..24).map(|at| RowState { number: Some(usize::from(at % 3 == 2)), fate: fate(at) }).collect();
    preview.mistakes.clear();
    if wrong {
        for (at, sentence) in [
            (3, "No number has the id, the digits or the name `+43 660 2000`."),
            (6, "Line 2 has the same message for the same number."),
        ] {
            preview.states[at].fate = Fate::Wrong;
            preview.mistakes.push(Mistake { line: at + 1, sentence: answers.text(sentence) });
        }
    }
    preview
}

/// With some of the codes, one of them cut, one that nobody knows of, and the rest left alone.
fn created(answers: &Answers, seen: &Preview) -> Imported {
    let mut preview = seen.clone();
    for (at, state) in preview.states.iter_mut().enumerate().filter(|(_, state)| state.fate.is_wanted()) {
        state.fate = match at {
            7 => Fate::Created(code(answers, at, &answers.text("Please bring the bill"))),
            0..20 => Fate::Created(code(answers, at, &seen.campaign.rows[at].message)),
            20 => Fate::Unknown(
                Error::new(ErrorKind::OutcomeUnknown, answers.text("The answer was lost. It may have been created."))
                    .advise("Try again later: it is looked up then."),
            ),
            _ => Fate::Skipped(Error::new(
                ErrorKind::Cancelled,
                "It was stopped before this one; nothing was sent for it.",
            )),
        };
    }
    Imported { preview, error: None }
}

/// With the rows on screen.
pub(super) fn checked(harness: ScreenHarness, file: &str) -> ScreenHarness {
    harness.keys("I").paste(file).keys("⏎")
}

/// With some of the codes created, and others on their way.
pub(super) fn creating(harness: ScreenHarness) -> ScreenHarness {
    let mut harness = checked(harness, "~/tables.jsonl").mute().ctrl('s');
    let id = harness.state.dialogs.last().and_then(Dialog::waits_for).expect("codes are being created");
    let progress = ImportProgress { ended: 9, created: 9, total: 23 };
    harness.send(Msg::Worker(WorkerEvent::Import { id, progress }));
    harness
}
