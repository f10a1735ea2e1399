//! What a service finds out about an account of its own, in steps that people read.

mod probe;
mod report;

use std::time::Duration;

use crate::model::{Error, ErrorKind, Result};
pub use probe::{Probe, probe};
pub use report::{Outcome, Report, Step};

/// Longest wait for one answer of a service.
const PATIENCE: Duration = Duration::from_secs(15);

/// Waits for an answer, but not for ever.
pub(in crate::provider) async fn patiently<T>(call: impl Future<Output = Result<T>>) -> Result<T> {
    let seconds = PATIENCE.as_secs();
    tokio::time::timeout(PATIENCE, call).await.unwrap_or_else(|_| {
        Err(Error::new(ErrorKind::Unavailable, format!("The service did not answer in {seconds} seconds."))
            .advise("Check the network and the URL of the profile, then try again."))
    })
}
