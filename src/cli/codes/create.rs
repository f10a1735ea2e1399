//! `qrdeck codes create`

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::{CodeMatch, Image, print_one};
use crate::cli::complete::candidates;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::{numbers_query, resolve_number, stdin, still_open};
use crate::model::{Draft, validate_message};

/// Create a code
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
Examples:
  qrdeck codes create --number +4915110000001 --message \"Hello! I have a question.\"
  qrdeck codes create --number \"Aurora Coffee, Wien\" --message - < message.txt")]
pub(in crate::cli) struct Create {
    /// The number that gets it: its id, digits or name
    #[arg(long, value_name = "NUMBER", add = ArgValueCompleter::new(candidates::numbers))]
    number: String,
    /// The text that a customer's chat starts with, up to 140 characters; `-` reads it from standard input
    #[arg(long, value_name = "TEXT")]
    message: String,
    /// Also request a picture from the service; its address expires
    #[arg(long, value_name = "png|svg", hide_possible_values = true, ignore_case = true)]
    image: Option<Image>,
    /// Create it even if the outcome of an earlier creation with this message is unknown
    #[arg(long)]
    yes: bool,
}

impl Create {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let message = stdin::text(&self.message, console)?;
        validate_message(&message).map_err(Failure::usage)?;
        let of = resolve_number::resolve_number(&numbers_query::numbers(context).await, &self.number)?;
        of.writable()?;
        let draft = Draft { message, image: self.image.map(Into::into).unwrap_or_default() };
        let (provider, number, draft) = (&of.provider, &of.phone.id, &draft);
        let send = |call| async move { provider.create(&call, number, draft).await };
        let code = still_open::change(context, console, self.yes, &of.profile.name, of.call(context), send).await?;
        context.tell_altered(&of.profile.name, &draft.message, &code);
        print_one(console, &CodeMatch { of, code }, self.image.is_some())?;
        Ok(Exit::Done)
    }
}
