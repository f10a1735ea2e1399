//! Raw events and signals as messages.

use std::future::ready;
use std::io::{self, IsTerminal as _};

use crossterm::event::{Event, EventStream, KeyEventKind};
use futures_util::stream::{self, Stream, StreamExt as _};

use crate::app::Msg;

/// Whether both ends are a terminal.
pub fn is_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Everything that comes from outside: keys, pastes, sizes, and the system's wish that the process ends. The
/// stream ends with a [`Msg::Terminate`] when the terminal goes away.
///
/// # Errors
/// Where signals cannot be listened to.
pub fn messages() -> io::Result<impl Stream<Item = Msg> + Unpin> {
    let gone = stream::iter([Msg::Terminate]);
    let events = EventStream::new().take_while(|event| ready(event.is_ok()));
    let events = events.filter_map(|event| ready(event.ok().and_then(message)));
    Ok(stream::select(events.chain(gone), Box::pin(terminations()?)))
}

/// What an event of the terminal says. Releases of keys say nothing: some terminals report them, and a key would
/// act twice.
fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => Some(Msg::Key(key)),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(cols, rows) => Some(Msg::Resize { cols, rows }),
        Event::Key(_) | Event::Mouse(_) | Event::FocusGained | Event::FocusLost => None,
    }
}

/// SIGTERM, SIGHUP, and a SIGINT from elsewhere (the key Ctrl-C arrives as a key).
#[cfg(unix)]
fn terminations() -> io::Result<impl Stream<Item = Msg>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(stream::once(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
            _ = interrupt.recv() => {}
        }
        Msg::Terminate
    }))
}

/// Ctrl-Break and the closing of the console.
#[cfg(windows)]
fn terminations() -> io::Result<impl Stream<Item = Msg>> {
    use tokio::signal::windows::{ctrl_break, ctrl_close};
    let mut ctrl_break = ctrl_break()?;
    let mut close = ctrl_close()?;
    Ok(stream::once(async move {
        tokio::select! {
            _ = ctrl_break.recv() => {}
            _ = close.recv() => {}
        }
        Msg::Terminate
    }))
}
