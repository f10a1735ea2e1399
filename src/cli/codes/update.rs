//! `qrdeck codes update`

use clap::Args;
use clap_complete::ArgValueCompleter;

use super::{CodeMatch, Image, find, print_one};
use crate::cli::complete::candidates;
use crate::cli::confirm::{Question, confirm, last_four};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::named_code::named_code;
use crate::cli::number_option::NumberOption;
use crate::cli::rows::{CodeRow, UpdatedRow};
use crate::cli::{stdin, still_open};
use crate::model::{CodeId, Draft, Updated, clean, validate_message};

/// Change the message of a code; on CAMS this replaces the code and kills the printed one
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
Examples:
  qrdeck codes update ANED2T5QRU7HG1 --message \"We have moved. How can we help?\"
  qrdeck codes update ANED2T5QRU7HG1 --message - < message.txt")]
pub(in crate::cli) struct Update {
    /// The code, or its link
    #[arg(add = ArgValueCompleter::new(candidates::codes))]
    code: String,
    /// The new text that a customer's chat starts with, up to 140 characters; `-` reads it from standard input
    #[arg(long, value_name = "TEXT")]
    message: String,
    /// Also request a picture from the service; its address expires
    #[arg(long, value_name = "png|svg", hide_possible_values = true, ignore_case = true)]
    image: Option<Image>,
    #[command(flatten)]
    number: NumberOption,
    /// Do not ask before the code is replaced
    #[arg(long)]
    yes: bool,
}

impl Update {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let message = stdin::text(&self.message, console)?;
        validate_message(&message).map_err(Failure::usage)?;
        let found = find::one(context, &named_code(&self.code), &self.number).await?;
        found.of.writable()?;
        if found.of.profile.provider.update_replaces_code() {
            confirm(console, self.yes, &question(&found, &message)).await?;
        }
        let CodeMatch { of, code: old } = found;
        let draft = Draft { message, image: self.image.map(Into::into).unwrap_or_default() };
        let (provider, number, id, draft) = (&of.provider, &of.phone.id, &old.code, &draft);
        let send = |call| async move { provider.update(&call, number, id, draft).await };
        let call = of.call(context).expecting(&old.message);
        let changed = still_open::change(context, console, self.yes, &of.profile.name, call, send).await?;
        let Updated { code, replaced } = changed;
        if let Some(dead) = &replaced {
            console.note(&format!(
                "The code {dead} is dead: customers who scan it do not reach you. It was replaced by {}; print that \
                 one.",
                code.code
            ));
        }
        context.tell_altered(&of.profile.name, &draft.message, &code);
        if console.is_json() {
            let code = CodeRow::new(&of, &code, self.image.is_some());
            console.document(&UpdatedRow { code, replaced: replaced.as_ref().map(CodeId::as_str) })?;
        } else {
            print_one(console, &CodeMatch { of, code }, self.image.is_some())?;
        }
        Ok(Exit::Done)
    }
}

/// What a person has to know before a code is replaced.
fn question(found: &CodeMatch, message: &str) -> Question {
    let mut lines = vec![format!("Replace this code?  {}", found.badge())];
    lines.extend(found.lines());
    lines.push(format!("The new message is \"{}\".", clean::line(message)));
    lines.push("The service creates a new code and a new link. Printed copies stop working, permanently.".to_owned());
    Question {
        lines,
        what: "the last four characters of the code".to_owned(),
        expected: last_four(found.code.code.as_str()).to_owned(),
        otherwise: "Nothing was changed.",
    }
}
