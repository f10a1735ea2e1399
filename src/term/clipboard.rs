//! The clipboard of the terminal the person sits at, over ssh too: OSC 52.
//!
//! Multiplexers stand in between. tmux with its defaults drops both a plain OSC 52 (`set-clipboard external`) and a
//! wrapped one (`allow-passthrough off`); what it does take is `tmux load-buffer -w`, which keeps the text as a buffer
//! and sends it to the terminal by itself (tmux 3.2; checked with 3.3a). The plain sequence goes out all the same: the
//! variable `TMUX` is inherited by terminals that were started inside of tmux. GNU screen passes on what is wrapped in
//! DCS, in short pieces.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::process::Stdio;

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

use crate::app::{Clipboard, NotCopied};
use crate::child;
use crate::config::secret::Hidden;

/// The most bytes that are sent. As base64 that is 100,000 characters, which several terminals (hterm and those that
/// took over its limit) do not exceed; xterm and tmux take more.
const MOST: usize = 74_994;
/// Bytes in a piece for GNU screen, whose buffer for such strings held 256 in old versions.
const PIECE: usize = 240;

/// How the terminal is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// Nothing in between, as far as is known.
    Direct,
    /// Nothing in between; the terminal is one of VTE's or Konsole, which ignored this for long (checked with VTE 0.70 and
    /// Konsole 22.12).
    Doubtful,
    /// The Linux console, which has no clipboard.
    Console,
    /// Through tmux on this machine.
    Tmux,
    /// Through a tmux that only the name of the terminal tells of: the one on the other side of ssh.
    DistantTmux,
    /// Through GNU screen.
    Screen,
}

impl Route {
    /// The way out of this process, by its environment.
    pub fn of_this_terminal() -> Self {
        Self::of(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
    }

    /// The way out for an environment. `TERM=screen` alone tells nothing: tmux used to call itself so as well.
    fn of(env: impl Fn(&str) -> Option<String>) -> Self {
        let term = env("TERM").unwrap_or_default();
        match () {
            () if env("TMUX").is_some() => Self::Tmux,
            () if env("STY").is_some() => Self::Screen,
            () if term.starts_with("tmux") => Self::DistantTmux,
            () if term == "linux" || term.starts_with("linux-") => Self::Console,
            // Other terminals inherit these from the one that they were started in, but not its name.
            () if term == "xterm-256color"
                && ["VTE_VERSION", "KONSOLE_VERSION"].iter().any(|name| env(name).is_some())
                && ["TERM_PROGRAM", "XTERM_VERSION"].iter().all(|name| env(name).is_none()) =>
            {
                Self::Doubtful
            }
            () => Self::Direct,
        }
    }
}

/// Asks the terminal to put `text` on its clipboard, and says which way. Terminals do not tell whether they did. A
/// helper that is started for it does not get what is `hidden`.
///
/// # Errors
/// [`NotCopied::TooLong`] over 74,994 bytes; [`NotCopied::Console`] where there is no clipboard; [`NotCopied::Terminal`]
/// where the terminal cannot be written to.
pub fn copy(out: &mut impl Write, route: Route, hidden: &Hidden, text: &str) -> Result<Clipboard, NotCopied> {
    if text.len() > MOST {
        return Err(NotCopied::TooLong { bytes: text.len(), limit: MOST });
    }
    if route == Route::Console {
        return Err(NotCopied::Console);
    }
    let kept = route == Route::Tmux && load_buffer(hidden, text).is_ok();
    out.write_all(sequences(route, text).as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| NotCopied::Terminal(error.to_string()))?;
    Ok(match route {
        Route::Tmux if kept => Clipboard::Tmux,
        Route::Screen => Clipboard::Screen,
        Route::Doubtful => Clipboard::Doubtful,
        Route::Console | Route::Direct | Route::Tmux | Route::DistantTmux => Clipboard::Terminal,
    })
}

/// What is written to the terminal.
fn sequences(route: Route, text: &str) -> String {
    let mut plain = String::new();
    // Writing to a `String` cannot fail.
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut plain);
    match route {
        Route::Direct | Route::Doubtful | Route::Console => plain,
        Route::Tmux | Route::DistantTmux => {
            let wrapped = plain.replace('\x1b', "\x1b\x1b");
            format!("{plain}\x1bPtmux;{wrapped}\x1b\\")
        }
        Route::Screen => {
            // The string ends with BEL, since screen would take an ESC \ in it for its own end.
            let plain = plain.trim_end_matches("\x1b\\").trim_end_matches('\x07').to_owned() + "\x07";
            let mut out = String::new();
            for piece in plain.as_bytes().chunks(PIECE) {
                let _ = write!(out, "\x1bP{}\x1b\\", String::from_utf8_lossy(piece));
            }
            out
        }
    }
}

