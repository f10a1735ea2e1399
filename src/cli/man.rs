//! `qrdeck man`

use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory as _};
use clap_mangen::Man as Page;
use clap_mangen::roff::{Roff, roman};
use serde::Serialize;

use super::Cli;
use super::console::Console;
use super::failure::{Exit, Failure};
use crate::model::{Error, ErrorKind};

/// Print the manual page, or write those of all commands
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
Examples:
  qrdeck man | man -l -                         read it
  qrdeck man --out ~/.local/share/man/man1      man qrdeck-codes-list shows that of a command from then on")]
pub(super) struct Man {
    /// Write the pages of all commands to this directory, a file each
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// A page.
struct Written {
    /// `qrdeck-codes-list.1`
    name: String,
    text: Vec<u8>,
}

/// What `--json` answers.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Document {
    /// The files that were written; without `--out` none.
    files: Vec<String>,
    /// The page; with `--out` null.
    page: Option<String>,
}

impl Man {
    pub(super) fn run(&self, console: &mut Console) -> Result<Exit, Failure> {
        let Some(out) = &self.out else {
            let page = String::from_utf8_lossy(&page(command())?.text).into_owned();
            if console.is_json() {
                console.document(&Document { files: Vec::new(), page: Some(page) })?;
            } else {
                console.print(&page)?;
            }
            return Ok(Exit::Done);
        };
        let files = write(out)?;
        if console.is_json() {
            console.document(&Document { files, page: None })?;
        } else {
            console.note(&format!("Wrote {} pages to {}.", files.len(), out.display()));
        }
        Ok(Exit::Done)
    }
}

/// The command line, each command with the name of its page.
fn command() -> Command {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    command
}

/// Writes the pages of all commands, and says where they are.
fn write(out: &Path) -> Result<Vec<String>, Error> {
    let failed = |path: &Path, error: &std::io::Error| {
        Error::config(format!("{} cannot be written: {error}.", path.display())).advise("Use another directory.")
    };
    std::fs::create_dir_all(out).map_err(|error| failed(out, &error))?;
    let mut pages = Vec::new();
    gather(&command(), &mut pages)?;
    let mut files = Vec::with_capacity(pages.len());
    for Written { name, text } in pages {
        let path = out.join(name);
        std::fs::write(&path, text).map_err(|error| failed(&path, &error))?;
        files.push(path.display().to_string());
    }
    Ok(files)
}

/// The page of a command, and those of its commands.
fn gather(of: &Command, pages: &mut Vec<Written>) -> Result<(), Error> {
    pages.push(page(of.clone())?);
    of.get_subcommands().filter(|command| !command.is_hide_set()).try_for_each(|command| gather(command, pages))
}

/// What stands below the options in the help: sentences, and indented lines that must stay as they are.
fn notes(below: &str) -> Roff {
    let mut notes = Roff::new();
    notes.control("SH", ["NOTES"]);
    let mut indented = false;
    for line in below.lines() {
        if line.starts_with(' ') != indented {
            indented = !indented;
            notes.control(if indented { "nf" } else { "fi" }, []);
        }
        if line.is_empty() {
            notes.control("PP", []);
        } else {
            notes.text([roman(line)]);
        }
    }
    if indented {
        notes.control("fi", []);
    }
    notes
}

/// The page of a command.
fn page(command: Command) -> Result<Written, Error> {
    let below = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let page = Page::new(command.after_help(None::<&str>))
        .manual("qrdeck")
        .source(concat!("qrdeck ", env!("CARGO_PKG_VERSION")));
    let mut text = Vec::new();
    page.render(&mut text)
        .map_err(|error| Error::new(ErrorKind::Internal, format!("A manual page cannot be made: {error}.")))?;
    if !below.is_empty() {
        text.extend_from_slice(notes(&below).to_roff().as_bytes());
    }
    Ok(Written { name: page.get_filename(), text })
}
