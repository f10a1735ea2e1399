//! What the system says of a process. Nothing where it says nothing, as on other systems than Linux.

use std::fs;

/// The most memory that it has had, in bytes.
pub(crate) fn peak(pid: u32) -> Option<u64> {
    let kilobytes = field(&fs::read_to_string(format!("/proc/{pid}/status")).ok()?, "VmHWM:")?;
    Some(kilobytes * 1_024)
}

/// How often its threads have waited so far, each of which ends with a wake-up.
pub(crate) fn waits(pid: u32) -> Option<u64> {
    let threads = fs::read_dir(format!("/proc/{pid}/task")).ok()?.flatten();
    let status = threads.filter_map(|thread| fs::read_to_string(thread.path().join("status")).ok());
    Some(status.filter_map(|status| field(&status, "voluntary_ctxt_switches:")).sum())
}

fn field(status: &str, name: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}
