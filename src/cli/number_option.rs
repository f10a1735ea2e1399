//! `--number`, where it narrows a command to some numbers.

use clap::Args;
use clap_complete::ArgValueCompleter;

use crate::cli::complete::candidates;

/// The numbers a command is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub(super) struct NumberOption {
    /// Only at this number: its id, digits or name; repeat the option for several
    #[arg(long = "number", value_name = "NUMBER", add = ArgValueCompleter::new(candidates::numbers))]
    numbers: Vec<String>,
}

impl NumberOption {
    /// What was given; nothing stands for all numbers.
    pub(super) fn as_slice(&self) -> &[String] {
        &self.numbers
    }
}
