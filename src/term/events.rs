//! Keys, pastes, the mouse and answers, read on a thread of their own.

use std::io;
use std::thread;
use std::time::Duration;

use crossterm::event::{KeyCode, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use futures_util::stream::{self, Stream};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use tokio::sync::mpsc::{Sender, channel};

use super::asked::Asked;
use super::decode::{Decoder, Said};
use crate::app::{Mouse, MouseAct, Msg};

/// Messages that wait to be taken in before the terminal has to.
const WAITING: usize = 256;
/// Bytes that are read at once.
const AT_ONCE: usize = 4096;

/// What the person does, and what the terminal answers. The thread begins when somebody listens, after the first frame, and
/// ends when the terminal does, or the process; nobody waits for it.
pub(super) fn events(asked: Asked) -> impl Stream<Item = Msg> + Unpin {
    let mut receiver = None;
    stream::poll_fn(move |cx| {
        let begin = || {
            let ((sender, receiver), asked) = (channel(WAITING), asked.clone());
            thread::spawn(move || read(&sender, &asked));
            receiver
        };
        receiver.get_or_insert_with(begin).poll_recv(cx)
    })
}

/// Hands on what the terminal says, until it says nothing any more or nobody wants to hear it.
fn read(sender: &Sender<Msg>, asked: &Asked) {
    let mut decoder = Decoder::new(asked.is_open());
    let (mut bytes, mut told) = (vec![0; AT_ONCE], Vec::new());
    let stdin = io::stdin();
    loop {
        let ended = match readable(&stdin, decoder.patience(asked.age())) {
            Ok(false) => {
                decoder.pause(&mut told);
                false
            }
            Ok(true) => match rustix::io::read(&stdin, bytes.as_mut_slice()) {
                Ok(0) => true,
                Ok(count) => {
                    decoder.take(&bytes[..count], &mut told);
                    false
                }
                Err(rustix::io::Errno::INTR | rustix::io::Errno::AGAIN) => false,
                Err(_) => true,
            },
            Err(rustix::io::Errno::INTR) => false,
            Err(_) => true,
        };
        let messages = told.drain(..).filter_map(|said| message(said, asked)).chain(ended.then_some(Msg::Terminate));
        for msg in messages {
            if sender.blocking_send(msg).is_err() {
                return;
            }
        }
        if ended {
            return;
        }
    }
}

/// Waits for bytes, at most as long as this. Returns whether there are any, or never will be.
fn readable(stdin: &io::Stdin, patience: Option<Duration>) -> rustix::io::Result<bool> {
    let timeout = patience.and_then(|time| Timespec::try_from(time).ok());
    let mut terminal = [PollFd::new(stdin, PollFlags::IN)];
    poll(&mut terminal, timeout.as_ref()).map(|ready| ready > 0)
}

/// What something that was said means for the app. Ctrl-Z stops the process wherever it is pressed, and says nothing to
/// the app. Releases of keys say nothing: some terminals report them, and a key would act twice.
fn message(said: Said, asked: &Asked) -> Option<Msg> {
    match said {
        Said::Key(key) if key.code == KeyCode::Char('z') && key.modifiers == KeyModifiers::CONTROL => {
            if key.kind == KeyEventKind::Press {
                super::signals::suspend();
            }
            None
        }
        Said::Key(key) if key.kind != KeyEventKind::Release => Some(Msg::Key(key)),
        Said::Key(_) => None,
        Said::Paste(text) => Some(Msg::Paste(text)),
        Said::Mouse(event) => mouse(event).map(Msg::Mouse),
        Said::Ground(rgb) => {
            asked.answered();
            Some(Msg::Ground(rgb))
        }
    }
}

/// What was done with the mouse, if it is something that means anything here.
fn mouse(MouseEvent { kind, column, row, .. }: MouseEvent) -> Option<Mouse> {
    let act = match kind {
        MouseEventKind::Down(MouseButton::Left) => MouseAct::Press,
        MouseEventKind::Drag(MouseButton::Left) => MouseAct::Drag,
        MouseEventKind::Up(MouseButton::Left) => MouseAct::Release,
        MouseEventKind::ScrollUp => MouseAct::WheelUp,
        MouseEventKind::ScrollDown => MouseAct::WheelDown,
        _ => return None,
    };
    Some(Mouse { act, column, row })
}
