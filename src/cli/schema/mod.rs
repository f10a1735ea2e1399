//! `qrdeck schema`, and the JSON Schemas of everything that is written with `--json`.

mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use clap::Args;

use self::table::SCHEMAS;
use super::console::Console;
use super::failure::{Exit, Failure};
use crate::model::{Error, ErrorKind};

/// What something is described by.
#[derive(Debug, Clone, Copy)]
struct Schema {
    /// The command without `qrdeck`: `codes list`. Beside commands there are `error`, `help` and `version`.
    command: &'static str,
    /// The JSON Schema, as in `assets/schema`.
    text: &'static str,
}

/// Print the JSON Schemas of what commands write with --json
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
Without a command it lists all there are; with --json it prints all of them, by command. Of a list, --jsonl writes each
item as a line. `error` is the schema of errors. Examples:
  qrdeck schema codes list
  qrdeck schema error
  qrdeck schema --json > schemas.json")]
pub(super) struct Schemas {
    /// The command, without qrdeck
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

impl Schemas {
    pub(super) fn run(&self, console: &mut Console) -> Result<Exit, Failure> {
        if self.command.is_empty() {
            return all(console).map(|()| Exit::Done);
        }
        let wanted = self.command.join(" ");
        let wanted = wanted.strip_prefix("qrdeck ").unwrap_or(&wanted);
        let found = SCHEMAS.iter().find(|schema| schema.command == wanted).ok_or_else(|| {
            let names = SCHEMAS.iter().map(|schema| schema.command).collect::<Vec<_>>().join(", ");
            Error::not_found(format!("A schema of `{}`", super::echo::echo(wanted)))
                .advise(format!("There are schemas of: {names}."))
        })?;
        if console.is_json() {
            console.document(&parsed(found)?)?;
        } else {
            console.print(found.text)?;
        }
        Ok(Exit::Done)
    }
}

/// Lists the commands, or prints all schemas for a program.
fn all(console: &mut Console) -> Result<(), Failure> {
    if console.is_json() {
        let all = SCHEMAS.iter().map(|schema| Ok((schema.command, parsed(schema)?)));
        return console.document(&all.collect::<Result<BTreeMap<_, _>, Error>>()?);
    }
    let names = SCHEMAS.iter().map(|schema| schema.command).collect::<Vec<_>>().join("\n");
    console.print(&(names + "\n"))
}

fn parsed(schema: &Schema) -> Result<serde_json::Value, Error> {
    serde_json::from_str(schema.text).map_err(|error| {
        Error::new(ErrorKind::Internal, format!("The schema of {} cannot be read: {error}.", schema.command))
    })
}
