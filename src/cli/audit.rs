//! `qrdeck audit`

use std::collections::HashMap;
use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::console::Console;
use super::failure::{Exit, Failure};
use super::table::{cut, draw, whole};
use super::when;
use crate::audit::{self, Alive, FoundLink, Kind, Known, LiveLinks, ScanResult, Skipped, Verdict, judge};
use crate::cli::context::Context;
use crate::model::{Error, ErrorKind};
use crate::store::{LabelKey, Retirement};

/// Find links and QR codes in files, and report which of them are dead
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Audit {
    /// Files and directories
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Treat links that these accounts do not know as dead
    #[arg(long)]
    strict: bool,
}

const AFTER_HELP: &str = "\
Reads text of any kind (HTML, CSV, Markdown, ...), PDFs, office documents (docx, xlsx, pptx, odt, ods, odp, epub) and
pictures (PNG, JPEG, GIF, WebP, BMP, SVG), including pictures embedded in other files, and decodes QR codes. Files that
are too large, damaged or of another kind are listed. A link is alive if one of the accounts lists it now, and dead if
the journal says that it was deleted or replaced from this machine. A link that neither knows is unknown: it belongs to
somebody else, or was deleted elsewhere. If an account does not answer, its links are not checked.

Exit status: 0 if no link is dead, 1 if one is dead (with --strict: or unknown) or could not be checked, or if an account
did not answer.";

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct AuditDocument<'a> {
    findings: Vec<Row<'a>>,
    /// How many files were looked at.
    files: usize,
    dead: usize,
    unknown: usize,
    not_checked: usize,
    skipped: Vec<SkippedRow<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Row<'a> {
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct SkippedRow<'a> {
    path: String,
    reason: &'a str,
}

/// A link with its state.
struct Judged<'a> {
    finding: &'a FoundLink,
    id: String,
    verdict: Verdict,
    label: Option<String>,
}

impl Audit {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        if let Some(missing) = self.paths.iter().find(|path| !path.exists()) {
            let message = format!("{} does not exist.", missing.display());
            return Err(Error::new(ErrorKind::NotFound, message).advise("Name files or directories.").into());
        }
        let paths = self.paths.clone();
        let found = tokio::task::spawn_blocking(move || audit::find(&paths))
            .await
            .map_err(|error| Error::new(ErrorKind::Internal, format!("The files could not be searched: {error}.")))?;
        let (known, labels, exit) = look_up(context, console, &found).await?;
        let judged: Vec<_> = found
            .findings
            .iter()
            .map(|finding| {
                let (verdict, id) = judge(&known, &finding.link);
                let label = labels.get(&id).cloned();
                Judged { finding, id, verdict, label }
            })
            .collect();
        print(console, &found, &judged)?;
        let bad = |judged: &Judged<'_>| match judged.verdict {
            Verdict::Unknown => self.strict,
            Verdict::NotChecked(_) => true,
            _ => judged.verdict.is_dead(),
        };
        Ok(if judged.iter().any(bad) { Exit::Failed } else { exit })
    }
}

/// Finds out about the links: one listing for each number, and the journal. What does not answer is told on standard
/// error.
async fn look_up(
    context: &Context,
    console: &mut Console,
    found: &ScanResult,
) -> Result<(Known, HashMap<String, String>, Exit), Failure> {
    let kinds: Vec<_> = [Kind::Code, Kind::Invite].into_iter().filter(|kind| found.has(*kind)).collect();
    if kinds.is_empty() {
        return Ok((Known::default(), HashMap::new(), Exit::Done));
    }
    let profiles: Vec<_> = context.profiles().into_iter().map(|profile| (profile.name, profile.provider)).collect();
    let listed =
        audit::list(&**context, &profiles, &kinds, &|name, of| context.call(name, of.kind()), &|_, _| ()).await;
    let exit = report_failures(&listed, console)?;
    let mut known = Known { alive: listed.alive, unread: listed.unread, ..Known::default() };
    let mut labels = HashMap::new();
    if let Some(store) = context.journal().existing().await? {
        let ids: Vec<_> = found.ids().into_iter().collect();
        let retirements = store.retirements(ids.clone()).await?;
        known.retirements =
            ids.into_iter().zip(retirements).filter_map(|(id, retirement)| Some((id, retirement?))).collect();
        let named =
            |(LabelKey { code, .. }, label): (LabelKey, crate::store::Label)| Some((code?.to_string(), label.label));
        labels = store.labels().await?.into_iter().filter_map(named).filter(|(_, label)| !label.is_empty()).collect();
    }
    Ok((known, labels, exit))
}

