//! What is asked about files whose rows become codes.

use crate::import::Preview;
use crate::model::{NumberId, Profile};

/// Something to be done with a file of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportRequest {
    /// Read it, and check all its rows with the services; nothing is sent.
    Check {
        /// The path, as [`crate::audit::named`] reads it.
        path: String,
        /// The number of rows that name none.
        number: Option<NumberId>,
        /// The profiles that may have the numbers.
        profiles: Vec<Profile>,
    },
    /// Create the codes that a person has seen in a preview, and no others.
    Create {
        preview: Box<Preview>,
        /// The profiles that may have the numbers.
        profiles: Vec<Profile>,
    },
}
