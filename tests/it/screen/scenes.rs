//! Everything there is to see, by name.

use std::time::Duration;

use jiff::civil::date;
use qrdeck::app::modal::Modal;
use qrdeck::app::{DbEvent, Logged, Msg, WorkerEvent};
use qrdeck::model::{Draft, Error, ErrorKind, ImageFormat, ProviderKind, World};
use qrdeck::store::{Before, BeforeCode, Change, Entry, EntryId, Intent, Label, LabelKey, Made, Outcome};

use super::accounts::{asking, profiles, tested};
use super::audited::{audited, refused, searching};
use super::stage::Stage;

/// A name, and how to get there.
pub(super) type Scene = (&'static str, fn() -> Stage);

/// All scenes.
pub(super) const ALL: [Scene; 61] = [
    ("numbers", || Stage::open(World::Sandbox, 214)),
    ("numbers_live", || Stage::open(World::Live, 14)),
    ("loading", || started(Stage::closed(World::Sandbox, 0).mute())),
    ("failed", || started(Stage::closed(World::Sandbox, 0).failing())),
    ("failed_with_old_rows", || Stage::codes().failing().keys("r")),
    ("codes", Stage::codes),
    ("codes_scrolled_and_marked", || Stage::codes().keys(" ↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓↓ ")),
    ("codes_none", || Stage::open(World::Sandbox, 0).keys("2")),
    ("codes_filtered", || Stage::codes().keys("/ord")),
    ("codes_none_found", || Stage::codes().keys("/xyzzy⏎")),
    ("groups", || Stage::codes().keys("3")),
    ("groups_without_link", || Stage::codes().keys("3j")),
    ("full_screen", || Stage::codes().keys("⏎")),
    ("form", || Stage::codes().keys("nHello, what's on today?")),
    ("form_too_long", || Stage::codes().keys("n").paste(&"word ".repeat(30)).ctrl('s')),
    ("form_failed", || Stage::cams().keys("nHello").failing().ctrl('s')),
    ("form_edit_replaces", || Stage::cams().keys("e⇥")),
    ("form_sending", || Stage::codes().keys("nHello").mute().ctrl('s')),
    ("save", || Stage::codes().keys("s")),
    ("save_many_failed", || Stage::codes().keys("  s⇥").failing().keys("⏎")),
    ("save_sheets", || labelled(Stage::codes()).keys("   s→")),
    ("save_poster", || Stage::codes().keys("s→⇥⇥⇥")),
    ("save_too_small", || Stage::codes().keys("s⇥→⇥").ctrl('u').keys("11")),
    ("save_under_way", || half_saved(Stage::codes().keys("     s").mute().keys("⏎"))),
    ("save_stopped_short", || Stage::codes().keys("     s").full().keys("⏎")),
    ("save_overwrites", || Stage::codes().keys("           s").refusing().keys("⏎")),
    ("full_screen_of_no_link", || Stage::codes().keys("3⏎j")),
    ("compared", || Stage::codes().keys("v")),
    ("question", || Stage::codes().keys("nHello⎋")),
    ("confirm_one", || Stage::open(World::Live, 14).keys("2d").keys("zz⏎")),
    ("confirm_many", || Stage::codes().keys("       d")),
    ("confirm_replace", || Stage::cams().keys("e!").ctrl('s')),
    ("replaced", || Stage::cams().keys("e!").ctrl('s').confirm()),
    ("palette", || Stage::open(World::Sandbox, 0).keys("2:co")),
    ("full_screen_of_the_next", || Stage::codes().keys("⏎j")),
    ("help", || Stage::codes().keys("?")),
    ("codes_labelled", || labelled(Stage::codes())),
    ("label_form", || labelled(Stage::codes()).keys("L⇥⇥!")),
    ("activity", || logged(Stage::cams().keys("J"))),
    ("activity_entry", || logged(Stage::cams().keys("J")).keys("⏎")),
    ("activity_unknown", || unknown(logged(Stage::cams().keys("J"))).keys("G⏎")),
    ("activity_close", || unknown(logged(Stage::cams().keys("J"))).keys("Gx")),
    ("still_open", || still_open(Stage::cams().keys("nHello").mute().ctrl('s'))),
    ("audit_naming", || Stage::codes().keys("A~/pr⇥")),
    ("audit_missing", || refused(Stage::codes()).keys("A/no/such/folder⏎")),
    ("audit_running", || searching(Stage::codes().mute().keys("A~⏎"))),
    ("audit", || audited(Stage::codes())),
    ("audit_filtered", || audited(Stage::codes()).keys("/window")),
    ("audit_finding", || audited(Stage::codes()).keys("⏎")),
    ("audit_nothing", || audited(Stage::open(World::Sandbox, 0))),
    ("secret", || asking(Stage::open(World::Live, 14), false)),
    ("secret_refused", || asking(Stage::open(World::Live, 14), true).keys("EAAJBexample")),
    ("profiles", || profiles(Stage::open(World::Live, 14), false).keys("j")),
    ("profiles_mistakes", || profiles(Stage::open(World::Live, 14), true).keys("G⏎")),
    ("profiles_hidden", || profiles(Stage::open(World::Live, 14), false).keys("o")),
    ("profile_test", || tested(Stage::open(World::Live, 14))),
    ("profile_removal", || profiles(Stage::open(World::Live, 14), false).keys("x")),
    ("wait", || held(Stage::cams().mute().keys("r"))),
    ("wait_in_form", || held(Stage::cams().keys("nHello").mute().ctrl('s'))),
    ("wait_of_many", || held(planned(Stage::codes().keys("       d").mute().confirm()))),
    ("problem", || Stage::codes().failing().keys("r!")),
];

/// With some of the files written.
fn half_saved(mut stage: Stage) -> Stage {
    if let Some(Modal::Save(form)) = stage.state.modals.last()
        && let Some(id) = form.saving
    {
        stage.send(Msg::Worker(WorkerEvent::Progress { id, rows: 2 }));
    }
    stage
}

/// With a change of the journal of which the last look has found nothing certain.
fn unknown(mut stage: Stage) -> Stage {
    let sentence = "The deletion of D9BBBBBBBBBBB1 may still be carried out: it was there a moment ago.";
    let open = vec![(EntryId(37), sentence.to_owned())];
    stage.send(Msg::Worker(WorkerEvent::Recovered { settled: Vec::new(), open, trouble: Vec::new() }));
    stage
}

/// With an earlier change like the one that is sent.
fn still_open(mut stage: Stage) -> Stage {
    let message = "An earlier change of this kind may still be carried out (journal entry 37). Nothing was sent.";
    if let Some(id) = stage.state.tasks.keys().last().copied() {
        let outcome = Err(Error::new(ErrorKind::StillOpen, message));
        stage.send(Msg::Worker(WorkerEvent::Ended { id, outcome }));
    }
    stage
}

/// With many changes that are written down, so that they leave.
fn planned(mut stage: Stage) -> Stage {
    stage.send(Msg::Worker(WorkerEvent::Db(DbEvent::Planned("plan".to_owned()))));
    stage
}

/// With a service that asks each running request to wait.
fn held(mut stage: Stage) -> Stage {
    let ids: Vec<_> = stage.state.tasks.keys().copied().collect();
    for id in ids {
        stage.send(Msg::Worker(WorkerEvent::Waiting { id, wait: Duration::from_secs(3_725) }));
    }
    stage
}

/// After the start.
fn started(mut stage: Stage) -> Stage {
    stage.send(Msg::Start);
    stage
}

/// With labels for a number and two of its codes.
fn labelled(mut stage: Stage) -> Stage {
    let rows = stage.state.number_state().map(|number_state| number_state.code_rows().to_vec()).unwrap_or_default();
    let label = |code, label: &str, tags: &[&str], note: &str| {
        let key = LabelKey { provider: ProviderKind::Meta, number: "1001".into(), code };
        let tags = tags.iter().map(ToString::to_string).collect();
        (key, Label { label: label.to_owned(), tags, note: note.to_owned(), updated: 1 })
    };
    let labels = vec![
        label(None, "Main shop", &[], ""),
        label(Some(rows[0].code.clone()), "Window poster, left", &["poster", "spring"], "A2, printed in April.\nTwo."),
        label(Some(rows[2].code.clone()), "上海 flyer\u{1b}[31m", &[], ""),
    ];
    stage.send(Msg::Worker(WorkerEvent::Db(DbEvent::Labels(labels))));
    stage
}

/// With a journal of three changes.
fn logged(mut stage: Stage) -> Stage {
    let wanted = |message: &str| Draft { message: message.to_owned(), image: ImageFormat::Png };
    let made = |id: &str| Made { id: id.to_owned(), link: format!("https://wa.me/message/{id}") };
    let old = "D9II3K7QD3M5X1";
    let error = Error::new(ErrorKind::Unavailable, "CAMS answered 503.");
    let rows = [
        (Change::Delete(old.into()), Some(Outcome::Done), None, None),
        (Change::Update(old.into(), wanted("Tea, please")), Some(Outcome::Failed), None, Some(error)),
        (Change::Create(wanted("Coffee, please")), Some(Outcome::Done), Some(made("D9AAAAAAAAAAA1")), None),
        (Change::Delete("D9BBBBBBBBBBB1".into()), None, None, None),
    ];
    let rows = (0_i8..).zip(rows).map(|(at, (change, outcome, made, error))| {
        let code = change.target().map(|code| BeforeCode {
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
        };
        let started = date(2026, 5, 2).at(9, 30 - at, 5, 0);
        Logged { entry, started, sent: Some(started), finished: outcome.map(|_| started) }
    });
    stage.send(Msg::Worker(WorkerEvent::Db(DbEvent::Page(None, rows.collect()))));
    stage
}
