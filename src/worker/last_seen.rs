//! What the first frame shows, read while the terminal is being taken over.

use std::sync::Arc;

use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::task::block_in_place;
use tokio::time::{Instant, timeout_at};

use super::cache::{dated, restored};
use crate::app::{CachedNumber, Restored};
use crate::cache::Seen;
use crate::model::{CodeList, Error, Group, NumberKey};
use crate::qr::{Ink, Mode, Previews, Quiet};
use crate::session::Session;

/// How a code is drawn beside the lists, where there is room.
const USUAL: (Mode, Quiet) = (Mode::Half, Quiet::STANDARD);

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
    refused: Option<Error>,
}

impl LastSeen {
    /// Begins to read on a worker thread of `runtime`; a slow disk holds up no other task. A worker that is parked wakes up
    /// on an idle processor, while a new thread starts on that of its parent, which then waits: that was a quarter of the
    /// time to the first frame. Where there is a code, its QR is made, too: who draws it has other things to do first.
    ///
    /// # Panics
    /// On a runtime with a single thread.
    pub fn read(runtime: &Handle, session: &Arc<Session>, previews: &Previews, ink: Ink) -> Self {
        let (send_numbers, numbers) = oneshot::channel();
        let (send_number, number) = oneshot::channel();
        let (session, previews) = (Arc::clone(session), previews.clone());
        let read = move || {
            let mut link = None;
            let mut waiting = Some(send_number);
            let show = |number: NumberKey| {
                let Some(send_number) = waiting.take() else { return };
                let cache = session.cache();
                let (codes, groups) = (cache.codes(&number), cache.groups(&number));
                let refused = if groups.is_none() { cache.groups_refused(&number) } else { None };
                let first = codes.as_ref().and_then(|seen| Some(seen.value.get(0)?.link().into_owned()));
                // Whoever waited may have given up.
                let _ = send_number.send(Packed { number, codes, groups, refused });
                link = first;
            };
            // The codes of one number are unpacked while the other numbers are read.
            let restored = restored(&session, show);
            let _ = send_numbers.send(restored);
            if let Some(link) = link {
                previews.of(&link).make(USUAL, ink);
            }
        };
        runtime.spawn(async move { block_in_place(read) });
        Self { numbers, number }
    }

    /// The numbers, where they have come by then.
    pub async fn numbers(&mut self, until: Instant) -> Option<Restored> {
        timeout_at(until, &mut self.numbers).await.ok()?.ok()
    }

    /// What is known of the number that is shown with them, where it has come by then. The numbers come after it, and say
    /// whether it still is one of them.
    pub async fn number(&mut self, until: Instant) -> Option<CachedNumber> {
        let Packed { number, codes, groups, refused } = timeout_at(until, &mut self.number).await.ok()?.ok()?;
        let codes = codes.map(|Seen { value, at }| dated(Seen { value: value.unpacked(), at }));
        Some(CachedNumber { number, codes, groups: groups.map(dated), refused })
    }
}
