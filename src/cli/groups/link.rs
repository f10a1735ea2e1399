//! `qrdeck groups link`

use clap::{ArgGroup, Args};
use clap_complete::ArgValueCompleter;

use super::columns::print_all;
use super::{GroupMatch, find};
use crate::cli::complete::candidates;
use crate::cli::confirm::{Question, confirm, last_four};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::number_option::NumberOption;
use crate::cli::rows::GroupRow;
use crate::cli::still_open;
use crate::model::{Error, ErrorKind, GroupId, InviteLink, clean};

/// Reset or delete a group's invite link
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
Examples:
  qrdeck groups link 120363041234567890 --reset     the old link and its printed codes stop working
  qrdeck groups link 120363041234567890 --delete")]
#[command(group(ArgGroup::new("act").required(true).args(["reset", "delete"])))]
pub(in crate::cli) struct Link {
    /// The id of the group
    #[arg(add = ArgValueCompleter::new(candidates::groups))]
    group_id: String,
    /// Give it a new link; the old one stops working
    #[arg(long)]
    reset: bool,
    /// Remove its link: nobody can join by link until it gets a new one
    #[arg(long)]
    delete: bool,
    #[command(flatten)]
    number: NumberOption,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Link {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let found = find::one(context, &GroupId::new(&self.group_id), &self.number).await?;
        let GroupMatch { of, group } = &found;
        of.writable()?;
        let failed = |error: Error| Failure::from(error).of(&of.profile.name);
        let link = found.link(context).await.map_err(failed)?;
        match link.url() {
            Some(url) => confirm(console, self.yes, &self.question(&found, url)).await?,
            None if self.reset => {}
            None => {
                let message = format!("The group \"{}\" has no invite link.", clean::line(&group.subject));
                let advice = "There is nothing to delete; --reset creates one.";
                return Err(Error::new(ErrorKind::NotFound, message).advise(advice).into());
            }
        }
        let reset = self.reset;
        let change = |call| async move {
            if reset {
                of.provider.reset_link(&call, &of.phone.id, &group.id).await
            } else {
                of.provider.remove_link(&call, &of.phone.id, &group.id).await.map(|()| InviteLink::None)
            }
        };
        let call = of.call(context).expecting_link(link);
        let link = still_open::change(context, console, self.yes, &of.profile.name, call, change).await?;
        if console.is_json() {
            console.document(&GroupRow::new(of, group, &link))?;
        } else {
            print_all(console, vec![(found, link)])?;
        }
        Ok(Exit::Done)
    }

    /// What a person has to know before a link is gone.
    fn question(&self, GroupMatch { of, group }: &GroupMatch, url: &str) -> Question {
        let badge = of.profile.world.badge();
        let (title, means, otherwise) = if self.reset {
            (
                "Reset this invite link?",
                "The old link and its code will stop working; nobody can join with them. The group gets a new link.",
                "Nothing was changed.",
            )
        } else {
            (
                "Delete this invite link?",
                "Nobody will be able to join with it. Members stay in the group.",
                "Nothing was deleted.",
            )
        };
        Question {
            lines: vec![
                format!("{title}  {badge}"),
                format!("  {}", clean::line(&group.subject)),
                format!("  {}", clean::line(url)),
                format!("  {}  ({})", of.title(), of.profile.name),
                means.to_owned(),
            ],
            what: "the last four characters of the link".to_owned(),
            expected: last_four(url).to_owned(),
            otherwise,
        }
    }
}
