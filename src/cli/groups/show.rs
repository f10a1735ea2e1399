//! `qrdeck groups show`

use clap::Args;
use clap_complete::ArgValueCompleter;
use serde::Serialize;

use super::{GroupMatch, find};
use crate::cli::complete::candidates;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::number_option::NumberOption;
use crate::cli::rows::GroupRow;
use crate::cli::table;
use crate::model::{GroupId, InviteLink};

/// Show a group
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "Example: qrdeck groups show 120363041234567890 --json")]
pub(in crate::cli) struct Show {
    /// The id of the group
    #[arg(add = ArgValueCompleter::new(candidates::groups))]
    group_id: String,
    #[command(flatten)]
    number: NumberOption,
}

/// A group with what a list does not say.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct ShownGroup<'a> {
    /// The group.
    #[serde(flatten)]
    group: GroupRow<'a>,
    /// May be empty.
    description: &'a str,
}

impl Show {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let found = find::one(context, &GroupId::new(&self.group_id), &self.number).await?;
        let link = found.link(context).await.map_err(|error| Failure::from(error).of(&found.of.profile.name))?;
        let GroupMatch { of, group } = &found;
        if console.is_json() {
            let row = ShownGroup { group: GroupRow::new(of, group, &link), description: &group.description };
            console.document(&row)?;
            return Ok(Exit::Done);
        }
        let link = match &link {
            InviteLink::Link(url) => url.clone(),
            InviteLink::None => "none".to_owned(),
            InviteLink::Unknown => "not read yet".to_owned(),
        };
        let rows = [
            ("Subject", Some(group.subject.clone())),
            ("Description", Some(group.description.clone()).filter(|text| !text.is_empty())),
            ("Status", group.status.clone()),
            ("Members", group.participants.map(|count| count.to_string())),
            ("Invite link", Some(link)),
            ("Id", Some(group.id.to_string())),
            ("Number", Some(of.title())),
            ("Profile", Some(format!("{} ({})", of.profile.name, of.profile.provider.short_name()))),
        ];
        let rows: Vec<_> = rows.into_iter().filter_map(|(name, value)| Some([name.to_owned(), value?])).collect();
        console.print(&table::pairs(&rows))?;
        Ok(Exit::Done)
    }
}
