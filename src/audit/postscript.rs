//! PostScript, of which only what qrdeck writes itself can be drawn: to run the programs of others would take an
//! interpreter. Their text is read all the same.

use pdf_writer::{Finish as _, Pdf, Rect, Ref};

use super::time_limit::TimeLimit;
use super::{Place, Read, pdf, text};
use crate::export::eps;

/// Begins a file that has a preview for office programs beside the PostScript.
const WITH_PREVIEW: [u8; 4] = [0xc5, 0xd0, 0xd3, 0xc6];

/// Whether a file is PostScript, with or without a preview.
pub(super) fn is_postscript(head: &[u8]) -> bool {
    head.starts_with(b"%!PS") || head.starts_with(&WITH_PREVIEW)
}

/// The PostScript in a file: where it begins and how long it is stands behind the mark of one with a preview.
fn program(bytes: &[u8]) -> &[u8] {
    let [header, ..] = bytes.as_chunks::<12>().0 else { return bytes };
    let [mark, begin, length] = [0, 4, 8].map(|at| [header[at], header[at + 1], header[at + 2], header[at + 3]]);
    if mark != WITH_PREVIEW {
        return bytes;
    }
    let [begin, length] =
        [begin, length].map(|number| usize::try_from(u32::from_le_bytes(number)).unwrap_or(usize::MAX));
    bytes.get(begin..begin.saturating_add(length)).unwrap_or_default()
}

/// Reads a PostScript file that lies `depth` files deep.
pub(super) fn read(bytes: &[u8], depth: usize, limit: &TimeLimit) -> Read {
    let bytes = program(bytes);
    if let Some((size, drawing)) = eps::parts(bytes) {
        let mut read = pdf::read(page(size, drawing), limit);
        for (place, _) in &mut read.links {
            *place = Place::Picture;
        }
        return read;
    }
    let mut read = text::read(bytes, depth, limit);
    read.unread = false;
    read.note = None;
    read.add_note("a PostScript file, of which only the text was read; save it as PDF to have its QR codes read");
    read
}

/// The drawing as a page of a PDF, whose operators these are.
fn page([width, height]: [f64; 2], drawing: &[u8]) -> Vec<u8> {
    let (catalog, tree, page, content) = (Ref::new(1), Ref::new(2), Ref::new(3), Ref::new(4));
    let mut pdf = Pdf::new();
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids([page]).count(1);
    let mut object = pdf.page(page);
    object.media_box(Rect::new(0.0, 0.0, points(width), points(height))).parent(tree).contents(content);
    object.resources();
    object.finish();
    pdf.stream(content, drawing);
    pdf.finish()
}

/// Sides of pages need no more than that.
#[expect(clippy::cast_possible_truncation, reason = "what is out of range is no page, and is not drawn")]
fn points(side: f64) -> f32 {
    side as f32
}
