//! An audit to draw.

use jiff::civil::date;
use qrdeck::app::{AuditResult, DbEvent, DbRequest, Logged, Msg, WorkerEvent};
use qrdeck::audit::{Alive, FoundLink, Kind, Link, LiveLinks, Place, ScanProgress, ScanResult, Skipped, Unread};
use qrdeck::dialogs::{AuditPhase, Dialog};
use qrdeck::model::{Error, ErrorKind, ProviderKind};
use qrdeck::store::{Before, BeforeCode, Change, Entry, EntryId, Intent, Made, Outcome, Retirement};

use super::harness::{Answers, ScreenHarness, failure};

/// The codes that the journal knows: deleted, replaced, and replaced by what is deleted, too.
const DELETED: &str = "D9II3K7QD3M5X1";
const REPLACED: &str = "D9AAAAAAAAAAA1";
const REPLACED_IN_VAIN: &str = "D9BBBBBBBBBBB1";

/// What files hold, and what the accounts say to that; nothing where these hold nothing.
pub(super) fn result(answers: &Answers) -> AuditResult {
    let paths = vec!["/home/me/print".into()];
    if answers.codes == 0 {
        return AuditResult {
            paths,
            found: ScanResult { files: 14, ..ScanResult::default() },
            ..AuditResult::default()
        };
    }
    let finding = |path: &str, place: Place, kind: Kind, id: &str| FoundLink {
        path: format!("/home/me/print/{}", answers.text(path)).into(),
        place,
        link: Link { kind, id: id.to_owned(), longer: None },
    };
    let code = |path: &str, place: Place, id: &str| finding(path, place, Kind::Code, id);
    let findings = vec![
        code("flyer spring.pdf", Place::Page(2), DELETED),
        code("flyer spring.pdf", Place::PagePicture(2), DELETED),
        code("menu.html", Place::Line(14), "ANED2T5QRU7HG1"),
        code("menu.html", Place::Line(208), REPLACED),
        finding("menu.html", Place::Line(209), Kind::Invite, "LTNXxYDh7Fq2kR9sW3vBnC"),
        finding("notes/groups.txt", Place::Line(1), Kind::Invite, "LYTfzdP1hMT7QgXKNqmVxr"),
        code("posters/window.png", Place::Picture, REPLACED_IN_VAIN),
        code("posters/table.png", Place::Picture, "SOMEBODYELSE1"),
    ];
    let skipped = vec![Skipped {
        path: format!("/home/me/print/{}", answers.text("posters/old.pdf")).into(),
        reason: answers.text("Permission denied (os error 13)"),
    }];
    let alive = |says: &str| Alive {
        profile: "shop-eu".into(),
        number: "1001".into(),
        display: answers.text("+49 151 1000 0001"),
        says: answers.text(says),
        group: None,
    };
    let alive = [
        ((Kind::Code, "ANED2T5QRU7HG1".to_owned()), alive("Show me today's menu")),
        ((Kind::Invite, "LTNXxYDh7Fq2kR9sW3vBnC".to_owned()), alive("Baristas Berlin")),
    ];
    let silent = Unread {
        profile: Some(("shop-asia".into(), ProviderKind::Alibaba)),
        number: Some("6581000002".into()),
        kind: Some(Kind::Invite),
        error: failure(),
    };
    let listed = LiveLinks { alive: alive.into_iter().collect(), unread: vec![silent], answered: true };
    AuditResult { paths, found: ScanResult { findings, files: 214, skipped }, listed }
}

/// What the journal says to what it is asked; nothing to anything but an audit.
pub(super) fn journal(answers: &Answers, ask: &DbRequest) -> Option<DbEvent> {
    let DbRequest::Retirements(ids) = ask else { return None };
    let made = |id: &str| Made { id: id.to_owned(), link: format!("https://wa.me/message/{id}") };
    let retirement = |id: &String| {
        let (successor, ended) = match id.as_str() {
            DELETED => (None, None),
            REPLACED => (Some(made("D9CCCCCCCCCCC1")), None),
            REPLACED_IN_VAIN => (Some(made("D9EEEEEEEEEEE1")), Some(EntryId(12))),
            _ => return None,
        };
        let link = format!("https://wa.me/message/{id}");
        let before = BeforeCode { code: id.clone(), message: answers.text("Show me today's menu"), link };
        let intent = Intent {
            profile: "shop-asia".into(),
            provider: ProviderKind::Alibaba,
            number: "8613800000001".into(),
            change: Change::Delete(id.as_str().into()),
            before: Before { code: Some(before), ..Before::default() },
        };
        let entry = Entry {
            id: EntryId(9),
            started: 0,
            intent,
            batch: None,
            sent: Some(0),
            outcome: Some(Outcome::Done),
            finished: Some(0),
            settled: false,
            killed: Some(id.clone()),
            made: successor.clone(),
            error_kind: None,
            error_message: None,
            request_id: None,
            user: None,
        };
        let at = date(2026, 5, 2).at(9, 30, 5, 0);
        let retirement = Retirement { id: id.clone(), entry: entry.clone(), successor, ended };
        Some((Logged { entry, started: at, sent: Some(at), finished: Some(at), group: None }, retirement))
    };
    Some(DbEvent::Retirements(ids.iter().filter_map(retirement).collect()))
}

/// Where nothing is that could be audited.
pub(super) fn refused(mut harness: ScreenHarness) -> ScreenHarness {
    let error = Error::new(ErrorKind::NotFound, "/no/such/folder does not exist.");
    harness.answers.failure =
        Some(error.advise("Correct it. Put a name with spaces in quotes, or on a line of its own."));
    harness
}

/// With a search of very many files under way.
pub(super) fn searching(mut harness: ScreenHarness) -> ScreenHarness {
    let id = match harness.state.dialogs.last() {
        Some(Dialog::Audit(audit)) => match audit.phase {
            AuditPhase::Running { id, .. } => id,
            _ => panic!("no search runs"),
        },
        other => panic!("{other:?}"),
    };
    let progress = ScanProgress { files: 31_480, walked: true, read: 12_023, links: 17, asked: None };
    harness.send(Msg::Worker(WorkerEvent::Audit { id, progress }));
    harness
}

/// With the report on screen.
pub(super) fn audited(harness: ScreenHarness) -> ScreenHarness {
    harness.keys("A~/print⏎")
}
