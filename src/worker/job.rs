//! One request: at its provider, or at whatever else carries it out.

use std::sync::Arc;

use super::quota_monitor::QuotaMonitor;
use super::services::Services;
use super::sync::{self, SyncEvents};
use super::{cache, connect, database, local_task, picture, profiles, recover};
use crate::app::effect::{Read, Reply, Request, Write};
use crate::model::{Error, ErrorKind, ProfileName, Result};
use crate::provider::{Call, CallEvent, Connect, Progress, Provider};

/// Carries out a request. Until its provider is found nothing is sent, and `call` hears so.
pub(super) async fn run(
    services: Services,
    request: Request,
    call: Call,
    quota: Arc<QuotaMonitor>,
    events: SyncEvents,
) -> Result<Reply> {
    call.progress.report(CallEvent::Queued);
    let connect = &*services.connect;
    match request {
        Request::Read(read) => loop {
            let (provider, call) = find(connect, read.profile(), call.clone(), &quota).await?;
            let outcome = look(connect, &*provider, &call, &read).await;
            quota.look(read.profile(), &provider);
            // Each time round, a person has typed another secret.
            if !refused(connect, read.profile(), &provider, outcome.as_ref().err()).await {
                return outcome;
            }
        },
        Request::Write(write) => {
            let (provider, call) = find(connect, write.profile(), call, &quota).await?;
            let outcome = change(&*provider, &call, &write).await;
            quota.look(write.profile(), &provider);
            // A change is sent once; the next request asks for the secret.
            refused(connect, write.profile(), &provider, outcome.as_ref().err()).await;
            outcome
        }
        Request::Local(task) => local_task::run(task, call, connect.hidden()).await,
        Request::Database(ask) => Ok(database::run(&services.session, ask).await),
        Request::Cache(ask) => Ok(cache::run(&services.session, ask).await),
        Request::Sync(profile) => sync::run(&services, &profile, &call, &quota, &events).await,
        Request::Profiles(ask) => Ok(Reply::Profiles(profiles::answer(&services, ask).await)),
        Request::Connect(order) => {
            let connecting = connect::connect(*order, &services.paths, &services.prompter, &call.cancel);
            let (findings, outcome) = connecting.await;
            Ok(Reply::Connected { findings, outcome })
        }
        Request::Recover { first } => Ok(Reply::Recovered(recover::recover(&services.session, first).await)),
    }
}

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

/// Carries out a read.
async fn look(connect: &dyn Connect, provider: &dyn Provider, call: &Call, read: &Read) -> Result<Reply> {
    match read {
        Read::Numbers(_) => provider.numbers(call).await.map(Reply::Numbers),
        Read::Codes(key) => provider.codes(call, &key.number).await.map(Reply::Codes),
        Read::Groups(key) => provider.groups(call, &key.number).await.map(Reply::Groups),
        Read::InviteLink(key) => {
            provider.invite_link(call, &key.number.number, &key.group).await.map(Reply::InviteLink)
        }
        Read::Picture(key) => {
            let places = connect.pictures(read.profile());
            picture::says(provider, call, key, &places).await.map(Reply::Picture)
        }
        Read::Code { key, image } => provider.code(call, &key.number.number, &key.code, *image).await.map(Reply::Code),
    }
}

/// Carries out a change.
async fn change(provider: &dyn Provider, call: &Call, write: &Write) -> Result<Reply> {
    let number = &write.number().number;
    match write {
        Write::Create { draft, again, despite_open, .. } => {
            let (again, despite_open) = (again.map(|entry| entry.0), *despite_open);
            let call = Call { again, despite_open, ..call.clone() };
            provider.create(&call, number, draft).await.map(Reply::Code)
        }
        Write::Update { key, draft, seen } => {
            provider.update(&call.expecting(seen), number, &key.code, draft).await.map(Reply::Updated)
        }
        Write::Delete { key, seen } => {
            provider.delete(&call.expecting(seen), number, &key.code).await.map(|()| Reply::Done)
        }
        Write::ResetLink { key, seen, despite_open } => {
            let call = Call { despite_open: *despite_open, ..call.expecting_link(seen.clone()) };
            provider.reset_link(&call, number, &key.group).await.map(Reply::InviteLink)
        }
        Write::RemoveLink { key, seen, despite_open } => {
            let call = Call { despite_open: *despite_open, ..call.expecting_link(seen.clone()) };
            provider.remove_link(&call, number, &key.group).await.map(|()| Reply::Done)
        }
    }
}

/// The end of a request that was cancelled before it had any effect.
pub(super) fn cancelled() -> Error {
    Error::new(ErrorKind::Cancelled, "It was cancelled; nothing was changed.")
}

/// The end of a read that an equal, newer one replaced.
pub(super) fn replaced() -> Error {
    Error::new(ErrorKind::Cancelled, "A newer request replaced it.")
}

/// The end of a change that was given up while the service may have had it.
pub(super) fn given_up(profile: &ProfileName) -> Error {
    Error::new(
        ErrorKind::OutcomeUnknown,
        format!(
            "The change was abandoned after it had been sent to the service of `{profile}`; it may have been carried out."
        ),
    )
    .advise("It is looked up again; J shows what is known.")
}

/// The end of a request that a bug ended. `unsent`: the service has certainly not got it.
pub(super) fn crashed(request: &Request, unsent: bool) -> Error {
    let message = "An internal error occurred in qrdeck.";
    match request {
        Request::Write(_) if !unsent => {
            Error::new(ErrorKind::OutcomeUnknown, format!("{message} The change may have been carried out."))
                .advise("It is looked up again; J shows what is known. Please report this.")
        }
        Request::Read(_) | Request::Write(_) | Request::Sync(_) | Request::Local(_) => {
            Error::new(ErrorKind::Internal, format!("{message} Nothing was changed."))
        }
        Request::Database(_)
        | Request::Cache(_)
        | Request::Profiles(_)
        | Request::Connect(_)
        | Request::Recover { .. } => {
            Error::new(ErrorKind::Internal, format!("{message} It may have been done in part."))
        }
    }
}
