//! The journal on the screen.

use crossterm::event::KeyCode;
use jiff::civil::date;

use crate::app::database::PAGE;
use crate::app::update::tests::harness::{UpdateHarness, code, good, recovers, told};
use crate::app::{Alarm, DbEvent, DbRequest, Effect, Gesture, Logged, Msg, Recovered, Reply, Request, Target, Write};
use crate::dialogs::{Dialog, Purpose};
use crate::model::{Draft, Error, ErrorKind, ImageFormat, NumberKey, ProviderKind};
use crate::store::{Before, BeforeCode, Change, Entry, EntryId, Intent, Made, Outcome, RetiredCode};

/// A deletion of a code with this message.
fn deletion(id: i64, message: &str, outcome: Option<Outcome>) -> Logged {
    let code = format!("AAAAAAAAAAA{id:03}");
    let link = format!("https://wa.me/message/{code}");
    let before = BeforeCode { code: code.clone(), message: message.to_owned(), link };
    let entry = Entry {
        id: EntryId(id),
        started: 0,
        intent: Intent {
            profile: "asia".into(),
            provider: ProviderKind::Alibaba,
            number: "8613800000001".into(),
            change: Change::Delete(code.as_str().into()),
            before: Before { code: Some(before), ..Before::default() },
        },
        batch: None,
        sent: Some(0),
        outcome,
        finished: outcome.map(|_| 0),
        settled: false,
        killed: Some(code),
        made: None,
        error_kind: None,
        error_message: None,
        request_id: None,
        user: None,
    };
    let at = date(2026, 5, 2).at(9, 30, 0, 0);
    Logged { entry, started: at, sent: Some(at), finished: outcome.map(|_| at), group: None }
}

/// A harness with the journal open, and these entries in it.
fn reading(rows: Vec<Logged>) -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("J");
    assert_eq!(harness.database_requests(), [DbRequest::Page(None)]);
    harness.database_answers(DbEvent::Page(None, rows));
    harness
}

