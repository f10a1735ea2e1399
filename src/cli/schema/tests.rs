//! The schemas are what the types say, and no command is without one.

use std::collections::BTreeSet;
use std::path::Path;

use clap::CommandFactory as _;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Value, json};

use super::table::{SCHEMAS, generated};
use crate::cli::Cli;
use crate::cli::sandbox::{Filled, Reset};
use crate::sandbox::Endpoints;

/// The version of the schemas. Additions leave it; whatever programs would have to follow raises it.
const VERSION: u32 = 1;

/// One document for one thing that is named, a list of them otherwise.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is of interest")]
pub(super) enum OneOrMany<T> {
    One(T),
    Many(Vec<T>),
}

/// The first line while it serves, or what became of the world of the app and the commands.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is of interest")]
pub(super) enum Sandbox {
    Endpoints(Endpoints),
    Filled(Filled),
    Reset(Reset),
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Help {
    /// The help text of the command.
    help: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Version {
    /// `qrdeck` and its version.
    version: String,
}

/// The schema of what a command writes.
pub(super) fn schema<T: JsonSchema>(command: &str, file: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    let title = match command {
        "error" => "What a command writes with --json when it fails".to_owned(),
        "help" => "What --help writes with --json".to_owned(),
        "version" => "What --version writes with --json".to_owned(),
        command => format!("What qrdeck {command} writes with --json"),
    };
    schema.insert("$id".to_owned(), json!(format!("urn:qrdeck:schema:{file}:{VERSION}")));
    schema.insert("title".to_owned(), json!(title));
    schema.insert("version".to_owned(), json!(VERSION));
    schema.to_value()
}

/// The commands that do something, by their names.
fn commands(of: &clap::Command, name: &str, found: &mut BTreeSet<String>) {
    let below: Vec<_> = of.get_subcommands().filter(|command| command.get_name() != "help").collect();
    if below.is_empty() {
        found.insert(name.trim().to_owned());
    }
    for command in below {
        commands(command, &format!("{name} {}", command.get_name()), found);
    }
}

#[test]
fn every_command_has_a_schema() {
    let mut wanted = BTreeSet::from(["error", "help", "version"].map(str::to_owned));
    commands(&Cli::command(), "", &mut wanted);
    let there: BTreeSet<_> = SCHEMAS.iter().map(|schema| schema.command.to_owned()).collect();
    assert_eq!(there, wanted, "src/cli/schema/table.rs says how to add one");
}

#[test]
fn the_files_are_what_the_types_say() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/schema");
    let update = std::env::var_os("QRDECK_UPDATE_ASSETS").is_some();
    for (command, file, schema) in generated() {
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        let path = dir.join(file).with_extension("json");
        if update {
            std::fs::write(&path, &text).unwrap();
        }
        assert!(
            std::fs::read_to_string(&path).unwrap() == text,
            "{command}: run the tests once with QRDECK_UPDATE_ASSETS=1"
        );
    }
    let files = std::fs::read_dir(&dir).unwrap().count();
    assert_eq!(files, SCHEMAS.len(), "a file of a command that is no more");
}
