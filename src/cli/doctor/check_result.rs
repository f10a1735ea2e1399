//! What the doctor found.

use serde::Serialize;

use crate::cli::marked;
use crate::model::Error;
use crate::session::check::{Outcome, Step};

/// One thing that was looked at. Texts of a service in it are uncleaned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CheckResult {
    /// `terminal`, `config`, `files`, `database`, `keyring`, or `profile NAME`.
    pub(super) area: String,
    pub(super) check: &'static str,
    pub(super) outcome: Outcome,
    /// The same in a sentence.
    pub(super) sentence: String,
    /// How to fix it.
    pub(super) fix: Option<String>,
    /// What the service's support asks for.
    pub(super) request_id: Option<String>,
}

impl CheckResult {
    /// Something as it should be, or that there is nothing to say about.
    pub(super) fn new(area: &str, check: &'static str, outcome: Outcome, sentence: impl Into<String>) -> Self {
        Self { area: area.to_owned(), check, outcome, sentence: sentence.into(), fix: None, request_id: None }
    }

    /// Something as it should be.
    pub(super) fn ok(area: &str, check: &'static str, sentence: impl Into<String>) -> Self {
        Self::new(area, check, Outcome::Ok, sentence)
    }

    /// Something that will not work well, and how to fix it.
    pub(super) fn warn(area: &str, check: &'static str, sentence: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { fix: Some(fix.into()), ..Self::new(area, check, Outcome::Warn, sentence) }
    }

    /// Something that does not work.
    pub(super) fn of_error(area: &str, check: &'static str, error: &Error) -> Self {
        Self {
            fix: Some(error.advice.clone()),
            request_id: error.request_id.clone(),
            ..Self::new(area, check, Outcome::Fail, error.message.clone())
        }
    }

    /// A step of the check of a profile.
    pub(super) fn of_step(profile: &str, step: Step) -> Self {
        let Step { name, outcome, sentence, advice, error, .. } = step;
        Self {
            fix: advice,
            request_id: error.and_then(|error| error.request_id),
            ..Self::new(&format!("profile {profile}"), name, outcome, sentence)
        }
    }

    /// The finding for programs.
    pub(super) fn row(&self) -> Row<'_> {
        let (area, profile) = match self.area.split_once(' ') {
            Some((area, profile)) => (area, Some(profile)),
            None => (self.area.as_str(), None),
        };
        Row {
            area,
            profile,
            check: self.check,
            outcome: self.outcome.as_str(),
            message: &self.sentence,
            fix: self.fix.as_deref(),
            request_id: self.request_id.as_deref(),
        }
    }
}

/// A finding for programs.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Row<'a> {
    area: &'a str,
    profile: Option<&'a str>,
    check: &'a str,
    outcome: &'a str,
    message: &'a str,
    fix: Option<&'a str>,
    request_id: Option<&'a str>,
}

/// Findings for people, area by area.
pub(super) fn lines(findings: &[CheckResult]) -> String {
    let widest = findings.iter().map(|finding| finding.check.len()).max().unwrap_or_default();
    let areas = findings.chunk_by(|one, next| one.area == next.area);
    areas
        .filter_map(|of| Some(marked::draw(&of.first()?.area, widest, &of.iter().map(item).collect::<Vec<_>>())))
        .collect()
}

fn item(finding: &CheckResult) -> marked::Item<'_> {
    let id = finding.request_id.iter().map(|id| format!("Request id: {id}"));
    marked::Item {
        outcome: finding.outcome,
        name: finding.check,
        sentence: &finding.sentence,
        more: finding.fix.iter().cloned().chain(id).collect(),
    }
}
