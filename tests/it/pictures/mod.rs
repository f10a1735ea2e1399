//! The pictures of the README: frames of the app on its sandbox, drawn again with each run of the tests.

mod cast;
mod harness;
mod ink;
mod phone;
mod svg;

use std::path::Path;

use ratatui::buffer::Buffer;

use crate::scan::scan;
use harness::PictureHarness;

/// Compares a picture with the one in `assets`, or writes it there where that is asked for.
fn keep(name: &str, title: &str, screen: &Buffer) {
    keep_text(name, &svg::draw(screen, title));
}

/// The same of a file.
fn keep_text(name: &str, made: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name);
    if std::env::var_os("QRDECK_UPDATE_ASSETS").is_some() {
        std::fs::create_dir_all(path.parent().expect("in a directory")).expect("assets can be made");
        return std::fs::write(&path, made).expect("a picture can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(made == kept, "assets/{name} is stale: run the tests once with QRDECK_UPDATE_ASSETS=1");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pictures_show_what_the_app_draws() {
    let mut harness = PictureHarness::open().await;
    harness.keys("2").await;
    let screen = harness.draw(120, 40);
    assert_eq!(scan(&screen).as_deref(), harness.state.link(), "the code of the picture scans");
    keep("screen-120x40.svg", "qrdeck with numbers, codes, group links and a QR code", &screen);

    harness.keys("⏎").await;
    let screen = harness.draw(80, 24);
    assert_eq!(scan(&screen).as_deref(), harness.state.link(), "and so does the one that fills the screen");
    keep("fullscreen.svg", "A QR code that fills the screen", &screen);

    harness.keys("⎋d").await;
    let expected = harness.expected();
    harness.keys(&expected[..2]).await;
    keep("confirm.svg", "The confirmation of a deletion", &harness.draw(100, 30));

    harness.keys("⎋:print").await;
    keep("palette.svg", "The palette, searched for print", &harness.draw(100, 30));

    harness.keys("⎋nHello! Is the table at the window free tonight?").await;
    keep("form.svg", "The form for a new code", &harness.draw(100, 30));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_recording_shows_what_the_app_does() {
    const SIZE: (u16, u16) = (100, 30);
    const STEPS: &[(&str, &str, u64)] = &[
        ("All numbers, codes and groups", "", 2200),
        ("The selected code is a QR", "2", 700),
        ("", "jjj", 500),
        ("Find codes by what they say", "/tisch 1", 90),
        ("", "⏎", 1400),
        ("", "⎋", 500),
        ("Create a code", "n", 700),
        ("", "Hi! Is the window table free tonight?", 55),
        ("", "⇧", 2000),
        ("Everything by its name", ":", 600),
        ("", "print", 110),
        ("", "⏎", 1800),
        ("", "⎋", 400),
        ("Nothing is deleted by accident", "d", 1800),
        ("", "x", 1500),
        ("", "⎋", 900),
        ("For a phone", "⏎", 2200),
    ];
    let mut harness = PictureHarness::open().await;
    let mut cast = cast::Cast::new(SIZE.0, SIZE.1, "qrdeck in half a minute");
    for (chapter, keys, millis) in STEPS {
        if !chapter.is_empty() {
            cast.chapter(chapter);
            harness.rest().await;
        }
        for key in keys.chars() {
            harness.keys(&key.to_string()).await;
            cast.show(harness.draw(SIZE.0, SIZE.1), *millis);
        }
        if keys.is_empty() {
            cast.show(harness.draw(SIZE.0, SIZE.1), *millis);
        }
    }
    // What the phone says was read from the screen, and not from the state of the app.
    let screen = harness.draw(SIZE.0 - phone::COLUMNS, SIZE.1);
    let link = scan(&screen).expect("the last screen scans");
    let (key, code) = harness.state.code().expect("a code is selected");
    assert_eq!((link.as_str(), code.message.as_str()), (code.link.as_str(), "Hi! Is the window table free tonight?"));
    let business = harness.state.find_number(&key.number).expect("its number").name.clone();
    cast.show(phone::beside(&screen, &business, &link, &code.message), 4000);
    assert!((25..35).contains(&cast.lasts().as_secs()), "half a minute, not {:?}", cast.lasts());
    keep_text("tour.cast", &cast.finish());
}
