//! Files of text, with a link or without.

use std::fmt::Write as _;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use qrdeck::qr::Matrix;

use crate::random::Random;

/// What files are full of; links of other kinds among it.
const FILLING: [&str; 8] = [
    "Aurora Coffee roasts every Tuesday and Friday, in small batches.",
    "Call +49 151 1000 0001 or write to https://wa.me/491511000001?text=Hello%20there",
    "Read https://www.whatsapp.com/legal/business-policy and https://wa.me/settings first.",
    "价格表 2026，请联系我们。",
    "Fußnote: die Öffnungszeiten gelten nicht an Feiertagen.",
    "https://example.com/message/ANED2T5QRU7HG1 is a page of our own.",
    "&lt;b&gt; 100&#37; Arabica &amp; more",
    "wa.me/message/",
];

/// A file of one of the kinds that people have: its name and its contents.
pub(super) fn write(random: &mut Random, at: usize, link: Option<&str>) -> (String, Vec<u8>) {
    let lines = 5 + random.below(40);
    let place = random.below(lines);
    let mut body: Vec<String> = (0..lines).map(|_| (*random.pick(&FILLING)).to_owned()).collect();
    let mut put = |way: fn(&str) -> String| {
        if let Some(link) = link {
            body[place] = way(link);
        }
        body.join("\n")
    };
    let name = |extension: &str| format!("file-{at:04}.{extension}");
    match random.below(10) {
        0 => (name("txt"), put(|link| format!("Write to us: {link}.")).into_bytes()),
        1 => (name("md"), put(|link| format!("[Chat]({link}) with us")).into_bytes()),
        2 => (name("html"), put(|link| format!("<p>Chat: <a href=\"{link}\">here</a></p>")).into_bytes()),
        3 => (name("html"), put(|link| format!("<a href='https://r.example/?u={}&x=1'>", encoded(link))).into_bytes()),
        4 => (name("html"), put(|link| format!("<a href=\"{}\">", numbers(link))).into_bytes()),
        5 => (name("json"), put(|link| format!("{{\"url\": \"{}\"}}", link.replace('/', "\\/"))).into_bytes()),
        6 => {
            let text = put(|link| format!("poster;{};2026", link.trim_start_matches("https://")));
            (name("csv"), format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect())
        }
        7 => (name("svg"), drawing(link).into_bytes()),
        8 => (name("html"), put(|link| format!("<div>{}</div>", drawing(Some(link)))).into_bytes()),
        _ => (name("pdf"), pdf(link)),
    }
}

fn encoded(link: &str) -> String {
    utf8_percent_encode(link, NON_ALPHANUMERIC).to_string()
}

fn numbers(link: &str) -> String {
    link.bytes().fold(String::new(), |text, byte| format!("{text}&#{byte};"))
}

/// A drawing with the QR code of a link, or with one of nothing that is looked for.
fn drawing(link: Option<&str>) -> String {
    let matrix = Matrix::encode(link.unwrap_or("https://example.com/menu")).unwrap();
    let side = matrix.size() + 8;
    let mut path = String::new();
    for (x, y) in (0..matrix.size()).flat_map(|x| (0..matrix.size()).map(move |y| (x, y))) {
        if matrix.dark(x, y) {
            write!(path, "M{},{}h1v1h-1z", x + 4, y + 4).unwrap();
        }
    }
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\"><path d=\"{path}\"/></svg>")
}

/// A page with a line of text.
fn pdf(link: Option<&str>) -> Vec<u8> {
    let drawing =
        format!("BT /F1 12 Tf 72 720 Td (Scan or open {}) Tj ET", link.unwrap_or("https://wa.me/491511000001"));
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{drawing}\nendstream", drawing.len()),
    ];
    let mut file = String::from("%PDF-1.7\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (at, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        write!(file, "{} 0 obj\n{object}\nendobj\n", at + 1).unwrap();
    }
    let start = file.len();
    write!(file, "xref\n0 5\n{table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").unwrap();
    file.into_bytes()
}
