//! Times, for programs and for people.

use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Unix milliseconds as programs read them: RFC 3339, in UTC.
pub(super) fn exact(millis: i64) -> String {
    Timestamp::from_millisecond(millis).map(|time| time.to_string()).unwrap_or_default()
}

/// Unix milliseconds as people read them, in the time of this machine.
pub(super) fn local(millis: i64) -> String {
    let time = Timestamp::from_millisecond(millis);
    time.map(|time| time.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
}
