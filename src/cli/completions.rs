//! `qrdeck completions`

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use serde::Serialize;

use super::Cli;
use super::console::Console;
use super::failure::{Exit, Failure};

/// Print a completion script for a shell
#[derive(Debug, Clone, Copy, PartialEq, Eq, Args)]
#[command(after_help = "Example: qrdeck completions fish > ~/.config/fish/completions/qrdeck.fish")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self, console: &mut Console) -> Result<Exit, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "qrdeck", &mut script);
        let script = String::from_utf8_lossy(&script);
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
struct Document<'a> {
    shell: String,
    script: &'a str,
}
