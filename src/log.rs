//! The log file, written only where `QRDECK_LOG` asks for it.
//!
//! It holds qrdeck's own events and nobody else's: those name profiles, operations and request ids, never a
//! secret, a message or a URL, while the HTTP libraries would log whole requests.

use std::sync::Arc;

use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::config::{Paths, private};
use crate::model::{Error, ErrorKind, Result};

/// The name of the file in the data directory.
const FILE: &str = "qrdeck.log";

/// Starts the log at the level that `QRDECK_LOG` names: `error`, `warn`, `info`, `debug` or `trace`.
///
/// # Errors
/// [`ErrorKind::Config`] for another level, [`ErrorKind::Internal`] where the file cannot be written.
pub fn install(paths: &Paths) -> Result<()> {
    let Some(level) = std::env::var("QRDECK_LOG").ok().filter(|level| !level.trim().is_empty()) else {
        return Ok(());
    };
    let level: LevelFilter = level.trim().parse().map_err(|_| {
        Error::config("QRDECK_LOG is not a level.").advise("Set it to error, warn, info, debug or trace.")
    })?;
    let path = paths.make_data_dir()?.join(FILE);
    let file = private::append(&path).map_err(|error| {
        Error::new(ErrorKind::Internal, format!("The log file {} cannot be written: {error}.", path.display()))
            .advise("Remove it, or unset QRDECK_LOG.")
    })?;
    let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(Arc::new(file));
    let own = Targets::new().with_target(env!("CARGO_CRATE_NAME"), level);
    tracing_subscriber::registry()
        .with(own)
        .with(lines)
        .try_init()
        .map_err(|error| Error::new(ErrorKind::Internal, format!("The log cannot be started: {error}.")))
}