fn shown(harness: &UpdateHarness) -> Vec<i64> {
    match harness.top() {
        Some(Dialog::Activity(activity)) => activity.visible().map(|row| row.entry.id.0).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn older_pages_are_asked_for_when_they_are_wanted() {
    let page = |from: i64| (0..i64::try_from(PAGE).unwrap()).map(|n| deletion(from - n, "tea", None)).collect();
    let mut harness = reading(page(999));
    assert_eq!(harness.database_requests(), [], "the first rows need no others");
    harness.keys("G");
    assert_eq!(harness.database_requests(), [DbRequest::Page(Some(EntryId(800)))]);
    harness.keys("k");
    assert_eq!(harness.database_requests(), [], "once is enough");
    harness.database_answers(DbEvent::Page(Some(EntryId(800)), vec![deletion(7, "cake", None)]));
    harness.database_answers(DbEvent::Page(Some(EntryId(800)), vec![deletion(7, "cake", None)]));
    assert_eq!(shown(&harness).len(), PAGE + 1, "a page counts once");
    harness.keys("G");
    assert_eq!(harness.database_requests(), [], "there are no older ones");
}

#[test]
fn entries_are_filtered_read_and_copied() {
    let mut harness = reading(vec![deletion(3, "tea", None), deletion(2, "Cake", Some(Outcome::Done))]);
    harness.keys("/cake");
    harness.key(KeyCode::Enter);
    assert_eq!(shown(&harness), [2]);
    harness.key(KeyCode::Enter);
    harness.keys("y");
    let copied =
        harness.effects.iter().find_map(|e| if let Effect::Copy { text, .. } = e { Some(text.clone()) } else { None });
    let copied = copied.expect("copied");
    assert!(["Cake", "AAAAAAAAAAA002", "2026-05-02 09:30:00", "done"].iter().all(|w| copied.contains(w)), "{copied}");
    harness.key(KeyCode::Esc);
    harness.key(KeyCode::Esc);
    assert_eq!(shown(&harness), [3, 2], "the filter goes before the dialog");
    harness.key(KeyCode::Esc);
    assert!(harness.top().is_none());
}

#[test]
fn esc_takes_back_one_thing_at_a_time_and_then_closes() {
    for (keys, back) in [("", 0), ("/", 1), ("/cake", 1), ("*", 1), ("*/cake", 2)] {
        let mut harness = reading(vec![deletion(3, "tea", Some(Outcome::Done)), deletion(2, "cake", None)]);
        harness.keys(keys);
        for _ in 0..back {
            harness.key(KeyCode::Esc);
            assert_eq!(shown(&harness), [3, 2], "{keys:?}");
        }
        let Some(Dialog::Activity(activity)) = harness.top() else { panic!("{keys:?}: {:?}", harness.top()) };
        assert!(!activity.typing && activity.marked().count() == 0, "{keys:?}");
        harness.key(KeyCode::Esc);
        assert!(harness.top().is_none(), "{keys:?}: {:?}", harness.top());
    }
}

#[test]
fn letters_filter_only_where_the_filter_is_typed() {
    for (keys, left) in [("zz", vec![3, 2]), ("/zz", vec![])] {
        let mut harness = reading(vec![deletion(3, "tea", None), deletion(2, "cake", None)]);
        harness.keys(keys);
        assert_eq!(shown(&harness), left, "{keys:?}");
    }
}

#[test]
fn a_page_has_as_many_entries_as_are_seen() {
    for (size, second_page) in [((120, 40), 34), ((60, 24), 9), ((40, 6), 1)] {
        let mut harness = reading((0..90).map(|n| deletion(100 - n, "tea", None)).collect());
        harness.send(Msg::Resize { cols: size.0, rows: size.1 });
        harness.key(KeyCode::PageDown);
        let Some(Dialog::Activity(activity)) = harness.top() else { panic!("{:?}", harness.top()) };
        assert_eq!(activity.position(), second_page, "{size:?}");
    }
}

#[test]
fn a_deleted_code_is_created_again_with_a_word_on_its_link() {
    let mut harness = reading(vec![deletion(2, "Cake?", Some(Outcome::Done))]);
    harness.keys("n");
    assert!(matches!(harness.top(), Some(Dialog::Form(form)) if form.text() == "Cake?"
        && matches!(&form.purpose, Purpose::Recreate(of) if of.old.as_str() == "AAAAAAAAAAA002")));
    harness.ctrl('s');
    let (id, write) = harness.asked_write();
    assert!(matches!(&write, Write::Create { draft, again: Some(EntryId(2)), .. } if draft.message == "Cake?"));
    harness.answer(id, Ok(good(&Request::Write(write))));
    let toast = harness.state.toasts.back().expect("a word").text.clone();
    assert!(toast.contains("new link") && toast.contains("AAAAAAAAAAA002 stays dead"), "{toast}");
}

#[test]
fn what_was_not_deleted_for_certain_is_not_created_again() {
    for outcome in [None, Some(Outcome::Failed), Some(Outcome::Unclear)] {
        let mut harness = reading(vec![deletion(2, "Cake?", outcome)]);
        harness.keys("n");
        assert!(matches!(harness.top(), Some(Dialog::Activity(_))), "{outcome:?}");
        assert!(harness.state.toasts.back().is_some());
    }
}

#[test]
fn a_code_is_created_again_at_its_own_number_whatever_its_profile_is_called_now() {
    let nowhere = Err("No profile here reaches the number of that code.");
    for (profile, provider, number, found) in [
        ("asia", ProviderKind::Alibaba, "8613800000001", Ok("asia")),
        ("renamed", ProviderKind::Alibaba, "8613800000001", Ok("asia")),
        ("eu", ProviderKind::Alibaba, "8613800000001", Ok("asia")),
        ("renamed", ProviderKind::Alibaba, "8613800000002", nowhere),
        ("renamed", ProviderKind::Meta, "8613800000001", nowhere),
    ] {
        let mut row = deletion(2, "Cake?", Some(Outcome::Done));
        let intent = &mut row.entry.intent;
        (intent.profile, intent.provider, intent.number) = (profile.into(), provider, number.into());
        let mut harness = reading(vec![row]);
        harness.keys("n");
        let reached = match harness.top() {
            Some(Dialog::Form(form)) => Ok(form.purpose.number().clone()),
            _ => Err(harness.state.toasts.back().expect("a reason").text.as_str()),
        };
        let found = found.map(|profile| NumberKey { profile: profile.into(), number: number.into() });
        assert_eq!(reached, found, "{profile} {provider:?} {number}");
    }
}

#[test]
fn marked_codes_are_created_again_in_one_go() {
    let done = Some(Outcome::Done);
    let mut harness = reading(vec![deletion(4, "Tea", done), deletion(3, "Milk", None), deletion(2, "Cake?", done)]);
    harness.keys(" ");
    harness.keys(" ");
    let reason = harness.state.toasts.back().map(|toast| toast.text.clone());
    assert_eq!(reason.as_deref(), Some("The outcome of the deletion is not known."), "and it is not marked");
    harness.keys("**gn");
    assert!(matches!(harness.top(), Some(Dialog::Form(_))), "all marks are gone again: {:?}", harness.top());
    harness.key(KeyCode::Esc);
    harness.keys("*n");
    let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("{:?}", harness.top()) };
    assert!(confirm.terms.meaning.contains("new link") && !confirm.terms.destroys());
    harness.keys("2");
    harness.key(KeyCode::Enter);
    let mut again = Vec::new();
    for (id, request) in harness.asked() {
        let Request::Write(Write::Create { draft, again: of, .. }) = request else { panic!("{request:?}") };
        let made = code(&format!("NEW{}", draft.message), &draft.message);
        again.push((draft.message, of));
        harness.answer(id, Ok(Reply::Code(made)));
    }
    assert_eq!(again, [("Tea".to_owned(), Some(EntryId(4))), ("Cake?".to_owned(), Some(EntryId(2)))]);
    let batch = harness.state.batch.as_ref().expect("a batch");
    assert!(batch.is_over() && batch.report().contains("replaced AAAAAAAAAAA002 by NEWCake?"), "{}", batch.report());
    let Some(Dialog::Batch(_)) = harness.top() else { panic!("{:?}", harness.top()) };
    harness.key(KeyCode::Esc);
    let Some(Dialog::Activity(activity)) = harness.top() else { panic!("{:?}", harness.top()) };
    assert_eq!(activity.marked().count(), 0, "what is done is not done again");
}

#[test]
fn the_message_before_is_put_back_as_each_service_changes_messages() {
    for (cams, profile, provider, code) in
        [(true, "asia", ProviderKind::Alibaba, "D9II3K7QD3M5X1"), (false, "eu", ProviderKind::Meta, "ANED2T5QRU7HG1")]
    {
        let mut row = deletion(5, "Coffee", Some(Outcome::Done));
        let intent = &mut row.entry.intent;
        intent.profile = profile.into();
        intent.provider = provider;
        intent.number = if cams { "8613800000001" } else { "4915110000001" }.into();
        let draft = Draft { message: "Show me today's menu".to_owned(), image: ImageFormat::Png };
        intent.change = Change::Update("AAAAAAAAAAA005".into(), draft);
        row.entry.made = Some(Made { id: code.to_owned(), link: format!("https://wa.me/message/{code}") });
        let mut harness = UpdateHarness::at_cams();
        if !cams {
            harness = UpdateHarness::open();
        }
        harness.keys("J");
        harness.database_answers(DbEvent::Page(None, vec![row]));
        harness.keys("u");
        if cams {
            let Some(Dialog::Confirm(confirm)) = harness.top() else { panic!("{:?}", harness.top()) };
            let lost = &confirm.terms.lost[0];
            let told = (lost.message.as_deref(), lost.becomes.as_deref());
            assert_eq!(told, (Some("Show me today's menu"), Some("Coffee")));
            harness.keys("M5X1");
            harness.key(KeyCode::Enter);
        } else {
            assert!(matches!(harness.top(), Some(Dialog::Form(form)) if form.text() == "Coffee" && !form.is_dirty()));
            harness.ctrl('s');
        }
        let (id, write) = harness.asked_write();
        assert!(
            matches!(&write, Write::Update { key, draft, seen }
                if key.code.as_str() == code && draft.message == "Coffee" && seen == "Show me today's menu"),
            "{write:?}"
        );
        harness.answer(id, Ok(good(&Request::Write(write))));
        assert_eq!(matches!(harness.top(), Some(Dialog::Replaced(_))), cams);
    }
}

#[test]
fn a_message_is_not_put_back_where_that_means_nothing() {
    let mut update = deletion(6, "Coffee", Some(Outcome::Failed));
    let draft = Draft { message: "Tea".to_owned(), image: ImageFormat::Png };
    update.entry.intent.change = Change::Update("AAAAAAAAAAA006".into(), draft);
    let mut gone = update.clone();
    gone.entry.outcome = Some(Outcome::Done);
    for (row, reason) in [
        (update, "The message was not changed."),
        (deletion(5, "Cake", Some(Outcome::Done)), "This is a deletion; n creates the code again."),
        (gone, "This code was deleted or replaced since; go to the newest change of it."),
    ] {
        let mut harness = reading(vec![row]);
        let on = date(2026, 5, 3);
        let end = RetiredCode { code: "AAAAAAAAAAA006".to_owned(), on, successor: None };
        harness.database_answers(DbEvent::RetiredCodes(vec![end]));
        harness.keys("u");
        assert!(matches!(harness.top(), Some(Dialog::Activity(_))));
        assert_eq!(harness.state.toasts.back().map(|toast| toast.text.as_str()), Some(reason));
    }
}

#[test]
fn what_is_new_comes_while_it_is_open_and_moves_nothing() {
    let mut harness = reading(vec![deletion(3, "tea", None), deletion(2, "cake", Some(Outcome::Done))]);
    harness.keys("j");
    harness.key(KeyCode::Enter);
    harness.state.scrolled.fits(9, 4);
    harness.key(KeyCode::PageDown);
    harness.send(Msg::Alarm(Alarm::Journal));
    let news = DbRequest::News { after: Some(EntryId(3)), open: vec![EntryId(3)] };
    assert_eq!(harness.database_requests(), [news]);
    harness.send(Msg::Alarm(Alarm::Journal));
    assert_eq!(harness.database_requests(), [], "one question at a time");
    let newer = vec![deletion(5, "milk", None), deletion(4, "water", None)];
    let open = vec![deletion(3, "tea", Some(Outcome::Done))];
    harness.database_answers(DbEvent::News { newer: newer.clone(), open });
    harness.database_answers(DbEvent::News { newer, open: Vec::new() });
    assert_eq!(shown(&harness), [5, 4, 3, 2], "each once");
    let Some(Dialog::Activity(activity)) = harness.top() else { panic!("{:?}", harness.top()) };
    assert_eq!(activity.selected().map(|row| row.entry.id.0), Some(2));
    assert!(activity.details && harness.state.scrolled.rows() > 0, "one reads on where one was");
    assert!(activity.visible().nth(2).is_some_and(|row| row.entry.outcome == Some(Outcome::Done)));
    harness.key(KeyCode::Esc);
    harness.key(KeyCode::Esc);
    harness.effects.clear();
    harness.send(Msg::Alarm(Alarm::Journal));
    assert!(harness.effects.is_empty(), "closed, it asks nothing");
}

#[test]
fn what_the_database_refuses_is_no_longer_waited_for() {
    let row = || deletion(3, "tea", None);
    let news = |after| DbRequest::News { after, open: Vec::from_iter(after) };
    for (rows, refused, asked) in
        [(None, DbRequest::Page(None), news(None)), (Some(row()), news(Some(EntryId(3))), news(Some(EntryId(3))))]
    {
        let mut harness = UpdateHarness::open();
        harness.keys("J");
        if let Some(row) = rows {
            harness.database_answers(DbEvent::Page(None, vec![row]));
            harness.send(Msg::Alarm(Alarm::Journal));
        }
        assert!(harness.database_requests().contains(&refused));
        let full = Error::new(ErrorKind::Internal, "The disk is full.");
        harness.database_answers(DbEvent::Refused(Box::new(refused.clone()), full));
        let Some(Dialog::Activity(activity)) = harness.top() else { panic!("{:?}", harness.top()) };
        assert!(!activity.loading, "{refused:?}");
        harness.send(Msg::Alarm(Alarm::Journal));
        assert_eq!(harness.database_requests(), [asked], "{refused:?}");
    }
}

/// What a look at what is unknown has found.
fn looked(harness: &mut UpdateHarness, open: &[i64]) {
    let open = open.iter().map(|id| (EntryId(*id), format!("Entry {id} is open."))).collect();
    harness.send(told(Reply::Recovered(Recovered { open, ..Recovered::default() })));
}

#[test]
fn what_is_unknown_is_looked_up_now_and_told_where_it_stands() {
    let mut harness = reading(vec![deletion(7, "Tea", None), deletion(6, "Milk", Some(Outcome::Done))]);
    harness.effects.clear();
    harness.keys("r");
    assert!(harness.effects.iter().any(recovers));
    harness.effects.clear();
    looked(&mut harness, &[7]);
    assert_eq!(harness.database_requests(), [DbRequest::Entries(vec![EntryId(7)])]);
    harness.database_answers(DbEvent::Entries(vec![deletion(7, "Tea", Some(Outcome::Done))]));
    let Some(Dialog::Activity(activity)) = harness.top() else { panic!("{:?}", harness.top()) };
    assert_eq!(activity.selected().and_then(|row| row.entry.outcome), Some(Outcome::Done));
    // What is known is neither looked up nor closed.
    harness.effects.clear();
    harness.keys("rx");
    assert!(!harness.effects.iter().any(recovers));
    assert!(matches!(harness.top(), Some(Dialog::Activity(_))));
}

#[test]
fn what_is_unknown_is_closed_after_a_question() {
    let mut harness = reading(vec![deletion(7, "Tea", None)]);
    harness.keys("x");
    assert!(matches!(harness.top(), Some(Dialog::Activity(_))), "it may be under way");
    looked(&mut harness, &[7]);
    harness.effects.clear();
    harness.keys("x");
    harness.key(KeyCode::Enter);
    assert_eq!(harness.database_requests(), [], "the first button does nothing");
    harness.keys("x");
    harness.key(KeyCode::Tab);
    harness.key(KeyCode::Enter);
    assert_eq!(harness.database_requests(), [DbRequest::Close(EntryId(7))]);
    harness.database_answers(DbEvent::Closed(Box::new(deletion(7, "Tea", Some(Outcome::Unclear)))));
    assert_eq!(harness.state.open.count(), 0);
    let Some(Dialog::Activity(activity)) = harness.top() else { panic!("{:?}", harness.top()) };
    assert_eq!(activity.selected().and_then(|row| row.entry.outcome), Some(Outcome::Unclear));
}

#[test]
fn the_wheel_moves_in_a_long_entry_and_not_to_the_next_one() {
    let mut harness = reading(vec![deletion(3, "tea", None), deletion(2, "cake", Some(Outcome::Done))]);
    harness.key(KeyCode::Enter);
    harness.state.scrolled.fits(9, 4);
    harness.send(Msg::Pointed { target: Target::Nothing, gesture: Gesture::Down });
    assert_eq!(harness.state.scrolled.rows(), 3);
    let Some(Dialog::Activity(activity)) = harness.top() else { panic!("{:?}", harness.top()) };
    assert_eq!(activity.position(), 0);
}
