//! What earlier runs have left behind, on screen: the rest of bulk work that was interrupted, and what a code took the
//! place of.

use jiff::civil::date;
use qrdeck::app::{CachedNumber, DbEvent, Msg, Recovered, Reply, Restored, restore, restore_number};
use qrdeck::model::{Draft, Error, ErrorKind, ImageFormat, NumberKey, PhoneNumber, ProviderKind, World};
use qrdeck::store::{Before, BeforeCode, Change, Entry, EntryId, Intent, Outcome, RetiredCode};

use super::harness::ScreenHarness;

fn told(mut harness: ScreenHarness, reply: Reply) -> ScreenHarness {
    harness.tell(reply);
    harness
}

/// What a bulk operation has left, a change for each of the first codes on screen.
fn left(harness: &ScreenHarness, count: i64, change: fn(&str) -> Change) -> Reply {
    let rows = harness.state.number_state().map(|number_state| number_state.code_rows().to_vec()).unwrap_or_default();
    let entry = |(id, code): (i64, &qrdeck::model::QrCode)| Entry {
        id: EntryId(id),
        started: 0,
        intent: Intent {
            profile: "shop-asia".into(),
            provider: ProviderKind::Alibaba,
            number: "8613800000001".into(),
            change: change(code.code.as_str()),
            before: Before {
                code: Some(BeforeCode {
                    code: code.code.to_string(),
                    message: code.message.clone(),
                    link: code.link.clone(),
                }),
                ..Before::default()
            },
        },
        batch: Some("batch".to_owned()),
        sent: None,
        outcome: Some(Outcome::NotSent),
        finished: Some(0),
        settled: true,
        killed: None,
        made: None,
        error_kind: None,
        error_message: None,
        request_id: None,
        user: None,
    };
    let unfinished = (1..=count).zip(&rows).map(entry).collect();
    Reply::Recovered(Recovered { unfinished, ..Recovered::default() })
}

fn deletions() -> ScreenHarness {
    let harness = ScreenHarness::cams();
    let left = left(&harness, 7, |code| Change::Delete(code.into()));
    told(harness, left)
}

fn change() -> ScreenHarness {
    let harness = ScreenHarness::cams();
    let left = left(&harness, 1, |code| {
        Change::Update(code.into(), Draft { message: "Show me the winter menu".to_owned(), image: ImageFormat::Png })
    });
    told(harness, left)
}

/// The selected code is the successor of others.
fn successor(count: i8) -> ScreenHarness {
    let harness = ScreenHarness::cams();
    let newest = harness.state.code().map(|(_, code)| code.code.to_string()).unwrap_or_default();
    let name = |at: i8| if at == 0 { newest.clone() } else { format!("D9OLD{at}OLD{at}OLDA1") };
    let ends =
        (0..count).map(|at| RetiredCode { code: name(at + 1), on: date(2026, 5, 4 - at), successor: Some(name(at)) });
    let ends = ends.collect();
    told(harness, Reply::Database(DbEvent::RetiredCodes(ends)))
}

#[test]
fn the_rest_of_interrupted_work_is_offered() {
    for (name, harness) in [("rest_of_deletions", deletions()), ("rest_of_a_change", change())] {
        for (cols, rows) in [(40, 12), (80, 24)] {
            insta::assert_snapshot!(format!("{name}@{cols}x{rows}"), harness.text(cols, rows));
        }
    }
}

#[test]
fn what_is_offered_is_confirmed_anew() {
    let harness = deletions().keys("⏎");
    insta::assert_snapshot!("rest_confirmed@80x24", harness.text(80, 24));
    assert!(!deletions().keys("⇥⏎").text(80, 24).contains("Continue with"), "it can be forgotten");
}

#[test]
fn a_code_names_what_it_took_the_place_of() {
    for (count, cols, rows) in [(1, 120, 40), (4, 120, 40), (1, 80, 24)] {
        insta::assert_snapshot!(format!("replaces_{count}@{cols}x{rows}"), successor(count).text(cols, rows));
    }
}

#[test]
fn that_a_number_has_no_groups_is_told_while_no_service_answers() {
    let mut harness = ScreenHarness::closed(World::Live, 3);
    let at = date(2026, 5, 3).at(9, 0, 0, 0);
    let key = NumberKey { profile: "shop-eu".into(), number: "1001".into() };
    let number = PhoneNumber {
        id: key.number.clone(),
        display: "+49 151 1000 0001".to_owned(),
        name: "Aurora Coffee, Berlin".to_owned(),
        quality: None,
        status: None,
        official: None,
    };
    let numbers = vec![(key.profile.clone(), (vec![number], at))];
    restore(&mut harness.state, Restored { numbers, counts: [(key.clone(), 0)].into(), ..Restored::default() });
    let refused = Some(Error::new(ErrorKind::NotEnabled, "Not eligible.").advise("Ask Meta."));
    restore_number(
        &mut harness.state,
        CachedNumber { number: key, codes: Some((Vec::new(), at)), groups: None, refused },
    );
    let told = |screen: &str| screen.contains("Groups are not available here. Ask Meta.");
    assert!(told(&harness.text(200, 60)), "{}", harness.text(200, 60));
    let mut harness = harness.failing();
    harness.send(Msg::Start);
    let screen = harness.text(200, 60);
    assert!(told(&screen) && screen.contains("unavailable"), "{screen}");
    harness.answers.failure = None;
    let screen = harness.keys("r").text(200, 60);
    assert!(!told(&screen) && screen.contains("Baristas Berlin"), "{screen}");
}
