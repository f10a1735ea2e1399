//! What is done on this machine.

use std::path::{Path, PathBuf};
use std::time::Duration;

use reqwest::Url;
use tokio::task;

use super::rows::read_rows;
use crate::app::effect::Reply;
use crate::app::{KeyringState, LocalTask, SaveOrder, SaveReport};
use crate::audit::complete;
use crate::child;
use crate::config::secret::{Hidden, keyring};
use crate::config::{Editing, Paths, home_dir};
use crate::export::{self, ExportMonitor, ExportResult, Replace};
use crate::model::{Error, ErrorKind, Result, clean};
use crate::provider::Call;

/// How long a program that opens links may take to say that it cannot. One that runs longer than this has the link.
const OPEN_WITHIN: Duration = Duration::from_secs(3);

/// Does a local task. Programs that are started for it do not get what is `hidden`; the configuration is that of `paths`.
pub(super) async fn run(task: LocalTask, call: Call, hidden: Hidden, paths: Paths) -> Result<Reply> {
    match task {
        LocalTask::Open(link) => open_link(&link, hidden).await.map(|()| Reply::Done),
        LocalTask::OpenFile(path) => blocking(move || open_file(&path, &hidden)).await?.map(|()| Reply::Done),
        LocalTask::Save(order) => blocking(move || save(&order, &call)).await?,
        LocalTask::Complete(line) => blocking(move || Reply::Completed(complete(&line))).await,
        LocalTask::ReadRows(choices) => blocking(move || Reply::RowsRead(Box::new(read_rows(&choices)))).await,
        LocalTask::ProbeKeyring => Ok(Reply::Keyring(match keyring::probe().await {
            Ok(()) => KeyringState::Usable,
            Err(why) => KeyringState::Unusable(why),
        })),
        LocalTask::KeepTheme(theme) => {
            let keep = move || Editing::begin(&paths)?.set_theme(theme.as_deref());
            blocking(keep).await?.map(|()| Reply::Done)
        }
        LocalTask::KeepKey(change) => {
            let keep = move || Editing::begin(&paths)?.set_key(&change);
            blocking(keep).await?.map(|()| Reply::Done)
        }
        // Has a task of its own, which tells how far it has come.
        LocalTask::Audit(_) => Err(Error::new(ErrorKind::Internal, "An audit is no local task of this kind.")),
    }
}

/// Opens a link in the system's browser. The programs that are started for it do not get what is `hidden`.
///
/// # Errors
/// [`ErrorKind::Refused`] for what is no web address, [`ErrorKind::Config`] where nothing opens it.
pub async fn open_link(link: &str, hidden: Hidden) -> Result<()> {
    let url = web(link)?;
    blocking(move || open(&url, &hidden)).await?
}

/// Does something that waits for the machine, where that holds nobody up.
pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    task::spawn_blocking(work)
        .await
        .map_err(|_| Error::new(ErrorKind::Internal, "An internal error occurred in qrdeck."))
}

/// The link as a URL that a browser is meant for. Links come from services: what they call `file:` or
/// `javascript:` is opened by nobody.
fn web(link: &str) -> Result<Url> {
    Url::parse(link.trim()).ok().filter(|url| matches!(url.scheme(), "https" | "http") && url.has_host()).ok_or_else(
        || {
            let message = format!("{} is not the address of a web page, so it was not opened.", clean::line(link));
            Error::new(ErrorKind::Refused, message).advise("Copy it if you trust it.")
        },
    )
}

/// Hands a URL to whatever the system opens links with.
fn open(url: &Url, hidden: &Hidden) -> Result<()> {
    child::open(url.as_str(), hidden, OPEN_WITHIN).map_err(|error| {
        let message = format!("No browser could open the link: {error}.");
        Error::new(ErrorKind::Config, message)
            .advise("Over SSH or without a desktop there is no browser: copy the link or scan it.")
    })
}

/// Hands a file that qrdeck has written to whatever the system opens it with.
fn open_file(path: &Path, hidden: &Hidden) -> Result<()> {
    let path = path.to_str().ok_or_else(|| Error::new(ErrorKind::Config, "The name of the file is not Unicode."))?;
    child::open(path, hidden, OPEN_WITHIN).map_err(|error| {
        let message = format!("No program could open {}: {error}.", clean::line(path));
        Error::new(ErrorKind::Config, message)
            .advise("Without a desktop nothing opens files: copy it to where there is.")
    })
}

/// The end of a save that nobody waited for.
pub(super) fn given_up() -> Error {
    Error::new(ErrorKind::OutcomeUnknown, "Saving was aborted; some of the files may have been written.")
        .advise("Check the directory. Every file in it is complete and was read back.")
}

/// Writes files, decodes them, and says where they are; or says what is in their way.
fn save(order: &SaveOrder, call: &Call) -> Result<Reply> {
    let go_on = |codes| {
        call.progress.rows(codes);
        !call.cancel.is_cancelled()
    };
    let watch = ExportMonitor::new(&go_on);
    let replace = Replace::These(&order.replace);
    let mut request = order.request()?;
    request.borrow_fonts(&order.items);
    let directory = directory(&order.directory)?;
    let (drafts, notes) = export::plan(&order.items, &request, &watch).map_err(of_the_form)?;
    let in_the_way = export::save::in_the_way(&directory, &drafts, replace);
    if !in_the_way.is_empty() {
        return Ok(Reply::InTheWay(in_the_way));
    }
    export::save::prepare(&directory, &drafts, replace).map_err(of_the_form)?;
    let ExportResult { files, unsaved, error, .. } = export::write(&drafts, &directory, replace, &watch);
    match error.map(of_the_form) {
        // Nothing is there, so there is nothing to list.
        Some(error) if files.is_empty() => Err(error),
        error => {
            let files = files.into_iter().map(|file| file.path).collect();
            Ok(Reply::Saved(Box::new(SaveReport { files, notes, unsaved, error })))
        }
    }
}

/// The directory that a person means.
fn directory(text: &str) -> Result<PathBuf> {
    let named = match text.trim().strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with(std::path::is_separator) => {
            let home = home_dir().ok_or_else(|| {
                Error::config("There is no home directory.").advise("Enter the full path of the directory.")
            })?;
            home.join(rest.trim_start_matches(std::path::is_separator))
        }
        _ => PathBuf::from(text.trim()),
    };
    std::path::absolute(&named).map_err(|error| {
        Error::config(format!("The directory {} cannot be used: {error}.", clean::line(text)))
            .advise("Name another directory.")
    })
}

/// An error as the form tells it: what it advises for a command line has no place there.
fn of_the_form(error: Error) -> Error {
    match error.kind {
        ErrorKind::Refused => error.advise("Replace it, or choose another name or directory."),
        _ if error.advice.contains("--") => error.advise("Change the field it is about, and save again."),
        _ => error,
    }
}

#[cfg(test)]
#[path = "local_task_tests.rs"]
mod tests;
