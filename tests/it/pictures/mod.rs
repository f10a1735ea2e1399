//! The pictures of the README: frames of the app on its sandbox, drawn again with each run of the tests.

mod harness;
mod ink;
mod svg;

use std::path::Path;

use ratatui::buffer::Buffer;

use crate::scan::scan;
use harness::PictureHarness;

/// Compares a picture with the one in `assets`, or writes it there where that is asked for.
fn keep(name: &str, title: &str, screen: &Buffer) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(name);
    let drawn = svg::draw(screen, title);
    if std::env::var_os("QRDECK_UPDATE_ASSETS").is_some() {
        std::fs::create_dir_all(path.parent().expect("in a directory")).expect("assets can be made");
        return std::fs::write(&path, drawn).expect("a picture can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(drawn == kept, "assets/{name} is stale: run the tests once with QRDECK_UPDATE_ASSETS=1");
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

    harness.keys("⎋nHello! Is the table at the window free tonight?").await;
    keep("form.svg", "The form for a new code", &harness.draw(100, 30));
}
