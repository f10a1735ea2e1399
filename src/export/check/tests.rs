use super::*;
use crate::export::symbol::{Print, Symbol};
use crate::export::{eps, pdf, png, svg, txt};

const LINK: &str = "https://wa.me/message/ANED2T5QRU7HG1";

fn symbol() -> Symbol {
    Symbol::new(LINK, Print::default()).unwrap()
}

fn page() -> Page {
    symbol().page(3, 25.0).unwrap()
}

/// The file of a page in each format that has pages.
fn files(page: &Page) -> [(Format, Vec<u8>); 3] {
    [
        (Format::Svg, svg::write(page).into_bytes()),
        (Format::Pdf, pdf::write(std::slice::from_ref(page), "")),
        (Format::Eps, eps::write(page)),
    ]
}

#[test]
fn what_was_written_is_decoded() {
    let expected = [Expected::of(&page())];
    let decoded = Ok(vec![Decoded { item: 3, text: LINK.to_owned() }]);
    for (format, file) in files(&page()) {
        assert_eq!(decode(&file, format, &expected, &ExportMonitor::none()), decoded, "{format}");
    }
    let file = png::write(&symbol(), 25.0, png::Pixels::Dpi(300.0)).unwrap();
    assert_eq!(decode(&file, Format::Png, &expected, &ExportMonitor::none()), decoded);
    for style in [txt::TextStyle::Blocks, txt::TextStyle::Terminal, txt::TextStyle::Ascii] {
        let file = txt::write(&symbol(), style);
        assert_eq!(decode(file.as_bytes(), Format::Txt, &expected, &ExportMonitor::none()), decoded, "{style:?}");
    }
}

#[test]
fn another_link_is_no_proof() {
    let other = Symbol::new("https://wa.me/message/OTHER0OTHER0OT", Print::default()).unwrap().page(0, 25.0).unwrap();
    for (format, file) in files(&other) {
        let wrong = decode(&file, format, &[Expected::of(&page())], &ExportMonitor::none()).unwrap_err();
        assert!(matches!(wrong, CheckError::Other { .. }), "{format}: {wrong}");
    }
}

#[test]
fn a_covered_code_is_found_out() {
    let mut covered = page();
    covered.rect(kurbo::Rect::new(9.0, 9.0, 17.0, 17.0), crate::qr::ink::Tone::Light);
    for (format, file) in files(&covered) {
        let wrong = decode(&file, format, &[Expected::of(&page())], &ExportMonitor::none()).unwrap_err();
        assert!(matches!(wrong, CheckError::NoCode { .. }), "{format}: {wrong}");
    }
}

#[test]
fn a_page_of_another_size_is_found_out() {
    for (format, file) in files(&symbol().page(0, 26.0).unwrap()) {
        let wrong = decode(&file, format, &[Expected::of(&page())], &ExportMonitor::none()).unwrap_err();
        assert!(matches!(wrong, CheckError::Size { .. }), "{format}: {wrong}");
    }
}

#[test]
fn missing_and_additional_pages_are_found_out() {
    let expected = [Expected::of(&page()), Expected::of(&page())];
    for (format, file) in files(&page()) {
        assert_eq!(
            decode(&file, format, &expected, &ExportMonitor::none()),
            Err(CheckError::Pages { expected: 2, found: 1 }),
            "{format}"
        );
    }
    let two = pdf::write(&[page(), page()], "");
    assert_eq!(decode(&two, Format::Pdf, &expected, &ExportMonitor::none()).map(|decoded| decoded.len()), Ok(2));
}

#[test]
fn cut_files_are_found_out() {
    let expected = [Expected::of(&page())];
    for (format, file) in files(&page()) {
        for keep in [0, 10, file.len() / 2, file.len() - 30] {
            assert!(
                decode(&file[..keep], format, &expected, &ExportMonitor::none()).is_err(),
                "{format}, {keep} of {} bytes",
                file.len()
            );
        }
    }
}

#[test]
fn drawings_by_other_means_than_paths_are_refused() {
    let expected = [Expected::of(&page())];
    let svg = svg::write(&page()).replace("</svg>", "<g opacity=\"0.5\"><path d=\"M0 0H9V9Z\"/></g></svg>");
    assert!(matches!(
        decode(svg.as_bytes(), Format::Svg, &expected, &ExportMonitor::none()),
        Err(CheckError::Unreadable { .. })
    ));
    let eps = String::from_utf8(eps::write(&page())).unwrap();
    for (from, to) in [("/f {fill}", "/f {newpath}"), ("\nend\n%%Trailer", "\n0 0 9 9 rectfill\nend\n%%Trailer")] {
        let changed = eps.replace(from, to);
        assert_ne!(changed, eps);
        assert!(
            matches!(
                decode(changed.as_bytes(), Format::Eps, &expected, &ExportMonitor::none()),
                Err(CheckError::Unreadable { .. })
            ),
            "{to}"
        );
    }
}

#[test]
fn a_code_between_the_pixels_is_read_in_another_size() {
    let text: String =
        "Grüße, ich hätte gern einen Tisch für zwei — Привет, спасибо! ".chars().cycle().take(140).collect();
    let symbol = Symbol::new(&text, Print::default()).unwrap();
    for step in 0..4 {
        let mut page = Page::new(60.0, 60.0);
        let corner = kurbo::Point::new(11.0 + f64::from(step) * 0.117, 17.3 + f64::from(step) * 0.071);
        symbol.put(&mut page, 0, corner, 25.0).unwrap();
        let file = svg::write(&page);
        let decoded = decode(file.as_bytes(), Format::Svg, &[Expected::of(&page)], &ExportMonitor::none());
        assert_eq!(decoded.map(|decoded| decoded.len()), Ok(1), "at {corner:?}");
    }
}
