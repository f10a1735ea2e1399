//! Phone numbers.

use serde::{Deserialize, Serialize};

use super::NumberId;

/// A business phone number as its service describes it. States are open strings: both services send values
/// that their documentation does not list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneNumber {
    /// What the service wants to hear.
    pub id: NumberId,
    /// The number as people write it: `+49 151 1000 0001`.
    pub display: String,
    /// The verified name customers see.
    pub name: String,
    /// `GREEN`, `YELLOW`, `RED`, `NA`, …
    pub quality: Option<String>,
    /// `CONNECTED`, `FLAGGED`, `PENDING`, …
    pub status: Option<String>,
    /// Whether it is an Official Business Account, where the service says so.
    pub official: Option<bool>,
}
