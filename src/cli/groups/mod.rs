//! `qrdeck groups`

mod export;
mod link;
mod list;

use clap::Subcommand;

use super::console::Console;
use super::failure::{Exit, Failure};
use super::numbers_query;
use super::query_result::QueryResult;
use super::reachable_number::ReachableNumber;
use super::rows::GroupRow;
use super::table::{cut, draw, whole};
use crate::cli::context::Context;
use crate::model::{Error, ErrorKind, Group, InviteLink, Result as Answer};

/// Groups and their invite links.
#[derive(Debug, Clone, PartialEq, Subcommand)]
pub(super) enum Groups {
    /// List groups with their invite links
    List(list::List),
    /// Reset or delete a group's invite link
    Link(link::Link),
    /// Write invite links as codes to files for print
    Export(Box<export::Export>),
}

impl Groups {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        match self {
            Self::List(command) => command.run(context, console).await,
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
struct GroupMatch {
    of: ReachableNumber,
    group: Group,
}

impl GroupMatch {
    /// Its invite link, asked for where the list did not tell it.
    async fn link(&self, context: &Context) -> Answer<InviteLink> {
        match &self.group.invite_link {
            InviteLink::Unknown => {
                self.of.provider.invite_link(&self.of.call(context), &self.of.phone.id, &self.group.id).await
            }
            known => Ok(known.clone()),
        }
    }
}

/// The groups of all these numbers. Numbers that cannot have groups are no failure where others can; the second part
/// says of which profiles they are.
async fn gather(context: &Context, numbers: &[ReachableNumber]) -> (QueryResult<GroupMatch>, Vec<Failure>) {
    let mut result = numbers_query::each(numbers, |of| async move {
        let groups = of.provider.groups(&of.call(context), &of.phone.id).await?;
        Ok(groups.into_iter().map(move |group| GroupMatch { of: of.clone(), group }))
    })
    .await;
    let mut excused = result.excuse(cannot_have);
    excused.dedup_by(|a, b| a.profile == b.profile);
    (result, excused)
}

/// Whether an error says that a number cannot have groups at all.
fn cannot_have(error: &Error) -> bool {
    error.kind == ErrorKind::NotEnabled
}

/// Prints groups with their links.
fn print_all(console: &mut Console, groups: &[(GroupMatch, InviteLink)]) -> Result<(), Failure> {
    if console.is_json() {
        let rows: Vec<_> = groups.iter().map(|(found, link)| GroupRow::new(&found.of, &found.group, link)).collect();
        return console.list(rows);
    }
    let rows: Vec<_> = groups
        .iter()
        .map(|(GroupMatch { of, group }, link)| {
            [
                group.subject.clone(),
                group.status.clone().unwrap_or_default(),
                group.participants.map(|count| count.to_string()).unwrap_or_default(),
                shown(link).to_owned(),
                of.phone.display.clone(),
                of.profile.name.to_string(),
                group.id.to_string(),
            ]
        })
        .collect();
    let columns = [
        cut("SUBJECT"),
        whole("STATUS"),
        whole("MEMBERS"),
        whole("LINK"),
        whole("NUMBER"),
        whole("PROFILE"),
        whole("ID"),
    ];
    let table = draw(columns, &rows, console.width());
    console.print(&table)
}

/// A link for people.
fn shown(link: &InviteLink) -> &str {
    match link {
        InviteLink::Link(url) => url,
        InviteLink::None => "no link",
        InviteLink::Unknown => "unknown",
    }
}
