//! The provider of a request: found, metered, and told where its credentials were refused.

use std::sync::Arc;

use super::ending::cancelled;
use super::quota_monitor::QuotaMonitor;
use crate::model::{Error, ErrorKind, ProfileName, Result};
use crate::provider::{Call, CallEvent, Connect, Progress, Provider};

/// Tells that the service has refused the credentials, where it has. Returns whether others can be had.
pub(super) async fn refused(
    connect: &dyn Connect,
    profile: &ProfileName,
    provider: &Arc<dyn Provider>,
    error: Option<&Error>,
) -> bool {
    match error {
        Some(error) if error.kind == ErrorKind::Auth => connect.refused(profile, provider, error).await,
        _ => false,
    }
}

/// Finds the provider of a profile, as long as nobody cancels, and has the call metered.
pub(super) async fn find(
    connect: &dyn Connect,
    profile: &ProfileName,
    call: Call,
    quota: &Arc<QuotaMonitor>,
) -> Result<(Arc<dyn Provider>, Call)> {
    let provider = tokio::select! {
        provider = connect.provider(profile) => provider?,
        () = call.cancel.cancelled() => return Err(cancelled()),
    };
    call.progress.report(CallEvent::Sent);
    let call = metered(call, quota, profile, &provider);
    Ok((provider, call))
}

/// The call, with a look at the quota whenever it gets on.
pub(super) fn metered(
    call: Call,
    quota: &Arc<QuotaMonitor>,
    profile: &ProfileName,
    provider: &Arc<dyn Provider>,
) -> Call {
    let (told, quota) = (call.progress.clone(), Arc::clone(quota));
    let (profile, provider) = (profile.clone(), Arc::clone(provider));
    let progress = Progress::new(move |report| {
        told.report(report);
        if matches!(report, CallEvent::Sent | CallEvent::Rows(_)) {
            quota.look(&profile, &provider);
        }
    });
    Call { progress, ..call }
}
