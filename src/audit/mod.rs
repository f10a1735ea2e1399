//! Finding links and codes in files, and saying which of them are dead.
//!
//! [`find`] walks files and finds every link of a message code (`wa.me/message/…`) and every group invite
//! (`chat.whatsapp.com/…`): in text of any kind, however it is encoded, in QR codes in pictures, in SVGs and in
//! pictures within text (`data:` URIs), in office documents, and in PDFs, whose pages are read as text and looked at
//! as pictures. What is too large, nested too deep, broken, or takes too long is named with the reason, never passed
//! over. What reads here is linear, or asks for its time (`time_limit`), or counts what a library does. [`judge()`]
//! decides the state of each link from what the accounts [`list()`] now and what the journal remembers. Plain
//! `wa.me/<number>` links are not codes and are ignored.

mod accounts;
mod embedded;
mod entities;
mod file;
mod judge;
mod lines;
mod links;
mod look;
mod monitor;
mod named;
mod office;
mod pdf;
mod pdf_images;
mod picture;
mod readers;
mod svg;
mod text;
mod time_limit;
mod walk;
mod within;

use std::collections::HashSet;
use std::path::PathBuf;
use std::thread;

pub use accounts::{LiveLinks, list};
pub use judge::{Alive, Known, Unread, Verdict, judge};
pub use links::{Kind, Link};
pub use monitor::{ScanMonitor, ScanProgress};
pub use named::{Completion, complete, named, place};

/// Where in a file a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In a line of text, counted from 1.
    Line(usize),
    /// In a QR code of a picture.
    Picture,
    /// In the text or behind a link of a page, counted from 1.
    Page(usize),
    /// In a QR code of a page, counted from 1.
    PagePicture(usize),
    /// In a QR code of a picture that begins in a line of text, counted from 1: drawn in it, or as a `data:` URI.
    LinePicture(usize),
    /// In the text or behind a link of a document that has neither lines nor pages.
    Document,
}

impl Place {
    /// Whether a phone has to scan it.
    pub fn is_qr(self) -> bool {
        matches!(self, Self::Picture | Self::PagePicture(_) | Self::LinePicture(_))
    }

    /// The line, counted from 1, where the file has lines.
    pub fn line(self) -> Option<usize> {
        match self {
            Self::Line(line) | Self::LinePicture(line) => Some(line),
            Self::Picture | Self::Page(_) | Self::PagePicture(_) | Self::Document => None,
        }
    }

    /// The page or slide, counted from 1, where the file has pages.
    pub fn page(self) -> Option<usize> {
        match self {
            Self::Page(page) | Self::PagePicture(page) => Some(page),
            Self::Picture | Self::Line(_) | Self::LinePicture(_) | Self::Document => None,
        }
    }
}

/// A link that was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundLink {
    pub path: PathBuf,
    pub place: Place,
    pub link: Link,
}

/// A file that was not looked at, or not wholly.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    pub path: PathBuf,
    /// Why, in a few words.
    pub reason: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ScanResult {
    /// The links, by file and place.
    pub findings: Vec<FoundLink>,
    /// How many files were looked at.
    pub files: usize,
    /// What was not, or not wholly.
    pub skipped: Vec<Skipped>,
}

impl ScanResult {
    /// All that the links may be called: what the journal is asked about.
    pub fn ids(&self) -> HashSet<String> {
        let links = self.findings.iter().map(|finding| &finding.link);
        links.flat_map(|link| [Some(link.id.clone()), link.longer.clone()]).flatten().collect()
    }

    /// Whether there is a link of this kind.
    pub fn has(&self, kind: Kind) -> bool {
        self.findings.iter().any(|finding| finding.link.kind == kind)
    }
}

/// What one file holds.
#[derive(Debug, Default)]
struct Read {
    links: Vec<(Place, Link)>,
    /// Why not all of it was looked at.
    note: Option<String>,
    /// Whether nothing of it was.
    unread: bool,
}

/// Looks through files, and through directories with all that is in them, on all processors. Hidden files are left
/// out unless they are named, links are not followed unless they are named, and of other files at most one for each
/// processor is held in memory at a time. Blocks the thread.
pub fn find(paths: &[PathBuf]) -> ScanResult {
    find_watched(paths, &ScanMonitor::default())
}

/// The same, while somebody watches. Where it is stopped, the readers end by themselves a little later.
pub fn find_watched(paths: &[PathBuf], monitor: &ScanMonitor) -> ScanResult {
    let (files, mut skipped) = walk::files(paths, monitor);
    monitor.walked();
    let workers = thread::available_parallelism().map_or(1, std::num::NonZero::get).min(files.len().max(1));
    let read = readers::read_all(files, workers, Box::new(file::read), time_limit::wall_clock(), monitor);
    let mut found = ScanResult::default();
    for (path, Read { links, note, unread }) in read {
        found.files += usize::from(!unread);
        found.findings.extend(links.into_iter().map(|(place, link)| FoundLink { path: path.clone(), place, link }));
        skipped.extend(note.map(|reason| Skipped { path: path.clone(), reason }));
    }
    found.findings.sort();
    found.findings.dedup();
    skipped.sort();
    found.skipped = skipped;
    found
}

impl Read {
    /// Adds a reason why not all of it was looked at.
    fn add_note(&mut self, reason: &str) {
        let note = self.note.get_or_insert_default();
        if !note.is_empty() {
            note.push_str("; ");
        }
        note.push_str(reason);
    }
}

/// A file that cannot be read at all.
fn unread(reason: impl Into<String>) -> Read {
    Read { links: Vec::new(), note: Some(reason.into()), unread: true }
}

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod within_tests;
