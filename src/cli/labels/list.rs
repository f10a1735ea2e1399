//! `qrdeck labels list`

use clap::Args;

use super::LabelRow;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::table::{cut, draw, whole};
use crate::store::{Label, LabelKey};

/// List labels
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub(in crate::cli) struct List {
    /// Only labels with this tag
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
    /// Only labels of the number with this id, and of its codes
    #[arg(long, value_name = "ID")]
    number: Option<String>,
}

impl List {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let mut labels = match context.journal().existing().await? {
            Some(store) => store.labels().await?,
            None => Vec::new(),
        };
        labels.retain(|(key, label)| {
            self.tag.as_ref().is_none_or(|tag| label.tags.iter().any(|has| has == tag.trim()))
                && self.number.as_ref().is_none_or(|number| key.number.as_str() == number.trim())
        });
        print(console, &labels)?;
        Ok(Exit::Done)
    }
}

pub(super) fn print(console: &mut Console, labels: &[(LabelKey, Label)]) -> Result<(), Failure> {
    if console.is_json() {
        let rows: Vec<_> = labels.iter().map(LabelRow::new).collect();
        return console.list(&rows);
    }
    if labels.is_empty() {
        console.note("There are no labels.");
        return Ok(());
    }
    let rows: Vec<_> = labels
        .iter()
        .map(|(key, label)| {
            [
                key.code.as_ref().map(ToString::to_string).unwrap_or_default(),
                label.label.clone(),
                label.tags.join(", "),
                label.note.clone(),
                key.number.to_string(),
                key.provider.short_name().to_owned(),
            ]
        })
        .collect();
    let columns = [whole("CODE"), cut("LABEL"), cut("TAGS"), cut("NOTE"), whole("NUMBER"), whole("SERVICE")];
    let table = draw(columns, &rows, console.width());
    console.print(&table)
}
