//! Files that are made to take long: each reader is linear, or ends with its time, and says so.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::file::contents;
use super::tests::{Folder, document, url};
use super::time_limit::TimeLimit;
use super::*;

/// Reads bytes within so many questions for the time, and tells whether these were enough.
fn read(bytes: impl Into<Vec<u8>>, questions: u64) -> (Read, bool) {
    let limit = TimeLimit::of_questions(questions);
    let read = contents(bytes.into(), 0, &limit);
    (read, !limit.is_over())
}

/// A PDF with one page that shows a form, and the forms, each with its contents.
fn forms(forms: &[String]) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /F 5 0 R >> >> >>"
            .to_owned(),
        "<< /Length 5 >>\nstream\n/F Do\nendstream".to_owned(),
    ];
    for (at, form) in forms.iter().enumerate() {
        objects.push(format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F {} 0 R >> >> /Length {} >>\nstream\n{form}\nendstream",
            at + 6,
            form.len()
        ));
    }
    document(&objects)
}

/// A PDF with one page on which so many squares are drawn through a soft mask.
fn masked(squares: usize) -> Vec<u8> {
    let drawing = format!("/G gs {}", "9 9 9 9 re f ".repeat(squares));
    let mask = "1 g 0 0 595 842 re f";
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /ExtGState << /G << /SMask << /S /Luminosity /G 5 0 R >> >> >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{drawing}\nendstream", drawing.len()),
        format!(
            "<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] /Group << /S /Transparency /CS /DeviceGray >> \
             /Length {} >>\nstream\n{mask}\nendstream",
            mask.len()
        ),
    ];
    document(&objects)
}

/// An office document of so many files.
fn office(files: usize, contents: &[u8]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..files {
        let name = if at == 0 { "[Content_Types].xml".to_owned() } else { format!("word/media/{at}") };
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(contents).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// What begins something, over and over.
fn beginnings() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<svg ",
        "<svg>",
        "</svg>",
        "<g>",
        "<",
        "<!--",
        "<!",
        "<![",
        "<?",
        "&#",
        "&a;",
        "\\\"",
        "data:image/png;base64,",
        "data:image/svg+xml,",
        "data:application/pdf;base64,",
        "AAAA",
        "=",
        "%3C",
        "url(",
        "'",
        "wa.me/message/",
        "\n",
        "%!PS",
        "%PDF-",
        "PK\u{3}\u{4}",
        "<image href='#a'/>",
        "<use href='#a' id='a'/>",
        "<style>a{}</style>",
    ]);
    prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_text_asks_for_its_time_no_more_often_than_its_length_allows(unit in beginnings(), svg: bool) {
        let mut text = String::from(if svg { "<svg xmlns='http://www.w3.org/2000/svg'>" } else { "" });
        let size = 60_000;
        text += &unit.repeat(size / unit.len());
        // Windows of links, here and in at most four texts within each other, and some for each of 300 pictures.
        let most = size as u64 / 14 * 5 + 30 * 300;
        prop_assert!(read(text, most).1);
    }

    #[test]
    fn a_text_full_of_pictures_ends_with_its_time(questions in 1_u64..30) {
        let text = format!("data:image/png;base64,{} ", "A".repeat(200)).repeat(250);
        let (_, enough) = read(text, questions);
        prop_assert!(!enough);
    }

    #[test]
    fn a_document_full_of_files_ends_with_its_time(questions in 1_u64..30) {
        let (read, enough) = read(office(200, b"\x89PNG\r\n\x1a\nnot really"), questions);
        prop_assert!(!enough);
        let broken = read.note.and_then(|note| note.split(' ').next()?.parse::<u64>().ok()).unwrap_or_default();
        prop_assert!(broken <= questions, "{broken} files within {questions} questions");
    }

    #[test]
    fn a_page_that_shows_itself_over_and_over_ends_with_its_time(fan in 2_usize..9, questions in 1_000_u64..3_000) {
        let show = "/F Do ".repeat(fan);
        let (read, enough) = read(forms(&vec![show; 45]), questions);
        prop_assert!(read.links.is_empty());
        prop_assert!(!enough || read.note.is_some_and(|note| note.contains("too long")));
    }
}

#[test]
fn a_picture_full_of_noise_ends_with_its_time() {
    let noise = image::GrayImage::from_fn(950, 950, |x, y| {
        image::Luma([u64::from(x * 1_009 + y).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes()[0]])
    });
    let limit = TimeLimit::of_questions(3);
    picture::find(&noise, &limit);
    assert!(limit.is_over());
}

