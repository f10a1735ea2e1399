//! `qrdeck codes verify`

use clap::Args;
use clap_complete::ArgValueCompleter;
use serde::Serialize;

use super::{CodeMatch, find};
use crate::cli::complete::candidates;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::number_option::NumberOption;
use crate::cli::rows::CodeRow;
use crate::cli::stdin;
use crate::model::{CodeId, CodeKey, ErrorKind, NumberKey, clean};
use crate::provider::Connect as _;
use crate::worker;

/// Check that the service's own picture of a code encodes its link
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
The picture is fetched from the service's hosts, without a credential, and decoded. Exit status 1 if a picture encodes
something else: do not print it. Example: qrdeck codes verify ANED2T5QRU7HG1")]
pub(in crate::cli) struct Verify {
    /// The codes; `-` reads them from standard input, one a line
    #[arg(required = true, value_name = "CODE", add = ArgValueCompleter::new(candidates::codes))]
    codes: Vec<String>,
    #[command(flatten)]
    number: NumberOption,
}

/// A code and what its picture says.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct VerifiedRow<'a> {
    /// The code.
    #[serde(flatten)]
    code: CodeRow<'a>,
    /// What the service's picture encodes; null where it has none.
    says: Option<&'a str>,
    /// Whether that is the link; null where there is no picture.
    matches: Option<bool>,
}

impl Verify {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let wanted: Vec<_> = stdin::names(&self.codes, console)?.iter().map(CodeId::new).collect();
        let found = find::all(context, &wanted, &self.number).await?;
        let mut looked = Vec::with_capacity(found.len());
        for found in found {
            let says = says(context, &found).await.map_err(|failure| failure.of(&found.of.profile.name))?;
            looked.push((found, says));
        }
        let differs =
            |(found, says): &(CodeMatch, Option<String>)| says.as_ref().is_some_and(|says| *says != found.code.link);
        let exit = if looked.iter().any(differs) { Exit::Failed } else { Exit::Done };
        if console.is_json() {
            console.list(looked.iter().map(|(found, says)| VerifiedRow {
                code: CodeRow::new(&found.of, &found.code, false),
                says: says.as_deref(),
                matches: says.as_ref().map(|says| *says == found.code.link),
            }))?;
            return Ok(exit);
        }
        for (CodeMatch { code, .. }, says) in &looked {
            let line = match says {
                Some(says) if *says == code.link => format!("{}: the picture encodes the link {says}", code.code),
                Some(says) => format!("{}: the picture encodes {says}, but the link is {}", code.code, code.link),
                None => format!("{}: the service has no picture", code.code),
            };
            console.print(&format!("{}\n", clean::line(&line)))?;
        }
        Ok(exit)
    }
}

/// What the service's picture of a code says; nothing where there is none.
async fn says(context: &Context, CodeMatch { of, code }: &CodeMatch) -> Result<Option<String>, Failure> {
    let number = NumberKey { profile: of.profile.name.clone(), number: of.phone.id.clone() };
    let key = CodeKey { number, code: code.code.clone() };
    let places = context.pictures(&of.profile.name);
    match worker::picture_says(&*of.provider, &of.call(context), &key, &places).await {
        Ok(says) => Ok(Some(says)),
        Err(error) if error.kind == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}
