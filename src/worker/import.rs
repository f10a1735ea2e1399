//! Files of rows: checked for a person to look at, then created.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;

use super::local_task::blocking;
use super::progress::RequestEvents;
use super::provider::metered;
use super::quota_monitor::QuotaMonitor;
use super::rows::read_rows;
use super::services::Services;
use crate::app::effect::{Reply, WorkerEvent};
use crate::app::{ImportDone, ImportRequest, ImportSheets};
use crate::audit::place;
use crate::creation::{Creator, Target};
use crate::export::{Replace, sheets_file};
use crate::import::{self, Accounts, ImportOrder, NotChecked, Plan, Preview};
use crate::model::{Draft, Error, Profile, ProfileName, QrCode, Result, clean, limits};
use crate::provider::{Call, CallEvent, PageListener, Progress, Provider};

/// Does what is asked about a file. Cancelled, it creates no more and finds out what it has done.
pub(super) async fn run(
    services: &Services,
    request: ImportRequest,
    call: &Call,
    quota: &Arc<QuotaMonitor>,
    events: &RequestEvents,
) -> Result<Reply> {
    let told = call.progress.clone();
    // Of several lists at once nobody wants to know how many rows each has.
    let progress = Progress::new(move |report| {
        if !matches!(report, CallEvent::Rows(_)) {
            told.report(report);
        }
    });
    let call = Call { progress, pages: PageListener::default(), ..call.clone() };
    match request {
        ImportRequest::Check { choices, profiles } => {
            let order = blocking(move || {
                choices.sheets.as_ref().map(sheets_path).transpose()?;
                read_rows(&choices)
            });
            let order = order.await??;
            let plan = check(services, &order, profiles, &call, quota).await;
            match plan {
                Ok(plan) => Ok(Reply::ImportChecked(Box::new(plan.preview))),
                // The mistakes of the file are worth to be known anyway.
                Err(_) if !order.campaign.mistakes.is_empty() => {
                    Ok(Reply::ImportChecked(Box::new(Preview::unchecked(order))))
                }
                Err(error) => Err(error),
            }
        }
        ImportRequest::Create { preview, sheets, profiles } => {
            let to = |sheets: ImportSheets| Ok((sheets_path(&sheets)?, sheets));
            let sheets = blocking(move || sheets.map(to).transpose()).await??;
            let plan = check(services, &preview.order(), profiles.clone(), &call, quota).await?;
            if !plan.preview.mistakes.is_empty() || wants_more(&plan.preview, &preview) {
                return Ok(Reply::ImportChecked(Box::new(plan.preview)));
            }
            let names = profiles.into_iter().map(|profile| profile.name).collect();
            let creator = WorkerCreator { services, call: &call, quota, names };
            let tell = |progress| events.send(WorkerEvent::Import { id: events.id, progress });
            let journal = services.session.journal();
            let imported = import::import(journal, plan, &creator, limits::BATCH_CHANGES, &tell).await?;
            let sheets = match sheets.filter(|_| imported.preview.is_complete()) {
                Some((path, sheets)) => Some(print(path, &sheets, &imported.preview).await),
                None => None,
            };
            Ok(Reply::Imported(Box::new(ImportDone { imported, sheets })))
        }
    }
}

/// Where the sheets are printed: something that can be written in the end.
fn sheets_path(sheets: &ImportSheets) -> Result<PathBuf> {
    let path = place(sheets.path.trim())?;
    sheets_file::check_name(&path, Replace::Nothing)?;
    Ok(path)
}

/// Prints the codes of all rows.
async fn print(path: PathBuf, sheets: &ImportSheets, preview: &Preview) -> Result<(PathBuf, Vec<String>)> {
    let items = import::items(preview);
    let (style, size_mm) = (sheets.look.style()?, sheets.size_mm());
    let write = move || sheets_file::write_sheets(&path, &items, style, size_mm, Replace::Nothing);
    let (saved, notes) = blocking(write).await??;
    Ok((saved.path, notes))
}

/// Whether something is to be created now that a person has not seen.
fn wants_more(now: &Preview, seen: &Preview) -> bool {
    let states = now.states.iter().zip(&seen.states);
    let target = |preview: &Preview, number: Option<usize>| number.and_then(|at| Some(preview.numbers.get(at)?.key()));
    states.clone().count() != now.states.len()
        || states
            .filter(|(now, _)| now.fate.is_wanted())
            .any(|(of, was)| !was.fate.is_wanted() || target(now, of.number) != target(seen, was.number))
}

async fn check(
    services: &Services,
    order: &ImportOrder,
    profiles: Vec<Profile>,
    call: &Call,
    quota: &Arc<QuotaMonitor>,
) -> Result<Plan> {
    let metered = |profile: &Profile, provider: &Arc<dyn Provider>| {
        metered(
            Call { cancel: tokio_util::sync::CancellationToken::new(), ..call.clone() },
            quota,
            &profile.name,
            provider,
        )
    };
    let (connect, journal) = (&*services.connect, services.session.journal());
    let accounts = Accounts { connect, profiles, journal, call: &metered };
    import::check(&accounts, order).await.map_err(|NotChecked { error, profile }| match profile {
        Some(profile) => Error { message: format!("{profile}: {}", clean::line(&error.message)), ..error },
        None => error,
    })
}

/// Creates codes on behalf of the app.
struct WorkerCreator<'a> {
    services: &'a Services,
    call: &'a Call,
    quota: &'a Arc<QuotaMonitor>,
    names: Vec<ProfileName>,
}

#[async_trait]
impl Creator for WorkerCreator<'_> {
    async fn create(&self, target: &Target, draft: &Draft) -> Result<QrCode> {
        let call = metered(self.call.clone(), self.quota, &target.profile.name, &target.provider);
        target.provider.create(&call, &target.phone.id, draft).await
    }

    fn is_stopping(&self) -> bool {
        self.call.cancel.is_cancelled()
    }

    async fn settle(&self) {
        let (services, names) = (self.services.clone(), self.names.clone());
        let look = async move { services.session.journal().settle(&*services.connect, &names).await };
        // On a task of its own, so that it gives back what it has taken to look up even where nobody waits any longer.
        // What cannot be looked up now stays open, and is told as unknown.
        let _ = tokio::spawn(look).await;
    }

    fn looks_for(&self, _: usize, _: Duration) {
        self.call.progress.report(CallEvent::Settling);
    }
}
