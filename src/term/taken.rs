//! Whether the terminal is ours, and giving it back once.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::DisableBracketedPaste;
use crossterm::terminal::{Clear, ClearType, LeaveAlternateScreen, disable_raw_mode};
use crossterm::{cursor, execute, style};

use super::mouse::THEIRS;

/// Whether the terminal is ours, shared with the panic hook.
#[derive(Debug, Clone)]
pub(super) struct Taken(Arc<State>);

#[derive(Debug)]
struct State {
    ours: AtomicBool,
    /// Whether anything of ours was written to it.
    written: AtomicBool,
}

impl Taken {
    /// It is ours from now on, and shows what it showed before.
    pub(super) fn new() -> Self {
        Self(Arc::new(State { ours: AtomicBool::new(true), written: AtomicBool::new(false) }))
    }

    /// Whether it still is ours.
    pub(super) fn is_ours(&self) -> bool {
        self.0.ours.load(Ordering::SeqCst)
    }

    /// Something is about to be written to it.
    pub(super) fn writes(&self) {
        self.0.written.store(true, Ordering::SeqCst);
    }

    /// Whether anything was written to it.
    pub(super) fn is_written(&self) -> bool {
        self.0.written.load(Ordering::SeqCst)
    }

    /// Gives the terminal back, if it is ours; more than once does no harm. A terminal that has gone away cannot be
    /// put right, so failures are of no interest.
    pub(super) fn restore(&self) {
        if self.end() {
            if self.is_written() {
                leave();
            } else {
                // What it shows is the shell's.
                let _ = disable_raw_mode();
            }
        }
    }

    /// It is ours no more. Returns whether it was.
    pub(super) fn end(&self) -> bool {
        self.0.ours.swap(false, Ordering::SeqCst)
    }
}

/// Leaves the terminal as it was found. There is no other way to leave it, so failures are of no interest.
pub(super) fn leave() {
    let _ = put_back(&mut io::stdout());
    let _ = disable_raw_mode();
}

/// Writes what leaves the terminal as it was found. Where there is no other screen to go back to, this one is left blank.
///
/// # Errors
/// Where the terminal refuses.
pub(super) fn put_back(out: &mut impl io::Write) -> io::Result<()> {
    execute!(
        out,
        style::Print(THEIRS),
        style::ResetColor,
        DisableBracketedPaste,
        Clear(ClearType::All),
        cursor::MoveTo(0, 0),
        LeaveAlternateScreen,
        cursor::Show
    )
}
