//! `qrdeck labels export` and `import`

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{LabelRow, when};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::config::bounded;
use crate::model::{Error, ErrorKind};
use crate::store::LabelFormat;

/// The formats of a file of labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For spreadsheets
    Csv,
    /// For programs
    Json,
}

impl Format {
    /// The one that is asked for, else the one that the name of the file says.
    fn of(asked: Option<Self>, path: &Path) -> LabelFormat {
        let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
        match asked {
            Some(Self::Json) => LabelFormat::Json,
            None if json => LabelFormat::Json,
            Some(Self::Csv) | None => LabelFormat::Csv,
        }
    }
}

/// Write all labels to a file
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "Example: qrdeck labels export --out labels.csv")]
pub(in crate::cli) struct Export {
    /// The file; an existing one is replaced
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// The format; by default JSON for names that end in `.json`, else CSV
    #[arg(long, value_name = "FORMAT", ignore_case = true)]
    format: Option<Format>,
}

/// Read labels from a file; those of the same codes and numbers are replaced
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "All labels of the file are taken, or none. Example: qrdeck labels import labels.csv")]
pub(in crate::cli) struct Import {
    /// A file written by `export`
    file: PathBuf,
    /// The format; by default JSON for names that end in `.json`, else CSV
    #[arg(long, value_name = "FORMAT", ignore_case = true)]
    format: Option<Format>,
    /// Accepted by every command that changes something; this one asks nothing
    #[arg(long = "yes", hide = true)]
    _yes: bool,
}

/// What was written.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Exported {
    file: String,
    labels: usize,
    at: String,
}

impl Export {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let labels = match context.journal().existing().await? {
            Some(store) => store.labels().await?,
            None => Vec::new(),
        };
        let text = Format::of(self.format, &self.out).write(&labels)?;
        std::fs::write(&self.out, text).map_err(|error| {
            Error::config(format!("{} cannot be written: {error}.", self.out.display())).advise("Use another file.")
        })?;
        let (file, labels) = (self.out.display().to_string(), labels.len());
        if console.is_json() {
            console.document(&Exported { file, labels, at: when::exact(crate::store::now()) })?;
        } else {
            console.note(&format!("Wrote {labels} labels to {file}."));
        }
        Ok(Exit::Done)
    }
}

impl Import {
    /// Runs it: all labels of the file, or none.
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let file = self.file.display();
        let text = bounded::read_text(&self.file, bounded::TEXT).map_err(|error| {
            let kind =
                if error.kind() == std::io::ErrorKind::NotFound { ErrorKind::NotFound } else { ErrorKind::Config };
            Error::new(kind, format!("{file} cannot be read: {error}.")).advise("Use another file.")
        })?;
        let labels = Format::of(self.format, &self.file).read(&text)?;
        context.journal().store().await?.set_labels(labels.clone()).await?;
        if console.is_json() {
            let rows: Vec<_> = labels.iter().map(LabelRow::new).collect();
            console.list(&rows)?;
        } else {
            console.note(&format!("{} labels were imported.", labels.len()));
        }
        Ok(Exit::Done)
    }
}
