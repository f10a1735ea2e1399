//! `qrdeck groups list`

use clap::Args;
use futures_util::stream::{self, StreamExt as _};

use super::{GroupMatch, gather, print_all};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::numbers_query;
use crate::model::{ErrorKind, InviteLink, limits};

/// List groups with their invite links
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub(in crate::cli) struct List {
    /// Only the groups of this number: its id, digits or name
    #[arg(long, value_name = "ID")]
    number: Option<String>,
}

impl List {
    /// Runs it. Graph does not tell the links with the list, so each is asked for.
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let (numbers, exit) = numbers_query::choose(context, self.number.as_deref(), console).await?;
        let (result, excused) = gather(context, &numbers).await;
        let (groups, listed) = result.settle(console)?;
        for failure in &excused {
            console.partly(failure);
        }
        let mut linked = Vec::with_capacity(groups.len());
        let mut exit = exit.together(listed);
        let mut links =
            stream::iter(groups.into_iter().map(|found: GroupMatch| async move { (found.link(context).await, found) }))
                .buffered(limits::LISTINGS);
        while let Some((link, found)) = links.next().await {
            let link = link.unwrap_or_else(|error| {
                // A suspended group has no link to tell; that is an answer and no failure.
                if error.kind != ErrorKind::Permission {
                    exit = Exit::Failed;
                }
                console.partly(&Failure::from(error).of(&found.of.profile.name));
                InviteLink::Unknown
            });
            linked.push((found, link));
        }
        if linked.is_empty() && !console.is_json() {
            console.note("There are no groups.");
        } else {
            print_all(console, &linked)?;
        }
        Ok(exit)
    }
}
