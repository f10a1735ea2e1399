//! A thread that makes QR codes while something else is drawn, and before they are looked at.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::thread;
use std::time::Duration;

use super::{Ink, Mode, Preview, Quiet};

/// How long those wait that may be looked at next: by then the terminal has drawn the frame, which would else share its
/// processor with them. Shorter than the pause between two repeats of a key.
const REST: Duration = Duration::from_millis(12);

/// What is to be made: one at once, the others in this order, to be drawn in this way.
#[derive(Debug)]
struct Order {
    now: Option<Arc<Preview>>,
    later: VecDeque<Arc<Preview>>,
    way: (Mode, Quiet),
    ink: Ink,
}

/// The thread, which starts with the first order and ends when this is dropped; a newer order takes the place of an older
/// one. Where no thread can be started, each code is made when it is drawn.
#[derive(Debug, Default)]
pub struct Ahead(OnceLock<Option<Sender<Order>>>);

impl Ahead {
    fn start() -> Option<Sender<Order>> {
        let (sender, orders) = channel();
        let started = thread::Builder::new().name("qr codes".to_owned()).spawn(move || work(&orders));
        started.ok().map(|_| sender)
    }

    /// Has codes made: one at once, the others a little later. Does not wait, and wakes nobody where all are there.
    pub fn make(&self, now: Option<Arc<Preview>>, later: Vec<Arc<Preview>>, way: (Mode, Quiet), ink: Ink) {
        let is_missing = |preview: &Arc<Preview>| !preview.is_made(way);
        let now = now.filter(is_missing);
        let later: VecDeque<_> = later.into_iter().filter(is_missing).collect();
        if now.is_none() && later.is_empty() {
            return;
        }
        if let Some(sender) = self.0.get_or_init(Self::start) {
            // The thread ends before this only where a code has made it panic.
            let _ = sender.send(Order { now, later, way, ink });
        }
    }
}

fn work(orders: &Receiver<Order>) {
    let mut next = orders.recv().ok();
    while let Some(order) = next {
        let mut order = orders.try_iter().last().unwrap_or(order);
        if let Some(preview) = order.now.take() {
            preview.make(order.way, order.ink);
        }
        if !order.later.is_empty() {
            match orders.recv_timeout(REST) {
                Err(RecvTimeoutError::Timeout) => {}
                newer => {
                    next = newer.ok();
                    continue;
                }
            }
        }
        next = loop {
            let Some(preview) = order.later.pop_front() else { break orders.recv().ok() };
            preview.make(order.way, order.ink);
            if let Some(newer) = orders.try_iter().last() {
                break Some(newer);
            }
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qr::Proof;

    #[test]
    fn what_is_drawn_meanwhile_waits_for_what_is_being_made() {
        let (ahead, way) = (Ahead::default(), (Mode::Half, Quiet::STANDARD));
        let of = |at: usize| Arc::new(Preview::of(&format!("https://wa.me/message/{at:014}")));
        for round in 0..20 {
            let previews: Vec<_> = (0..4).map(|at| of(round * 4 + at)).collect();
            ahead.make(previews.first().cloned(), previews.clone(), way, Ink::True);
            for preview in previews {
                preview.make(way, Ink::True);
                assert_eq!(preview.way(), Some(way));
                assert!(preview.matrix().is_ok_and(|matrix| matrix.text() == preview.text()));
                let nothing = ratatui::buffer::Buffer::default();
                assert_eq!(preview.proof(way.0, way.1, &nothing, nothing.area), Proof::Scans);
            }
        }
    }
}
