//! Codes from the rows of a file.

use std::fs;
use std::path::{Path, PathBuf};

use crossterm::event::KeyCode;

use super::script::Script;

/// A data directory with a file in it.
fn with(rows: &str) -> (tempfile::TempDir, PathBuf) {
    let data = tempfile::tempdir().expect("a directory");
    let file = data.path().join("my tables.csv");
    fs::write(&file, rows).expect("written");
    (data, file)
}

/// What is in the file of links.
fn links(data: &Path) -> String {
    fs::read_to_string(data.join("my tables-links.csv")).expect("there are links")
}

#[test]
fn a_dropped_file_becomes_codes_with_labels_and_links_and_the_second_time_nothing_new() {
    let (data, file) =
        with("table,message,label\n7,\"Table {table}, please\",Window\n8,\"Table {table}, please\",Door\n");
    // As a terminal quotes a path with a space.
    let dropped = format!("'{}'", file.display());
    let outcome = Script::open()
        .paste(&dropped)
        .see("Import codes from a file")
        .key(KeyCode::Enter)
        .see("2 rows for 1 number: 2 to create.")
        .keep()
        .ctrl('s')
        .see("2 rows for 1 number: 2 created.")
        .keep()
        .key(KeyCode::Esc)
        .keys("2g/please")
        .key(KeyCode::Enter)
        .see("Window")
        .see("scans ✓")
        .keep()
        .key(KeyCode::Esc)
        .paste(&dropped)
        .see("Import codes from a file")
        .key(KeyCode::Enter)
        .see("2 rows for 1 number: 2 created.")
        .ctrl('s')
        .see("There is nothing to create.")
        .play_in(120, 40, data, false);
    let links = links(outcome.data.path());
    let lines: Vec<_> = links.lines().collect();
    assert!(lines.len() == 3 && lines[1..].iter().all(|line| line.ends_with(",created")), "{links}");
    assert!(outcome.kept[0].contains("my tables-links.csv"), "{}", outcome.kept[0]);
    let link = lines[1].split(',').find(|cell| cell.starts_with("https://")).expect("a link");
    let other = lines[2].split(',').find(|cell| cell.starts_with("https://")).expect("a link");
    assert!([link, other].iter().any(|link| outcome.kept[2].contains(*link)), "{links}\n{}", outcome.kept[2]);
}

#[test]
fn mistakes_are_shown_row_by_row_and_a_corrected_file_goes_on() {
    let (data, file) = with("message,number\nHello,nobody\n,\nFine,\n");
    let correct = file.clone();
    let outcome = Script::open()
        .keys("I")
        .see("Import codes from a file")
        .paste(&file.display().to_string())
        .key(KeyCode::Enter)
        .see("With mistakes nothing is sent.")
        .keep()
        .ctrl('s')
        .see("Correct the mistakes in the file")
        .type_from(move |_| {
            fs::write(&correct, "message,number\nHello,\nFine,\n").expect("written");
            "r".to_owned()
        })
        .see("2 rows for 1 number: 2 to create.")
        .ctrl('s')
        .see("2 rows for 1 number: 2 created.")
        .play_in(120, 40, data, false);
    let shown = &outcome.kept[0];
    assert!(shown.contains("wrong") && shown.contains("No number has the id"), "{shown}");
    assert_eq!(links(outcome.data.path()).matches("https://wa.me/message/").count(), 2);
}

#[test]
fn nothing_is_created_where_nothing_may_be_changed() {
    let (data, file) = with("message\nHello\n");
    let outcome = Script::open()
        .paste(&format!("file://{}", file.display().to_string().replace(' ', "%20")))
        .see("Import codes from a file")
        .key(KeyCode::Enter)
        .see("1 row for 1 number: 1 to create.")
        .ctrl('s')
        .see("read-only")
        .play_in(120, 40, data, true);
    assert!(!outcome.data.path().join("my tables-links.csv").exists());
}

#[test]
fn what_the_rows_lack_is_typed_while_they_are_seen_and_the_sheets_are_printed() {
    let (data, file) = with("table,place\n7,Window\n8,Door\n");
    let sheets = data.path().join("tables.pdf");
    let outcome = Script::open()
        .paste(&format!("'{}'", file.display()))
        .see("There is no column `message`.")
        .key(KeyCode::Tab)
        .keys("{tabel}")
        .see("{tabel} is not a column.")
        .keep()
        .ctrl('u')
        .keys("Table {table}, please")
        .see("Table 8, please")
        .key(KeyCode::Down)
        .keys("{place}")
        .see("Window")
        .keep()
        .key(KeyCode::Up)
        .key(KeyCode::Up)
        .key(KeyCode::BackTab)
        .paste(&sheets.display().to_string())
        .key(KeyCode::Enter)
        .see("2 rows for 1 number: 2 to create.")
        .key(KeyCode::Esc)
        .see("Import codes from a file")
        .key(KeyCode::Enter)
        .see("2 rows for 1 number: 2 to create.")
        .ctrl('s')
        .see("Saved and read back")
        .play_in(120, 40, data, false);
    assert!(outcome.kept[0].contains("2 rows, 2 mistakes."), "{}", outcome.kept[0]);
    assert!(outcome.kept[1].contains("2 rows. Enter checks them"), "{}", outcome.kept[1]);
    assert_eq!(links(outcome.data.path()).matches("https://wa.me/message/").count(), 2);
    let pdf = fs::read(outcome.data.path().join("tables.pdf")).expect("it is printed");
    assert!(pdf.starts_with(b"%PDF"));
}