/// Gives the text to tmux. It is what this terminal is drawn by, so waiting for it costs nothing that a frame would
/// not wait for as well.
fn load_buffer(hidden: &Hidden, text: &str) -> io::Result<()> {
    let mut tmux = child::command("tmux", hidden)
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let written = tmux.stdin.take().map_or(Ok(()), |mut stdin| stdin.write_all(text.as_bytes()));
    let status = tmux.wait()?;
    written?;
    if status.success() { Ok(()) } else { Err(io::Error::other("tmux took nothing")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(vars: &[(&str, &str)]) -> Route {
        Route::of(|name| vars.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_environment_tells_what_is_in_between() {
        assert_eq!(route(&[("TERM", "xterm-256color")]), Route::Direct);
        assert_eq!(route(&[("TERM", "tmux-256color"), ("TMUX", "/tmp/tmux-1000/default,1,0")]), Route::Tmux);
        assert_eq!(route(&[("TERM", "tmux-256color")]), Route::DistantTmux);
        assert_eq!(route(&[("TERM", "screen"), ("STY", "1.pts-0.host")]), Route::Screen);
        assert_eq!(route(&[("TERM", "screen-256color")]), Route::Direct);
        assert_eq!(route(&[("TERM", "linux")]), Route::Console);
        let vte = [("TERM", "xterm-256color"), ("VTE_VERSION", "7006")];
        assert_eq!(route(&vte), Route::Doubtful);
        assert_eq!(route(&[("TERM", "xterm-256color"), ("KONSOLE_VERSION", "221203")]), Route::Doubtful);
        assert_eq!(route(&[("TERM", "xterm-kitty"), ("VTE_VERSION", "7006")]), Route::Direct, "started in one");
        assert_eq!(route(&[vte[0], vte[1], ("XTERM_VERSION", "XTerm(379)")]), Route::Direct, "started in one");
        assert_eq!(route(&[]), Route::Direct);
    }

    #[test]
    fn multiplexers_get_it_wrapped() {
        assert_eq!(sequences(Route::Direct, "hello"), "\x1b]52;c;aGVsbG8=\x1b\\");
        assert_eq!(
            sequences(Route::DistantTmux, "hello"),
            "\x1b]52;c;aGVsbG8=\x1b\\\x1bPtmux;\x1b\x1b]52;c;aGVsbG8=\x1b\x1b\\\x1b\\"
        );
        assert_eq!(sequences(Route::Screen, "hello"), "\x1bP\x1b]52;c;aGVsbG8=\x07\x1b\\");
        let long = sequences(Route::Screen, &"x".repeat(1000));
        let pieces: Vec<&str> = long.split_terminator("\x1b\\").collect();
        assert!(pieces.len() > 4 && pieces.iter().all(|piece| piece.starts_with("\x1bP") && piece.len() <= PIECE + 2));
    }

    #[test]
    fn what_no_terminal_takes_is_not_sent() {
        let mut out = Vec::new();
        let refused = copy(&mut out, Route::Direct, &Hidden::default(), &"x".repeat(MOST + 1));
        assert_eq!(refused, Err(NotCopied::TooLong { bytes: MOST + 1, limit: MOST }));
        assert_eq!(copy(&mut out, Route::Console, &Hidden::default(), "x"), Err(NotCopied::Console));
        assert!(out.is_empty());
        assert_eq!(copy(&mut out, Route::Doubtful, &Hidden::default(), "x"), Ok(Clipboard::Doubtful));
        assert_eq!(copy(&mut out, Route::Direct, &Hidden::default(), "x"), Ok(Clipboard::Terminal));
        assert!(out.starts_with(b"\x1b]52;c;"));
    }
}
