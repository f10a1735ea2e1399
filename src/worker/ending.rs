//! How each kind of request may be brought to an end: by the person, and when the app leaves.

use std::time::Duration;

use crate::app::{
    CacheRequest, ConnectMistake, DbEvent, DbRequest, Finding, ImportRequest, KeyringState, LocalTask, ProfileEvent,
    ProfileRequest, Reply, Request,
};
use crate::model::{Error, ErrorKind, ProfileName, Result};

/// How long changes that are being sent, and what is being written on this machine, may take when the app leaves.
pub const GRACE: Duration = Duration::from_secs(5);
/// How long anything else may take then: a keyring that asks for a password can wait for ever.
pub const LAST_WAIT: Duration = Duration::from_millis(200);
/// How long a change or a save that is stopped may take to find out its outcome.
pub(super) const SETTLE_WITHIN: Duration = Duration::from_mins(1);

/// What stopping does to a running request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnStop {
    /// It is dropped: nothing comes of it.
    Drop,
    /// It finds out what it has done, within [`SETTLE_WITHIN`]; stopped once more it is dropped.
    Settle,
    /// It ends where nothing is lost by that, and goes on otherwise.
    Tell,
    /// Nothing: it is over soon, and half of it is worth nothing.
    GoOn,
}

/// What a request that has not ended is given when the app leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OnLeave {
    /// Nothing: nobody looks at its answer.
    Drop,
    /// The grace, where it runs.
    Grace,
    /// The grace, even where it only waits to run: the app has told the person that it is done.
    Keep,
    /// As long as there is something to wait for, and [`LAST_WAIT`].
    LastWait,
}

/// What stopping does to a request.
pub(super) fn on_stop(request: &Request) -> OnStop {
    match request {
        Request::Read(_)
        | Request::Sync(_)
        | Request::Search(_)
        | Request::Local(
            LocalTask::Audit(_)
            | LocalTask::Complete(_)
            | LocalTask::ReadRows(_)
            | LocalTask::ProbeKeyring
            | LocalTask::Open(_)
            | LocalTask::OpenFile(_),
        )
        | Request::Profiles(ProfileRequest::List | ProfileRequest::Check(_)) => OnStop::Drop,
        Request::Import(request) if matches!(**request, ImportRequest::Check { .. }) => OnStop::Drop,
        Request::Write(_) | Request::Import(_) | Request::Local(LocalTask::Save(_)) => OnStop::Settle,
        Request::Connect(_) => OnStop::Tell,
        Request::Database(_)
        | Request::Cache(_)
        | Request::Local(LocalTask::KeepTheme(_) | LocalTask::KeepKey(_))
        | Request::Profiles(ProfileRequest::Remove(_))
        | Request::Recover { .. } => OnStop::GoOn,
    }
}

/// What a request is given when the app leaves. What looking up open changes leaves undone the next run takes up.
pub(super) fn on_leave(request: &Request) -> OnLeave {
    match request {
        Request::Read(_)
        | Request::Sync(_)
        | Request::Search(_)
        | Request::Local(
            LocalTask::Audit(_) | LocalTask::Complete(_) | LocalTask::ReadRows(_) | LocalTask::ProbeKeyring,
        )
        | Request::Profiles(ProfileRequest::List | ProfileRequest::Check(_))
        | Request::Cache(CacheRequest::Number(_) | CacheRequest::Syncs)
        | Request::Recover { .. } => OnLeave::Drop,
        Request::Import(request) if matches!(**request, ImportRequest::Check { .. }) => OnLeave::Drop,
        Request::Write(_)
        | Request::Import(_)
        | Request::Local(
            LocalTask::Save(_)
            | LocalTask::Open(_)
            | LocalTask::OpenFile(_)
            | LocalTask::KeepTheme(_)
            | LocalTask::KeepKey(_),
        ) => OnLeave::Grace,
        Request::Cache(CacheRequest::Remember { .. } | CacheRequest::EndSync(_)) => OnLeave::Keep,
        Request::Database(ask) => match ask {
            DbRequest::KeepDraft(..)
            | DbRequest::DropDraft(_)
            | DbRequest::SetLabel(..)
            | DbRequest::Close(_)
            | DbRequest::Plan(_)
            | DbRequest::Drop(_) => OnLeave::Keep,
            DbRequest::Labels
            | DbRequest::RetiredCodes
            | DbRequest::Page(_)
            | DbRequest::Entries(_)
            | DbRequest::News { .. }
            | DbRequest::Drafts
            | DbRequest::Retirements(_) => OnLeave::Drop,
        },
        Request::Profiles(ProfileRequest::Remove(_)) | Request::Connect(_) => OnLeave::LastWait,
    }
}

