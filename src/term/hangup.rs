//! A terminal that goes away without a word.

use futures_util::stream::Stream;

use crate::app::Msg;

/// Says when the terminal has gone: a process that does not belong to its session gets no signal then.
#[cfg(unix)]
pub(super) fn hangup() -> impl Stream<Item = Msg> {
    let watch = |sender: tokio::sync::oneshot::Sender<()>| {
        use rustix::event::{PollFd, PollFlags, poll};
        let stdin = std::io::stdin();
        let mut terminal = [PollFd::new(&stdin, PollFlags::empty())];
        let ended = loop {
            match poll(&mut terminal, None) {
                Err(rustix::io::Errno::INTR) => {}
                ended => break ended,
            }
        };
        // A system that cannot watch a terminal like this knows nothing of it.
        if ended.is_ok() && terminal[0].revents().intersects(PollFlags::HUP.union(PollFlags::ERR)) {
            // The app may have left meanwhile.
            let _ = sender.send(());
        }
    };
    futures_util::stream::once(async move {
        let (sender, gone) = tokio::sync::oneshot::channel();
        // Whoever waits for nothing is told of errors and hang-ups alone, so that no key wakes this thread.
        std::thread::spawn(move || watch(sender));
        match gone.await {
            Ok(()) => Msg::Terminate,
            Err(_) => std::future::pending().await,
        }
    })
}

/// Windows says it by closing the console.
#[cfg(windows)]
pub(super) fn hangup() -> impl Stream<Item = Msg> {
    futures_util::stream::empty()
}
