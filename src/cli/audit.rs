//! `qrdeck audit`

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::console::Console;
use super::failure::{Exit, Failure};
use super::fleet;
use super::table::{cut, draw, whole};
use super::when;
use crate::audit::{self, Alive, Finding, Found, Kind, Known, Place, Skipped, Verdict, judge};
use crate::model::{Error, ErrorKind, InviteLink, invite_id};
use crate::provider::Call;
use crate::session::Session;
use crate::store::{Fate, LabelKey};

/// Find links and QR codes in files, and say which of them are dead
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Audit {
    /// Files and directories
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Count links that these accounts do not know as dead
    #[arg(long)]
    strict: bool,
}

/// Below the options.
const AFTER_HELP: &str = "\
Reads text of any kind (HTML, CSV, Markdown, SVG, ...), PDFs and pictures (PNG, JPEG, GIF, WebP, BMP), QR codes
included. A link is alive where one of the accounts lists it now. It is dead where the journal says that it was
deleted or replaced from this machine. What neither knows is unknown: it belongs to somebody else, or was deleted
elsewhere.

Exit status: 0 where no link is dead, 1 where one is (with --strict: or is unknown), or where not all could be asked.";

/// The answer.
#[derive(Serialize)]
struct Report<'a> {
    findings: Vec<Row<'a>>,
    /// How many files were looked at.
    files: usize,
    dead: usize,
    unknown: usize,
    skipped: Vec<SkippedRow<'a>>,
}

/// A link.
#[derive(Serialize)]
struct Row<'a> {
    path: String,
    line: Option<usize>,
    page: Option<usize>,
    /// Whether it is a QR code.
    qr: bool,
    kind: &'static str,
    id: &'a str,
    link: String,
    verdict: &'static str,
    profile: Option<&'a str>,
    number_id: Option<&'a str>,
    /// The message of a code that is or was there, or the name of a group.
    message: Option<&'a str>,
    replaced_by: Option<&'a str>,
    /// When it was deleted or replaced.
    at: Option<String>,
    label: Option<&'a str>,
}

/// A file that was not looked at, or not wholly.
#[derive(Serialize)]
struct SkippedRow<'a> {
    path: String,
    reason: &'a str,
}

/// A link with what has become of it.
struct Judged<'a> {
    finding: &'a Finding,
    id: String,
    verdict: Verdict,
    label: Option<String>,
}

impl Audit {
    /// Runs it.
    pub(super) async fn run(&self, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
        if let Some(missing) = self.paths.iter().find(|path| !path.exists()) {
            let message = format!("{} does not exist.", missing.display());
            return Err(Error::new(ErrorKind::NotFound, message).advise("Name files or directories.").into());
        }
        let paths = self.paths.clone();
        let found = tokio::task::spawn_blocking(move || audit::find(&paths)).await.map_err(|error| {
            Error::new(ErrorKind::Internal, format!("The files could not be looked through: {error}."))
        })?;
        let (known, labels, exit) = know(session, console, &found).await?;
        let judged: Vec<_> = found
            .findings
            .iter()
            .map(|finding| {
                let (verdict, id) = judge(&known, &finding.link);
                let label = labels.get(&id).cloned();
                Judged { finding, id, verdict, label }
            })
            .collect();
        let dead = judged.iter().filter(|judged| judged.verdict.is_dead()).count();
        let unknown = judged.iter().filter(|judged| judged.verdict == Verdict::Unknown).count();
        print(console, &found, &judged, dead, unknown)?;
        let bad = dead > 0 || (self.strict && unknown > 0);
        Ok(if bad { Exit::Failed } else { exit })
    }
}

/// Finds out about the links: one listing for each number, and the journal.
async fn know(
    session: &Session,
    console: &mut Console,
    found: &Found,
) -> Result<(Known, HashMap<String, String>, Exit), Failure> {
    let mut known = Known::default();
    let has = |kind: Kind| found.findings.iter().any(|finding| finding.link.kind == kind);
    let (codes, invites) = (has(Kind::Code), has(Kind::Invite));
    if !codes && !invites {
        return Ok((known, HashMap::new(), Exit::Done));
    }
    let (numbers, mut exit) = fleet::numbers(session).await.settle(console)?;
    let alive = |of: &fleet::Number, says: String| Alive {
        profile: of.profile.name.clone(),
        number: of.phone.id.clone(),
        display: of.phone.display.clone(),
        says,
    };
    if codes {
        let listed = fleet::each(&numbers, |of| async move {
            let codes = of.provider.codes(&Call::default(), &of.phone.id).await?;
            Ok(codes.into_iter().map(move |code| (code.code.to_string(), alive(&of, code.message))))
        });
        let (listed, ended) = listed.await.settle(console)?;
        exit = exit.together(ended);
        known.alive.extend(listed.into_iter().map(|(id, alive)| ((Kind::Code, id), alive)));
    }
    if invites {
        let listed = fleet::each(&numbers, |of| async move {
            let mut links = Vec::new();
            for group in of.provider.groups(&Call::default(), &of.phone.id).await? {
                let link = match &group.invite_link {
                    InviteLink::Unknown => of.provider.invite_link(&Call::default(), &of.phone.id, &group.id).await?,
                    link => link.clone(),
                };
                links.extend(link.url().and_then(invite_id).map(|id| (id.to_owned(), alive(&of, group.subject))));
            }
            Ok(links)
        });
        let mut listed = listed.await;
        // A number that cannot have groups has no invites either.
        listed.excuse(|error| matches!(error.kind, ErrorKind::NotEnabled | ErrorKind::Permission));
        let (listed, ended) = listed.settle(console)?;
        exit = exit.together(ended);
        known.alive.extend(listed.into_iter().map(|(id, alive)| ((Kind::Invite, id), alive)));
    }
    let mut labels = HashMap::new();
    if let Some(store) = session.journal().existing().await? {
        let links = found.findings.iter().map(|finding| &finding.link);
        let ids: HashSet<_> = links.flat_map(|link| [Some(link.id.clone()), link.longer.clone()]).flatten().collect();
        let ids: Vec<_> = ids.into_iter().collect();
        let fates = store.fates(ids.clone()).await?;
        known.fates = ids.into_iter().zip(fates).filter_map(|(id, fate)| Some((id, fate?))).collect();
        let named =
            |(LabelKey { code, .. }, label): (LabelKey, crate::store::Label)| Some((code?.to_string(), label.label));
        labels = store.labels().await?.into_iter().filter_map(named).filter(|(_, label)| !label.is_empty()).collect();
    }
    Ok((known, labels, exit))
}

