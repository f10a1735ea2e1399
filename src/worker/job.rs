//! One request: at its provider, or at whatever else carries it out.

use std::sync::Arc;

use super::local_time::local;
use super::progress::RequestEvents;
use super::provider::{find, refused};
use super::quota_monitor::QuotaMonitor;
use super::services::Services;
use super::{cache, connect, database, import, local_task, picture, profiles, recover, search, sync};
use crate::app::effect::{Read, Reply, Request, Write};
use crate::model::Result;
use crate::provider::{Call, CallEvent, Connect, Provider};

/// Carries out a request. Until its provider is found nothing is sent, and `call` hears so.
pub(super) async fn run(
    services: Services,
    request: Request,
    call: Call,
    quota: Arc<QuotaMonitor>,
    events: RequestEvents,
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
        Request::Local(task) => local_task::run(task, call, connect.hidden(), services.paths).await,
        Request::Database(ask) => Ok(database::run(&services, ask).await),
        Request::Cache(ask) => Ok(cache::run(&services.session, ask).await),
        Request::Search(order) => search::run(&services, *order, events).await,
        Request::Sync(profile) => sync::run(&services, &profile, &call, &quota, &events).await,
        Request::Import(request) => import::run(&services, *request, &call, &quota, &events).await,
        Request::Profiles(ask) => Ok(Reply::Profiles(profiles::answer(&services, ask).await)),
        Request::Connect(order) => {
            let connecting = connect::connect(*order, &services.paths, &services.prompter, &call.cancel);
            let (findings, outcome) = connecting.await;
            Ok(Reply::Connected { findings, outcome })
        }
        Request::Recover { first } => Ok(Reply::Recovered(recover::recover(&services.session, first).await)),
    }
}

/// Carries out a read.
async fn look(connect: &dyn Connect, provider: &dyn Provider, call: &Call, read: &Read) -> Result<Reply> {
    match read {
        Read::Numbers(_) => provider.numbers(call).await.map(Reply::Numbers),
        Read::Codes(key) => provider.codes(call, &key.number).await.map(Reply::Codes),
        Read::Newest(key) => provider.look(call, &key.number).await.map(|look| match look.listed {
            Some(at) => Reply::Newest { codes: look.codes, listed: local(at) },
            None => Reply::Codes(look.codes),
        }),
        Read::Groups(key) => provider.groups(call, &key.number).await.map(Reply::Groups),
        Read::InviteLink(key) => {
            provider.invite_link(call, &key.number.number, &key.group).await.map(Reply::InviteLink)
        }
        Read::Picture(key) => {
            let places = connect.pictures(read.profile());
            picture::look(provider, call, key, &places).await.map(|seen| Reply::Picture(seen.says))
        }
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
