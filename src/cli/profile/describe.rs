//! Reports of checks, for people and for programs.

use serde::Serialize;

use crate::cli::room::Room;
use crate::cli::rows::NumberRow;
use crate::cli::{marked, table};
use crate::model::ProviderKind;
use crate::session::check::{Report, Step};

/// A report for people: its steps, and the numbers found.
pub(super) fn lines(report: &Report) -> String {
    let provider = report.provider.map_or("", ProviderKind::short_name);
    let widest = report.steps.iter().map(|step| step.name.len()).max().unwrap_or_default();
    let steps: Vec<_> = report.steps.iter().map(item).collect();
    let mut text = marked::draw(&format!("{}  {provider}", report.profile), widest, &steps);
    let rows: Vec<_> = report
        .numbers
        .iter()
        .map(|number| [number.display.clone(), number.name.clone(), number.id.to_string()])
        .collect();
    if !rows.is_empty() {
        let columns = [table::whole("NUMBER"), table::cut("NAME"), table::whole("ID")];
        let table = table::draw(columns, &rows, Room::default());
        text.extend(table.lines().map(|line| format!("    {line}\n")));
    }
    text
}

fn item(step: &Step) -> marked::Item<'_> {
    let error = step.error.iter();
    let ids = error.flat_map(|error| [("Code", &error.vendor_code), ("Request id", &error.request_id)]);
    let ids = ids.filter_map(|(what, value)| value.as_ref().map(|value| format!("{what}: {value}")));
    marked::Item {
        outcome: step.outcome,
        name: step.name,
        sentence: &step.sentence,
        more: step.advice.iter().cloned().chain(ids).collect(),
    }
}

/// A report for programs.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Document<'a> {
    profile: &'a str,
    provider: Option<&'a str>,
    outcome: &'a str,
    steps: Vec<StepRow<'a>>,
    waba_ids: &'a [String],
    numbers: Vec<NumberRow<'a>>,
}

/// A step for programs.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct StepRow<'a> {
    step: &'a str,
    outcome: &'a str,
    message: &'a str,
    advice: Option<&'a str>,
    kind: Option<&'a str>,
    vendor_code: Option<&'a str>,
    request_id: Option<&'a str>,
}

impl<'a> Document<'a> {
    pub(super) fn new(report: &'a Report) -> Self {
        Self {
            profile: report.profile.as_str(),
            provider: report.provider.map(ProviderKind::as_str),
            outcome: report.outcome().as_str(),
            steps: report.steps.iter().map(StepRow::new).collect(),
            waba_ids: &report.accounts,
            numbers: report
                .provider
                .iter()
                .flat_map(|&provider| report.numbers.iter().map(move |phone| (provider, phone)))
                .map(|(provider, phone)| NumberRow::of(&report.profile, provider, phone))
                .collect(),
        }
    }
}

impl<'a> StepRow<'a> {
    fn new(step: &'a Step) -> Self {
        let error = step.error.as_ref();
        Self {
            step: step.name,
            outcome: step.outcome.as_str(),
            message: &step.sentence,
            advice: step.advice.as_deref(),
            kind: error.map(|error| error.kind.as_str()),
            vendor_code: error.and_then(|error| error.vendor_code.as_deref()),
            request_id: error.and_then(|error| error.request_id.as_deref()),
        }
    }
}
