//! Arguments before they are a command: empty paths, and what is wrong or asks for help.

use std::ffi::OsString;
use std::io::Write as _;
use std::path::PathBuf;

use clap::builder::{OsStringValueParser, TypedValueParser};

use super::console::Console;
use super::echo::shortened;
use super::failure::{Exit, Failure};
use crate::config::secret::hushed;
use crate::model::Error;

/// A path that may be empty: an empty variable is none. An empty option is refused before ([`empty_path`]).
pub(super) fn perhaps_empty() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}

/// The option that was given an empty path: something else was meant.
pub(super) fn empty_path(arguments: &[OsString]) -> Option<&'static str> {
    let options = arguments.split(|argument| argument == "--").next().unwrap_or_default();
    ["--config", "--data-dir"].into_iter().find(|name| {
        let with = format!("{name}=");
        options.iter().any(|argument| *argument == *with)
            || options.windows(2).any(|pair| pair[0] == *name && pair[1].is_empty())
    })
}

/// Arguments that are wrong, or that ask for help.
pub(super) fn misread(error: &clap::Error, arguments: &[String], console: &mut Console) -> Exit {
    let text = error.render().to_string();
    if !error.use_stderr() {
        return help(error, &text, console);
    }
    // What was typed in the wrong place may be a secret, or very long.
    let told = hushed(&shortened(&text, arguments));
    if console.is_json() {
        let message = told.trim_start_matches("error: ").trim_end();
        return console.fail(&Failure::usage(Error::config(message).advise("See `qrdeck --help`.")));
    }
    if told == text {
        // Nobody listening is no failure.
        let _ = error.print();
    } else {
        console.note(told.trim_end());
    }
    Exit::Usage
}

/// Shows a help text or the version.
fn help(error: &clap::Error, text: &str, console: &mut Console) -> Exit {
    let shown = if console.is_json() {
        let name = if error.kind() == clap::error::ErrorKind::DisplayVersion { "version" } else { "help" };
        console.document(&std::collections::BTreeMap::from([(name, text.trim_end())]))
    } else {
        // In colours, where the terminal has them.
        Console::shown(error.print().and_then(|()| std::io::stdout().flush()))
    };
    shown.map_or_else(|failure| console.fail(&failure), |()| Exit::Done)
}
