//! `qrdeck completions`

use std::path::PathBuf;

use clap::Args;
use clap_complete::Shell;
use serde::Serialize;

use super::complete;
use super::console::Console;
use super::failure::{Exit, Failure};
use crate::model::{Error, ErrorKind};

/// Print a completion script for a shell
#[derive(Debug, Clone, Copy, PartialEq, Eq, Args)]
#[command(after_help = "\
The script asks qrdeck what fits: commands, options, and the numbers, codes, groups, labels and profiles that this machine
knows. No service is asked. Print it anew after an update of qrdeck, or at each start of the shell:
  bash         echo 'source <(qrdeck completions bash)' >> ~/.bashrc
  zsh          echo 'source <(qrdeck completions zsh)' >> ~/.zshrc
  fish         echo 'qrdeck completions fish | source' > ~/.config/fish/completions/qrdeck.fish
  elvish       echo 'eval (qrdeck completions elvish | slurp)' >> ~/.config/elvish/rc.elv
  powershell   Add-Content $PROFILE 'qrdeck completions powershell | Out-String | Invoke-Expression'")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let program = std::env::args_os().next().map_or_else(|| PathBuf::from("qrdeck"), PathBuf::from);
        let script = complete::script(&self.shell.to_string(), &program)
            .map_err(|error| Error::new(ErrorKind::Internal, format!("The script cannot be written: {error}.")))?;
        if console.is_json() {
            console.document(&Document { shell: self.shell.to_string(), script: &script })?;
        } else {
            console.print(&script)?;
        }
        Ok(Exit::Done)
    }
}

/// The script as a document.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Document<'a> {
    shell: String,
    script: &'a str,
}
