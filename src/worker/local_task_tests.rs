use std::path::Path;

use tokio_util::sync::CancellationToken;

use super::*;
use crate::app::{SaveLayout, SavePixels, SheetOrder};
use crate::export::{Format, Item, Sheet, TextStyle};
use crate::provider::{CallEvent, Progress};
use crate::qr::{Ecc, Quiet};

#[test]
fn only_web_pages_are_opened() {
    for good in ["https://wa.me/message/ANED2T5QRU7HG1", " https://chat.whatsapp.com/x\n", "http://127.0.0.1:1/x"] {
        assert!(web(good).is_ok(), "{good}");
    }
    for bad in ["file:///etc/passwd", "javascript:alert(1)", "-x", "--help", "wa.me/x", "", "mailto:a@b", "/bin/sh"] {
        assert_eq!(web(bad).unwrap_err().kind, ErrorKind::Refused, "{bad}");
    }
    let quoted = web("https://wa.me/a b\";$(id)`x`\u{202e}").unwrap();
    assert!(quoted.as_str().is_ascii() && !quoted.as_str().contains([' ', '"', '`']), "{quoted}");
}

/// An order for some codes, into a directory.
fn order(codes: usize, layout: SaveLayout, format: Format, directory: &Path) -> SaveOrder {
    let item = |at: usize| {
        let code = format!("ANED2T5Q{at:06}");
        Item { link: format!("https://wa.me/message/{code}"), code, number: "+49 151".into(), ..Item::default() }
    };
    SaveOrder {
        items: (0..codes).map(item).collect(),
        layout,
        format,
        size_um: None,
        pixels: SavePixels::Dpi(300),
        style: TextStyle::default(),
        ecc: Ecc::Medium,
        quiet: Quiet::STANDARD,
        name: String::new(),
        directory: directory.display().to_string(),
        replace: Vec::new(),
    }
}

fn sheet() -> SaveLayout {
    let caption = "{label|message}\\n{code}".to_owned();
    SaveLayout::Sheet(SheetOrder { sheet: Sheet::default(), grid: Some((2, 2)), caption, marks: true })
}

fn poster() -> SaveLayout {
    let (headline, action) = ("{label|code}".to_owned(), "Scan me".to_owned());
    SaveLayout::Poster { sheet: Sheet::default(), headline, action }
}

/// What a good answer holds.
fn report(reply: Result<Reply>) -> SaveReport {
    match reply {
        Ok(Reply::Saved(report)) => *report,
        other => panic!("{other:?}"),
    }
}

fn names(directory: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        std::fs::read_dir(directory).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn every_layout_is_saved_and_what_is_there_is_asked_about() {
    for (layout, format, files) in [
        (SaveLayout::Single, Format::Png, 3),
        (SaveLayout::Single, Format::Eps, 3),
        (sheet(), Format::Pdf, 1),
        (
            SaveLayout::Sheet(SheetOrder {
                sheet: Sheet::default(),
                grid: Some((1, 2)),
                caption: String::new(),
                marks: false,
            }),
            Format::Eps,
            2,
        ),
        (poster(), Format::Svg, 3),
        (poster(), Format::Eps, 3),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let mut order = order(3, layout, format, dir.path());
        let saved = report(save(&order, &Call::default()));
        assert_eq!((saved.files.len(), saved.unsaved.len()), (files, 0), "{order:?}");
        assert_eq!(names(dir.path()).len(), files);
        let Ok(Reply::InTheWay(there)) = save(&order, &Call::default()) else { panic!("{order:?}") };
        assert_eq!(there, saved.files);
        order.replace = there[1..].to_vec();
        assert!(matches!(save(&order, &Call::default()), Ok(Reply::InTheWay(left)) if left == there[..1]));
        order.replace = there;
        assert_eq!(report(save(&order, &Call::default())).files.len(), files);
    }
}

#[test]
fn a_stop_keeps_what_is_written_and_leaves_no_half_file() {
    let dir = tempfile::tempdir().unwrap();
    let cancel = CancellationToken::new();
    let stopper = cancel.clone();
    let progress = Progress::new(move |report| {
        if report == CallEvent::Rows(2) {
            stopper.cancel();
        }
    });
    let call = Call { progress, cancel, ..Call::default() };
    let saved = report(save(&order(5, SaveLayout::Single, Format::Svg, dir.path()), &call));
    assert_eq!((saved.files.len(), saved.unsaved.len(), saved.error), (2, 3, None));
    assert_eq!(
        names(dir.path()),
        ["49-151-ANED2T5Q000000.svg", "49-151-ANED2T5Q000001.svg"].map(|name| format!("+{name}"))
    );

    let dir = tempfile::tempdir().unwrap();
    call.cancel.cancel();
    let error = save(&order(5, sheet(), Format::Pdf, dir.path()), &call).unwrap_err();
    assert_eq!((error.kind, names(dir.path()).len()), (ErrorKind::Cancelled, 0));
}

#[test]
fn a_sheet_that_is_stopped_between_its_codes_does_not_stay() {
    let dir = tempfile::tempdir().unwrap();
    let cancel = CancellationToken::new();
    let stopper = cancel.clone();
    let progress = Progress::new(move |report| {
        if report == CallEvent::Rows(6) {
            stopper.cancel();
        }
    });
    let call = Call { progress, cancel, ..Call::default() };
    let saved = report(save(&order(9, sheet(), Format::Pdf, dir.path()), &call));
    assert_eq!((saved.files.len(), saved.unsaved.as_slice()), (0, ["codes.pdf".to_owned()].as_slice()));
    assert_eq!(names(dir.path()), [""; 0]);
}

#[test]
fn a_directory_that_cannot_be_made_is_an_error_without_flags_in_it() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("file"), "").unwrap();
    let error =
        save(&order(1, SaveLayout::Single, Format::Svg, &dir.path().join("file/x")), &Call::default()).unwrap_err();
    assert!(!error.advice.contains("--"), "{}", error.advice);
}
