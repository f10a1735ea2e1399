//! The rows of an import, for programs; and what went wrong with them.

use std::path::Path;

use serde::Serialize;

use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::file_mistake::{self, FileMistake};
use crate::import::{Fate, Mistake, Preview};
use crate::model::{Error, ErrorKind};

/// Most lines that a failure names.
const MOST_LINES: usize = 20;

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Document<'a> {
    rows: Vec<Row<'a>>,
    /// How many codes are to be created, or looked up first.
    new: usize,
    created: usize,
    /// How many were there already.
    existing: usize,
    failed: usize,
    /// How many may or may not have been created.
    unknown: usize,
    skipped: usize,
    /// What is wrong in the file; with any, nothing is sent.
    mistakes: Vec<FileMistake>,
    /// The file with the links; null where none was written.
    links: Option<String>,
    /// The print sheets; null where there are none.
    sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorRow>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Row<'a> {
    line: usize,
    profile: Option<&'a str>,
    provider: Option<&'static str>,
    number_id: Option<&'a str>,
    label: &'a str,
    message: &'a str,
    /// The message that the service has stored for its code, where it is another than the row's.
    stored_message: Option<&'a str>,
    code: Option<&'a str>,
    link: Option<&'a str>,
    /// `new`, `open`, `exists`, `created`, `failed`, `unknown`, `skipped` or `wrong`.
    status: &'static str,
    /// Why it has no code, where one was to be created.
    reason: Option<&'a str>,
}

/// As every error is told to programs.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ErrorRow {
    kind: &'static str,
    message: String,
    advice: &'static str,
    request_id: Option<String>,
}

/// Writes the rows as one document. `printed` are the sheets.
pub(super) fn print(console: &mut Console, preview: &Preview, printed: Option<&Path>) -> Result<(), Failure> {
    let count = |word| preview.count(&[word]);
    let rows = preview.rows().map(|(row, state)| {
        let (number, code) = (preview.number(state), state.fate.code());
        Row {
            line: row.line,
            profile: number.map(|number| number.profile.name.as_str()),
            provider: number.map(|number| number.profile.provider.as_str()),
            number_id: number.map(|number| number.phone.id.as_str()),
            label: &row.label.label,
            message: &row.message,
            stored_message: state.stored_instead_of(row),
            code: code.map(|code| code.code.as_str()),
            link: code.map(|code| code.link.as_str()),
            status: state.fate.word(),
            reason: state.fate.error().map(|error| error.message.as_str()),
        }
    });
    let mistake = |mistake: &Mistake| FileMistake {
        file: preview.source.display().to_string(),
        line: mistake.line,
        message: mistake.sentence.clone(),
        advice: None,
    };
    let mistakes: Vec<_> = preview.mistakes.iter().map(mistake).collect();
    let error = (!mistakes.is_empty()).then(|| ErrorRow {
        kind: "usage",
        message: file_mistake::summary(mistakes.len()),
        advice: "Correct the rows and import again. Nothing was sent.",
        request_id: None,
    });
    console.document(&Document {
        rows: rows.collect(),
        new: preview.wanted(),
        created: count("created"),
        existing: count("exists"),
        failed: count("failed"),
        unknown: count("unknown"),
        skipped: count("skipped"),
        mistakes,
        links: preview.links.exists().then(|| preview.links.display().to_string()),
        sheet: printed.map(|path| path.display().to_string()),
        error,
    })
}

/// What went wrong, each reason once with the lines it is about.
pub(super) fn failures(preview: &Preview) -> Vec<Failure> {
    let mut reasons: Vec<(Failure, Vec<usize>)> = Vec::new();
    for (row, state) in preview.rows() {
        let error = match &state.fate {
            Fate::NotListedYet(code) => Error::new(
                ErrorKind::OutcomeUnknown,
                format!("The code {code} was just created from this machine, and the service does not list it yet."),
            )
            .advise("Import again in a few minutes."),
            fate => match fate.error() {
                Some(error) => error.clone(),
                None => continue,
            },
        };
        let mut failure = Failure::from(error);
        failure.profile = preview.number(state).map(|number| number.profile.name.clone());
        match reasons.iter_mut().find(|(known, _)| *known == failure) {
            Some((_, lines)) => lines.push(row.line),
            None => reasons.push((failure, vec![row.line])),
        }
    }
    let told = |(mut failure, lines): (Failure, Vec<usize>)| {
        let mut names: Vec<_> = lines.iter().take(MOST_LINES).map(ToString::to_string).collect();
        if lines.len() > MOST_LINES {
            names.push(format!("{} more", lines.len() - MOST_LINES));
        }
        let word = if lines.len() == 1 { "Line" } else { "Lines" };
        let file = preview.source.display();
        failure.error.message = format!("{word} {} of {file}: {}", names.join(", "), failure.error.message);
        failure
    };
    reasons.into_iter().map(told).collect()
}
