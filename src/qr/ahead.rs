//! A thread that makes QR codes while something else is drawn, and before they are looked at.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::{Ink, Mode, Preview, Quiet};

/// What is to be made: these, in this order, to be drawn in this way.
#[derive(Debug)]
struct Order {
    previews: VecDeque<Arc<Preview>>,
    way: (Mode, Quiet),
    ink: Ink,
}

/// The thread. It ends when this is dropped; a newer order takes the place of an older one.
#[derive(Debug, Default)]
pub struct Ahead(Option<Sender<Order>>);

impl Ahead {
    /// Starts it. Where no thread can be started, each code is made when it is drawn.
    pub fn start() -> Self {
        let (sender, orders) = channel();
        let started = thread::Builder::new().name("qr codes".to_owned()).spawn(move || work(&orders));
        Self(started.ok().map(|_| sender))
    }

    /// Has codes made, the first one first. Does not wait, and wakes nobody where all are there.
    pub fn make(&self, previews: Vec<Arc<Preview>>, way: (Mode, Quiet), ink: Ink) {
        let missing: VecDeque<_> = previews.into_iter().filter(|preview| !preview.is_made(way)).collect();
        if let Some(sender) = self.0.as_ref().filter(|_| !missing.is_empty()) {
            // The thread ends before this only where a code has made it panic.
            let _ = sender.send(Order { previews: missing, way, ink });
        }
    }
}

fn work(orders: &Receiver<Order>) {
    while let Ok(order) = orders.recv() {
        let mut order = orders.try_iter().last().unwrap_or(order);
        while let Some(preview) = order.previews.pop_front() {
            preview.make(order.way, order.ink);
            if let Some(newer) = orders.try_iter().last() {
                order = newer;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qr::Proof;

    #[test]
    fn what_is_drawn_meanwhile_waits_for_what_is_being_made() {
        let (ahead, way) = (Ahead::start(), (Mode::Half, Quiet::STANDARD));
        let of = |at: usize| Arc::new(Preview::of(&format!("https://wa.me/message/{at:014}")));
        for round in 0..20 {
            let previews: Vec<_> = (0..4).map(|at| of(round * 4 + at)).collect();
            ahead.make(previews.clone(), way, Ink::True);
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