/// Tells what did not answer, each reason once for each profile.
///
/// # Errors
/// The first reason, where nothing answered.
fn report_failures(listed: &LiveLinks, console: &mut Console) -> Result<Exit, Failure> {
    let mut failures: Vec<Failure> = Vec::new();
    // What one number or one group did not tell may matter to none of the links that were found.
    let silent = listed.unread.iter().any(|unread| unread.number.is_none());
    for unread in &listed.unread {
        let mut failure = Failure::from(unread.error.clone());
        failure.profile = unread.profile.as_ref().map(|(name, _)| name.clone());
        let told =
            |other: &Failure| (&other.profile, &other.error.message) == (&failure.profile, &failure.error.message);
        if !failures.iter().any(told) {
            failures.push(failure);
        }
    }
    let exit = failures.iter().map(|failure| failure.exit).reduce(Exit::together);
    let mut failures = failures.into_iter();
    let first = if listed.answered { None } else { failures.next() };
    for failure in failures {
        console.partly(&failure);
    }
    match first {
        Some(failure) => Err(Failure { exit: exit.unwrap_or(failure.exit), ..failure }),
        None => Ok(if silent { Exit::Failed } else { Exit::Done }),
    }
}

fn print(console: &mut Console, found: &ScanResult, judged: &[Judged<'_>]) -> Result<(), Failure> {
    let count = |of: fn(&Verdict) -> bool| judged.iter().filter(|judged| of(&judged.verdict)).count();
    let (dead, unknown) = (count(Verdict::is_dead), count(|verdict| *verdict == Verdict::Unknown));
    let not_checked = count(|verdict| matches!(verdict, Verdict::NotChecked(_)));
    if console.is_json() {
        let findings = judged.iter().map(row).collect();
        let skipped = found
            .skipped
            .iter()
            .map(|Skipped { path, reason }| SkippedRow { path: path.display().to_string(), reason });
        let skipped = skipped.collect();
        return console.document(&AuditDocument { findings, files: found.files, dead, unknown, not_checked, skipped });
    }
    if !judged.is_empty() {
        let rows: Vec<_> = judged
            .iter()
            .map(|judged| {
                let at = judged.finding.place;
                let line = at.line().map(|line| format!(":{line}"));
                let place = line.or_else(|| at.page().map(|page| format!(":p{page}"))).unwrap_or_default();
                let (path, qr) = (judged.finding.path.display(), judged.finding.place.is_qr());
                [
                    judged.verdict.as_str().replace('_', " "),
                    format!("{path}{place}{}", if qr { " (QR)" } else { "" }),
                    judged.id.clone(),
                    describe(judged),
                ]
            })
            .collect();
        let table = draw([whole("LINK"), whole("WHERE"), whole("ID"), cut("STATE")], &rows, console.room());
        console.print(&table)?;
    }
    for Skipped { path, reason } in &found.skipped {
        console.note(&format!("Skipped: {} ({reason}).", path.display()));
    }
    let count = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") };
    let (links, files) = (count(judged.len(), "link"), count(found.files, "file"));
    let open = if not_checked > 0 { format!(", {not_checked} not checked") } else { String::new() };
    console.note(&format!("{links} in {files}: {dead} dead, {unknown} unknown to these accounts{open}."));
    Ok(())
}

/// What is known of a link, for a person.
fn describe(judged: &Judged<'_>) -> String {
    let label = judged.label.as_ref().map(|label| format!(" [{label}]")).unwrap_or_default();
    let text = match &judged.verdict {
        Verdict::Alive(Alive { profile, display, says, .. }) => format!("\"{says}\" at {display} ({profile})"),
        Verdict::Replaced(retirement) => format!("replaced on {}{}", date(retirement), by(retirement)),
        Verdict::Deleted(retirement) => format!("deleted on {}", date(retirement)),
        Verdict::Unknown => "unknown to these accounts".to_owned(),
        Verdict::NotChecked(None) => "an account that may own it did not answer".to_owned(),
        Verdict::NotChecked(Some(retirement)) => {
            format!("its account did not answer; the journal says it died on {}{}", date(retirement), by(retirement))
        }
    };
    text + &label
}

/// When a link died.
fn date(retirement: &Retirement) -> String {
    when::local(retirement.entry.finished.unwrap_or(retirement.entry.started))
}

/// What replaced it.
fn by(retirement: &Retirement) -> String {
    let Some(made) = &retirement.successor else { return String::new() };
    let end = if retirement.ended.is_some() { ", which was also deleted" } else { "" };
    format!(" by {}{end}", made.link)
}

/// A link, for programs.
fn row<'a>(judged: &'a Judged<'a>) -> Row<'a> {
    let Judged { finding, id, verdict, label } = judged;
    let mut row = Row {
        path: finding.path.display().to_string(),
        line: finding.place.line(),
        page: finding.place.page(),
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
        Verdict::Replaced(retirement) | Verdict::Deleted(retirement) | Verdict::NotChecked(Some(retirement)) => {
            let intent = &retirement.entry.intent;
            row.profile = Some(intent.profile.as_str());
            row.number_id = Some(intent.number.as_str());
            row.message = intent.before.code.as_ref().map(|code| code.message.as_str());
            row.replaced_by = retirement.successor.as_ref().map(|made| made.id.as_str());
            row.at = Some(when::exact(retirement.entry.finished.unwrap_or(retirement.entry.started)));
        }
        Verdict::Unknown | Verdict::NotChecked(None) => {}
    }
    row
}
