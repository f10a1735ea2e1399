//! Completion: the scripts for shells, and the answers when they ask for what fits.
//!
//! A script asks qrdeck itself, by a variable: commands and flags come from the definition of the command line, and
//! numbers, codes, groups, labels and profiles from what this machine knows ([`candidates`]). No service is asked, and
//! nothing that goes wrong is shown: it would stand in the middle of what is being typed.

pub(super) mod candidates;
mod powershell;
mod words;

use std::ffi::OsString;
use std::io;
use std::path::Path;

use clap::CommandFactory as _;
use clap_complete::env::{Bash, CompleteEnv, Elvish, EnvCompleter, Fish, Shells, Zsh};

use self::powershell::Powershell;
use super::Cli;

/// The variable that makes qrdeck answer a shell: its name.
const VARIABLE: &str = "QRDECK_COMPLETE";
/// All shells.
const SHELLS: Shells<'static> = Shells(&[&Bash, &Elvish, &Fish, &Powershell, &Zsh]);

/// Answers a shell that asks for completions, if one does.
pub(super) fn answer(arguments: &[OsString]) -> bool {
    if std::env::var_os(VARIABLE).is_none_or(|shell| shell.is_empty()) {
        return false;
    }
    // The first `--` is the script's own.
    if !arguments.iter().any(|argument| argument == "--") {
        return false;
    }
    let here = std::env::current_dir().ok();
    let answer = CompleteEnv::with_factory(Cli::command).var(VARIABLE).shells(SHELLS);
    // Nothing is known that fits, and there is nobody to tell.
    let _ = answer.try_complete(arguments.to_vec(), here.as_deref());
    true
}

/// The script for a shell, which calls the program that was called as `program`.
pub(super) fn script(shell: &str, program: &Path) -> io::Result<String> {
    let shell: &dyn EnvCompleter = SHELLS.completer(shell).ok_or(io::ErrorKind::NotFound)?;
    // Found by its name where it is in the search path; else it is where it is.
    let program = if program.components().count() > 1 { std::path::absolute(program)? } else { program.to_owned() };
    let mut script = Vec::new();
    shell.write_registration(VARIABLE, "qrdeck", "qrdeck", &program.to_string_lossy(), &mut script)?;
    String::from_utf8(script).map_err(io::Error::other)
}
