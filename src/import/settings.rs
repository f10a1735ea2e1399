//! What a person chooses for an import.

use std::path::PathBuf;
use std::sync::Arc;

use super::campaign::{Campaign, Defaults};
use super::links::usual_path;
use super::order::ImportOrder;
use crate::model::Result;

/// A file, and what is to be done with its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Settings {
    /// The file.
    pub source: PathBuf,
    pub defaults: Defaults,
    /// Where the links are written; without it, beside the file.
    pub links: Option<PathBuf>,
    /// Whether a number may get the same message several times.
    pub duplicates: bool,
}

impl Settings {
    /// Reads the file.
    ///
    /// # Errors
    /// Those of [`Campaign::load`].
    pub fn read(self) -> Result<ImportOrder> {
        let Self { source, defaults, links, duplicates } = self;
        let campaign = Arc::new(Campaign::load(&source, &defaults)?);
        let links = links.unwrap_or_else(|| usual_path(&source));
        Ok(ImportOrder { source, campaign, links, duplicates })
    }
}
