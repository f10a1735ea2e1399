//! Looking for dead posters.

use std::fs;
use std::path::Path;

use crossterm::event::KeyCode;
use image::{GrayImage, Luma};
use qrdeck::qr::Matrix;

use super::script::{JourneyResult, Script};

/// Pixels of a module.
const MODULE: u32 = 5;

/// The link on a screen.
fn link_on(screen: &str) -> String {
    let mark = "https://wa.me/message/";
    let at = screen.find(mark).expect("a link is on screen");
    let id: String = screen[at + mark.len()..].chars().take_while(char::is_ascii_alphanumeric).collect();
    format!("{mark}{id}")
}

/// A world in which the first code of the first number was deleted; the screens before and after.
fn deleted() -> JourneyResult {
    let delete = Script::open().keep().keys("2d").see("Delete this code?");
    let last = |screen: &str| {
        let link = link_on(screen);
        link[link.len() - 4..].to_owned()
    };
    delete.type_from(last).key(KeyCode::Enter).see("Deleted ").keep().play(120, 40)
}

/// Plants a text and a picture of each link.
fn plant(folder: &Path, links: &[&str]) {
    fs::create_dir_all(folder).expect("a folder");
    let page = links.join("\n");
    fs::write(folder.join("menu \u{1b}[31m.html"), page).expect("written");
    for link in links {
        let matrix = Matrix::encode(link).expect("encoded");
        let side = u32::from(matrix.size() + 8) * MODULE;
        let at = |side: u32| u16::try_from(side / MODULE).ok()?.checked_sub(4).filter(|at| *at < matrix.size());
        let dark = |x, y| at(x).zip(at(y)).is_some_and(|(x, y)| matrix.dark(x, y));
        let picture = GrayImage::from_fn(side, side, |x, y| Luma([if dark(x, y) { 0 } else { 255 }]));
        picture.save(folder.join(format!("{}.png", &link[22..]))).expect("saved");
    }
}

#[test]
fn a_dead_poster_is_found_told_and_its_code_created_again() {
    let before = deleted();
    let (dead, alive) = (link_on(&before.kept[0]), link_on(&before.kept[1]));
    let folder = before.data.path().join("print run");
    plant(&folder, &[&dead, &alive]);
    let outcome = Script::open()
        .keys("A")
        .see("Files and folders")
        .paste(&format!("'{}'", folder.display()))
        .key(KeyCode::Enter)
        .see("2 dead · 2 alive")
        .keep()
        .key(KeyCode::Enter)
        .see("What the journal says")
        .keep()
        .keys("y")
        .see("was sent to")
        .keys("n")
        .see("stays dead")
        .ctrl('s')
        .see("is a new code")
        .key(KeyCode::Esc)
        .see("2 replaced")
        .keep()
        .keys("/alive")
        .key(KeyCode::Enter)
        .see("1 of 2, all 4")
        .keys("o")
        .see("scans ✓")
        .keep()
        .play_in(120, 40, before.data, false);
    assert!(outcome.kept[0].contains("menu ␛[31m.html:1") && outcome.kept[0].contains("(QR)"), "{}", outcome.kept[0]);
    assert!(outcome.kept[1].contains("no longer reaches anyone"), "{}", outcome.kept[1]);
    assert_eq!(outcome.copied, [dead]);
    assert_eq!(outcome.scan(), alive, "the code that works is selected in its list");
}

#[test]
fn what_cannot_be_audited_is_told_with_what_to_do() {
    let data = tempfile::tempdir().expect("a directory");
    let empty = data.path().join("empty");
    fs::create_dir(&empty).expect("made");
    fs::write(data.path().join("no links.txt"), "https://wa.me/4915112345678").expect("written");
    let path = |name: &str| data.path().join(name).display().to_string();
    let outcome = Script::open()
        .keys("A")
        .key(KeyCode::Enter)
        .see("No path was given.")
        .paste(&path("nowhere"))
        .key(KeyCode::Enter)
        .see("does not exist.")
        .ctrl('u')
        .paste(&path("em"))
        .key(KeyCode::Tab)
        .see("/empty/")
        .key(KeyCode::Enter)
        .see("There is no file to look at")
        .keys("A")
        .ctrl('u')
        .paste(&path("no links.txt"))
        .key(KeyCode::Enter)
        .see("No links in 1 file")
        .see("do not count")
        .keep()
        .play_in(120, 40, data, false);
    assert!(outcome.kept[0].contains("A other files"), "{}", outcome.kept[0]);
}
