//! What the app tells the worker.

use std::time::Duration;

use crate::app::RequestId;
use crate::app::effect::Request;
use crate::model::Priority;

/// A word of the app to the worker.
#[derive(Debug)]
pub(super) enum Command {
    /// Carry this out.
    Ask {
        /// Its name.
        id: RequestId,
        /// What is asked.
        request: Request,
        /// How urgent it is.
        priority: Priority,
    },
    /// Stop this.
    Cancel(RequestId),
    /// Come to an end.
    Shutdown {
        /// How long running changes may still take.
        grace: Duration,
    },
}
