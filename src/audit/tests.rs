use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use image::imageops;
use image::{GrayImage, Luma};
use tempfile::TempDir;

use super::*;
use crate::qr::Matrix;

/// A folder that files are planted in.
pub(super) struct Folder(TempDir);

impl Folder {
    pub(super) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(super) fn plant(&self, name: &str, contents: impl AsRef<[u8]>) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }

    pub(super) fn picture(&self, name: &str, picture: &GrayImage) {
        let picture = image::DynamicImage::from(picture.clone());
        let path = self.0.path().join(name);
        // Each format takes some kinds of pixels only.
        if path.extension().is_some_and(|extension| extension == "gif") {
            picture.to_rgba8().save(path)
        } else {
            picture.to_rgb8().save(path)
        }
        .unwrap();
    }

    pub(super) fn path(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    pub(super) fn find(&self) -> ScanResult {
        find(&[self.0.path().to_owned()])
    }

    /// Names, places and ids of what is found.
    pub(super) fn found(&self) -> Vec<(String, Place, String)> {
        let name = |path: &Path| path.strip_prefix(self.0.path()).unwrap().to_string_lossy().into_owned();
        self.find().findings.into_iter().map(|found| (name(&found.path), found.place, found.link.id)).collect()
    }
}

pub(super) fn url(id: &str) -> String {
    format!("https://wa.me/message/{id}")
}

/// A QR code of a link with so many pixels a module, and so many light modules around it.
pub(super) fn qr(id: &str, module: u32, quiet: u32) -> GrayImage {
    let matrix = Matrix::encode(&url(id)).unwrap();
    let size = u32::from(matrix.size());
    GrayImage::from_fn((size + 2 * quiet) * module, (size + 2 * quiet) * module, |x, y| {
        let at =
            |side: u32| (side / module).checked_sub(quiet).filter(|at| *at < size).map(|at| u16::try_from(at).unwrap());
        let dark = at(x).zip(at(y)).is_some_and(|(x, y)| matrix.dark(x, y));
        Luma([if dark { 0 } else { 255 }])
    })
}

/// A picture turned around its middle, on grey paper.
fn turned(picture: &GrayImage, degrees: f32) -> GrayImage {
    let side = picture.width().max(picture.height()) * 3 / 2;
    let (sin, cos) = degrees.to_radians().sin_cos();
    let middle = |side: u32| f32::from(u16::try_from(side).unwrap()) / 2.0;
    GrayImage::from_fn(side, side, |x, y| {
        let (dx, dy) = (middle(2 * x) - middle(side), middle(2 * y) - middle(side));
        let (u, v) = (cos * dx + sin * dy + middle(picture.width()), cos * dy - sin * dx + middle(picture.height()));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to lie in the picture")]
        let inside = (u >= 0.0 && v >= 0.0).then(|| picture.get_pixel_checked(u as u32, v as u32)).flatten();
        inside.copied().unwrap_or(Luma([200]))
    })
}

/// A PDF of one page with a text, a clickable link and a QR code drawn as vectors.
fn pdf(text: &str, target: &str, code: &str) -> Vec<u8> {
    let matrix = Matrix::encode(&url(code)).unwrap();
    let mut drawing = format!("BT /F1 12 Tf 72 720 Td {text} ET\n");
    for y in 0..matrix.size() {
        for x in 0..matrix.size() {
            if matrix.dark(x, y) {
                writeln!(drawing, "{} {} 4 4 re f", 100 + 4 * x, 600 - 4 * y).unwrap();
            }
        }
    }
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [6 0 R] \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{drawing}endstream", drawing.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
        format!("<< /Type /Annot /Subtype /Link /Rect [72 700 200 720] /A << /S /URI /URI ({target}) >> >>"),
    ];
    document(&objects)
}

/// A PDF of some objects, of which the first is the catalog.
pub(super) fn document(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.7\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (at, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{} 0 obj\n{object}\nendobj\n", at + 1).unwrap();
    }
    let start = file.len();
    let size = objects.len() + 1;
    write!(file, "xref\n0 {size}\n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n")
        .unwrap();
    file.into_bytes()
}

