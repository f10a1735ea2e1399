//! One file: what it is, by its first bytes, and what it holds.

use std::fs::File;
use std::io::{self, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::{Read, pdf, picture, text, unread};

/// Largest file that is looked at, in bytes.
const LARGEST: u64 = 64 << 20;
/// Where a PDF must begin at the latest.
const PDF_HEAD: usize = 1_024;

/// Reads a file.
pub(super) fn read(path: &Path) -> Read {
    let bytes = match bytes(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return unread(format!("larger than {} MB", LARGEST >> 20)),
        Err(error) => return unread(error.to_string()),
    };
    // Decoders of other people's files fail in ways their authors did not think of; that must not end the audit.
    catch_unwind(AssertUnwindSafe(|| contents(bytes))).unwrap_or_else(|_| unread("a file that no reader can cope with"))
}

/// Reads what a file holds.
fn contents(bytes: Vec<u8>) -> Read {
    let head = bytes.get(..PDF_HEAD.min(bytes.len())).unwrap_or_default();
    if head.windows(5).any(|window| window == b"%PDF-") {
        pdf::read(bytes)
    } else if image::guess_format(&bytes).is_ok() {
        picture::read(&bytes)
    } else {
        text::read(&bytes)
    }
}

/// The bytes of a file, unless there are too many.
fn bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= LARGEST).then_some(bytes))
}
