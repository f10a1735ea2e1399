//! `qrdeck labels set` and `remove`

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::key::Object;
use super::list;
use crate::cli::complete::candidates;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::model::{Error, ErrorKind};
use crate::store::Label;

/// Set the label, the tags or the note of a code or a number
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
What is not given stays as it is. Examples:
  qrdeck labels set ANED2T5QRU7HG1 --label \"Shop window\" --tag summer --tag vienna
  qrdeck labels set --number +4915110000001 --note \"Ask Maria\"")]
#[group(id = "what", required = true, multiple = true, args = ["label", "tags", "note"])]
pub(in crate::cli) struct Set {
    #[command(flatten)]
    object: Object,
    /// The label
    #[arg(long, value_name = "TEXT")]
    label: Option<String>,
    /// A tag to find it by; repeat the option for several. An empty one removes all
    #[arg(long = "tag", value_name = "TAG", add = ArgValueCompleter::new(candidates::tags))]
    tags: Vec<String>,
    /// Anything else about it
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    /// Accepted by every command that changes something; this one asks nothing
    #[arg(long = "yes", hide = true)]
    _yes: bool,
}

impl Set {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let key = self.object.key(context).await?;
        let store = context.journal().store().await?;
        let was = store.label(&key).await?.unwrap_or_default();
        let label = Label {
            label: self.label.clone().unwrap_or(was.label),
            tags: if self.tags.is_empty() { was.tags } else { self.tags.clone() },
            note: self.note.clone().unwrap_or(was.note),
            updated: 0,
        };
        store.set_label(key.clone(), label).await?;
        let label = store.label(&key).await?.unwrap_or_default();
        list::print_one(console, (key, label))?;
        Ok(Exit::Done)
    }
}

/// Remove the label of a code or a number
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "Example: qrdeck labels remove ANED2T5QRU7HG1")]
pub(in crate::cli) struct Remove {
    #[command(flatten)]
    object: Object,
    /// Accepted by every command that changes something; this one asks nothing
    #[arg(long = "yes", hide = true)]
    _yes: bool,
}

impl Remove {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let key = self.object.key(context).await?;
        let removed = match context.journal().existing().await? {
            Some(store) => {
                let label = store.label(&key).await?;
                store.remove_label(&key).await?;
                label
            }
            None => None,
        };
        let Some(label) = removed else {
            return Err(Error::new(ErrorKind::NotFound, "There is no such label.")
                .advise("`qrdeck labels list` shows all.")
                .into());
        };
        list::print_one(console, (key, label))?;
        Ok(Exit::Done)
    }
}
