//! `qrdeck journal show`

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::row::{EntryRow, outcome};
use crate::cli::complete::candidates;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::{table, when};

/// Show a change, and the state before it
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "Example: qrdeck journal show 12 --json")]
pub(in crate::cli) struct Show {
    /// The entry of the change
    #[arg(value_name = "ENTRY", add = ArgValueCompleter::new(candidates::entries))]
    id: i64,
}

impl Show {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let (_, entry) = super::entry(context, self.id).await?;
        if console.is_json() {
            console.document(&EntryRow::new(&entry))?;
            return Ok(Exit::Done);
        }
        let intent = &entry.intent;
        let before = &intent.before;
        let link = before.link.as_ref().map(|link| link.url.clone().unwrap_or_else(|| "none".to_owned()));
        let rows = [
            ("Entry", Some(entry.id.to_string())),
            ("Change", Some(intent.change.op().as_str().replace('_', " "))),
            ("Of", intent.change.target().map(str::to_owned)),
            ("Number", Some(format!("{} ({})", intent.number, intent.provider.short_name()))),
            ("Profile", Some(intent.profile.to_string())),
            ("Message before", before.code.as_ref().map(|code| code.message.clone())),
            ("Link before", before.code.as_ref().map(|code| code.link.clone()).or(link)),
            ("Message wanted", intent.change.wanted().map(|wanted| wanted.message)),
            ("By", entry.user.clone()),
            ("Recorded", Some(when::local(entry.started))),
            ("Sent", Some(entry.sent.map_or_else(|| "never".to_owned(), when::local))),
            ("Outcome", Some(outcome(&entry))),
            ("Known since", entry.finished.map(when::local)),
            ("Looked up", entry.settled.then(|| "afterwards".to_owned())),
            ("Link created", entry.made.as_ref().map(|made| made.link.clone())),
            ("Dead since", entry.killed.clone()),
            ("Error", entry.error_message.clone()),
            ("Request id", entry.request_id.clone()),
        ];
        let rows: Vec<_> = rows.into_iter().filter_map(|(name, value)| Some([name.to_owned(), value?])).collect();
        console.print(&table::pairs(&rows))?;
        Ok(Exit::Done)
    }
}
