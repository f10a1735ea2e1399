//! `qrdeck open`

use clap::Args;
use serde::Serialize;

use super::Named;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::provider::Connect as _;
use crate::worker;

/// Open a link in the system's browser
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
A link is opened without asking anybody. Examples:
  qrdeck open ANED2T5QRU7HG1
  qrdeck open https://wa.me/message/ANED2T5QRU7HG1")]
pub(in crate::cli) struct Open {
    #[command(flatten)]
    named: Named,
}

/// What `--json` answers.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Opened<'a> {
    /// The link that was handed to the system. Whether a browser shows it is not known.
    opened: &'a str,
}

impl Open {
    pub(in crate::cli) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let link = self.named.find(context).await?.link();
        worker::open_link(&link, context.hidden()).await?;
        if console.is_json() {
            console.document(&Opened { opened: &link })?;
        } else {
            console.note(&format!("{link} was handed to the system's browser."));
        }
        Ok(Exit::Done)
    }
}
