//! How long a service's request to stay away is waited out.

use std::time::Duration;

/// The longest penalty that a call waits out. Of a longer one it says at once when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// Without bound where it is absent: somebody sees the wait, and can stop it.
    pub longest: Option<Duration>,
}

impl Default for Waits {
    /// 10 s: what a person at a prompt bears without a word.
    fn default() -> Self {
        Self { longest: Some(Duration::from_secs(10)) }
    }
}

impl Waits {
    /// However long it takes.
    pub fn unbounded() -> Self {
        Self { longest: None }
    }

    /// Whether a wait is waited out.
    pub(crate) fn allow(self, wait: Duration) -> bool {
        self.longest.is_none_or(|longest| wait <= longest)
    }
}
