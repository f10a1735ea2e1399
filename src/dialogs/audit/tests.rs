//! The audit.

use std::path::Path;

use crossterm::event::KeyCode;
use jiff::civil::date;

use crate::app::update::tests::harness::{UpdateHarness, good};
use crate::app::{
    Alarm, AuditOrder, AuditResult, DbEvent, DbRequest, Effect, LocalTask, Logged, Msg, Pane, Reply, Request,
    RequestId, WorkerEvent, Write,
};
use crate::audit::{Alive, Completion, FoundLink, Kind, Link, LiveLinks, Place, ScanProgress, ScanResult, Skipped};
use crate::dialogs::{AuditPhase, AuditReport, AuditRow, Dialog, Purpose};
use crate::model::{Error, ErrorKind, ProviderKind};
use crate::store::{Before, BeforeCode, Change, Entry, EntryId, Intent, Label, LabelKey, Outcome, Retirement};

/// The first code of the Meta number on the harness; the first of the CAMS number; one that was deleted there.
const ALIVE: &str = "ANED2T5QRU7HG1";
const ELSEWHERE: &str = "D9AAAAAAAAAAA1";
const DEAD: &str = "D9DEADDEADDEA1";

fn finding(path: &str, line: usize, kind: Kind, id: &str) -> FoundLink {
    let link = Link { kind, id: id.to_owned(), longer: None };
    FoundLink { path: Path::new("/print").join(path), place: Place::Line(line), link }
}

pub(super) fn alive(profile: &str, number: &str) -> Alive {
    Alive { profile: profile.into(), number: number.into(), display: String::new(), says: "Hi".to_owned(), group: None }
}

/// Five links in two files.
fn result() -> AuditResult {
    let findings = vec![
        finding("a.html", 1, Kind::Code, ALIVE),
        finding("a.html", 2, Kind::Code, "SOMEBODYELSE1"),
        finding("a.html", 3, Kind::Code, DEAD),
        finding("b.html", 1, Kind::Code, ELSEWHERE),
        finding("b.html", 9, Kind::Code, DEAD),
        finding("b.html", 10, Kind::Invite, "AbCdEfGhIjKlMnOpQrStUv"),
    ];
    let skipped = vec![Skipped { path: "/print/c.pdf".into(), reason: "Permission denied".to_owned() }];
    let group = Alive { group: Some("E398".into()), ..alive("asia", "8613800000001") };
    let listed = [
        ((Kind::Code, ALIVE.to_owned()), alive("eu", "4915110000001")),
        ((Kind::Code, ELSEWHERE.to_owned()), alive("asia", "8613800000001")),
        ((Kind::Invite, "AbCdEfGhIjKlMnOpQrStUv".to_owned()), group),
    ];
    AuditResult {
        paths: vec!["/print".into()],
        found: ScanResult { findings, files: 2, skipped },
        listed: LiveLinks { alive: listed.into_iter().collect(), unread: Vec::new(), answered: true },
    }
}

/// The deletion of [`DEAD`].
pub(super) fn retirement() -> (Logged, Retirement) {
    let before = BeforeCode { code: DEAD.to_owned(), message: "Cake?".to_owned(), link: String::new() };
    let entry = Entry {
        id: EntryId(4),
        started: 0,
        intent: Intent {
            profile: "asia".into(),
            provider: ProviderKind::Alibaba,
            number: "8613800000001".into(),
            change: Change::Delete(DEAD.into()),
            before: Before { code: Some(before), ..Before::default() },
        },
        batch: None,
        sent: Some(0),
        outcome: Some(Outcome::Done),
        finished: Some(0),
        settled: false,
        killed: Some(DEAD.to_owned()),
        made: None,
        error_kind: None,
        error_message: None,
        request_id: None,
        user: None,
    };
    let at = date(2026, 5, 2).at(9, 30, 0, 0);
    let retirement = Retirement { id: DEAD.to_owned(), entry: entry.clone(), successor: None, ended: None };
    (Logged { entry, started: at, sent: Some(at), finished: Some(at), group: None }, retirement)
}

/// The search that was asked for.
fn search(harness: &mut UpdateHarness) -> (RequestId, AuditOrder) {
    let asked = harness.asked().into_iter().find_map(|(id, request)| match request {
        Request::Local(LocalTask::Audit(order)) => Some((id, *order)),
        _ => None,
    });
    asked.expect("a search")
}

/// A harness with the report of these findings.
fn reading(result: AuditResult) -> UpdateHarness {
    let mut harness = UpdateHarness::open();
    harness.keys("A/print");
    harness.key(KeyCode::Enter);
    let (id, _) = search(&mut harness);
    harness.answer(id, Ok(Reply::Audited(Box::new(result))));
    harness.database_requests();
    harness.database_answers(DbEvent::Retirements(vec![retirement()]));
    harness
}

