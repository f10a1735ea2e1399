//! How far a search has come, and the way to stop it.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

/// Looks over the shoulder of a search that runs on other threads.
#[derive(Debug, Default)]
pub struct ScanMonitor {
    stopped: AtomicBool,
    walked: AtomicBool,
    files: AtomicUsize,
    read: AtomicUsize,
    links: AtomicUsize,
}

/// How far a search has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ScanProgress {
    /// Files that there are, as far as is known.
    pub files: usize,
    /// Whether all of them are known.
    pub walked: bool,
    /// Files that were looked through.
    pub read: usize,
    /// Links that were found.
    pub links: usize,
    /// Where the accounts are being asked: answers that have come, and answers that are wanted.
    pub asked: Option<(usize, usize)>,
}

impl ScanMonitor {
    /// Asks the search to end; what it has found by then does not count.
    pub fn stop(&self) {
        self.stopped.store(true, Relaxed);
    }

    /// Whether the search should end.
    pub fn is_stopped(&self) -> bool {
        self.stopped.load(Relaxed)
    }

    /// How far it has come.
    pub fn progress(&self) -> ScanProgress {
        ScanProgress {
            files: self.files.load(Relaxed),
            walked: self.walked.load(Relaxed),
            read: self.read.load(Relaxed),
            links: self.links.load(Relaxed),
            asked: None,
        }
    }

    /// One more file is known.
    pub(super) fn known(&self) {
        self.files.fetch_add(1, Relaxed);
    }

    /// All files are known.
    pub(super) fn walked(&self) {
        self.walked.store(true, Relaxed);
    }

    /// One more file was looked through, with so many links.
    pub(super) fn read(&self, links: usize) {
        self.read.fetch_add(1, Relaxed);
        self.links.fetch_add(links, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::audit::find_watched;

    #[test]
    fn a_search_tells_how_far_it_is_and_ends_when_it_shall() {
        let folder = tempfile::tempdir().unwrap();
        for at in 0..20 {
            fs::write(folder.path().join(format!("{at}.txt")), format!("wa.me/message/AAAAAA{at}")).unwrap();
        }
        let paths = [folder.path().to_owned()];
        let monitor = ScanMonitor::default();
        assert_eq!(find_watched(&paths, &monitor).findings.len(), 20);
        let wanted = ScanProgress { files: 20, walked: true, read: 20, links: 20, asked: None };
        assert_eq!(monitor.progress(), wanted);
        let stopped = ScanMonitor::default();
        stopped.stop();
        assert_eq!(find_watched(&paths, &stopped).findings, []);
        assert_eq!(stopped.progress().read, 0);
    }
}
