//! What a running call reports, on its way to the screen.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::app::RequestId;
use crate::app::effect::WorkerEvent;
use crate::provider::{CallEvent, PageListener, Progress, Unsent};

/// Shortest time between two counts of rows: faster than that nobody reads them.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// Where it is told how far a request has come.
#[derive(Debug, Clone)]
pub(super) struct RequestEvents {
    /// The request.
    pub(super) id: RequestId,
    /// The app.
    pub(super) events: mpsc::UnboundedSender<WorkerEvent>,
}

impl RequestEvents {
    /// Tells something. Nobody listens any more when the app is leaving.
    pub(super) fn send(&self, event: WorkerEvent) {
        let _ = self.events.send(event);
    }
}

/// Passes reports on as events of the request `id`, the first count of rows at once and later ones at most every
/// [`TELL_EVERY`], and notes in `unsent` whether the service can have the request.
pub(super) fn teller(id: RequestId, events: mpsc::UnboundedSender<WorkerEvent>, unsent: Unsent) -> Progress {
    let told = Mutex::new(None::<Instant>);
    Progress::new(move |report| {
        unsent.note(report);
        let event = match report {
            CallEvent::Rows(rows) => {
                let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
                let now = Instant::now();
                if told.is_some_and(|at| now.duration_since(at) < TELL_EVERY) {
                    return;
                }
                *told = Some(now);
                WorkerEvent::Progress { id, rows }
            }
            CallEvent::Retrying { attempt, wait } => WorkerEvent::Retrying { id, attempt, wait },
            CallEvent::Settling => WorkerEvent::Settling { id },
            CallEvent::Waiting { wait } => WorkerEvent::Waiting { id, wait },
            CallEvent::Queued | CallEvent::Sent => return,
        };
        // Nobody listens any more when the app is leaving.
        let _ = events.send(event);
    })
}

/// Passes the pages of a list of codes on as events of the request `id`.
pub(super) fn page_teller(id: RequestId, events: mpsc::UnboundedSender<WorkerEvent>) -> PageListener {
    PageListener::new(move |codes| {
        // Nobody listens any more when the app is leaving.
        let _ = events.send(WorkerEvent::Page { id, codes: codes.to_vec() });
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn rows_are_told_at_a_readable_pace() {
        let (events, mut heard) = mpsc::unbounded_channel();
        let progress = teller(RequestId(1), events, Unsent::default());
        for rows in 1..=50 {
            progress.rows(rows);
            tokio::time::advance(Duration::from_millis(10)).await;
        }
        drop(progress);
        let mut rows = Vec::new();
        while let Some(WorkerEvent::Progress { rows: told, .. }) = heard.recv().await {
            rows.push(told);
        }
        assert_eq!(rows, [1, 11, 21, 31, 41]);
    }
}
