//! `qrdeck codes show`

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::{CodeMatch, Image, find, print_one};
use crate::cli::complete::candidates;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::named_code::named_codes;
use crate::cli::number_option::NumberOption;
use crate::cli::rows::CodeRow;
use crate::cli::stdin::DASH;

/// Show codes
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
With --json, one code that is named is one document; several, and those from standard input, are a list. Examples:
  qrdeck codes show ANED2T5QRU7HG1
  qrdeck codes show ANED2T5QRU7HG1 --image svg --json
  qrdeck codes show - < codes.txt               blank lines and lines that begin with # are left out")]
pub(in crate::cli) struct Show {
    /// The codes, or their links; `-` reads them from standard input, one a line
    #[arg(required = true, value_name = "CODE", add = ArgValueCompleter::new(candidates::codes))]
    codes: Vec<String>,
    /// Also request a picture from the service; its address expires
    #[arg(long, value_name = "png|svg", hide_possible_values = true, ignore_case = true)]
    image: Option<Image>,
    #[command(flatten)]
    number: NumberOption,
}

impl Show {
    /// Runs it: where one of the codes is missing, none is shown.
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let wanted = named_codes(&self.codes, console)?;
        let mut found = find::all(context, &wanted, &self.number).await?;
        if let Some(image) = self.image {
            for CodeMatch { of, code } in &mut found {
                let pictured = of.provider.code(&of.call(context), &of.phone.id, &code.code, Some(image.into())).await;
                *code = pictured.map_err(|error| Failure::from(error).of(&of.profile.name))?;
            }
        }
        let image = self.image.is_some();
        let is_list = self.codes.len() > 1 || self.codes.iter().any(|code| code == DASH);
        if console.is_json() && is_list {
            console.list(found.iter().map(|found| CodeRow::new(&found.of, &found.code, image)))?;
            return Ok(Exit::Done);
        }
        for (at, found) in found.iter().enumerate() {
            if at > 0 {
                console.print("\n")?;
            }
            print_one(console, found, image)?;
        }
        Ok(Exit::Done)
    }
}
