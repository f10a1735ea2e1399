//! `qrdeck codes show`

use clap::Args;

use super::{CodeMatch, Image, find, print_one};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::model::CodeId;

/// Show a code
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub(in crate::cli) struct Show {
    /// The code
    code: String,
    /// Also request a picture from the service; its address expires
    #[arg(long, value_name = "png|svg", hide_possible_values = true, ignore_case = true)]
    image: Option<Image>,
    /// The number it belongs to, if known: saves searching all numbers
    #[arg(long, value_name = "ID")]
    number: Option<String>,
}

impl Show {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let CodeMatch { of, code } = find::one(context, &CodeId::new(&self.code), self.number.as_deref()).await?;
        let code = match self.image {
            None => code,
            Some(image) => of
                .provider
                .code(&of.call(context), &of.phone.id, &code.code, Some(image.into()))
                .await
                .map_err(|error| Failure::from(error).of(&of.profile.name))?,
        };
        print_one(console, &CodeMatch { of, code }, self.image.is_some())?;
        Ok(Exit::Done)
    }
}
