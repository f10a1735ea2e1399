//! Codes and messages from standard input, where `-` stands for them.

use std::io::{self, Read as _};

use super::console::Console;
use super::failure::Failure;
use crate::model::Error;

/// What stands for standard input.
pub(super) const DASH: &str = "-";
/// Most bytes that are read: a million codes, a line each.
const MOST: u64 = 16 << 20;

/// The names that were given, with the lines of standard input in the place of `-`: one each, without the white space
/// around it; blank lines and those that begin with `#` are none. Each name once.
///
/// # Errors
/// Exit status 2 where it cannot be read, is no text, or has no name in it.
pub(super) fn names(given: &[String], console: &mut Console) -> Result<Vec<String>, Failure> {
    let mut names: Vec<String> = Vec::with_capacity(given.len());
    let mut seen = std::collections::HashSet::new();
    let mut add = |name: &str| {
        if seen.insert(name.trim().to_owned()) {
            names.push(name.trim().to_owned());
        }
    };
    let mut text = None;
    for name in given {
        if name != DASH {
            add(name);
            continue;
        }
        let text = match &mut text {
            Some(text) => text,
            None => text.insert(read(console)?),
        };
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.for_each(&mut add);
    }
    if names.is_empty() && text.is_some() {
        let error = Error::config("Standard input has no line to read.");
        return Err(Failure::usage(error.advise("Write one a line; lines that begin with # are left out.")));
    }
    Ok(names)
}

/// A text that was given, or that of standard input in the place of `-`, without the line break at its end.
///
/// # Errors
/// Exit status 2 where it cannot be read or is no text.
pub(super) fn text(given: &str, console: &mut Console) -> Result<String, Failure> {
    if given != DASH {
        return Ok(given.to_owned());
    }
    let text = read(console)?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    Ok(text.strip_suffix('\r').unwrap_or(text).replace("\r\n", "\n"))
}

/// All of it. From then on questions go to the terminal itself.
fn read(console: &mut Console) -> Result<String, Failure> {
    console.ask_past_stdin();
    let mut bytes = Vec::new();
    let unusable = |reason: &str| {
        Failure::usage(Error::config(format!("Standard input {reason}.")).advise("Give it on the command line."))
    };
    let read = io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes);
    read.map_err(|error| unusable(&format!("cannot be read: {error}")))?;
    if bytes.len() as u64 > MOST {
        return Err(unusable("is longer than 16 MB"));
    }
    let text = String::from_utf8(bytes).map_err(|_| unusable("is not UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