fn report(harness: &UpdateHarness) -> &AuditReport {
    match harness.top() {
        Some(Dialog::Audit(audit)) => audit.report().expect("a report"),
        other => panic!("{other:?}"),
    }
}

/// Verdict and place of each row that passes the filter.
fn shown(harness: &UpdateHarness) -> Vec<(String, String)> {
    let report = report(harness);
    let word = |row| match row {
        AuditRow::Link(link, _) => link.word().to_owned(),
        AuditRow::LeftOut(_) => "left out".to_owned(),
    };
    report.visible().map(|row| (word(row), report.place(row))).collect()
}

fn copied(harness: &UpdateHarness) -> String {
    let text = |effect: &Effect| if let Effect::Copy { text, .. } = effect { Some(text.clone()) } else { None };
    harness.effects.iter().rev().find_map(text).expect("something was copied")
}

fn toast(harness: &UpdateHarness) -> String {
    harness.state.toasts.back().map(|toast| toast.text.clone()).unwrap_or_default()
}

#[test]
fn every_account_is_asked_then_the_journal_and_dead_links_come_first() {
    let mut harness = UpdateHarness::open();
    harness.keys("A");
    harness.send(Msg::Paste("/print\n'/other dir'\u{1b}".to_owned()));
    harness.key(KeyCode::Enter);
    let (id, order) = search(&mut harness);
    assert_eq!(order.paths, "/print\n'/other dir'");
    let names: Vec<_> = order.profiles.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["eu", "asia"]);
    let progress = ScanProgress { files: 9, walked: true, read: 3, links: 1, asked: None };
    harness.send(Msg::Worker(WorkerEvent::Audit { id, progress }));
    assert!(matches!(harness.top(), Some(Dialog::Audit(audit)) if audit.phase == AuditPhase::Running { id, progress }));
    harness.answer(id, Ok(Reply::Audited(Box::new(result()))));
    let asked = harness.database_requests();
    assert!(matches!(&asked[..], [DbRequest::Retirements(ids)] if ids.contains(&DEAD.to_owned()) && ids.len() == 5));
    harness.database_answers(DbEvent::Retirements(vec![retirement()]));
    let row = |word: &str, place: &str| (word.to_owned(), place.to_owned());
    assert_eq!(
        shown(&harness),
        [
            row("dead", "a.html:3"),
            row("dead", "b.html:9"),
            row("unknown", "a.html:2"),
            row("left out", "c.pdf"),
            row("alive", "a.html:1"),
            row("alive", "b.html:1"),
            row("alive", "b.html:10"),
        ]
    );
    assert_eq!(report(&harness).counts(), [(2, "dead"), (1, "unknown"), (1, "left out"), (3, "alive")]);
}

#[test]
fn a_link_nobody_could_be_asked_about_is_not_called_dead() {
    let mut harness = UpdateHarness::open();
    harness.keys("A/print");
    harness.key(KeyCode::Enter);
    let (id, _) = search(&mut harness);
    harness.answer(id, Ok(Reply::Audited(Box::new(result()))));
    let ask = harness.database_requests().remove(0);
    let error = Error::new(ErrorKind::Internal, "The database is damaged.");
    harness.database_answers(DbEvent::Refused(Box::new(ask), error));
    assert_eq!(report(&harness).counts(), [(3, "not checked"), (1, "left out"), (3, "alive")]);
    assert_eq!(report(&harness).link().expect("a link").story(), "the journal could not be read completely");
    assert_eq!(harness.state.unread(), 1, "and it is told why");
}

