//! Taking the terminal over, and giving it back.

use std::io::{self, Stdout};

use crossterm::event::EnableBracketedPaste;
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{cursor, queue, style};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use super::asked::Asked;
use super::mouse::OURS;
use super::output::Output;
use super::panics;
use super::quiet::Quiet;
use super::taken::Taken;

/// The terminal as ratatui sees it.
pub type Screen = Terminal<Quiet<CrosstermBackend<Output<Stdout>>>>;

/// Holds the terminal in raw mode on its alternate screen; dropping it gives the terminal back, and so does a panic
/// of the thread that took it.
#[derive(Debug)]
pub struct Guard {
    taken: Taken,
    asked: Asked,
}

impl Guard {
    /// Takes the terminal over, and with `mouse` its mouse. Until the first frame it goes on showing what it shows.
    /// Colours are on even under `NO_COLOR`: without them a QR cannot be read; the theme is what `NO_COLOR` takes the
    /// colours from. With the first frame the terminal is asked for its ground.
    ///
    /// # Errors
    /// Where the terminal refuses.
    pub fn take(asked: &Asked, mouse: bool) -> io::Result<(Self, Screen)> {
        style::force_color_output(true);
        enable_raw_mode()?;
        let taken = Taken::new();
        let guard = Self { taken: taken.clone(), asked: asked.clone() };
        panics::restore_first(taken.clone());
        let mut out = Output::new(taken, io::stdout());
        enter(&mut out)?;
        queue!(out, style::Print(if mouse { OURS } else { "" }), style::Print(asked.question()))?;
        // `Terminal::clear` would ask the terminal where the cursor is and wait for the answer; the screen is blank
        // by then.
        let screen = Terminal::new(Quiet::new(CrosstermBackend::new(out)))?;
        Ok((guard, screen))
    }
}

/// Takes the terminal over once more, after it was in other hands: raw mode as well, which crossterm believes to be on.
#[cfg(unix)]
pub(super) fn retake() -> io::Result<()> {
    disable_raw_mode()?;
    enable_raw_mode()?;
    let mut out = io::stdout();
    enter(&mut out)?;
    io::Write::flush(&mut out)
}

/// Gives the terminal back for a while; [`retake`] ends that.
#[cfg(unix)]
pub(super) fn give_back() {
    super::taken::leave();
}

/// Makes the screen a blank one: where there is no other (the Linux console, GNU screen), the shell's is still there.
fn enter(out: &mut impl io::Write) -> io::Result<()> {
    queue!(out, EnterAlternateScreen, style::ResetColor, Clear(ClearType::All), EnableBracketedPaste, cursor::Hide)
}

impl Drop for Guard {
    fn drop(&mut self) {
        if self.taken.is_written() {
            self.asked.wait();
        }
        self.taken.restore();
    }
}

#[cfg(test)]
mod tests {
    use super::super::taken::put_back;
    use super::*;

    /// What a terminal shows, and where its cursor is, in a shell, in the app, and in the shell again.
    fn seen(has_alternate_screen: bool) -> [(String, (u16, u16)); 3] {
        let rows = std::num::NonZeroU16::new(4).unwrap();
        let mut terminal = vt100::Parser::new(rows, std::num::NonZeroU16::new(20).unwrap(), 0);
        let mut write = |bytes: &[u8]| {
            let mut text = String::from_utf8(bytes.to_vec()).unwrap();
            if !has_alternate_screen {
                text = text.replace("\x1b[?1049h", "").replace("\x1b[?1049l", "");
            }
            terminal.process(text.as_bytes());
            (terminal.screen().contents(), terminal.screen().cursor_position())
        };
        let (mut entered, mut left) = (Vec::new(), Vec::new());
        enter(&mut entered).unwrap();
        put_back(&mut left).unwrap();
        let shell = write(b"\r\n\x1b[44m$ qrdeck");
        let app = write(&entered);
        write(b"\x1b[2;3Hnumbers");
        [shell, app, write(&left)]
    }

    #[test]
    fn what_was_on_screen_is_there_again() {
        let [shell, app, after] = seen(true);
        assert_eq!(app.0, "");
        assert_eq!(after, shell);
    }

    #[test]
    fn where_there_is_no_other_screen_it_is_blank_before_and_after() {
        let [shell, app, after] = seen(false);
        assert_eq!((shell.0.as_str(), app.0.as_str()), ("\n$ qrdeck", ""));
        assert_eq!(after, (String::new(), (0, 0)));
    }
}
