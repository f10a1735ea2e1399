//! Keys, pastes and sizes from the console of Windows, read on a thread of their own.

use std::thread;

use crossterm::event::{Event, EventStream, KeyEventKind};
use futures_util::stream::{self, Stream, StreamExt as _};
use tokio::runtime::Handle;
use tokio::sync::mpsc::{Sender, channel};

use crate::app::Msg;

/// Events that wait to be taken in before the terminal has to.
const WAITING: usize = 256;

/// What the person does. It ends, and so does the reading, when the stream is dropped.
///
/// Where a terminal has gone away, crossterm tries to read from it for ever and never comes back. So what polls it is
/// a thread that nobody waits for.
///
/// # Panics
/// Outside of a tokio runtime.
pub(super) fn events(_: super::asked::Asked) -> impl Stream<Item = Msg> + Unpin {
    let (sender, mut receiver) = channel(WAITING);
    let runtime = Handle::current();
    thread::spawn(move || runtime.block_on(read(sender)));
    stream::poll_fn(move |cx| receiver.poll_recv(cx))
}

/// Hands on events until nobody wants them, or there are no more.
async fn read(sender: Sender<Msg>) {
    let mut events = EventStream::new();
    loop {
        let event = tokio::select! {
            event = events.next() => event,
            () = sender.closed() => return,
        };
        let msg = match event {
            Some(Ok(event)) => message(event),
            Some(Err(_)) | None => Some(Msg::Terminate),
        };
        if let Some(msg) = msg
            && sender.send(msg).await.is_err()
        {
            return;
        }
    }
}

/// What an event of the console says. Releases of keys say nothing: a key would act twice.
fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => Some(Msg::Key(key)),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(cols, rows) => Some(Msg::Resize { cols, rows }),
        Event::Key(_) | Event::Mouse(_) | Event::FocusGained | Event::FocusLost => None,
    }
}