#[test]
fn codes_in_pictures_are_read_however_they_lie() {
    let folder = Folder::new();
    let plain = qr("AAAAAAAAAAAA01", 6, 4);
    folder.picture("plain.png", &plain);
    folder.picture("quarter.png", &imageops::rotate90(&qr("AAAAAAAAAAAA02", 5, 4)));
    folder.picture("turned.jpg", &turned(&qr("AAAAAAAAAAAA03", 8, 4), 17.0));
    folder.picture("tiny.png", &qr("AAAAAAAAAAAA04", 2, 4));
    let mut inverted = qr("AAAAAAAAAAAA05", 6, 4);
    imageops::invert(&mut inverted);
    folder.picture("inverted.png", &inverted);
    folder.picture("cut.bmp", &qr("AAAAAAAAAAAA06", 6, 0));
    folder.picture("blurred.webp", &imageops::blur(&qr("AAAAAAAAAAAA07", 8, 4), 3.0));
    let mut large = GrayImage::from_pixel(2600, 480, Luma([255]));
    imageops::replace(&mut large, &qr("AAAAAAAAAAAA08", 10, 4), 2000, 10);
    folder.picture("large.gif", &large);
    let mut several = GrayImage::from_pixel(900, 500, Luma([255]));
    imageops::replace(&mut several, &qr("AAAAAAAAAAAA09", 7, 4), 10, 20);
    imageops::replace(&mut several, &qr("AAAAAAAAAAAA10", 6, 4), 450, 120);
    folder.picture("several.png", &several);
    folder.picture("empty.png", &GrayImage::from_pixel(100, 100, Luma([120])));
    let found = folder.found();
    let wanted = [
        ("blurred.webp", "07"),
        ("cut.bmp", "06"),
        ("inverted.png", "05"),
        ("large.gif", "08"),
        ("plain.png", "01"),
        ("quarter.png", "02"),
        ("several.png", "09"),
        ("several.png", "10"),
        ("tiny.png", "04"),
        ("turned.jpg", "03"),
    ];
    let wanted = wanted.map(|(name, id)| (name.to_owned(), Place::Picture, format!("AAAAAAAAAAAA{id}")));
    assert_eq!(found, wanted);
}

#[test]
fn codes_that_are_small_on_a_large_page_or_light_on_nothing_are_read() {
    let folder = Folder::new();
    let mut page = GrayImage::from_fn(2_300, 1_000, |_, y| Luma([if y % 40 < 3 { 90 } else { 240 }]));
    imageops::replace(&mut page, &qr("AAAAAAAAAAAA01", 2, 4), 2_000, 700);
    folder.picture("page.png", &page);
    let code = qr("AAAAAAAAAAAA02", 5, 4);
    let light = image::RgbaImage::from_fn(code.width(), code.height(), |x, y| {
        let dark = code.get_pixel(x, y).0[0] == 0;
        image::Rgba([255, 255, 255, if dark { 255 } else { 0 }])
    });
    let mut bytes = Vec::new();
    light.write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    folder.plant("light.png", bytes);
    let wanted = [("light.png", "AAAAAAAAAAAA02"), ("page.png", "AAAAAAAAAAAA01")];
    assert_eq!(folder.found(), wanted.map(|(name, id)| (name.to_owned(), Place::Picture, id.to_owned())));
}

#[test]
fn a_pdf_is_read_as_text_as_links_and_as_a_picture() {
    let folder = Folder::new();
    folder.plant("sheet.pdf", pdf("(wa.me/message/TEXT0000000001) Tj", &url("LINK0000000001"), "DRAWN000000001"));
    let wanted = [
        (Place::Page(1), "LINK0000000001"),
        (Place::Page(1), "TEXT0000000001"),
        (Place::PagePicture(1), "DRAWN000000001"),
    ];
    assert_eq!(folder.found(), wanted.map(|(place, id)| ("sheet.pdf".to_owned(), place, id.to_owned())));
}

