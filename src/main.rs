//! The `qrdeck` binary: arguments to exit code.

use std::io::IsTerminal;
use std::process::ExitCode;

use color_eyre::config::{HookBuilder, Theme};
use qrdeck::cli::{self, Launch};

fn main() -> color_eyre::Result<ExitCode> {
    qrdeck::hardening::apply();
    // A report that goes into a file is text.
    let coloured = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty());
    HookBuilder::default().theme(if coloured { Theme::dark() } else { Theme::new() }).install()?;
    match cli::start(std::env::args_os()) {
        Launch::App(app) => qrdeck::run::app(&app),
        Launch::Exit(code) => Ok(code),
    }
}
