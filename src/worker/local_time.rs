//! Times as the clock on the wall shows them.

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// The time zone of this machine, for the whole run: ages are differences between times on the wall.
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| of_file().unwrap_or_else(TimeZone::system));

/// The zone as the system's file has it, where no variable names another one. `TimeZone::system` gives the same, with its
/// name; for that it reads the names of all zones there are, which takes a twentieth of the wait for the first frame.
fn of_file() -> Option<TimeZone> {
    if std::env::var_os("TZ").is_some() {
        return None;
    }
    TimeZone::tzif("Local", &std::fs::read("/etc/localtime").ok()?).ok()
}

/// The time now.
pub fn now() -> DateTime {
    wall(Timestamp::now())
}

/// Unix milliseconds as the clock on the wall showed them.
pub(super) fn local(millis: i64) -> DateTime {
    wall(Timestamp::from_millisecond(millis).unwrap_or_default())
}

fn wall(at: Timestamp) -> DateTime {
    at.to_zoned(ZONE.clone()).datetime()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_of_the_file_is_the_zone_of_the_system() {
        let of_system = |at: Timestamp| at.to_zoned(TimeZone::system()).datetime();
        // Winter and summer, now and long ago.
        for month in 0..24 {
            for year in [0, 30, 55] {
                let at = Timestamp::from_second((year * 365 + month * 15) * 86_400).unwrap();
                assert_eq!(wall(at), of_system(at));
            }
        }
    }
}
