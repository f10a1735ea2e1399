//! `qrdeck groups`

mod columns;
mod export;
pub(super) mod find;
mod link;
mod list;
pub(super) mod show;

use clap::Subcommand;

use super::console::Console;
use super::failure::{Exit, Failure};
use super::numbers_query;
use super::query_result::QueryResult;
use super::reachable_number::ReachableNumber;
use crate::cli::context::Context;
use crate::model::{Error, ErrorKind, Group, InviteLink, Result as Answer, clean};

/// Groups and their invite links.
#[derive(Debug, Clone, PartialEq, Subcommand)]
pub(super) enum Groups {
    /// List groups with their invite links
    List(list::List),
    /// Show a group
    Show(show::Show),
    /// Reset or delete a group's invite link
    Link(link::Link),
    /// Write invite links as codes to files for print
    Export(Box<export::Export>),
}

impl Groups {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::List(command) => command.run(context, console).await,
            Self::Show(command) => command.run(context, console).await,
            Self::Link(command) => command.run(context, console).await,
            Self::Export(command) => command.run(context, console).await,
        }
    }

    /// Whether it changes something at a service.
    pub(super) fn changes(&self) -> bool {
        matches!(self, Self::Link(_))
    }
}

/// A group and its number.
#[derive(Debug, Clone)]
pub(super) struct GroupMatch {
    pub(super) of: ReachableNumber,
    pub(super) group: Group,
}

impl GroupMatch {
    /// Its invite link, asked for where the list did not tell it.
    pub(super) async fn link(&self, context: &Context) -> Answer<InviteLink> {
        match &self.group.invite_link {
            InviteLink::Unknown => {
                self.of.provider.invite_link(&self.of.call(context), &self.of.phone.id, &self.group.id).await
            }
            known => Ok(known.clone()),
        }
    }

    /// What to say where nobody has read its link. That is no proof that there is none.
    pub(super) fn unread(&self) -> Error {
        let message =
            format!("The invite link of the group \"{}\" was not read yet.", clean::line(&self.group.subject));
        Error::new(ErrorKind::Unavailable, message).advise(READS_LINKS)
    }
}

/// How links get into the cache. A sync does not ask for them, where a service tells them one by one.
const READS_LINKS: &str = "`qrdeck groups list` without --cached reads the links.";

/// The groups of all these numbers. Numbers that cannot have groups are no failure where others can; the second part
/// says of which profiles they are.
async fn gather(context: &Context, numbers: &[ReachableNumber]) -> (QueryResult<GroupMatch>, Vec<Failure>) {
    let mut result = numbers_query::each(numbers, |of| async move {
        let groups = of.provider.groups(&of.call(context), &of.phone.id).await?;
        Ok(groups.into_iter().map(move |group| GroupMatch { of: of.clone(), group }))
    })
    .await;
    let mut excused = result.excuse(cannot_have);
    let same = |a: &Failure, b: &Failure| cannot_have(&a.error) && cannot_have(&b.error) && a.profile == b.profile;
    excused.dedup_by(|a, b| same(a, b));
    // Where none of them can, one of them says it.
    result.failures.dedup_by(|a, b| same(a, b));
    (result, excused)
}

/// Whether an error says that a number cannot have groups at all.
fn cannot_have(error: &Error) -> bool {
    error.kind == ErrorKind::NotEnabled
}
