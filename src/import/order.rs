//! What is to be imported.

use std::path::PathBuf;
use std::sync::Arc;

use super::campaign::Campaign;

/// A file that was read, and what is to be done with its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportOrder {
    /// The file.
    pub source: PathBuf,
    pub campaign: Arc<Campaign>,
    /// Where its links are written.
    pub links: PathBuf,
    /// Whether a number may get the same message several times.
    pub duplicates: bool,
}
