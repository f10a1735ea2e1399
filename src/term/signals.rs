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

/// SIGWINCH: the terminal has another size.
#[cfg(unix)]
pub(super) fn resizes() -> io::Result<impl Stream<Item = Msg>> {
    use tokio::signal::unix::{SignalKind, signal};
    let resized = signal(SignalKind::window_change())?;
    Ok(stream::unfold(resized, async |mut resized| {
        loop {
            resized.recv().await?;
            if let Ok((cols, rows)) = crossterm::terminal::size() {
                return Some((Msg::Resize { cols, rows }, resized));
            }
        }
    }))
}

/// On Windows the console tells it with the keys.
#[cfg(windows)]
pub(super) fn resizes() -> io::Result<impl Stream<Item = Msg>> {
    Ok(stream::empty())
}

/// SIGTSTP, from `kill` or from the key Ctrl-Z: gives the terminal back and stops, as every program does. What is
/// polled for messages is what draws, so nothing is drawn after that. [`awakenings`] takes the terminal over again.
#[cfg(unix)]
pub(super) fn suspensions() -> io::Result<impl Stream<Item = Msg>> {
    use rustix::process::{Signal, getpid, kill_process};
    use tokio::signal::unix::{SignalKind, signal};
    let stops = signal(SignalKind::from_raw(Signal::TSTP.as_raw()))?;
    Ok(stream::unfold(stops, async |mut stops| {
        loop {
            stops.recv().await?;
            super::guard::give_back();
            // Nobody can refuse this signal to itself.
            let _ = kill_process(getpid(), Signal::STOP);
        }
    }))
}

/// Windows stops no processes.
#[cfg(windows)]
pub(super) fn suspensions() -> io::Result<impl Stream<Item = Msg>> {
    Ok(stream::empty())
}

/// The key Ctrl-Z: asks all programs of this job to stop, as the terminal would. A program that no shell watches over
/// would stop for ever, so there the key does nothing.
#[cfg(unix)]
pub(super) fn suspend() {
    use rustix::process::{Signal, getpid, getppid, getsid, kill_current_process_group};
    let session = getsid(None).ok();
    let watched = getppid().is_some_and(|parent| getsid(Some(parent)).ok() == session);
    if session != Some(getpid()) && watched {
        // Where it is not allowed, nothing stops.
        let _ = kill_current_process_group(Signal::TSTP);
    }
}

/// Windows stops no processes.
#[cfg(windows)]
pub(super) fn suspend() {}

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
