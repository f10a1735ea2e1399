//! What the system tells the process.

use std::io;

use futures_util::stream::{self, Stream};

use crate::app::Msg;

/// SIGTERM, SIGHUP, and a SIGINT from elsewhere (the key Ctrl-C arrives as a key).
#[cfg(unix)]
pub(super) fn terminations() -> io::Result<impl Stream<Item = Msg>> {
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
pub(super) fn terminations() -> io::Result<impl Stream<Item = Msg>> {
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

/// SIGCONT: the process was stopped, and whoever had the terminal meanwhile has left it in another state, perhaps in
/// another size. Takes the terminal over again, and has all of the screen drawn.
#[cfg(unix)]
pub(super) fn awakenings() -> io::Result<impl Stream<Item = Msg>> {
    use tokio::signal::unix::{SignalKind, signal};
    let resumed = signal(SignalKind::from_raw(rustix::process::Signal::CONT.as_raw()))?;
    Ok(stream::unfold(resumed, async |mut resumed| {
        resumed.recv().await?;
        // The signal comes after SIGHUP too: then there is no terminal any more.
        let size = super::guard::retake().and_then(|()| crossterm::terminal::size());
        let msg = size.map_or(Msg::Terminate, |(cols, rows)| Msg::Resize { cols, rows });
        Some((msg, resumed))
    }))
}

/// Windows stops no processes.
#[cfg(windows)]
pub(super) fn awakenings() -> io::Result<impl Stream<Item = Msg>> {
    Ok(stream::empty())
}
