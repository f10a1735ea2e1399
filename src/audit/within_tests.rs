//! Pictures within text, and documents.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use image::ImageFormat;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::tests::{Folder, qr, url};
use super::*;
use crate::qr::Matrix;

/// A QR code as rectangles.
fn svg(id: &str) -> String {
    let matrix = Matrix::encode(&url(id)).unwrap();
    let side = matrix.size() + 8;
    let mut svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\">");
    for (x, y) in (0..matrix.size()).flat_map(|x| (0..matrix.size()).map(move |y| (x, y))) {
        if matrix.dark(x, y) {
            write!(svg, "<rect x=\"{}\" y=\"{}\" width=\"1\" height=\"1\"/>", x + 4, y + 4).unwrap();
        }
    }
    svg + "</svg>"
}

/// A QR code as pixels, in base64.
fn base64(id: &str, format: ImageFormat) -> String {
    let mut bytes = Vec::new();
    image::DynamicImage::from(qr(id, 4, 4)).to_rgb8().write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    BASE64_STANDARD.encode(bytes)
}

/// An archive of files.
fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, contents) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(contents).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn percent(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// What is found in a folder of one file, and what was not read of it.
fn found(name: &str, contents: impl AsRef<[u8]>) -> (Vec<(Place, String)>, Vec<String>) {
    let folder = Folder::new();
    folder.plant(name, contents);
    let ScanResult { findings, skipped, .. } = folder.find();
    let findings = findings.into_iter().map(|found| (found.place, found.link.id)).collect();
    (findings, skipped.into_iter().map(|skipped| skipped.reason).collect())
}

fn one(place: Place, id: &str) -> (Vec<(Place, String)>, Vec<String>) {
    (vec![(place, id.to_owned())], Vec::new())
}

#[test]
fn drawn_codes_are_read() {
    let id = "DRAWN000000001";
    let drawn = svg(id);
    let picture = one(Place::Picture, id);
    assert_eq!(found("a.svg", &drawn), picture);
    assert_eq!(
        found("b.svg", format!("<?xml version=\"1.0\"?>\n<!-- <g> -->\n<!DOCTYPE svg [<!ENTITY a \"b\">]>\n{drawn}")),
        picture
    );
    let wide: Vec<u8> = format!("\u{feff}{drawn}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(found("c.svg", wide), picture);
    let in_line = one(Place::LinePicture(3), id);
    let undeclared = drawn.replace(" xmlns=\"http://www.w3.org/2000/svg\"", "");
    assert_eq!(found("a.html", format!("<html>\n<br>\n<p>{undeclared}</p>")), in_line);
    assert_eq!(found("a.js", format!("let a = 1;\n\nlet qr = \"{}\";", drawn.replace('"', "\\\""))), in_line);
}

#[test]
fn pictures_in_text_are_read_however_they_are_written() {
    let id = "WITHIN00000001";
    let in_line = one(Place::LinePicture(2), id);
    let png = base64(id, ImageFormat::Png);
    let wrapped = png.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect::<Vec<_>>();
    let written = [
        format!("<img src=\"data:image/png;base64,{png}\" alt=\"QR\">"),
        format!("<img src=data:image/jpeg;base64,{}>", base64(id, ImageFormat::Jpeg)),
        format!("![QR](data:image/gif;base64,{png}) and more"),
        format!("a {{ background: url('data:image/webp;charset=x;base64,{}') }}", base64(id, ImageFormat::WebP)),
        format!("DATA:IMAGE/PNG;BASE64,{}", wrapped.join("\r\n  ")),
        format!("\"data:image/png;base64,{}\"", percent(&png)),
        format!("\"data:image/png;base64,{}\"", png.replace('/', "\\/").trim_end_matches('=')),
        format!("url(\"data:image/svg+xml;base64,{}\")", BASE64_STANDARD.encode(svg(id))),
        format!("url(data:image/svg+xml,{})", percent(&svg(id))),
        format!("url('data:image/svg+xml;utf8,{}')", svg(id)),
        format!("src=\"data:image/svg+xml,{}\"", svg(id).replace('"', "'").replace('<', "%3C").replace('>', "%3E")),
    ];
    for text in written {
        assert_eq!(found("a.txt", format!("one\n{text}\nthree")), in_line, "{}", &text[..60]);
    }
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg'>\n<image href='data:image/png;base64,{png}'/></svg>");
    assert_eq!(found("a.svg", svg), in_line);
}

#[test]
fn hostile_drawings_are_named_and_end_nothing() {
    let rest = format!("<desc>{}</desc>", "x".repeat(1_000));
    let mut bomb = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\"><rect id=\"a0\"/>");
    for at in 0..12 {
        write!(bomb, "<g id=\"a{}\">{}</g>", at + 1, format!("<use href=\"#a{at}\"/>").repeat(10)).unwrap();
    }
    let circle = "<svg xmlns=\"http://www.w3.org/2000/svg\"><g id=\"a\"><use href=\"#a\"/></g>";
    let laugh = |at: usize| format!("<!ENTITY a{at} \"{}\">", format!("&a{};", at - 1).repeat(10));
    let laughs = (1..12).map(laugh).collect::<Vec<_>>().concat();
    let entities =
        format!("<!DOCTYPE svg [<!ENTITY a0 \"ha\">{laughs}]><svg xmlns=\"http://www.w3.org/2000/svg\">&a11;");
    let deep = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{}{}", "<g>".repeat(200_000), "</g>".repeat(200_000));
    for text in
        [&bomb, circle, &entities, &deep, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1e30\" height=\"1\"><p"]
    {
        let (links, reasons) = found("a.svg", format!("{text}{rest}</svg>"));
        assert_eq!((links.len(), reasons.len()), (0, 1), "{}: {reasons:?}", &text[..60]);
    }
    let (links, reasons) = found("a.html", format!("data:image/png;base64,{}", "A".repeat(1_000)));
    assert_eq!((links.len(), reasons.as_slice()), (0, &["1 of the embedded pictures cannot be read".to_owned()][..]));
}

#[test]
fn files_within_files_have_an_end() {
    let mut text = svg("DEEP0000000001");
    for _ in 0..3 {
        text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg'><image href='data:image/svg+xml;base64,{}'/></svg>",
            BASE64_STANDARD.encode(&text)
        );
    }
    assert_eq!(found("a.svg", &text), one(Place::LinePicture(1), "DEEP0000000001"));
    for _ in 0..2 {
        text = format!(
            "<svg xmlns='http://www.w3.org/2000/svg'><image href='data:image/svg+xml;base64,{}'/></svg>",
            BASE64_STANDARD.encode(&text)
        );
    }
    let (links, reasons) = found("a.svg", &text);
    assert_eq!((links.len(), reasons.len()), (0, 1), "{reasons:?}");
}

