//! An import in the app, killed and begun again until every row has its code.

use super::import::{ImportHarness, ROWS};
use super::kills;
use crate::pty::terminal::Terminal;
use crate::random::Random;

/// Room for all rows.
const SIZE: (u16, u16) = (120, 40);

/// Imports all, killed at least so often, and looks at what came of it. `span`: milliseconds in which it is killed.
pub(super) fn kill_imports(profile: &str, span: u64, seed: u64) {
    let (mut random, mut killed) = (Random(seed), 0);
    while killed < kills() {
        let harness = ImportHarness::open(profile, false);
        for _ in 0..=random.below(3).min(kills() - 1) {
            let mut terminal = Terminal::at(harness.home.path(), SIZE);
            if drop_file(&mut terminal, &harness) {
                terminal.send("\x13");
            }
            killed += 1;
            // The moment is meant to hit anything: there is nothing to wait for.
            std::thread::sleep(random.time(span));
            terminal.kill();
        }
        let mut terminal = Terminal::at(harness.home.path(), SIZE);
        if drop_file(&mut terminal, &harness) {
            terminal.send("\x13");
            terminal.see("Imported");
        }
        terminal.send("\x1b[27uq");
        terminal.see("status 0");
        // The command finds all that the app has done, and what a person has to decide is decided there.
        harness.check(&harness.finish());
    }
    println!("{profile}: {killed} kills of imports in the app");
}

/// Drops the file on the lists, and has its rows checked. Returns whether any is still without a code.
fn drop_file(terminal: &mut Terminal, harness: &ImportHarness) -> bool {
    terminal.see("wa.me/message/");
    terminal.send(&format!("\x1b[200~{}\x1b[201~", harness.file().display()));
    terminal.see("Import codes from a file");
    terminal.send("\r");
    terminal.see(&format!("{ROWS} rows for 1 number"));
    !terminal.text().contains(&format!("{ROWS} rows for 1 number: {ROWS} created."))
}
