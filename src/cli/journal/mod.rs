//! `qrdeck journal`

mod close;
mod list;
mod recreate;
pub(super) mod row;
pub(super) mod settle;
mod show;

use clap::Subcommand;

use super::console::Console;
use super::failure::{Exit, Failure};
use crate::cli::context::Context;
use crate::model::{Error, ErrorKind};
use crate::store::{Entry, EntryId, Store};

pub(super) use settle::beside_a_change;

/// What was changed from this machine.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub(super) enum Journal {
    /// List changes, newest first
    List(list::List),
    /// Show a change, and the state before it
    Show(show::Show),
    /// Recreate a deleted code, with its message and a new link
    Recreate(recreate::Recreate),
    /// Look up the outcome of changes where it is unknown
    Settle(settle::Settle),
    /// Stop looking up the outcome of changes; it stays unclear permanently
    Close(close::Close),
}

impl Journal {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::List(command) => command.run(context, console).await,
            Self::Show(command) => command.run(context, console).await,
            Self::Recreate(command) => command.run(context, console).await,
            Self::Settle(command) => command.run(context, console).await,
            Self::Close(command) => command.run(context, console).await,
        }
    }

    /// Whether it changes something at a service.
    pub(super) fn changes(&self) -> bool {
        matches!(self, Self::Recreate(_))
    }
}

/// The entry a person names.
///
/// # Errors
/// Exit status 3 where there is none.
async fn entry(context: &Context, id: i64) -> Result<(Store, Entry), Failure> {
    if let Some(store) = context.journal().existing().await?
        && let Some(entry) = store.entry(EntryId(id)).await?
    {
        return Ok((store.clone(), entry));
    }
    Err(Error::new(ErrorKind::NotFound, format!("The journal has no entry {id}."))
        .advise("`qrdeck journal list` shows all.")
        .into())
}
