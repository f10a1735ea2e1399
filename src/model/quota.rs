//! How much of what a service lets an account do is used.

use jiff::civil::DateTime;

/// What is used of an account's limits, as far as is known. The default says that nothing is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quota {
    /// The calls of the last second, of each operation that has its own limit and was called in it.
    pub rates: Vec<Rate>,
    /// The share of the rolling hour that is used, in percent; can be over 100. Absent where the service has said
    /// nothing lately.
    pub hour: Option<u32>,
    /// The service has asked to stay away until then (local time), and nothing is sent before.
    pub paused_until: Option<DateTime>,
}

/// The calls of one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// A word for the operation: `list`.
    pub op: &'static str,
    /// How many calls the service may have counted in the last second.
    pub used: u32,
    /// How many it allows in a second.
    pub limit: u32,
}

impl Quota {
    /// The operation that is nearest to its limit.
    pub fn tightest(&self) -> Option<&Rate> {
        self.rates.iter().max_by_key(|rate| u64::from(rate.used) * 1_000 / u64::from(rate.limit.max(1)))
    }
}
