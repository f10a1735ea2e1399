//! A page as Encapsulated PostScript: a prologue that teaches PostScript the operators of [`super::content`], and
//! the page in these operators.

use std::fmt::Write as _;

use super::content::{POINTS, content};
use super::page::Page;
use super::pdf;

/// What stands before the drawing.
const BEGIN: &str = "%%EndProlog\nqrdeck begin\n";
/// What stands after it.
const END: &str = "\nend\n%%Trailer\n%%EOF\n";
/// What stands before the width and height in points.
const SIZE: &str = "%%HiResBoundingBox: 0 0 ";

/// The operators of PDF in those of PostScript. They live in a dictionary of their own, so that the program that
/// places the file keeps its own.
const PROLOGUE: &str = "\
/qrdeck 16 dict def
qrdeck begin
/q {gsave} bind def
/Q {grestore} bind def
/cm {6 array astore concat} bind def
/g {setgray} bind def
/m {moveto} bind def
/l {lineto} bind def
/c {curveto} bind def
/h {closepath} bind def
/f {fill} bind def
end
";

pub fn write(page: &Page) -> Vec<u8> {
    let (width, height) = (page.width_mm * POINTS, page.height_mm * POINTS);
    let mut eps = String::from("%!PS-Adobe-3.0 EPSF-3.0\n");
    // Writing to a `String` cannot fail.
    let _ = write!(eps, "%%BoundingBox: 0 0 {} {}\n{SIZE}{width:.4} {height:.4}\n", width.ceil(), height.ceil());
    eps.push_str("%%Creator: qrdeck\n%%LanguageLevel: 1\n%%DocumentData: Clean7Bit\n%%EndComments\n%%BeginProlog\n");
    eps.push_str(PROLOGUE);
    eps.push_str(BEGIN);
    let mut eps = eps.into_bytes();
    eps.extend_from_slice(&content(page));
    eps.extend_from_slice(END.as_bytes());
    eps
}

/// The file as a PDF of the same drawing, where all the rest is what [`write()`] writes.
pub fn as_pdf(file: &[u8]) -> Option<Vec<u8>> {
    let (size, drawing) = parts(file)?;
    // What readers of PDF pass over would end a PostScript program, or draw something else.
    let known =
        |word: &str| word.parse::<f64>().is_ok() || ["q", "Q", "cm", "g", "m", "l", "c", "h", "f"].contains(&word);
    drawing.split_ascii_whitespace().all(known).then(|| pdf::of_drawing(size, drawing.as_bytes()))
}

/// Size in points and drawing of a file.
fn parts(file: &[u8]) -> Option<([f64; 2], &str)> {
    let text = std::str::from_utf8(file).ok()?;
    let (head, rest) = text.split_once(BEGIN)?;
    let (body, "") = rest.split_once(END)? else { return None };
    let (_, size) = head.split_once(SIZE)?;
    let mut numbers = size.split_whitespace().map_while(|number| number.parse().ok());
    let size = [numbers.next()?, numbers.next()?];
    head.ends_with(PROLOGUE).then_some((size, body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::symbol::{Print, Symbol};

    #[test]
    fn the_file_is_plain_text_in_short_lines_with_its_size() {
        let symbol = Symbol::new("https://wa.me/message/ANED2T5QRU7HG1", Print::default()).unwrap();
        let eps = String::from_utf8(write(&symbol.page(0, 30.0).unwrap())).unwrap();
        assert!(eps.starts_with("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 86 86\n"), "{eps}");
        assert!(eps.contains("%%HiResBoundingBox: 0 0 85.0394 85.0394\n"));
        assert!(eps.is_ascii());
        assert!(eps.lines().all(|line| line.len() <= 255));
        assert!(!eps.contains("image"));
    }
}
