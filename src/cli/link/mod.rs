//! `qrdeck qr`, `open` and `copy`: what is done with a link, be it named by its code, by its group, or as it is.

pub(super) mod copy;
pub(super) mod open;
pub(super) mod qr;
mod text;

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::codes::{self, CodeMatch};
use super::context::Context;
use super::failure::{Exit, Failure};
use super::groups::{self, GroupMatch};
use super::number_option::NumberOption;
use crate::cli::complete::candidates;
use crate::cli::echo::echo;
use crate::model::{CodeId, Error, ErrorKind, GroupId, InviteLink, clean};

/// What has a link.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub(super) struct Named {
    /// The code, the id of the group, or a link
    #[arg(value_name = "CODE|LINK|GROUP_ID", add = ArgValueCompleter::new(candidates::linked))]
    name: String,
    #[command(flatten)]
    number: NumberOption,
}

/// A link, and what it leads to.
#[derive(Debug)]
pub(super) enum Target {
    /// A link that was given as one: nobody was asked what it leads to.
    Link(String),
    Code(CodeMatch),
    /// A group and its invite link.
    Group(GroupMatch, String),
}

impl Named {
    /// Finds the link. One that is given as such is taken as it is; codes and groups are asked for, or looked for in
    /// the cache with `--cached`.
    ///
    /// # Errors
    /// Exit status 3 where there is no such code or group, or the group has no link.
    pub(super) async fn find(&self, context: &Context) -> Result<Target, Failure> {
        if let Some(link) = text::link(&self.name) {
            return Ok(Target::Link(link));
        }
        // Codes have capitals and digits; groups are looked for first where it can be none.
        let ways = if text::is_code_like(&self.name) { [Way::Code, Way::Group] } else { [Way::Group, Way::Code] };
        for way in ways {
            let found = match way {
                Way::Code => self.code(context).await,
                Way::Group => self.group(context).await,
            };
            if let Some(found) = found.transpose() {
                return found;
            }
        }
        let message =
            format!("There is no code and no group {} at the numbers that were searched.", echo(self.name.trim()));
        Err(Error::new(ErrorKind::NotFound, message)
            .advise("`qrdeck codes list` and `qrdeck groups list` show all. A link begins with https://.")
            .into())
    }

    async fn code(&self, context: &Context) -> Result<Option<Target>, Failure> {
        absent(codes::find::one(context, &CodeId::new(&self.name), &self.number).await.map(Target::Code))
    }

    async fn group(&self, context: &Context) -> Result<Option<Target>, Failure> {
        let found = groups::find::one(context, &GroupId::new(&self.name), &self.number).await;
        let Some(found) = absent(found)? else { return Ok(None) };
        let link = found.link(context).await.map_err(|error| Failure::from(error).of(&found.of.profile.name))?;
        match link {
            InviteLink::Link(url) => Ok(Some(Target::Group(found, url))),
            InviteLink::None => Err(no_link(&found)),
            InviteLink::Unknown => Err(Failure::from(found.unread()).of(&found.of.profile.name)),
        }
    }
}

/// Where a name is looked for.
#[derive(Debug, Clone, Copy)]
enum Way {
    Code,
    Group,
}

/// Nothing where it is nowhere.
fn absent<T>(found: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match found {
        Err(failure) if failure.exit == Exit::NotFound => Ok(None),
        found => found.map(Some),
    }
}

fn no_link(found: &GroupMatch) -> Failure {
    let message = format!("The group \"{}\" has no invite link.", clean::line(&found.group.subject));
    let advice = format!("`qrdeck groups link {} --reset` creates one.", echo(found.group.id.as_str()));
    Error::new(ErrorKind::NotFound, message).advise(advice).into()
}

impl Target {
    /// The link, on one line whatever a service put into it.
    pub(super) fn link(&self) -> String {
        let link = match self {
            Self::Link(link) | Self::Group(_, link) => link,
            Self::Code(found) => &found.code.link,
        };
        clean::line(link.trim()).into_owned()
    }
}
