//! `qrdeck plan`

use std::path::PathBuf;

use clap::Args;

use super::look::look;
use super::planned::Planned;
use super::rows::{self, Document};
use super::saved::SavedPlan;
use super::show::{self, Paint};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::model::{Error, ErrorKind};

/// Show what `apply` would change, and what was changed elsewhere
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
Reads the codes of the numbers in the files, and changes nothing. A file with mistakes is
refused, with all of them as FILE:LINE.

  +  a code is created              -  a code is deleted, and its link is dead
  ~  a message is changed, or its code replaced, where the service does that
  =  only this machine or the file  !  what to know before

Examples:
  qrdeck plan berlin.toml
  qrdeck plan shops/*.toml --json               {\"changes\": [...]}, for a program
  qrdeck plan berlin.toml --exit-code           status 1 if there is anything to change
  qrdeck plan berlin.toml --out berlin.plan     to be applied exactly as it is, or not at all")]
pub(in crate::cli) struct Plan {
    /// Files written by `pull`, or by hand
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Save the plan; `apply PLAN` carries out exactly this, and refuses if anything has changed
    #[arg(long, value_name = "PLAN")]
    out: Option<PathBuf>,
    /// End with status 1 if there is anything to change
    #[arg(long)]
    exit_code: bool,
}

impl Plan {
    pub(in crate::cli) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let looked = look(context, &self.files, false).await?;
        let planned = Planned::of(console, looked)?;
        if let Some(out) = &self.out {
            if let Some(failure) = planned.look.failures.first() {
                let message = "The plan was not saved: not everything could be looked at.";
                let error = Error::new(ErrorKind::Unavailable, message).advise(&failure.error.advice);
                return Err(error.into());
            }
            SavedPlan::of(&planned).save(out)?;
        }
        show(console, &planned)?;
        if let Some(out) = &self.out
            && !console.is_json()
        {
            console.note(&format!("Saved. To carry it out: qrdeck apply {}", out.display()));
        }
        let exit = planned.exit();
        let differs = planned.counts().all() > 0 || planned.conflicts() > 0;
        Ok(if exit == Exit::Done && self.exit_code && differs { Exit::Failed } else { exit })
    }
}

/// Shows a plan.
///
/// # Errors
/// As [`Console::print`].
pub(super) fn show(console: &mut Console, planned: &Planned) -> Result<(), Failure> {
    if console.is_json() {
        let (changes, notices) = (rows::changes(planned), rows::notices(planned));
        return console.document(&Document { changes, notices, summary: planned.counts() });
    }
    let text = show::text(planned, Paint::of(console));
    console.print(&text)
}
