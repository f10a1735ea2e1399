//! What the first frame shows, read while the terminal is being taken over.

use std::sync::Arc;

use tokio::sync::oneshot;
use tokio::time::{Instant, timeout_at};

use super::cache::{dated, restored};
use crate::app::{CachedNumber, Restored};
use crate::cache::Seen;
use crate::model::{CodeList, Group, NumberKey};
use crate::session::Session;

/// What was last seen, on its way from the disk.
#[derive(Debug)]
pub struct LastSeen {
    numbers: oneshot::Receiver<Restored>,
    number: oneshot::Receiver<Packed>,
}

/// What is known of a number, as it was read. Whoever draws it unpacks it: the memory of another thread grows by a page at
/// a time, which costs more than the texts of two thousand codes.
#[derive(Debug)]
struct Packed {
    number: NumberKey,
    codes: Option<Seen<CodeList>>,
    groups: Option<Seen<Vec<Group>>>,
}

impl LastSeen {
    /// Begins to read, in a thread of its own: there need be no runtime yet, and a disk may take its time.
    pub fn read(session: &Arc<Session>) -> Self {
        let (send_numbers, numbers) = oneshot::channel();
        let (send_number, number) = oneshot::channel();
        let session = Arc::clone(session);
        let read = move || {
            let restored = restored(&session);
            let shown = restored.shown();
            // The numbers are put in order while the codes of one of them are being read.
            let goes_on = send_numbers.send(restored).is_ok();
            if let Some(number) = shown.filter(|_| goes_on) {
                let (codes, groups) = (session.cache().codes(&number), session.cache().groups(&number));
                // Nobody waits any longer.
                let _ = send_number.send(Packed { number, codes, groups });
            }
        };
        // Where no thread can be started, the first frame goes without.
        let _ = std::thread::Builder::new().name("last seen".to_owned()).spawn(read);
        Self { numbers, number }
    }

    /// The numbers, where they have come by then.
    pub async fn numbers(&mut self, until: Instant) -> Option<Restored> {
        timeout_at(until, &mut self.numbers).await.ok()?.ok()
    }

    /// What is known of the number that is shown with them, where it has come by then.
    pub async fn number(self, until: Instant) -> Option<CachedNumber> {
        let Packed { number, codes, groups } = timeout_at(until, self.number).await.ok()?.ok()?;
        let codes = codes.map(|Seen { value, at }| dated(Seen { value: value.unpacked(), at }));
        Some(CachedNumber { number, codes, groups: groups.map(dated) })
    }
}
