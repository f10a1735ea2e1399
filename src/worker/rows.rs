//! The file of rows that a person has named, and what is to be done with its rows.

use std::path::PathBuf;

use crate::app::ImportChoices;
use crate::audit::{named, place};
use crate::import::{Defaults, ImportOrder, Settings};
use crate::model::{Error, Result};

/// Reads the file. Waits for the disk.
///
/// # Errors
/// Those of [`named`] and of [`Settings::read`].
pub(super) fn read_rows(choices: &ImportChoices) -> Result<ImportOrder> {
    let mut paths = named(&choices.file)?;
    let (Some(source), true) = (paths.pop(), paths.is_empty()) else {
        return Err(Error::config("Several files are named.").advise("Import one after the other."));
    };
    let ImportChoices { message, label, tags, number, duplicates, links, .. } = choices.clone();
    let defaults = Defaults { number, message, label, tags };
    Settings { source, defaults, links: path(links.as_deref())?, duplicates }.read()
}

/// A path that was typed, in full.
///
/// # Errors
/// [`crate::model::ErrorKind::Config`] where it cannot be one.
fn path(typed: Option<&str>) -> Result<Option<PathBuf>> {
    typed.map(|typed| place(typed.trim())).transpose()
}
