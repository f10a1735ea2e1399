//! The terminal tells its ground: at once, late, in pieces, or never.

use std::time::Duration;

use vt100::Color;

use super::SIZE;
use super::terminal::Terminal;

/// White, as xterm writes it.
const WHITE: [&str; 2] = ["\x1b]11;rgb:ffff/ffff/ffff\x07", "\x1b]11;rgb:ffff/ffff/ffff\x1b\\"];

/// The colour of the first word on screen, the name of the app.
fn name(terminal: &mut Terminal) -> Color {
    terminal.see("qrdeck").cell(0, 1).unwrap().fgcolor()
}

#[test]
fn an_answer_changes_the_colours_and_types_nothing() {
    for answer in WHITE {
        let mut terminal = Terminal::open(SIZE, &[("COLORTERM", "truecolor")]);
        let before = terminal.still();
        assert_eq!(name(&mut terminal), Color::Default, "the terminal's own, as long as it has not told");
        terminal.send(answer);
        // Keys are taken in one after the other: when this one has been, so has the answer.
        terminal.send("?");
        terminal.see("Keys");
        terminal.send("\x1b");
        terminal.wait("what there was: nothing was typed", |screen| screen == before);
        assert_eq!(name(&mut terminal), Color::Rgb(0, 0, 0), "on white, words that matter are black");
    }
}

#[test]
fn an_answer_in_pieces_types_nothing_either() {
    let mut terminal = Terminal::open(SIZE, &[("COLORTERM", "truecolor")]);
    let before = terminal.still();
    // Esc has its own meaning by now: the question is old, or will be. It clears the filter, and so it is left out.
    for piece in WHITE[0].split_inclusive([';', ':', '/']) {
        terminal.send(piece);
        // No time for the app to come to a wrong conclusion is too long; more of it only makes a wrong one likelier.
        assert_eq!(terminal.output_within(Duration::from_millis(30)).filter(|_| !piece.ends_with('\x07')), None);
    }
    terminal.send("?");
    terminal.see("Keys");
    terminal.send("\x1b");
    terminal.wait("what there was: nothing was typed", |screen| screen == before);
    assert_eq!(name(&mut terminal), Color::Rgb(0, 0, 0));
}

#[test]
fn a_chosen_theme_is_the_first_thing_on_screen() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/qrdeck");
    std::fs::create_dir_all(folder.join("themes")).unwrap();
    std::fs::write(folder.join("config.toml"), "theme = \"mine\"\n").unwrap();
    std::fs::write(folder.join("themes/mine.toml"), "base = \"dark\"\nstrong = \"#03fe02\"\n").unwrap();
    let mut terminal = Terminal::at(home.path(), SIZE);
    terminal.settle();
    assert_eq!(name(&mut terminal), Color::Idx(46), "the nearest of 256");
    assert_ne!(terminal.see("qrdeck").cell(10, 119).unwrap().bgcolor(), Color::Default, "its own ground");
}
