//! `qrdeck codes create`

use clap::Args;

use super::{Found, Image, print_one};
use crate::cli::console::Console;
use crate::cli::failure::{Exit, Failure};
use crate::cli::{fleet, pick};
use crate::model::{Draft, validate_message};
use crate::provider::Call;
use crate::session::Session;

/// Create a code
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub(in crate::cli) struct Create {
    /// The number it is for: its id, its digits or its name
    #[arg(long, value_name = "ID")]
    number: String,
    /// What the customer's chat starts with, up to 140 characters
    #[arg(long, value_name = "TEXT")]
    message: String,
    /// Ask the service for a picture too; its address expires
    #[arg(long, value_name = "png|svg", hide_possible_values = true, ignore_case = true)]
    image: Option<Image>,
    /// Accepted for the sake of scripts; creating asks nothing
    #[arg(long)]
    yes: bool,
}

impl Create {
    /// Runs it.
    pub(super) async fn run(&self, session: &Session, console: &mut Console) -> Result<Exit, Failure> {
        validate_message(&self.message)?;
        let of = pick::pick(fleet::numbers(session).await, &self.number)?;
        of.writable()?;
        let draft = Draft { message: self.message.clone(), image: self.image.map(Into::into).unwrap_or_default() };
        let code = of
            .provider
            .create(&Call::default(), &of.phone.id, &draft)
            .await
            .map_err(|error| Failure::from(error).of(&of.profile.name))?;
        print_one(console, &Found { of, code }, self.image.is_some())?;
        Ok(Exit::Done)
    }
}
