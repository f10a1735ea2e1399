//! `qrdeck copy`

use std::io::{self, IsTerminal as _, Write};

use clap::Args;
use serde::Serialize;

use super::{Named, Target};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::model::{Error, clean};
use crate::provider::Connect as _;
use crate::term::{self, Route};

/// Copy a link, or the message of a code, to the terminal's clipboard
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
It is sent to the terminal you sit at, over ssh, tmux and screen too (OSC 52). Terminals do not tell whether they took
it; some have to be told to first. Examples:
  qrdeck copy ANED2T5QRU7HG1
  qrdeck copy ANED2T5QRU7HG1 --message")]
pub(in crate::cli) struct Copy {
    #[command(flatten)]
    named: Named,
    /// Copy the message of the code instead of its link
    #[arg(long)]
    message: bool,
}

/// What `--json` answers.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Copied<'a> {
    /// The text that was sent.
    copied: &'a str,
    /// Where to, in words. Whether it was taken is not known.
    sent_to: &'static str,
}

impl Copy {
    pub(in crate::cli) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let mut terminal = terminal()?;
        let target = self.named.find(context).await?;
        let (what, text) = match &target {
            Target::Code(found) if self.message => {
                (format!("The message of {}", found.code.code), clean::input(&found.code.message))
            }
            _ if self.message => {
                let error = Error::config("Only a code has a message.").advise("Leave out --message, or name a code.");
                return Err(Failure::usage(error));
            }
            target => (format!("The link {}", target.link()), target.link()),
        };
        let place = term::copy(&mut terminal, Route::of_this_terminal(), &context.hidden(), &text)
            .map_err(|reason| Error::config(format!("{what} was not copied: {reason}.")).advise("Copy it by hand."))?;
        if console.is_json() {
            console.document(&Copied { copied: &text, sent_to: place.name() })?;
        } else {
            let doubt = place.doubt().map_or_else(String::new, |doubt| format!(" {doubt}"));
            console.note(&format!("{what} was sent to {}.{doubt}", place.name()));
        }
        Ok(Exit::Done)
    }
}

/// The terminal the person sits at, whatever standard output is.
///
/// # Errors
/// A refusal, exit status 4, where there is none, and where it takes no escape sequences.
fn terminal() -> Result<Box<dyn Write>, Failure> {
    let refuse =
        |message: &str| Failure::refused(message, "`qrdeck codes show` and `qrdeck groups list` print the link.");
    if term::is_dumb() {
        return Err(refuse("This terminal has no clipboard that could be reached: TERM is dumb. Nothing was copied."));
    }
    if io::stdout().is_terminal() {
        return Ok(Box::new(io::stdout()));
    }
    if io::stderr().is_terminal() {
        return Ok(Box::new(io::stderr()));
    }
    Err(refuse("There is no terminal whose clipboard could be reached. Nothing was copied."))
}
