//! The rows of the table.

use std::fmt::Write as _;
use std::time::Duration;

use tempfile::TempDir;

use super::figures::{Times, megabytes, milliseconds};
use super::terminal::Terminal;
use super::world::{self, DATA, QRDECK};
use super::{Outcome, memory, quota};

/// Starts that are measured.
const STARTS: usize = 21;
/// Keys that are measured.
const KEYS: usize = 300;
/// How long an idle app is watched.
const IDLE: Duration = Duration::from_secs(5);
/// Long enough for whatever begins by itself to end.
const CALM: Duration = Duration::from_millis(500);
/// Where nothing was measured.
const NOTHING: &str = "–";

/// How one row is measured.
pub(crate) type Measure = fn() -> Outcome<String>;

pub(crate) const ROWS: [(&str, Measure); 13] = [
    ("First frame with data, default sandbox, nothing seen before", || starts(&world::fresh, DATA)),
    ("First frame with data, default sandbox in the cache", || {
        let home = world::small()?;
        starts(&|| Ok(&home), DATA)
    }),
    ("First frame with data, 1,000,000 codes in the cache", || starts(&world::million, DATA)),
    ("First frame of `vim -u NONE` with a text", vim_starts),
    ("Key to paint, 1,000,000 codes: p50 / p99", keys),
    ("Key to paint during a sync: p50 / p99", keys_during_sync),
    ("Key to paint in `vim -u NONE`: p50 / p99", vim_keys),
    ("Keystroke to paint in the filter of 2,000 codes: p50 / p99", filter),
    ("Keystroke to paint in the search of 1,000,000 codes: p50 / p99", search),
    ("Sync on CAMS, 5 calls a second", quota::sync),
    ("Deletions on CAMS, 5 calls a second", quota::deletions),
    ("Peak memory: default sandbox; 1,000,000 codes", peaks),
    ("Idle for 5 s: bytes written, wake-ups; size of the binary", idle),
];

/// How long the app takes from its start to a text on the screen.
fn starts<H: std::borrow::Borrow<TempDir>>(home: &dyn Fn() -> Outcome<H>, text: &str) -> Outcome<String> {
    let times = (0..STARTS).map(|_| world::app(home()?.borrow())?.see(|screen| screen.contains(text)));
    Ok(milliseconds(Times::new(times.collect::<Outcome<_>>()?).median()))
}

/// Vim with a text of a few lines.
fn vim(lines: usize) -> Outcome<Option<(TempDir, Terminal)>> {
    let Some(program) = world::installed("vim") else { return Ok(None) };
    let home = world::fresh()?;
    let mut text = String::new();
    for line in 1..=lines {
        writeln!(text, "Line {line} of a text")?;
    }
    let file = home.path().join("text");
    std::fs::write(&file, text)?;
    let terminal = Terminal::start(&program.to_string_lossy(), &["-u", "NONE", &file.to_string_lossy()], home.path())?;
    Ok(Some((home, terminal)))
}

fn vim_starts() -> Outcome<String> {
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let Some((_home, mut terminal)) = vim(100)? else { return Ok(NOTHING.to_owned()) };
        times.push(terminal.see(|screen| screen.contains("Line 1 of"))?);
    }
    Ok(milliseconds(Times::new(times).median()))
}

/// How long keys take that move in lists, all over them.
fn moves(terminal: &mut Terminal) -> Outcome<String> {
    let keys = ["j", "j", "k", "j", "G", "k", "g", "j", "\x1b[6~", "\x1b[5~"];
    let pressed = keys.iter().cycle().take(KEYS).map(|key| terminal.press(key));
    // A key at the end of a list has nothing to paint.
    let times: Vec<_> = pressed.collect::<Outcome<Vec<_>>>()?.into_iter().flatten().collect();
    Ok(Times::new(times).to_string())
}

/// The app with a million codes, at the codes of a number.
fn at_codes() -> Outcome<Terminal> {
    let mut terminal = world::app(world::million()?)?;
    terminal.see(|screen| screen.contains(DATA))?;
    terminal.settle(CALM);
    terminal.send("2")?;
    terminal.settle(CALM);
    Ok(terminal)
}

fn keys() -> Outcome<String> {
    moves(&mut at_codes()?)
}

fn keys_during_sync() -> Outcome<String> {
    let mut terminal = at_codes()?;
    terminal.send("R")?;
    terminal.see(|screen| screen.contains("A sync takes"))?;
    // Of the second profile, which takes five calls a second for its numbers, and so longer than the keys.
    terminal.send("G\r")?;
    terminal.see(|screen| screen.contains("numbers listed"))?;
    terminal.send("\x1b")?;
    terminal.settle(CALM);
    moves(&mut terminal)
}

fn vim_keys() -> Outcome<String> {
    let Some((_home, mut terminal)) = vim(2_000)? else { return Ok(NOTHING.to_owned()) };
    terminal.see(|screen| screen.contains("Line 1 of"))?;
    terminal.settle(CALM);
    moves(&mut terminal)
}

/// What is typed into a filter, and taken back.
const TYPED: [&str; 12] = ["t", "a", "b", "l", "e", " ", "1", "7", "\x7f", "\x7f", "\x7f", "\x15"];

fn filter() -> Outcome<String> {
    let mut terminal = at_codes()?;
    terminal.send("/")?;
    typed(&mut terminal)
}

fn search() -> Outcome<String> {
    let mut terminal = at_codes()?;
    terminal.send("\x06")?;
    terminal.settle(CALM);
    if !terminal.shows("Search") {
        return Ok(NOTHING.to_owned());
    }
    typed(&mut terminal)
}

fn typed(terminal: &mut Terminal) -> Outcome<String> {
    let pressed = TYPED.iter().cycle().take(KEYS / 2).map(|key| terminal.press(key));
    let times: Vec<_> = pressed.collect::<Outcome<Vec<_>>>()?.into_iter().flatten().collect();
    Ok(Times::new(times).to_string())
}

/// The memory at its peak, after all lists were looked through.
fn peak_of(home: &TempDir) -> Outcome<String> {
    let mut terminal = world::app(home)?;
    terminal.see(|screen| screen.contains(DATA))?;
    terminal.send("2")?;
    moves(&mut terminal)?;
    Ok(memory::peak(terminal.pid()).map_or_else(|| NOTHING.to_owned(), megabytes))
}

fn peaks() -> Outcome<String> {
    Ok(format!("{}; {}", peak_of(&world::small()?)?, peak_of(world::million()?)?))
}

fn idle() -> Outcome<String> {
    let home = world::small()?;
    let mut terminal = world::app(&home)?;
    terminal.see(|screen| screen.contains(DATA))?;
    terminal.settle(Duration::from_secs(2));
    let (bytes, waits) = (terminal.bytes, memory::waits(terminal.pid()));
    terminal.settle(IDLE);
    let woken = memory::waits(terminal.pid()).zip(waits).map(|(now, then)| now - then);
    let woken = woken.map_or_else(|| NOTHING.to_owned(), |woken| woken.to_string());
    Ok(format!("{}, {woken}; {}", terminal.bytes - bytes, megabytes(std::fs::metadata(QRDECK)?.len())))
}
