//! Times of the disk as people read them.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Unix milliseconds as the clock on the wall showed them.
pub(super) fn local(millis: i64) -> DateTime {
    Timestamp::from_millisecond(millis).unwrap_or_default().to_zoned(TimeZone::system()).datetime()
}
