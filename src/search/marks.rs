//! What `is:marked` means.

use std::collections::{HashMap, HashSet};

use crate::model::{CodeId, NumberKey};

/// The marked codes of each number.
pub type Marks = HashMap<NumberKey, HashSet<CodeId>>;
