//! `qrdeck labels`

pub(super) mod files;
mod key;
mod list;
mod set;

use clap::Subcommand;
use serde::Serialize;

use super::console::Console;
use super::failure::{Exit, Failure};
use super::when;
use crate::cli::context::Context;
use crate::store::{Label, LabelKey};

/// Your own labels for codes and numbers; the services know nothing of it.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub(super) enum Labels {
    /// List labels
    List(list::List),
    /// Set the label, the tags or the note of a code or a number
    Set(set::Set),
    /// Remove the label of a code or a number
    Remove(set::Remove),
    /// Write all labels to a file
    Export(files::Export),
    /// Read labels from a file; those of the same codes and numbers are replaced
    Import(files::Import),
}

impl Labels {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::List(command) => command.run(context, console).await,
            Self::Set(command) => command.run(context, console).await,
            Self::Remove(command) => command.run(context, console).await,
            Self::Export(command) => command.run(context, console).await,
            Self::Import(command) => command.run(context, console).await,
        }
    }
}

/// A label as other programs rely on it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct LabelRow<'a> {
    provider: &'static str,
    number_id: &'a str,
    /// Null for the label of the number itself.
    code: Option<&'a str>,
    label: &'a str,
    tags: &'a [String],
    note: &'a str,
    updated: String,
}

impl<'a> LabelRow<'a> {
    fn new((LabelKey { provider, number, code }, label): &'a (LabelKey, Label)) -> Self {
        Self {
            provider: provider.as_str(),
            number_id: number.as_str(),
            code: code.as_ref().map(crate::model::CodeId::as_str),
            label: &label.label,
            tags: &label.tags,
            note: &label.note,
            updated: when::exact(label.updated),
        }
    }
}
