//! Every kind of file is read in the size of a sticker, printed at 300 dpi, askew and out of focus.

use qrdeck::export::{
    self, ExportMonitor, ExportRequest, Fonts, Format, Item, Layout, Pixels, Print, Replace, TextStyle, check,
};
use qrdeck::qr::{Ecc, Quiet};

use super::camera::{photo, read};

const CODE: &str = "https://wa.me/message/ANED2T5QRU7HG1";
const INVITE: &str = "https://chat.whatsapp.com/LYTfzdP1hMT7QgXKNqmVxr";
/// Pixels a millimetre at 300 dpi.
const SCALE: f64 = 300.0 / 25.4;

fn request(format: Format, style: TextStyle, print: Print) -> ExportRequest {
    ExportRequest {
        layout: Layout::Single,
        format,
        print,
        size_mm: Some(25.0),
        pixels: Pixels::Dpi(300.0),
        style,
        name: None,
        fonts: Fonts::default(),
    }
}

/// What a camera reads of the one file for a link.
fn photographed(link: &str, request: &ExportRequest) -> Option<String> {
    let dir = tempfile::tempdir().unwrap();
    let item = Item { link: link.into(), code: "CODE".into(), ..Item::default() };
    let (drafts, _) = export::plan(std::slice::from_ref(&item), request, &ExportMonitor::none()).unwrap();
    let outcome = export::export(&[item], request, dir.path(), Replace::Nothing, &ExportMonitor::none()).unwrap();
    assert_eq!(outcome.files[0].decoded[0].text, link);
    let file = std::fs::read(&outcome.files[0].path).unwrap();
    let pages = check::render(&file, request.format, &drafts[0].expected, SCALE).unwrap();
    read(&photo(&pages[0], 10.0, 1.5))
}

#[test]
fn every_format_is_read_at_25_mm_askew_and_out_of_focus() {
    for link in [CODE, INVITE] {
        for format in [Format::Svg, Format::Png, Format::Pdf, Format::Eps] {
            let read = photographed(link, &request(format, TextStyle::Blocks, Print::default()));
            assert_eq!(read.as_deref(), Some(link), "{format}");
        }
        for style in [TextStyle::Blocks, TextStyle::Terminal, TextStyle::Ascii] {
            // Four pixels a module take less blur than the eight of the print, and text has no size.
            let outcome = photographed_text(link, style);
            assert_eq!(outcome.as_deref(), Some(link), "{style:?}");
        }
    }
}

fn photographed_text(link: &str, style: TextStyle) -> Option<String> {
    let item = Item { link: link.into(), ..Item::default() };
    let (drafts, _) =
        export::plan(&[item], &request(Format::Txt, style, Print::default()), &ExportMonitor::none()).unwrap();
    let pages = check::render(&drafts[0].bytes, Format::Txt, &drafts[0].expected, SCALE).unwrap();
    read(&photo(&pages[0], 10.0, 0.8))
}

#[test]
fn every_error_correction_and_quiet_zone_is_read() {
    for ecc in [Ecc::Low, Ecc::Medium, Ecc::Quartile, Ecc::High] {
        for quiet in [2, 4] {
            let print = Print { ecc, quiet: Quiet::new(quiet) };
            let read = photographed(CODE, &request(Format::Pdf, TextStyle::Blocks, print));
            assert_eq!(read.as_deref(), Some(CODE), "{ecc}, quiet zone {quiet}");
        }
    }
}

#[test]
fn the_camera_can_fail() {
    let item = Item { link: CODE.into(), ..Item::default() };
    let (drafts, _) =
        export::plan(&[item], &request(Format::Svg, TextStyle::Blocks, Print::default()), &ExportMonitor::none())
            .unwrap();
    let pages = check::render(&drafts[0].bytes, Format::Svg, &drafts[0].expected, SCALE).unwrap();
    assert_eq!(read(&photo(&pages[0], 10.0, 8.0)), None);
}
