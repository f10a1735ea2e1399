//! The question to the terminal for the colour of its ground (OSC 11), of which nothing waits for the answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// The question.
const QUESTION: &str = "\x1b]11;?\x07";
/// Who leaves so soon after the question stays for the answer; it would be typed into the shell.
const YOUNG: Duration = Duration::from_secs(2);
/// How long one stays at most.
const STAY: Duration = Duration::from_millis(200);
/// How often one looks whether it has come.
const STEP: Duration = Duration::from_millis(5);

/// Whether the terminal was asked for its ground, and has not answered.
#[derive(Debug, Clone)]
pub struct Asked {
    open: Arc<AtomicBool>,
    since: Instant,
}

impl Asked {
    /// For the terminal that the environment names. Some are not asked: they print the question (`dumb`, old Linux
    /// consoles), or keep both question and answer to themselves (GNU screen).
    pub fn of_this_terminal() -> Self {
        let term = std::env::var("TERM").unwrap_or_default();
        let in_screen = std::env::var_os("STY").is_some_and(|value| !value.is_empty());
        Self::of(cfg!(unix) && !in_screen && understands(&term))
    }

    fn of(asks: bool) -> Self {
        Self { open: Arc::new(AtomicBool::new(asks)), since: Instant::now() }
    }

    /// What is written to the terminal: the question, or nothing.
    pub(super) fn question(&self) -> &'static str {
        if self.is_open() { QUESTION } else { "" }
    }

    /// Whether an answer is to be expected.
    pub(super) fn is_open(&self) -> bool {
        self.open.load(Ordering::SeqCst)
    }

    /// How long ago it was asked.
    #[cfg(unix)]
    pub(super) fn age(&self) -> Duration {
        self.since.elapsed()
    }

    /// The answer has come.
    #[cfg(unix)]
    pub(super) fn answered(&self) {
        self.open.store(false, Ordering::SeqCst);
    }

    /// Stays for an answer that is on its way, but not for long.
    pub(super) fn wait(&self) {
        let end = Instant::now() + STAY;
        while self.is_open() && self.since.elapsed() < YOUNG && Instant::now() < end {
            thread::sleep(STEP);
        }
    }
}

/// Whether a terminal of this name knows what a question is.
fn understands(term: &str) -> bool {
    !matches!(term, "" | "dumb" | "linux" | "cons25" | "emacs") && !term.starts_with("vt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_understands_is_asked() {
        for (term, asked) in [
            ("xterm-256color", true),
            ("tmux-256color", true),
            ("foot", true),
            ("linux", false),
            ("vt220", false),
            ("", false),
        ] {
            assert_eq!(understands(term), asked, "{term}");
        }
        assert_eq!(Asked::of(false).question(), "");
        let asked = Asked::of(true);
        assert_eq!(asked.question(), QUESTION);
    }
}