#[test]
fn a_page_that_paints_too_much_is_read_and_not_drawn() {
    for page in [forms(&["0 0 595 842 re f ".repeat(1_200)]), masked(300)] {
        let (read, enough) = read(page, u64::MAX);
        assert!(enough && read.note.as_ref().is_some_and(|note| note.starts_with("1 of its pages take")), "{read:?}");
    }
}

#[test]
fn drawings_that_become_too_much_are_refused() {
    let svg =
        |inside: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"100\">{inside}</svg>");
    let rest = "<path d='M0 0h9v9z'/>".repeat(100);
    let full = "<path d='M0 0h100v100z'/>";
    let mut chain = String::from("<rect id='a0' width='9' height='9'/>");
    let mut gradients = String::from("<linearGradient id='g0'/>");
    for at in 0..100_000 {
        write!(chain, "<use id='a{}' href='#a{at}'/>", at + 1).unwrap();
        write!(gradients, "<linearGradient id='g{}' href='#g{at}'/>", at + 1).unwrap();
    }
    let entity = format!("<!DOCTYPE svg [<!ENTITY a \"{}\">]>", "x".repeat(10_000));
    let markers = format!(
        "<marker id='m'>{}</marker><path marker-mid='url(#m)' d='M0 0{}'/>",
        full.repeat(100),
        "h1".repeat(20_000)
    );
    let styled = format!("<style>{}</style>{}", "a b{fill:red} ".repeat(10_000), "<g/>".repeat(10_000));
    let attributes = (0..6_000).fold(String::from("<g "), |tag, at| tag + &format!("a{at}='' ")) + "/>";
    let files = [
        svg(&format!("{chain}{rest}")),
        svg(&format!("{gradients}{rest}<path fill='url(#g100000)' d='M0 0h9v9z'/>")),
        entity + &svg(&"&a;".repeat(1_000)),
        svg(&markers),
        svg(&styled),
        svg(&attributes),
        svg(&full.repeat(1_000)),
        svg(&format!("<g opacity='.5'>{full}</g>").repeat(1_000)),
        svg(&format!(
            "<filter id='f'><feTurbulence numOctaves='99999999'/></filter><g filter='url(#f)'>{full}</g>{rest}"
        )),
        svg(&format!(
            "<filter id='f'><feGaussianBlur stdDeviation='9'/></filter>{}",
            format!("<g filter='url(#f)'>{full}</g>").repeat(50)
        )),
        svg(&format!(
            "<pattern id='p' width='1e6' height='1e6' patternUnits='userSpaceOnUse'>{rest}</pattern><path fill='url(#p)' d='M0 0h9v9z'/>"
        )),
        svg(&format!("<clipPath id='c'><path clip-path='url(#c)' d='M0 0h9v9z'/></clipPath>{rest}")),
        svg(&("<g>".repeat(100_000) + &"</g>".repeat(100_000))),
    ];
    for file in files {
        let (read, enough) = read(file.as_str(), u64::MAX);
        let note = read.note.unwrap_or_default();
        assert!(enough && note.starts_with("the picture cannot be drawn"), "{note}: {}", &file[..200.min(file.len())]);
    }
}

#[test]
fn what_lies_deep_is_no_deeper_than_the_stack() {
    let deep = 100_000;
    for (open, close) in [("[", "]"), ("<<", ">>"), ("<< /A ", ">>"), ("(", ")"), ("[ <<", ""), ("q ", "Q ")] {
        let nested = open.repeat(deep) + &close.repeat(deep);
        read(forms(std::slice::from_ref(&nested)), u64::MAX);
        // Within this the library looks again at each level.
        let nested = open.repeat(deep / 50) + &close.repeat(deep / 50);
        read(document(&["<< /Type /Catalog /Pages 2 0 R >>".to_owned(), nested]), u64::MAX);
    }
    let mut nested = office(2, b"");
    for _ in 0..8 {
        nested = office(2, &nested);
    }
    assert!(read(nested, u64::MAX).0.note.is_some());
}

#[test]
fn what_was_found_in_time_counts_and_the_rest_is_told() {
    let folder = Folder::new();
    let mut text = url("AAAAAAA1") + "\n";
    text += &format!("data:image/png;base64,{} ", "A".repeat(200)).repeat(250);
    folder.plant("a.html", text);
    let file = walk::files(&[folder.path()], &ScanMonitor::default()).0.remove(0);
    let read = file::read(&file, &TimeLimit::of_questions(20));
    assert_eq!(read.links.len(), 1);
    assert!(read.note.is_some_and(|note| note.contains("takes more than 60 s; the rest was not read")));
}
