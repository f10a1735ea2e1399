//! `qrdeck groups list`

use clap::Args;
use futures_util::stream::{self, StreamExt as _};

use super::columns::{COLUMNS, print};
use super::{GroupMatch, READS_LINKS, cannot_have, gather};
use crate::cli::columns::ListOptions;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::number_option::NumberOption;
use crate::cli::numbers_query;
use crate::model::{Error, InviteLink, ProfileName, limits};

/// List groups with their invite links
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
Examples:
  qrdeck groups list --number +4915110000001
  qrdeck groups list --columns subject,members,link --sort=-members")]
pub(in crate::cli) struct List {
    #[command(flatten)]
    number: NumberOption,
    #[command(flatten)]
    table: ListOptions,
}

impl List {
    /// Runs it. Graph does not tell the links with the list, so each is asked for.
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let listing = self.table.of(COLUMNS, console)?;
        let (numbers, exit) = numbers_query::choose(context, &self.number, console).await?;
        let (result, excused) = gather(context, &numbers).await;
        let (groups, listed) = result.settle(console)?;
        for failure in &excused {
            tell_fact(console, &failure.error, failure.profile.as_ref());
        }
        let mut linked = Vec::with_capacity(groups.len());
        let mut exit = exit.together(listed);
        let mut links =
            stream::iter(groups.into_iter().map(|found: GroupMatch| async move { (found.link(context).await, found) }))
                .buffered(limits::LISTINGS);
        let mut unread = 0;
        while let Some((link, found)) = links.next().await {
            let link = match link {
                Ok(link) => {
                    unread += usize::from(link == InviteLink::Unknown);
                    link
                }
                Err(error) => {
                    // A suspended group has no link to tell; that is an answer and no failure.
                    if cannot_have(&error) {
                        tell_fact(console, &error, Some(&found.of.profile.name));
                    } else {
                        exit = Exit::Failed;
                        console.partly(&Failure::from(error).of(&found.of.profile.name));
                    }
                    InviteLink::Unknown
                }
            };
            linked.push((found, link));
        }
        if unread > 0 {
            let links = if unread == 1 { "1 invite link was" } else { &format!("{unread} invite links were") };
            console.note(&format!("{links} not read yet. {READS_LINKS}"));
        }
        if linked.is_empty() && !console.is_json() {
            console.note("There are no groups.");
        } else {
            print(console, &listing, linked)?;
        }
        Ok(exit)
    }
}

/// Tells what is no failure: a number that cannot have groups, a group that has no link to tell.
fn tell_fact(console: &mut Console, error: &Error, profile: Option<&ProfileName>) {
    let profile = profile.map_or_else(String::new, |profile| format!("{profile}: "));
    console.note(&format!("{profile}{} {}", error.message, error.advice));
}
