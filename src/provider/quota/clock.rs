//! A clock that all processes of this machine agree on, and that suspend does not stop.
//!
//! What several processes share has to outlive each of them, so it cannot be in `Instant`s; and on Linux those stand
//! still while the machine sleeps, so that a pause of an hour would last for a night and an hour.

/// Milliseconds since the machine was started, sleep included; where the system does not tell, of the wall clock.
pub(crate) fn now() -> u64 {
    #[cfg(target_os = "linux")]
    {
        let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        let millis = time.tv_sec.saturating_mul(1_000).saturating_add(time.tv_nsec / 1_000_000);
        u64::try_from(millis).unwrap_or_default()
    }
    #[cfg(not(target_os = "linux"))]
    wall()
}

/// Names the time since the machine was started: times of another one mean nothing.
pub(super) fn boot() -> String {
    std::fs::read_to_string("/proc/sys/kernel/random/boot_id").map(|id| id.trim().to_owned()).unwrap_or_default()
}

/// Milliseconds of the wall clock.
#[cfg(not(target_os = "linux"))]
fn wall() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_on() {
        let started = now();
        assert!(std::iter::repeat_with(now).take(100_000_000).any(|at| at > started));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_start_of_the_machine_has_a_name() {
        let name = boot();
        assert!(uuid::Uuid::parse_str(&name).is_ok(), "{name}");
        assert_eq!(name, boot());
    }
}
