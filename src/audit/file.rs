//! One file: what it is, by its first bytes, and what it holds.

use std::fs::File;
use std::io::{self, Read as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::readers::FOR_A_FILE;
use super::time_limit::TimeLimit;
use super::within::Within;
use super::{Place, Read, office, pdf, picture, text, unread};
use crate::export::eps;

/// Largest file that is looked at, in bytes.
const LARGEST: u64 = 64 << 20;
/// Where a PDF must begin at the latest.
const PDF_HEAD: usize = 1_024;
/// How deep files may lie within each other: a picture in an SVG in a web page in a document.
const DEEPEST: usize = 4;

/// Reads a file within its time.
pub(super) fn read(path: &Path, limit: &TimeLimit) -> Read {
    let bytes = match bytes(path) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return unread(format!("larger than {} MB", LARGEST >> 20)),
        Err(error) => return unread(error.to_string()),
    };
    let mut read = contents(bytes, 0, limit);
    for what in limit.omitted() {
        read.add_note(what);
    }
    if limit.is_over() {
        read.add_note(&format!("reading it takes more than {} s; the rest was not read", FOR_A_FILE.as_secs()));
    }
    read
}

/// Reads what a file holds that lies `depth` files deep.
pub(super) fn contents(bytes: Vec<u8>, depth: usize, limit: &TimeLimit) -> Read {
    if depth > DEEPEST {
        return unread(format!("files nested more than {DEEPEST} deep"));
    }
    // Decoders of other people's files fail in ways their authors did not think of; that must not end the audit.
    catch_unwind(AssertUnwindSafe(|| sort(bytes, depth, limit)))
        .unwrap_or_else(|_| unread("a file that makes its reader fail"))
}

/// Hands a file to its reader.
fn sort(bytes: Vec<u8>, depth: usize, limit: &TimeLimit) -> Read {
    let head = bytes.get(..PDF_HEAD.min(bytes.len())).unwrap_or_default();
    if head.windows(5).any(|window| window == b"%PDF-") {
        return pdf::read(bytes, limit);
    }
    let within = Within::new(depth, limit, contents);
    match head {
        [b'P', b'K', 3 | 5, 4 | 6, ..] => office::read(bytes, within),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => {
            unread("an office document in an old format or with a password; save it in the current format, without one")
        }
        [0x1f, 0x8b, ..] => unread("a compressed file; unpack it first"),
        [b'%', b'!', b'P', b'S', ..] => postscript(&bytes, within),
        [0xc5, 0xd0, 0xd3, 0xc6, ..] => unread("a PostScript drawing with a preview; save it as PDF"),
        _ if image::guess_format(&bytes).is_ok() => picture::read(&bytes, limit),
        _ => text::read(&bytes, within),
    }
}

/// Reads PostScript: what qrdeck writes as a drawing, the programs of others as text, because to draw them takes an
/// interpreter.
fn postscript(bytes: &[u8], within: Within<'_>) -> Read {
    if let Some(file) = eps::as_pdf(bytes) {
        let mut read = pdf::read(file, within.limit);
        read.links.iter_mut().for_each(|(place, _)| *place = Place::Picture);
        return read;
    }
    let mut read = text::read(bytes, within);
    read.add_note("a PostScript drawing, of which only text was read; save it as PDF to have its QR codes read");
    read
}

/// The bytes of a file, unless there are too many.
fn bytes(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= LARGEST).then_some(bytes))
}
