//! Times, for programs and for people.

use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// Unix milliseconds as programs read them: RFC 3339, in UTC.
pub(super) fn exact(millis: i64) -> String {
    Timestamp::from_millisecond(millis).map(|time| time.to_string()).unwrap_or_default()
}

/// Unix milliseconds as people read them, in the time of this machine.
pub(super) fn local(millis: i64) -> String {
    let time = Timestamp::from_millisecond(millis);
    time.map(|time| time.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
}

/// The time of day after a wait, as people read it here: `14:03:10`.
pub(super) fn clock_after(wait: Duration) -> String {
    let now = Zoned::now();
    jiff::SignedDuration::try_from(wait)
        .ok()
        .and_then(|wait| now.checked_add(wait).ok())
        .map(|end| end.strftime("%H:%M:%S").to_string())
        .unwrap_or_default()
}
