//! What becomes known of the cache while it is used.

use super::Count;
use crate::model::{Error, NumberKey, QrCode};

/// Something that whoever shows the cache has to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// What keeps the cache from the disk, or what was the matter with the file. qrdeck works on without it.
    Trouble(Error),
    /// The codes of a number are others now.
    Codes {
        /// The number.
        number: NumberKey,
        /// How many there are.
        count: Count,
    },
    /// The groups of a number may be others now.
    Groups(NumberKey),
    /// Codes that the service listed before and lists no longer, though no change of this machine has ended them.
    Gone {
        /// Their number.
        number: NumberKey,
        /// As they were last seen.
        codes: Vec<QrCode>,
        /// When that was, in Unix milliseconds.
        seen: i64,
    },
}