/// Prints the answer.
fn print(
    console: &mut Console,
    found: &Found,
    judged: &[Judged<'_>],
    dead: usize,
    unknown: usize,
) -> Result<(), Failure> {
    if console.is_json() {
        let findings = judged.iter().map(row).collect();
        let skipped = found
            .skipped
            .iter()
            .map(|Skipped { path, reason }| SkippedRow { path: path.display().to_string(), reason });
        return console.document(&Report { findings, files: found.files, dead, unknown, skipped: skipped.collect() });
    }
    if !judged.is_empty() {
        let rows: Vec<_> = judged
            .iter()
            .map(|judged| {
                let place = match judged.finding.place {
                    Place::Line(line) => format!(":{line}"),
                    Place::Picture => String::new(),
                    Place::Page(page) | Place::PagePicture(page) => format!(":p{page}"),
                };
                let (path, qr) = (judged.finding.path.display(), judged.finding.place.is_qr());
                [
                    judged.verdict.as_str().to_owned(),
                    format!("{path}{place}{}", if qr { " (QR)" } else { "" }),
                    judged.id.clone(),
                    says(judged),
                ]
            })
            .collect();
        let table = draw([whole("LINK"), whole("WHERE"), whole("ID"), cut("WHAT IS KNOWN")], &rows, console.width());
        console.print(&table)?;
    }
    for Skipped { path, reason } in &found.skipped {
        console.note(&format!("Left out: {} ({reason}).", path.display()));
    }
    let files = found.files;
    let links = judged.len();
    console.note(&format!("{links} links in {files} files: {dead} dead, {unknown} unknown to these accounts."));
    Ok(())
}

/// What is known of a link, for a person.
fn says(judged: &Judged<'_>) -> String {
    let label = judged.label.as_ref().map(|label| format!(" [{label}]")).unwrap_or_default();
    let text = match &judged.verdict {
        Verdict::Alive(Alive { profile, display, says, .. }) => format!("\"{says}\" at {display} ({profile})"),
        Verdict::Replaced(fate) => format!("replaced on {}{}", date(fate), by(fate)),
        Verdict::Deleted(fate) => format!("deleted on {}", date(fate)),
        Verdict::Unknown => "unknown to these accounts".to_owned(),
    };
    text + &label
}

/// When a link died.
fn date(fate: &Fate) -> String {
    when::local(fate.entry.finished.unwrap_or(fate.entry.started))
}

/// What took its place.
fn by(fate: &Fate) -> String {
    let Some(made) = &fate.successor else { return String::new() };
    let end = if fate.ended.is_some() { ", which was deleted, too" } else { "" };
    format!(" by {}{end}", made.link)
}

/// A link, for programs.
fn row<'a>(judged: &'a Judged<'a>) -> Row<'a> {
    let Judged { finding, id, verdict, label } = judged;
    let (line, page) = match finding.place {
        Place::Line(line) => (Some(line), None),
        Place::Picture => (None, None),
        Place::Page(page) | Place::PagePicture(page) => (None, Some(page)),
    };
    let mut row = Row {
        path: finding.path.display().to_string(),
        line,
        page,
        qr: finding.place.is_qr(),
        kind: finding.link.kind.as_str(),
        id,
        link: audit::Link { id: id.clone(), ..finding.link.clone() }.url(),
        verdict: verdict.as_str(),
        profile: None,
        number_id: None,
        message: None,
        replaced_by: None,
        at: None,
        label: label.as_deref(),
    };
    match verdict {
        Verdict::Alive(alive) => {
            row.profile = Some(alive.profile.as_str());
            row.number_id = Some(alive.number.as_str());
            row.message = Some(&alive.says);
        }
        Verdict::Replaced(fate) | Verdict::Deleted(fate) => {
            let intent = &fate.entry.intent;
            row.profile = Some(intent.profile.as_str());
            row.number_id = Some(intent.number.as_str());
            row.message = intent.before.code.as_ref().map(|code| code.message.as_str());
            row.replaced_by = fate.successor.as_ref().map(|made| made.id.as_str());
            row.at = Some(when::exact(fate.entry.finished.unwrap_or(fate.entry.started)));
        }
        Verdict::Unknown => {}
    }
    row
}
