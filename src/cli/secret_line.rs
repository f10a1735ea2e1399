//! Asking for a secret on the terminal, without showing what is typed.

use std::io::{self, IsTerminal as _, Read as _, Write as _};
use std::sync::Arc;

use async_trait::async_trait;
use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, read};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;
use tokio::sync::Mutex;

use crate::config::secret;
use crate::model::{Error, ErrorKind, ProfileName, Result};
use crate::session::{SecretKind, SecretPrompt};

/// Longest secret, in bytes. The memory for it is taken at once, because growing would leave copies behind.
const MAX: usize = 16 << 10;

/// What asks on the terminal of this process, one question at a time.
pub(super) fn prompt() -> Arc<dyn SecretPrompt> {
    Arc::new(Terminal::default())
}

/// The terminal of this process.
#[derive(Debug, Default)]
struct Terminal(Mutex<()>);

#[async_trait]
impl SecretPrompt for Terminal {
    async fn ask(&self, profile: &ProfileName, kind: SecretKind) -> Result<SecretString> {
        if !can_ask() {
            let message =
                format!("`{}` of profile {profile} has to be typed in, and there is no terminal.", kind.key());
            return Err(Error::new(ErrorKind::Auth, message).advise(
                "Run the command in a terminal, or state in config.toml where the secret is: \"keyring\", env, file \
                 or command.",
            ));
        }
        let _one_at_a_time = self.0.lock().await;
        let question = format!("{} of profile {profile}:", capitalised(&kind.names()));
        tokio::task::spawn_blocking(move || type_in(&question))
            .await
            .map_err(|_| Error::new(ErrorKind::Internal, "Reading the terminal was interrupted."))?
    }
}

/// A question for a secret begins with what it is.
pub(super) fn capitalised(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Whether there is somebody who can type a secret.
pub(super) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}

/// Asks for a secret and reads it key by key. Nothing of it is shown, not even its length.
///
/// # Errors
/// [`ErrorKind::Cancelled`] for Ctrl-C, Ctrl-D and Esc; [`ErrorKind::Auth`] for what cannot be a secret.
pub(super) fn type_in(question: &str) -> Result<SecretString> {
    let mut err = io::stderr();
    let typed = {
        // First of all, or what is typed in a hurry would be shown.
        let _raw = Raw::take().map_err(|error| failed(&error))?;
        // Where the question cannot be shown, typing still works.
        let _ = write!(err, "{} (not shown) ", crate::model::clean::line(question)).and_then(|()| err.flush());
        keys(read)
    };
    let _ = writeln!(err);
    secret::typed(&typed?)
}

/// Collects keys up to Enter.
fn keys(mut next: impl FnMut() -> io::Result<Event>) -> Result<Zeroizing<String>> {
    let mut typed = Zeroizing::new(String::with_capacity(MAX));
    loop {
        match next().map_err(|error| failed(&error))? {
            Event::Paste(text) => {
                let text = Zeroizing::new(text);
                if typed.len() + text.len() < MAX {
                    typed.push_str(&text);
                }
            }
            Event::Key(KeyEvent { code, modifiers, kind, .. }) if kind.is_press() => match code {
                KeyCode::Enter => return Ok(typed),
                KeyCode::Char('j' | 'm') if modifiers.contains(KeyModifiers::CONTROL) => return Ok(typed),
                KeyCode::Char('u') if modifiers.contains(KeyModifiers::CONTROL) => typed.clear(),
                KeyCode::Char('c' | 'd') if modifiers.contains(KeyModifiers::CONTROL) => return Err(cancelled()),
                KeyCode::Esc => return Err(cancelled()),
                KeyCode::Backspace => drop(typed.pop()),
                KeyCode::Char(c)
                    if !modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
                        && typed.len() + c.len_utf8() < MAX =>
                {
                    typed.push(c);
                }
                _ => {}
            },
            _ => {}
        }
    }
}

/// Reads a secret from standard input, which is no terminal.
///
/// # Errors
/// [`ErrorKind::Auth`] for what cannot be a secret.
pub(super) fn piped() -> Result<SecretString> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(MAX));
    io::stdin().lock().take(MAX as u64 - 1).read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| Error::new(ErrorKind::Auth, "The piped input is not text.").advise("Pipe in only the secret."))?;
    secret::typed(&Zeroizing::new(text.to_owned()))
}

/// A terminal that shows nothing of what is typed; dropping it gives it back.
struct Raw;

impl Raw {
    fn take() -> io::Result<Self> {
        enable_raw_mode().map(|()| Self)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        // A terminal that has gone away cannot be put right.
        let _ = disable_raw_mode();
    }
}

/// Gives the terminal back where the process ends in the middle of a question.
pub(super) fn give_back() {
    drop(Raw);
}

fn failed(error: &io::Error) -> Error {
    Error::new(ErrorKind::Internal, format!("The secret cannot be read: {error}.")).advise("Nothing was stored.")
}

fn cancelled() -> Error {
    Error::new(ErrorKind::Cancelled, "No secret was given.").advise("Nothing was stored.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(events: impl IntoIterator<Item = Event>) -> Result<String> {
        let mut events = events.into_iter();
        keys(|| events.next().ok_or_else(|| io::ErrorKind::UnexpectedEof.into())).map(|typed| typed.to_string())
    }

    fn key(code: KeyCode) -> Event {
        Event::Key(code.into())
    }

    fn control(c: char) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL))
    }

    #[test]
    fn keys_and_pastes_make_the_secret() {
        let events = [control('u'), key(KeyCode::Char('x')), key(KeyCode::Backspace), key(KeyCode::Char('a'))];
        let events = events.into_iter().chain([Event::Paste("bc".into()), key(KeyCode::Left), key(KeyCode::Enter)]);
        assert_eq!(typed(events).unwrap(), "abc");
        assert_eq!(typed([key(KeyCode::Char('a')), control('j')]).unwrap(), "a");
    }

    #[test]
    fn it_can_be_refused() {
        for event in [control('c'), control('d'), key(KeyCode::Esc)] {
            assert_eq!(typed([key(KeyCode::Char('a')), event]).unwrap_err().kind, ErrorKind::Cancelled);
        }
        assert_eq!(typed([]).unwrap_err().kind, ErrorKind::Internal);
    }
}
