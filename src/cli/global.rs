//! The options of every command, and of the app.

use std::path::PathBuf;

use clap::{Args, Parser, ValueHint};
use clap_complete::ArgValueCompleter;

use super::arguments::perhaps_empty;
use super::complete::candidates;
use super::failure::Failure;
use crate::config::Paths;
use crate::session::{self, Session};

/// The flags of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Options of every command")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub(super) struct Global {
    /// Use only this profile; repeat the option for several
    #[arg(long, value_name = "NAME", global = true, add = ArgValueCompleter::new(candidates::profiles))]
    pub(super) profile: Vec<String>,
    /// Use the embedded sandbox, even if profiles are configured
    #[arg(long, global = true)]
    pub(super) sandbox: bool,
    /// Send no change to any service
    #[arg(long, global = true)]
    pub(super) read_only: bool,
    /// Wait as long as a service asks, instead of failing if that is more than 10 seconds
    #[arg(long, global = true)]
    pub(super) wait: bool,
    /// Write one JSON document to standard output
    #[arg(long, global = true)]
    pub(super) json: bool,
    /// Write lists as one JSON object per line, as they arrive
    #[arg(long, global = true, conflicts_with = "json")]
    pub(super) jsonl: bool,
    /// Read from the cache only, and contact no service
    #[arg(long, global = true)]
    pub(super) cached: bool,
    /// Ask the services (the default)
    #[arg(long, global = true, conflicts_with = "cached")]
    pub(super) fresh: bool,
    /// Use this configuration file
    #[arg(long, value_name = "FILE", global = true, env = "QRDECK_CONFIG", hide_env_values = true, value_parser = perhaps_empty(), value_hint = ValueHint::FilePath)]
    pub(super) config: Option<PathBuf>,
    /// Store data in this directory
    #[arg(long, value_name = "DIR", global = true, env = "QRDECK_DATA_DIR", hide_env_values = true, value_parser = perhaps_empty(), value_hint = ValueHint::DirPath)]
    pub(super) data_dir: Option<PathBuf>,
}

/// The app alone, without the commands: reading them takes longer than anything else before the first frame.
#[derive(Debug, Parser)]
#[command(disable_help_flag = true)]
pub(super) struct Alone {
    #[command(flatten)]
    pub(super) global: Global,
}

impl Global {
    /// Opens the session these flags ask for.
    pub(super) fn open(&self, paths: &Paths) -> Result<Session, Failure> {
        let options =
            session::Options { sandbox: self.sandbox, read_only: self.read_only, wait: self.wait, cached: self.cached };
        Session::open(&options, paths)?.narrow(&self.profile).map_err(Failure::usage)
    }
}
