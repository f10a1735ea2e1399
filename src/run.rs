//! The run loop of the terminal app.

use std::process::ExitCode;

use color_eyre::eyre::bail;

use crate::session::Session;

/// Runs the app on a session until the person leaves.
///
/// # Errors
/// Where there is no screen to run on.
pub fn app(session: &Session) -> color_eyre::Result<ExitCode> {
    bail!("{} profiles, and no screen to show them on: this build has the commands only", session.profiles().len())
}