/// What a request is, for the log: nothing of what is asked.
pub(super) fn kind(request: &Request) -> &'static str {
    match request {
        Request::Read(_) => "a read",
        Request::Write(_) => "a change",
        Request::Local(_) => "a task on this machine",
        Request::Database(_) => "a request to the database",
        Request::Cache(_) => "a request to the cache",
        Request::Search(_) => "a search",
        Request::Sync(_) => "a sync",
        Request::Import(_) => "an import",
        Request::Profiles(_) => "a request about the profiles",
        Request::Connect(_) => "connecting an account",
        Request::Recover { .. } => "looking up open changes",
    }
}

/// The end of a request that did not get to one of its own. Some answers say themselves what they are about, so they
/// carry their failures inside.
pub(super) fn without_answer(request: &Request, error: Error) -> Result<Reply> {
    Ok(match request {
        // Who waits for it would wait for ever.
        Request::Local(LocalTask::ProbeKeyring) => Reply::Keyring(KeyringState::Unusable("it could not be asked")),
        Request::Read(_)
        | Request::Write(_)
        | Request::Local(_)
        | Request::Cache(_)
        | Request::Sync(_)
        | Request::Import(_)
        | Request::Search(_)
        | Request::Profiles(ProfileRequest::List)
        | Request::Recover { .. } => return Err(error),
        Request::Database(ask) => Reply::Database(DbEvent::Refused(Box::new(ask.clone()), error)),
        Request::Profiles(ProfileRequest::Remove(profile)) => {
            Reply::Profiles(ProfileEvent::Removed(profile.clone(), Err(error)))
        }
        Request::Profiles(ProfileRequest::Check(profile)) if error.kind == ErrorKind::Cancelled => {
            Reply::Profiles(ProfileEvent::Stopped(profile.clone()))
        }
        Request::Profiles(ProfileRequest::Check(profile)) => {
            let finding = Finding { good: false, sentence: error.message, advice: Some(error.advice) };
            Reply::Profiles(ProfileEvent::Checked { profile: profile.clone(), findings: vec![finding], failed: true })
        }
        Request::Connect(_) => {
            Reply::Connected { findings: Vec::new(), outcome: Err(vec![ConnectMistake::of(None, error)]) }
        }
    })
}

/// The end of a request that was dropped while it waited or ran.
pub(super) fn dropped(request: &Request) -> Result<Reply> {
    without_answer(request, cancelled())
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
    .advise("It is looked up again; the activity shows what is known.")
}

/// The end of an import that was given up while codes were being created.
pub(super) fn import_given_up() -> Error {
    Error::new(ErrorKind::OutcomeUnknown, "The import was abandoned; some of its codes may have been created.")
        .advise("Check the rows again with r: what was created is found.")
}

/// The end of a request that a bug ended. `unsent`: the service has certainly not got it.
pub(super) fn crashed(request: &Request, unsent: bool) -> Error {
    let message = "An internal error occurred in qrdeck.";
    match request {
        Request::Import(_) if request.is_change() => import_given_up(),
        Request::Write(_) if !unsent => {
            Error::new(ErrorKind::OutcomeUnknown, format!("{message} The change may have been carried out."))
                .advise("It is looked up again; the activity shows what is known. Please report this.")
        }
        Request::Read(_)
        | Request::Write(_)
        | Request::Sync(_)
        | Request::Search(_)
        | Request::Import(_)
        | Request::Local(_) => Error::new(ErrorKind::Internal, format!("{message} Nothing was changed.")),
        Request::Database(_)
        | Request::Cache(_)
        | Request::Profiles(_)
        | Request::Connect(_)
        | Request::Recover { .. } => {
            Error::new(ErrorKind::Internal, format!("{message} It may have been done in part."))
        }
    }
}
