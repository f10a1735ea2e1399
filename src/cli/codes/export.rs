//! `qrdeck codes export`

use std::collections::HashMap;

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::{CodeMatch, find};
use crate::cli::complete::candidates;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::named_code::named_codes;
use crate::cli::number_option::NumberOption;
use crate::cli::print::{self, Flags, Printed};
use crate::export::{Item, poster};
use crate::store::{Label, LabelKey};

/// Write codes to files for print; each file is decoded to check it
#[derive(Debug, Clone, PartialEq, Args)]
#[command(after_help = AFTER_HELP)]
pub(in crate::cli) struct Export {
    /// The codes, or their links; without any, all codes; `-` reads them from standard input, one a line
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(candidates::codes))]
    codes: Vec<String>,
    #[command(flatten)]
    number: NumberOption,
    #[command(flatten)]
    flags: Flags,
}

const AFTER_HELP: &str = "\
Examples:
  qrdeck codes export ANED2T5QRU7HG1 --format svg --out print
  qrdeck codes find tag:summer --columns code | tail -n +2 | qrdeck codes export - --format svg --out print
  qrdeck codes export --number +4915110000001 --format pdf --out print --sheet a4
  qrdeck codes export ANED2T5QRU7HG1 --format pdf --out print --poster=a3 --headline \"Book a table\"";

impl Export {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let (found, exit) = self.find(context, console).await?;
        if found.is_empty() && !console.is_json() {
            console.note("There are no codes.");
            return Ok(exit);
        }
        let labels: HashMap<LabelKey, Label> = match context.journal().existing().await? {
            Some(store) => store.labels().await?.into_iter().collect(),
            None => HashMap::new(),
        };
        let links = found.into_iter().map(|found| printed(found, &labels)).collect();
        print::print(&self.flags, poster::CHAT, links, console).await?;
        Ok(exit)
    }

    /// The codes asked for, each once.
    async fn find(&self, context: &Context, console: &mut Console) -> Result<(Vec<CodeMatch>, Exit), Failure> {
        let number = &self.number;
        if !self.codes.is_empty() {
            let wanted = named_codes(&self.codes, console)?;
            return Ok((find::all(context, &wanted, number).await?, Exit::Done));
        }
        find::every(context, number, console).await
    }
}

/// A code for print.
fn printed(CodeMatch { of, code }: CodeMatch, labels: &HashMap<LabelKey, Label>) -> Printed {
    let key = LabelKey { provider: of.profile.provider, number: of.phone.id.clone(), code: Some(code.code.clone()) };
    let item = Item {
        link: code.link,
        code: code.code.to_string(),
        message: code.message,
        number: of.phone.display.clone(),
        name: of.phone.name.clone(),
        profile: of.profile.name.to_string(),
        ..Item::default()
    }
    .labelled(labels.get(&key));
    Printed { of, code: Some(code.code.to_string()), group_id: None, item }
}
