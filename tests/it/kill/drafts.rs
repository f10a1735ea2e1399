//! The app, killed while something is typed in a form.

use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::cli::harness::Home;
use crate::pty::terminal::Terminal;

const SIZE: (u16, u16) = (120, 40);
/// Longer than keeping a draft takes.
const PATIENCE: Duration = Duration::from_mins(1);

/// What is typed is there again after a kill, in its form and in no other, until it is given up.
pub(super) fn kill_a_form() {
    let home = Home::small();
    let mut terminal = Terminal::at(home.path(), SIZE);
    terminal.see("wa.me/message/");
    terminal.send("2n");
    terminal.see("New code");
    terminal.send("Is there a seat by the window?");
    terminal.see("by the window?");
    wait(&home, |kept| kept.iter().any(|fields| fields.contains("by the window?")));
    terminal.kill();

    let mut terminal = Terminal::at(home.path(), SIZE);
    terminal.see("wa.me/message/");
    terminal.send("2e");
    terminal.see("Edit ");
    assert!(!terminal.text().contains("by the window?"), "that is another form:\n{}", terminal.text());
    terminal.send("\x1b[27u");
    terminal.wait("the lists", |screen| !screen.contains("Edit "));
    terminal.send("n");
    terminal.see("restored");
    terminal.see("by the window?");
    terminal.send("\x1b[27u");
    terminal.see("Discard");
    terminal.send("\t\r");
    wait(&home, <[String]>::is_empty);
    terminal.kill();
}

/// Waits until what is kept is as wanted.
fn wait(home: &Home, wanted: impl Fn(&[String]) -> bool) {
    let end = Instant::now() + PATIENCE;
    loop {
        let kept = kept(home).unwrap_or_default();
        if wanted(&kept) {
            return;
        }
        assert!(Instant::now() < end, "waited in vain; kept is {kept:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn kept(home: &Home) -> rusqlite::Result<Vec<String>> {
    let database = Connection::open(home.data().join("sandbox.db"))?;
    database.prepare("SELECT fields FROM drafts")?.query_map([], |row| row.get(0))?.collect()
}
