//! `qrdeck codes list`

use clap::Args;

use super::{find, print_all};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};

/// List codes
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub(in crate::cli) struct List {
    /// Only the codes of this number: its id, digits or name
    #[arg(long, value_name = "ID")]
    number: Option<String>,
}

impl List {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let (codes, exit) = find::every(context, self.number.as_deref(), console).await?;
        if codes.is_empty() && !console.is_json() {
            console.note("There are no codes.");
        } else {
            print_all(console, &codes)?;
        }
        Ok(exit)
    }
}
