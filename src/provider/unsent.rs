//! Whether a request can have reached its service.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::CallEvent;

/// Whether the service can have got a request, as far as its reports say: the last word counts. Nobody having
/// said a word, it can.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unsent(Arc<AtomicBool>);

impl Unsent {
    /// Notes a report.
    pub(crate) fn note(&self, report: CallEvent) {
        match report {
            CallEvent::Queued | CallEvent::Waiting { .. } => self.0.store(true, Ordering::Release),
            CallEvent::Sent => self.0.store(false, Ordering::Release),
            CallEvent::Rows(_) | CallEvent::Retrying { .. } | CallEvent::Settling => {}
        }
    }

    /// Whether the service has certainly not got the request.
    pub(crate) fn is_certain(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}
