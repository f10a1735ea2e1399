//! How long a service's request to stay away is waited out, and what is said of it.

use std::time::Duration;

use jiff::Zoned;
use jiff::civil::DateTime;

use crate::model::{Error, ErrorKind};

/// No service means a longer penalty than a day: what a header says beyond it is nonsense, and the clocks of this
/// machine cannot add all that fits into one.
const LONGEST_STATED: Duration = Duration::from_hours(24);

/// A penalty as a header states it, cut to what can be meant.
pub(crate) fn stated(wait: Duration) -> Duration {
    wait.min(LONGEST_STATED)
}

/// When a wait that begins now ends, in local time.
pub(crate) fn end(wait: Duration) -> DateTime {
    Zoned::now().checked_add(stated(wait)).map_or_else(|_| DateTime::MAX, |end| end.datetime())
}

/// A penalty that is not waited out: nothing was sent. The service need not have said how long it is.
pub(crate) fn refused(left: Duration, end: DateTime) -> Error {
    let end = end.strftime("%H:%M:%S");
    let kind = ErrorKind::Throttled { retry_after: Some(left) };
    let left = words(left);
    let message =
        format!("Too many calls were made. The next one has to wait for {left}, until {end}. Nothing was sent.");
    Error::new(kind, message).advise(format!("Try again after {end}, or use --wait to have the command wait."))
}

/// An answer that asks to stay away, with the time at which that is over.
pub(crate) fn until(mut error: Error) -> Error {
    if let ErrorKind::Throttled { retry_after: Some(wait) } = error.kind {
        let end = end(wait).strftime("%H:%M:%S");
        error.message = format!("{} Nothing is sent before {end}.", error.message);
        error.advice = format!("Try again after {end}, or use --wait to have the command wait.");
    }
    error
}

/// A wait in words, rounded up.
pub(crate) fn words(wait: Duration) -> String {
    match wait.as_millis().div_ceil(1000) {
        seconds @ ..=119 => format!("{seconds} s"),
        seconds => format!("{} minutes", seconds.div_ceil(60)),
    }
}

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
