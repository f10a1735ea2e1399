//! The `qrdeck` binary: arguments to exit code.

use std::process::ExitCode;

use qrdeck::cli::{self, Launch};

fn main() -> color_eyre::Result<ExitCode> {
    qrdeck::hardening::apply();
    color_eyre::install()?;
    match cli::start(std::env::args_os()) {
        Launch::App(app) => qrdeck::run::app(&app),
        Launch::Exit(code) => Ok(code),
    }
}
