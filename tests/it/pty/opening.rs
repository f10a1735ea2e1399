//! Links handed to the browser: to the program that the system names for it, or to nobody.

#![cfg(target_os = "linux")]

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use super::SIZE;
use super::terminal::Terminal;

/// A directory of programs, none of which opens links: what the shell around the app needs.
fn programs() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for name in ["sh", "stty"] {
        symlink(found(name), dir.path().join(name)).unwrap();
    }
    dir
}

/// Where a program is.
fn found(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap();
    std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file()).unwrap()
}

/// A program that opens links: it writes its arguments down, a line each, and ends with a status.
fn opener(programs: &Path, status: u8) -> PathBuf {
    let (opener, told) = (programs.join("xdg-open"), programs.join("told"));
    let script = format!("#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" >>'{}'\nexit {status}\n", told.display());
    std::fs::write(&opener, script).unwrap();
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).unwrap();
    told
}

/// Presses `o` on the first code.
fn open_first_code(programs: &Path) -> Terminal {
    let mut terminal = Terminal::open(SIZE, &[("PATH", programs.to_str().unwrap())]);
    terminal.settle();
    terminal.send("2o");
    terminal
}

#[test]
fn the_browser_gets_the_link_as_its_only_argument() {
    let programs = programs();
    let told = opener(programs.path(), 0);
    let mut terminal = open_first_code(programs.path());
    terminal.see("Opened in this machine's browser");
    let told = std::fs::read_to_string(told).unwrap();
    let lines: Vec<&str> = told.lines().collect();
    assert!(matches!(lines.as_slice(), ["1", link] if link.starts_with("https://wa.me/message/")), "{told}");
    assert!(terminal.text().contains(lines[1]), "the one on the screen");
}

#[test]
fn where_nothing_takes_the_link_the_person_is_told_what_to_do() {
    let none = programs();
    let failing = programs();
    opener(failing.path(), 3);
    for programs in [none, failing] {
        let mut terminal = open_first_code(programs.path());
        terminal.see("No browser could open the link");
        terminal.send("!");
        terminal.see("copy the link or scan it");
    }
}
