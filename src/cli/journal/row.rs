//! An entry as other programs rely on it, and as people read it.

use serde::Serialize;

use crate::cli::when;
use crate::store::{Before, Entry, Made, RequestedCode};

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct EntryRow<'a> {
    id: i64,
    started: String,
    profile: &'a str,
    provider: &'static str,
    number_id: &'a str,
    op: &'static str,
    /// The code or the group; null for a creation.
    target: Option<&'a str>,
    /// What the code was to be.
    wanted: Option<RequestedCode>,
    before: &'a Before,
    batch: Option<&'a str>,
    sent: Option<String>,
    /// Null where it is not known.
    outcome: Option<&'static str>,
    finished: Option<String>,
    /// Whether the outcome was looked up afterwards.
    settled: bool,
    /// The code or invite that is dead since.
    killed: Option<&'a str>,
    made: Option<MadeRow<'a>>,
    error: Option<ErrorRow<'a>>,
    /// The operating system's user who has made it; null where an earlier version has recorded it.
    user: Option<&'a str>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct MadeRow<'a> {
    id: &'a str,
    link: &'a str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct ErrorRow<'a> {
    kind: &'a str,
    message: Option<&'a str>,
    request_id: Option<&'a str>,
}

impl<'a> EntryRow<'a> {
    /// The row of an entry.
    pub(super) fn new(entry: &'a Entry) -> Self {
        let intent = &entry.intent;
        let error = entry.error_kind.as_deref().map(|kind| ErrorRow {
            kind,
            message: entry.error_message.as_deref(),
            request_id: entry.request_id.as_deref(),
        });
        Self {
            id: entry.id.0,
            started: when::exact(entry.started),
            profile: intent.profile.as_str(),
            provider: intent.provider.as_str(),
            number_id: intent.number.as_str(),
            op: intent.change.op().as_str(),
            target: intent.change.target(),
            wanted: intent.change.wanted(),
            before: &intent.before,
            batch: entry.batch.as_deref(),
            sent: entry.sent.map(when::exact),
            outcome: entry.outcome.map(crate::store::Outcome::as_str),
            finished: entry.finished.map(when::exact),
            settled: entry.settled,
            killed: entry.killed.as_deref(),
            made: entry.made.as_ref().map(|Made { id, link }| MadeRow { id, link }),
            error,
            user: entry.user.as_deref(),
        }
    }
}

/// The outcome in a word or two.
pub(super) fn outcome(entry: &Entry) -> String {
    let word = entry.outcome.map_or("not known", crate::store::Outcome::as_str).replace('_', " ");
    match &entry.made {
        Some(made) if entry.intent.change.target() != Some(&made.id) => format!("{word}, created {}", made.id),
        _ => word,
    }
}

/// The message that is wanted, else the one there was.
pub(super) fn message(entry: &Entry) -> String {
    let before = entry.intent.before.code.as_ref().map(|code| code.message.clone());
    entry.intent.change.wanted().map(|wanted| wanted.message).or(before).unwrap_or_default()
}
