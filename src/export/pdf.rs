//! Pages as PDF: vectors only, black alone (`DeviceGray`, which prints on the black plate), no font, no date.

use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::{Filter, Finish as _, Pdf, Rect, Ref, TextStr};

use super::content::{POINTS, content};
use super::page::Page;

/// How hard the content is compressed, of 10.
const EFFORT: u8 = 6;

/// Writes a document. The same pages make the same bytes.
pub fn write(pages: &[Page], title: &str) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let mut next = Ref::new(1);
    let (catalog, tree, info) = (next.bump(), next.bump(), next.bump());
    let ids: Vec<(Ref, Ref)> = pages.iter().map(|_| (next.bump(), next.bump())).collect();
    pdf.catalog(catalog).pages(tree);
    let count = i32::try_from(pages.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(ids.iter().map(|(page, _)| *page)).count(count);
    let mut document = pdf.document_info(info);
    document.title(TextStr(title));
    document.creator(TextStr("qrdeck"));
    document.finish();
    for (page, (id, stream)) in pages.iter().zip(ids) {
        let box_ = Rect::new(0.0, 0.0, points(page.width_mm), points(page.height_mm));
        let mut object = pdf.page(id);
        object.media_box(box_).trim_box(box_).parent(tree).contents(stream);
        object.resources();
        object.finish();
        pdf.stream(stream, &compress_to_vec_zlib(&content(page), EFFORT)).filter(Filter::FlateDecode);
    }
    pdf.finish()
}

/// A document of one page, of that size in points and with this drawing.
pub fn of_drawing([width, height]: [f64; 2], drawing: &[u8]) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let (catalog, tree, page, stream) = (Ref::new(1), Ref::new(2), Ref::new(3), Ref::new(4));
    pdf.catalog(catalog).pages(tree);
    pdf.pages(tree).kids([page]).count(1);
    let mut object = pdf.page(page);
    object.media_box(Rect::new(0.0, 0.0, single(width), single(height))).parent(tree).contents(stream);
    object.resources();
    object.finish();
    pdf.stream(stream, drawing);
    pdf.finish()
}

/// Millimetres in points.
fn points(mm: f64) -> f32 {
    single(mm * POINTS)
}

#[expect(clippy::cast_possible_truncation, reason = "the sides of a page are far inside of the range")]
fn single(side: f64) -> f32 {
    side as f32
}

#[cfg(test)]
mod tests {
    use hayro_svg::hayro_syntax::Pdf as Reader;

    use super::*;
    use crate::export::symbol::{Print, Symbol};

    #[test]
    fn pages_have_their_size_and_only_vectors() {
        let symbol = Symbol::new("https://wa.me/message/ANED2T5QRU7HG1", Print::default()).unwrap();
        let pages = [symbol.page(0, 30.0).unwrap(), symbol.page(1, 210.0).unwrap()];
        let bytes = write(&pages, "Title");
        let read = Reader::new(bytes.clone()).unwrap();
        let sizes: Vec<_> = read.pages().iter().map(|page| page.base_dimensions().0 * 25.4 / 72.0).collect();
        assert!((sizes[0] - 30.0).abs() < 1e-3 && (sizes[1] - 210.0).abs() < 1e-3, "{sizes:?}");
        for page in read.pages().iter() {
            let operators = String::from_utf8(page.page_stream().unwrap().to_vec()).unwrap();
            for operator in operators.split_whitespace().filter(|word| word.parse::<f64>().is_err()) {
                assert!(["q", "Q", "cm", "g", "m", "l", "c", "h", "f"].contains(&operator), "{operator}");
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("/Image") && !text.contains("/Font"));
        assert_eq!(bytes, write(&pages, "Title"), "the same pages make the same file");
    }
}
