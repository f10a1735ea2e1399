//! How many codes a number has, and how fresh that is.

/// For so long, in milliseconds, a list counts as listed lately: what vanishes is noticed within a day.
pub const WHOLE_FOR: i64 = 24 * 3600 * 1000;

/// How many codes a number had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// So many.
    pub codes: usize,
    /// When all of them were listed.
    pub at: i64,
    /// When at least the newest were last looked at.
    pub looked: i64,
}

impl Count {
    /// Whether all of them were listed so lately before `now` that looking at the newest is enough.
    pub fn is_listed_lately(&self, now: i64) -> bool {
        (0..WHOLE_FOR).contains(&now.saturating_sub(self.at))
    }
}