#[test]
fn findings_are_filtered_read_and_copied() {
    let mut harness = reading(result());
    harness.keys("y");
    assert_eq!(copied(&harness), format!("https://wa.me/message/{DEAD}"));
    harness.keys("/B.HTML");
    harness.key(KeyCode::Enter);
    assert_eq!(shown(&harness).len(), 3);
    harness.keys("c");
    let text = copied(&harness);
    assert!(text.contains("b.html:9") && text.contains("deleted on 2026-05-02") && !text.contains("a.html"), "{text}");
    harness.key(KeyCode::Enter);
    harness.keys("Y");
    let text = copied(&harness);
    for part in ["dead", "Cake?", "a.html:3", "b.html:9", "Aurora 上海", "What the journal says", "2026-05-02 09:30:00"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
    for expected in [3, 7] {
        harness.key(KeyCode::Esc);
        assert_eq!(shown(&harness).len(), expected);
    }
    harness.keys("/DENIED");
    assert_eq!(shown(&harness), [("left out".to_owned(), "c.pdf".to_owned())], "by the reason");
    harness.key(KeyCode::Esc);
    harness.key(KeyCode::Esc);
    assert!(harness.top().is_none());
    harness.keys("A");
    assert_eq!(shown(&harness).len(), 7, "the report is shown again");
}

#[test]
fn what_has_ended_since_is_called_dead_be_the_report_on_screen_or_not() {
    for closed in [false, true] {
        let mut harness = reading(result());
        if closed {
            harness.key(KeyCode::Esc);
        }
        super::ended(&mut harness.state, ALIVE);
        if closed {
            harness.keys("A");
        }
        assert_eq!(report(&harness).counts(), [(3, "dead"), (1, "unknown"), (1, "left out"), (2, "alive")]);
    }
}

#[test]
fn what_works_is_gone_to_in_its_list() {
    let mut harness = reading(result());
    harness.keys("o");
    assert!(toast(&harness).contains("Only working links"));
    harness.keys("/a.html:1");
    harness.key(KeyCode::Enter);
    harness.keys("o");
    assert_eq!((harness.state.focus, harness.selected().as_str()), (Pane::Codes, ALIVE));
    assert_eq!(harness.asked(), [], "it is in the list");
    // The codes of the other number were never read.
    harness.keys("A");
    harness.key(KeyCode::Esc);
    harness.keys("Gko");
    assert_eq!(harness.state.number().map(|row| row.key.profile.as_str()), Some("asia"));
    harness.after(500);
    harness.send(Msg::Alarm(Alarm::Settle));
    harness.settle();
    assert_eq!(harness.selected(), ELSEWHERE);
    harness.keys("AGo");
    assert_eq!(harness.state.focus, Pane::Groups);
    assert_eq!(harness.state.group().map(|(key, _)| key.group.to_string()), Some("E398".to_owned()));
}

#[test]
fn a_deleted_code_is_created_again_and_the_report_learns_it() {
    let mut harness = reading(result());
    harness.keys("n");
    assert!(matches!(harness.top(), Some(Dialog::Form(form)) if form.text() == "Cake?"
        && matches!(&form.purpose, Purpose::Recreate(of) if of.old.as_str() == DEAD)));
    harness.ctrl('s');
    let (id, write) = harness.asked_write();
    assert!(matches!(&write, Write::Create { again: Some(EntryId(4)), .. }), "{write:?}");
    harness.answer(id, Ok(good(&Request::Write(write))));
    assert_eq!(shown(&harness)[0].0, "replaced");
    assert!(report(&harness).link().expect("a link").story().contains("NEWNEWNEWNEWN1"));
    harness.keys("jjn");
    assert!(matches!(harness.top(), Some(Dialog::Audit(_))), "nothing is known of the message of somebody else's code");
}

#[test]
fn esc_and_ctrl_c_stop_the_search() {
    for ctrl_c in [false, true] {
        let mut harness = UpdateHarness::open();
        harness.keys("jjA/print");
        harness.key(KeyCode::Enter);
        let (id, _) = search(&mut harness);
        harness.keys("x ");
        assert!(!harness.effects.contains(&Effect::Cancel(id)), "no other key does");
        if ctrl_c {
            // What was asked for meanwhile is not what is stopped.
            harness.after(500);
            harness.send(Msg::Alarm(Alarm::Settle));
            assert!(!harness.asked().is_empty(), "the codes of the number below are read");
            harness.ctrl('c');
        } else {
            harness.key(KeyCode::Esc);
        }
        assert!(harness.effects.contains(&Effect::Cancel(id)));
        harness.answer(id, Err(Error::new(ErrorKind::Cancelled, "It was cancelled.")));
        let Some(Dialog::Audit(audit)) = harness.top() else { panic!("the form stays") };
        assert_eq!((&audit.phase, audit.text().as_str(), &audit.error), (&AuditPhase::Naming, "/print", &None));
        harness.answer(id, Ok(Reply::Audited(Box::new(result()))));
        harness.database_answers(DbEvent::Retirements(vec![retirement()]));
        assert!(
            matches!(harness.top(), Some(Dialog::Audit(audit)) if audit.phase == AuditPhase::Naming),
            "it is too late"
        );
    }
}

#[test]
fn what_is_missing_is_told_and_can_be_corrected() {
    let mut harness = UpdateHarness::open();
    harness.keys("A/prnt");
    harness.key(KeyCode::Enter);
    let (id, _) = search(&mut harness);
    harness.answer(id, Err(Error::new(ErrorKind::NotFound, "/prnt does not exist.")));
    assert!(matches!(harness.top(), Some(Dialog::Audit(audit)) if audit.error.is_some() && audit.text() == "/prnt"));
    assert_eq!(harness.state.unread(), 0, "it is told where it can be corrected");
    harness.key(KeyCode::Backspace);
    assert!(matches!(harness.top(), Some(Dialog::Audit(audit)) if audit.error.is_none() && audit.text() == "/prn"));
    harness.key(KeyCode::Enter);
    let (id, _) = search(&mut harness);
    harness.answer(id, Err(Error::new(ErrorKind::Internal, "It was abandoned.")));
    assert!(matches!(harness.top(), Some(Dialog::Audit(audit)) if audit.error.is_some()));
    assert_eq!(harness.state.unread(), 1, "no typing mends that");
}

#[test]
fn a_working_link_is_told_with_its_number_and_its_label() {
    let mut harness = UpdateHarness::open();
    let (provider, number) = (ProviderKind::Meta, "4915110000001".into());
    let key = LabelKey { provider, number, code: Some(ALIVE.into()) };
    let label = Label { label: "Window".to_owned(), ..Label::default() };
    harness.database_answers(DbEvent::Labels(vec![(key, label)]));
    harness.keys("A/print");
    harness.key(KeyCode::Enter);
    let (id, _) = search(&mut harness);
    harness.answer(id, Ok(Reply::Audited(Box::new(result()))));
    harness.database_answers(DbEvent::Retirements(Vec::new()));
    harness.keys("/");
    harness.send(Msg::Paste("window".to_owned()));
    assert_eq!(shown(&harness), [("alive".to_owned(), "a.html:1".to_owned())], "a paste filters");
    harness.key(KeyCode::Enter);
    let link = report(&harness).link().expect("a link");
    let number = harness.state.find_number(&link.lives_at().expect("it works")).expect("it is listed");
    assert_eq!(link.number, Some(format!("{}, {}", number.name, number.display)));
}

#[test]
fn other_files_can_be_named_and_the_same_audited_again() {
    let mut harness = reading(result());
    harness.keys("Ax");
    harness.key(KeyCode::Esc);
    assert_eq!(shown(&harness).len(), 7, "the report is still there");
    harness.keys("r");
    assert_eq!(search(&mut harness).1.paths, "/print", "what was typed and given up is not audited");
}

#[test]
fn tab_completes_what_is_still_being_typed() {
    let mut harness = UpdateHarness::open();
    harness.keys("A'/pr");
    harness.key(KeyCode::Tab);
    let completion = |harness: &mut UpdateHarness| {
        let asked = harness.asked().into_iter().find_map(|(id, request)| match request {
            Request::Local(LocalTask::Complete(line)) => Some((id, line)),
            _ => None,
        });
        asked.expect("a completion")
    };
    let (id, line) = completion(&mut harness);
    assert_eq!(line, "'/pr");
    let reply = Completion { suffix: "int".to_owned(), names: vec!["print 1/".to_owned(), "print 2/".to_owned()] };
    harness.answer(id, Ok(Reply::Completed(reply.clone())));
    assert!(matches!(harness.top(), Some(Dialog::Audit(audit)) if audit.text() == "'/print" && audit.names.len() == 2));
    harness.key(KeyCode::Tab);
    let (id, _) = completion(&mut harness);
    harness.keys(" 1");
    harness.answer(id, Ok(Reply::Completed(reply)));
    assert!(matches!(harness.top(), Some(Dialog::Audit(audit)) if audit.text() == "'/print 1"), "the person went on");
    for (goes_on, text) in [(false, "'/print 1/"), (true, "'/print 1/")] {
        harness.key(KeyCode::Tab);
        let (id, _) = completion(&mut harness);
        if goes_on {
            harness.key(KeyCode::Left);
        }
        let only = Completion { suffix: "/".to_owned(), names: Vec::new() };
        harness.answer(id, Ok(Reply::Completed(only)));
        assert!(matches!(harness.top(), Some(Dialog::Audit(audit)) if audit.text() == text), "{:?}", harness.top());
    }
}

#[test]
fn ten_thousand_findings_are_sorted_and_filtered() {
    let mut result = result();
    let path = |at: usize| format!("{}/{at}.html", at % 7);
    result.found.findings.extend((0..10_000).map(|at| finding(&path(at), 1, Kind::Code, &format!("UNKNOWN{at}"))));
    let mut harness = reading(result);
    assert_eq!(report(&harness).rows(), 10_007);
    assert_eq!(shown(&harness)[0].0, "dead");
    harness.keys("/unknown777");
    assert_eq!(shown(&harness).len(), 11);
}