#[test]
fn words_of_a_pdf_are_told_apart_as_a_person_does() {
    let folder = Folder::new();
    let ways = [
        // Without blanks, as TeX sets text; the gap is in thousandths of the size of the letters.
        ("gap.pdf", "[(see) -333 (wa.me/message/ANED2T5QRU7HG1) -333 (now)] TJ", None),
        // Kerned, and letter by letter.
        ("kerned.pdf", "[(wa.m) 20 (e/mes) -15 (sage/ANED2) 40 (T5QRU7HG1)] TJ", None),
        ("columns.pdf", "(wa.me/message/ANED2T5QRU7HG1) Tj 300 0 Td (Other) Tj", None),
        ("lines.pdf", "(wa.me/message/) Tj 0 -14 Td (ANED2T5QRU7HG1) Tj 0 -14 Td (Other) Tj", Some("Other")),
        ("upright.pdf", "0 1 -1 0 200 200 Tm [(wa.me/message/ANED2T5QRU7HG1) -333 (now)] TJ", None),
    ];
    for (name, text, _) in ways {
        folder.plant(name, pdf(text, "https://example.com", "DRAWN000000001"));
    }
    let found = folder.find().findings;
    for (name, text, next) in ways {
        let link = found.iter().find(|found| found.path.ends_with(name) && found.place == Place::Page(1));
        let link = &link.unwrap_or_else(|| panic!("{text}")).link;
        assert_eq!(link.id, "ANED2T5QRU7HG1", "{text}");
        if let Some(next) = next {
            assert_eq!(link.longer.as_deref(), Some(format!("ANED2T5QRU7HG1{next}").as_str()));
        }
    }
}

#[test]
fn what_cannot_be_read_is_named_and_stops_nothing() {
    let folder = Folder::new();
    folder.plant("a.txt", url("AAAAAAA1"));
    folder.plant("broken.png", b"\x89PNG\r\n\x1a\nnot really");
    folder.plant("broken.pdf", b"%PDF-1.4\nnot really");
    folder.plant("program", b"\x7fELF\0\0");
    let found = folder.find();
    assert_eq!((found.findings.len(), found.files), (1, 1), "{found:?}");
    assert_eq!(found.skipped.len(), 3, "{:?}", found.skipped);
}

#[test]
fn hidden_files_and_circles_are_left_out_unless_they_are_named() {
    let folder = Folder::new();
    folder.plant(".hidden/a.txt", url("AAAAAAA1"));
    folder.plant("b/c.txt", url("AAAAAAA2"));
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.0.path(), folder.0.path().join("b/circle")).unwrap();
    assert_eq!(folder.found().len(), 1);
    let hidden = folder.0.path().join(".hidden/a.txt");
    assert_eq!(find(&[hidden.clone(), hidden]).findings.len(), 1, "named, and once");
}

#[test]
fn of_a_thousand_files_exactly_the_planted_links_are_found() {
    let folder = Folder::new();
    let mut wanted = Vec::new();
    for at in 0..1_000 {
        let name = format!("{}/page-{at:04}.html", at % 7);
        let mut text = "<p>Lorem https://wa.me/491511234567 ipsum whatsapp.com/legal</p>\n".repeat(40);
        if at % 10 == 0 {
            let id = format!("PLANTED{at:07}");
            writeln!(text, "<a href=\"{}\">", url(&id)).unwrap();
            wanted.push((name.clone(), Place::Line(41), id));
        }
        folder.plant(&name, text);
    }
    wanted.sort();
    assert_eq!(folder.found(), wanted);
}

#[test]
fn a_link_is_judged_by_what_is_there_and_then_by_the_journal() {
    let alive =
        Alive { profile: "eu".into(), number: "1".into(), display: "+49".into(), says: "Hi".into(), group: None };
    let mut known = Known::default();
    known.alive.insert((Kind::Code, "ANED2T5QRU7HG1".into()), alive.clone());
    let link = |kind, id: &str, longer: Option<&str>| Link { kind, id: id.into(), longer: longer.map(Into::into) };
    let whole = judge(&known, &link(Kind::Code, "ANED2T5QRU7HG1", Some("ANED2T5QRU7HG1and")));
    let broken = judge(&known, &link(Kind::Code, "ANED2T5", Some("ANED2T5QRU7HG1")));
    assert_eq!(whole, (Verdict::Alive(alive), "ANED2T5QRU7HG1".to_owned()));
    assert_eq!(broken, whole);
    let other = judge(&known, &link(Kind::Invite, "ANED2T5QRU7HG1", None));
    assert!(other.0 == Verdict::Unknown && !other.0.is_dead());
}

#[cfg(unix)]
#[test]
fn what_is_named_and_is_no_file_is_told() {
    let found = find(&[PathBuf::from("/dev/null")]);
    assert_eq!((found.files, found.skipped.len()), (0, 1), "{:?}", found.skipped);
}
