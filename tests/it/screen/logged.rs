//! A journal to draw.

use jiff::civil::date;
use qrdeck::app::{DbEvent, Logged, Recovered, Reply};
use qrdeck::dialogs::Dialog;
use qrdeck::model::{Draft, Error, ErrorKind, ImageFormat, ProviderKind};
use qrdeck::store::{Before, BeforeCode, Change, Entry, EntryId, Intent, Made, Outcome};

use super::harness::ScreenHarness;

/// With the [`entries`].
pub(super) fn logged(harness: ScreenHarness) -> ScreenHarness {
    with(harness, entries())
}

/// With these entries.
pub(super) fn with(mut harness: ScreenHarness, entries: Vec<Logged>) -> ScreenHarness {
    harness.tell(Reply::Database(DbEvent::Page(None, entries)));
    harness
}

/// The entries of a journal: changes at one number of CAMS.
pub(super) fn entries() -> Vec<Logged> {
    let wanted = |message: &str| Draft { message: message.to_owned(), image: ImageFormat::Png };
    let made = |id: &str| Made { id: id.to_owned(), link: format!("https://wa.me/message/{id}") };
    let old = "D9II3K7QD3M5X1";
    let error = Error::new(ErrorKind::Unavailable, "CAMS answered 503.");
    let rows = [
        (Change::Delete(old.into()), Some(Outcome::Done), None, None),
        (Change::Update(old.into(), wanted("Tea, please")), Some(Outcome::Failed), None, Some(error)),
        (Change::ResetLink("E398".into()), Some(Outcome::Done), None, None),
        (Change::Create(wanted("Coffee, please")), Some(Outcome::Done), Some(made("D9AAAAAAAAAAA1")), None),
        (Change::Delete("D9BBBBBBBBBBB1".into()), None, None, None),
    ];
    let entries = (0_i8..).zip(rows).map(|(at, (change, outcome, made, error))| {
        let is_group = matches!(change, Change::ResetLink(_));
        let code = change.target().filter(|_| !is_group).map(|code| BeforeCode {
            code: code.to_owned(),
            message: "Show me today's menu".to_owned(),
            link: format!("https://wa.me/message/{code}"),
        });
        let intent = Intent {
            profile: "shop-asia".into(),
            provider: ProviderKind::Alibaba,
            number: "8613800000001".into(),
            change,
            before: Before { code, ..Before::default() },
        };
        let entry = Entry {
            id: EntryId(40 - i64::from(at)),
            started: 0,
            killed: intent.change.target().filter(|_| outcome == Some(Outcome::Done)).map(str::to_owned),
            intent,
            batch: None,
            sent: Some(0),
            outcome,
            finished: outcome.map(|_| 0),
            settled: false,
            made,
            error_kind: error.as_ref().map(|error| error.kind.as_str().to_owned()),
            error_message: error.map(|error| error.message),
            request_id: None,
            user: Some("mia".to_owned()),
        };
        let started = date(2026, 5, 2).at(9, 30 - at, 5, 0);
        Logged {
            entry,
            started,
            sent: Some(started),
            finished: outcome.map(|_| started),
            group: is_group.then(|| "Regulars of the Bund".to_owned()),
        }
    });
    entries.collect()
}

/// With the journal's first entry twice more.
pub(super) fn twice(mut harness: ScreenHarness) -> ScreenHarness {
    if let Some(Dialog::Activity(activity)) = harness.state.dialogs.last() {
        let first = activity.visible().take(1);
        let again = |row: &Logged| {
            [42, 41].map(|id| {
                let mut row = row.clone();
                row.entry.id = EntryId(id);
                row
            })
        };
        let newer = first.flat_map(again).collect();
        harness.tell(Reply::Database(DbEvent::News { newer, open: Vec::new() }));
    }
    harness
}

/// With the change of the journal carried out.
pub(super) fn changed(mut harness: ScreenHarness) -> ScreenHarness {
    if let Some(Dialog::Activity(activity)) = harness.state.dialogs.last() {
        let mut row = activity.visible().nth(1).cloned().unwrap_or_else(|| unreachable!("there are more"));
        row.entry.outcome = Some(Outcome::Done);
        row.entry.made =
            Some(Made { id: "D9CCCCCCCCCCC1".to_owned(), link: "https://wa.me/message/D9CCCCCCCCCCC1".to_owned() });
        harness.tell(Reply::Database(DbEvent::News { newer: Vec::new(), open: vec![row] }));
    }
    harness
}

/// With a change of the journal of which the last look has found nothing certain.
pub(super) fn unknown(mut harness: ScreenHarness) -> ScreenHarness {
    let sentence = "The deletion of D9BBBBBBBBBBB1 may still be carried out: it was there a moment ago.";
    let open = vec![(EntryId(36), sentence.to_owned())];
    harness.tell(Reply::Recovered(Recovered { open, ..Recovered::default() }));
    harness
}
