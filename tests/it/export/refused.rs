//! What does not say what it should gets no name, whatever it is.

use qrdeck::export::{
    ExportMonitor, ExportRequest, Fonts, Format, Item, Layout, Pixels, PosterStyle, Print, Replace, Sheet, SheetStyle,
    TextStyle, plan, write,
};

fn layouts() -> [Layout; 3] {
    [
        Layout::Single,
        Layout::Sheet(SheetStyle {
            sheet: Sheet::default(),
            margin_mm: 10.0,
            gap_mm: 6.0,
            grid: Some((2, 2)),
            caption: "{code}".parse().unwrap(),
            marks: true,
        }),
        Layout::Poster(PosterStyle {
            sheet: Sheet::default(),
            headline: "Hello".parse().unwrap(),
            action: "Scan".parse().unwrap(),
        }),
    ]
}

#[test]
fn a_code_that_reads_otherwise_leaves_no_file_and_is_named() {
    let items: Vec<Item> =
        (0..2).map(|at| Item { link: format!("https://wa.me/message/ANED2T5QRU7H{at}1"), ..Item::default() }).collect();
    for layout in layouts() {
        for format in [Format::Svg, Format::Pdf, Format::Eps, Format::Png, Format::Txt] {
            if !format.holds_pages() && !matches!(layout, Layout::Single) {
                continue;
            }
            let request = ExportRequest {
                layout: layout.clone(),
                format,
                print: Print::default(),
                size_mm: None,
                pixels: Pixels::Dpi(300.0),
                style: TextStyle::default(),
                name: None,
                fonts: Fonts::default(),
            };
            let (mut drafts, _) = plan(&items, &request, &ExportMonitor::none()).unwrap();
            let dir = tempfile::tempdir().unwrap();
            let spots = drafts.iter_mut().flat_map(|draft| &mut draft.expected).flat_map(|page| &mut page.spots);
            spots.into_iter().last().unwrap().text = "https://wa.me/message/OTHER".to_owned();
            let whole = drafts.len() - 1;
            let outcome = write(&drafts, dir.path(), Replace::Nothing, &ExportMonitor::none());
            let why = outcome.error.unwrap().message;
            assert!(why.contains("OTHER") && why.contains("was not saved"), "{layout:?} {format}: {why}");
            assert_eq!((outcome.files.len(), outcome.unsaved.len()), (whole, 1));
            assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), whole, "{layout:?} {format}");
        }
    }
}