#[test]
fn office_documents_are_read() {
    let types: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
    let mut png = Vec::new();
    qr("MEDIA000000001", 5, 4).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
    let word = archive(&[
        types,
        (
            "word/document.xml",
            b"<w:p><w:r><w:t>See wa.me/mess</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">age/RUN0</w:t></w:r>\
              <w:r><w:t>00000</w:t></w:r><w:r><w:t>00001</w:t></w:r></w:p><w:p><w:r><w:t>Next</w:t></w:r></w:p>",
        ),
        (
            "word/_rels/document.xml.rels",
            b"<Relationship Id=\"r1\" Target=\"https://wa.me/message/LINK0000000001?a=1&amp;b=2\" TargetMode=\"External\"/>",
        ),
        ("word/media/image1.png", &png),
        ("word/fonts/font1.odttf", b"\0\0\0"),
    ]);
    let ids = |found: (Vec<(Place, String)>, Vec<String>)| {
        assert_eq!(found.1, [""; 0]);
        found.0
    };
    let wanted =
        [(Place::Picture, "MEDIA000000001"), (Place::Document, "LINK0000000001"), (Place::Document, "RUN00000000001")];
    assert_eq!(ids(found("menu.docx", &word)), wanted.map(|(place, id)| (place, id.to_owned())));

    let sheet = archive(&[
        types,
        ("xl/sharedStrings.xml", b"<sst><si><t>wa.me/message/CELL0000000001</t></si><si><t>Next</t></si></sst>"),
    ]);
    assert_eq!(ids(found("list.xlsx", sheet)), [(Place::Document, "CELL0000000001".to_owned())]);

    let slides = archive(&[
        types,
        (
            "ppt/slides/slide12.xml",
            b"<a:p><a:r><a:t>wa.me/message/</a:t></a:r><a:r><a:t>SLIDE000000001</a:t></a:r></a:p>",
        ),
    ]);
    assert_eq!(ids(found("talk.pptx", slides)), [(Place::Page(12), "SLIDE000000001".to_owned())]);

    let letter = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", b"<text:p>wa.me/message/<text:span text:style-name=\"T1\">ODT00000</text:span>000001<text:line-break/>x</text:p>"),
        ("Pictures/1.docx", &word),
    ]);
    let inner = ids(found("letter.odt", letter));
    assert_eq!(inner.len(), 4, "{inner:?}");
    assert!(inner.contains(&(Place::Document, "ODT00000000001".to_owned())));
}

#[test]
fn documents_that_cannot_be_read_wholly_say_so() {
    let reason = |name: &str, contents: &[u8]| {
        let (links, mut reasons) = found(name, contents);
        assert_eq!((links.len(), reasons.len()), (0, 1), "{name}: {reasons:?}");
        reasons.remove(0)
    };
    assert!(reason("a.zip", &archive(&[("a.txt", b"wa.me/message/AAAAAAA1")])).contains("unpack it first"));
    assert!(reason("a.docx", b"PK\x03\x04 and nothing else").contains("cannot be read"));
    assert!(reason("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains("old format or with a password"));
    assert!(reason("a.txt.gz", b"\x1f\x8b\x08\0").contains("compressed"));
    let types: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
    let broken = archive(&[types, ("word/media/image1.png", b"\x89PNG\r\n\x1a\nnot really")]);
    assert!(reason("b.docx", &broken).starts_with("1 of the files in it"));
}

#[test]
fn what_qrdeck_exports_is_found_again() {
    use crate::export::eps;
    use crate::export::symbol::{Print, Symbol};
    let symbol = Symbol::new(&url("EXPORTED000001"), Print::default()).unwrap();
    let eps = eps::write(&symbol.page(0, 30.0).unwrap());
    assert_eq!(found("code.eps", &eps), one(Place::Picture, "EXPORTED000001"));
    let foreign = format!("%!PS-Adobe-3.0\n% {}\n0 0 moveto showpage\n", url("OTHERPROGRAM01"));
    let (links, notes) = found("other.eps", foreign);
    assert_eq!(links, one(Place::Line(2), "OTHERPROGRAM01").0);
    assert!(notes[0].contains("PostScript"), "{notes:?}");
    assert!(found("preview.eps", [0xc5, 0xd0, 0xd3, 0xc6, 32]).1[0].contains("PostScript"));
}
