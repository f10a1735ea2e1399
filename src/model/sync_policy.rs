//! When a profile's lists are asked for without being asked to.

use std::fmt;

/// When the codes and groups of a profile's numbers are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SyncPolicy {
    /// Those of the number that a person looks at.
    #[default]
    OnSight,
    /// Those of all numbers, every so many minutes, while the app runs.
    Every(u32),
    /// Only when a person asks for them.
    Manual,
}

impl SyncPolicy {
    /// Most minutes between two syncs: a week.
    pub const MOST: u32 = 7 * 24 * 60;
}

impl fmt::Display for SyncPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OnSight => f.write_str("on sight"),
            Self::Every(minutes) => write!(f, "every {minutes} min"),
            Self::Manual => f.write_str("manual"),
        }
    }
}
