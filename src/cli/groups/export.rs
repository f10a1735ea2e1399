//! `qrdeck groups export`

use clap::Args;
use clap_complete::ArgValueCompleter;
use futures_util::stream::{self, StreamExt as _};

use super::{GroupMatch, gather};
use crate::cli::complete::candidates;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::echo::echo;
use crate::cli::failure::{Exit, Failure};
use crate::cli::number_option::NumberOption;
use crate::cli::numbers_query;
use crate::cli::print::{self, Flags, Printed};
use crate::cli::stdin;
use crate::export::{Item, poster};
use crate::model::{Error, ErrorKind, GroupId, InviteLink, clean, limits};

/// Write invite links as codes to files for print; groups without a link are skipped
#[derive(Debug, Clone, PartialEq, Args)]
#[command(after_help = "\
Examples:
  qrdeck groups export --format svg --out print
  qrdeck groups export 120363041234567890 --format pdf --out print --poster=a3")]
pub(in crate::cli) struct Export {
    /// The groups; without any, all groups; `-` reads them from standard input, one a line
    #[arg(value_name = "GROUP_ID", add = ArgValueCompleter::new(candidates::groups))]
    groups: Vec<String>,
    #[command(flatten)]
    number: NumberOption,
    #[command(flatten)]
    flags: Flags,
}

impl Export {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let wanted: Vec<GroupId> = stdin::names(&self.groups, console)?.iter().map(GroupId::new).collect();
        let (numbers, exit) = numbers_query::choose(context, &self.number, console).await?;
        let (result, _) = gather(context, &numbers).await;
        let (mut groups, listed) = result.settle(console)?;
        let mut exit = exit.together(listed);
        if !wanted.is_empty() {
            if let Some(absent) = wanted.iter().find(|id| !groups.iter().any(|found| found.group.id == **id)) {
                let message =
                    format!("The group {} does not exist at the numbers that were searched.", echo(absent.as_str()));
                return Err(Error::new(ErrorKind::NotFound, message).advise("`qrdeck groups list` shows all.").into());
            }
            groups.retain(|found| wanted.contains(&found.group.id));
        }
        let mut links = Vec::with_capacity(groups.len());
        let mut asked =
            stream::iter(groups.into_iter().map(|found: GroupMatch| async move { (found.link(context).await, found) }))
                .buffered(limits::LISTINGS);
        while let Some((link, found)) = asked.next().await {
            match link {
                Ok(InviteLink::Link(url)) => links.push(printed(found, url)),
                Ok(InviteLink::None) => {
                    console.note(&format!("{} has no invite link.", clean::line(&found.group.subject)));
                }
                Ok(InviteLink::Unknown) => {
                    exit = Exit::Failed;
                    console.partly(&Failure::from(found.unread()).of(&found.of.profile.name));
                }
                Err(error) => {
                    exit = Exit::Failed;
                    console.partly(&Failure::from(error).of(&found.of.profile.name));
                }
            }
        }
        if links.is_empty() && !console.is_json() {
            if exit == Exit::Done {
                console.note("There are no invite links.");
            }
            return Ok(exit);
        }
        print::print(&self.flags, poster::JOIN, links, console).await?;
        Ok(exit)
    }
}

/// An invite link for print. The last part of the link stands for the code.
fn printed(GroupMatch { of, group }: GroupMatch, url: String) -> Printed {
    let item = Item {
        code: url.rsplit('/').next().unwrap_or_default().to_owned(),
        link: url,
        message: group.subject,
        number: of.phone.display.clone(),
        name: of.phone.name.clone(),
        profile: of.profile.name.to_string(),
        ..Item::default()
    };
    Printed { of, code: None, group_id: Some(group.id.to_string()), item }
}
