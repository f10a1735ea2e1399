//! `qrdeck groups link`

use clap::{ArgGroup, Args};

use super::{GroupMatch, cannot_have, print_all};
use crate::cli::confirm::{Question, confirm, last_four};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::echo::echo;
use crate::cli::failure::{Exit, Failure};
use crate::cli::rows::GroupRow;
use crate::cli::{numbers_query, still_open};
use crate::model::{Error, ErrorKind, GroupId, InviteLink, clean};

/// Reset or delete a group's invite link
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(group(ArgGroup::new("act").required(true).args(["reset", "delete"])))]
pub(in crate::cli) struct Link {
    /// The group
    group_id: String,
    /// Give it a new link; the old one stops working
    #[arg(long)]
    reset: bool,
    /// Remove its link: nobody can join by link until it gets a new one
    #[arg(long)]
    delete: bool,
    /// The number it belongs to, if known: saves searching all numbers
    #[arg(long, value_name = "ID")]
    number: Option<String>,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Link {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let found = find(context, &GroupId::new(&self.group_id), self.number.as_deref()).await?;
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
            print_all(console, &[(found, link)])?;
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

/// Finds a group at `number`, or at any number of the session.
async fn find(context: &Context, id: &GroupId, number: Option<&str>) -> Result<GroupMatch, Failure> {
    let (numbers, failures) = numbers_query::search(context, number).await?;
    let found = numbers_query::first(&numbers, |of| async move {
        let groups = of.provider.groups(&of.call(context), &of.phone.id).await?;
        Ok(groups.into_iter().find(|group| group.id == *id).map(|group| GroupMatch { of, group }))
    });
    found.await.map_err(|mut missed| {
        missed.excuse(cannot_have);
        failures.into_iter().chain(missed.failures).next().unwrap_or_else(|| {
            let message = format!("The group {} does not exist at the numbers that were searched.", echo(id.as_str()));
            Error::new(ErrorKind::NotFound, message).advise("`qrdeck groups list` shows all.").into()
        })
    })
}
