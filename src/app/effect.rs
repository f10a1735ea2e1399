//! What the app asks of the world, and what the world answers, as plain data.

use std::path::PathBuf;
use std::time::Duration;

use jiff::civil::DateTime;

pub use super::service::{Read, Write};
use super::{
    AuditResult, CacheNews, CacheRequest, CachedNumber, ConnectMistake, ConnectOrder, Connected, DbEvent, DbRequest,
    Finding, ImportDone, ImportRequest, KeyringState, LocalTask, ProfileEvent, ProfileRequest, Recovered, RequestId,
    SaveReport, SearchOrder, Searched, SecretRequest, SyncKnown,
};
use crate::audit::{Completion, ScanProgress};
use crate::config::secret::SecretKind;
use crate::import::{ImportOrder, ImportProgress, Preview};
use crate::model::{
    Error, Group, InviteLink, NumberKey, PhoneNumber, Priority, ProfileName, QrCode, Quota, Secret, Updated,
};
use crate::sync::Progress;

/// Something for the worker to carry out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Looks at a service.
    Read(Read),
    /// Changes something at a service.
    Write(Write),
    /// Is done on this machine.
    Local(LocalTask),
    /// Is asked of the database of this machine.
    Database(DbRequest),
    /// Is asked of the cache.
    Cache(CacheRequest),
    /// Looks for something among all that is known. A newer search replaces an older one.
    Search(Box<SearchOrder>),
    /// Lists everything that a profile has, within its quota.
    Sync(ProfileName),
    /// Checks a file of rows, or creates their codes.
    Import(Box<ImportRequest>),
    /// Is done about the profiles and their configuration.
    Profiles(ProfileRequest),
    /// Checks an account with its service, then stores its secret and writes its profile down. It can be stopped as long
    /// as nothing is stored.
    Connect(Box<ConnectOrder>),
    /// Looks up the outcome of changes whose outcome is not known.
    Recover {
        /// Whether this is the first time in a run: what earlier runs have left is told as well.
        first: bool,
    },
}

impl Request {
    /// The profile whose requests it is counted among; none for what is no call of a pane or a dialog to one service.
    pub fn profile(&self) -> Option<&ProfileName> {
        match self {
            Self::Read(read) => Some(read.profile()),
            Self::Write(write) => Some(write.profile()),
            Self::Sync(profile) => Some(profile),
            Self::Local(_)
            | Self::Database(_)
            | Self::Cache(_)
            | Self::Search(_)
            | Self::Import(_)
            | Self::Profiles(_)
            | Self::Connect(_)
            | Self::Recover { .. } => None,
        }
    }

    /// Whether it changes something at a service.
    pub fn is_change(&self) -> bool {
        match self {
            Self::Write(_) => true,
            Self::Import(request) => matches!(**request, ImportRequest::Create { .. }),
            _ => false,
        }
    }
}

/// The good answer to a [`Request`], one variant for each kind of request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// To [`Read::Numbers`].
    Numbers(Vec<PhoneNumber>),
    /// To [`Read::Codes`], and to [`Read::Newest`] where all were read.
    Codes(Vec<QrCode>),
    /// To [`Read::Newest`] where what was known still holds.
    Newest {
        /// All codes.
        codes: Vec<QrCode>,
        /// When all of them were listed.
        listed: DateTime,
    },
    /// To [`Read::Groups`].
    Groups(Vec<Group>),
    /// To [`Read::InviteLink`] and [`Write::ResetLink`].
    InviteLink(InviteLink),
    /// To [`Write::Create`].
    Code(QrCode),
    /// To [`Read::Picture`]: the text that was decoded from it.
    Picture(String),
    /// To [`Write::Update`].
    Updated(Updated),
    /// To [`LocalTask::Save`].
    Saved(Box<SaveReport>),
    /// To [`LocalTask::Save`] where these files are in the way: nothing was written.
    InTheWay(Vec<PathBuf>),
    /// To [`LocalTask::Audit`].
    Audited(Box<AuditResult>),
    /// To [`LocalTask::Complete`].
    Completed(Completion),
    /// To [`LocalTask::ReadRows`]: the rows, or why there are none.
    RowsRead(Box<Result<ImportOrder, Error>>),
    /// To [`Request::Database`], where there is anything to say.
    Database(DbEvent),
    /// To [`CacheRequest::Number`].
    Cached(Box<CachedNumber>),
    /// To [`Request::Search`].
    Searched(Box<Searched>),
    /// To [`CacheRequest::Syncs`].
    Syncs(Vec<(ProfileName, SyncKnown)>),
    /// To [`Request::Sync`].
    Synced {
        /// The numbers that could not be listed, and why.
        failed: Vec<(NumberKey, Error)>,
    },
    /// To [`ImportRequest::Check`], and to [`ImportRequest::Create`] where something else is there by now than was
    /// shown: nothing was sent.
    ImportChecked(Box<Preview>),
    /// To [`ImportRequest::Create`].
    Imported(Box<ImportDone>),
    /// To [`Request::Profiles`].
    Profiles(ProfileEvent),
    /// To [`Request::Connect`].
    Connected {
        /// What was found out.
        findings: Vec<Finding>,
        /// The account, or everything that keeps it from being connected.
        outcome: Result<Connected, Vec<ConnectMistake>>,
    },
    /// To [`LocalTask::ProbeKeyring`].
    Keyring(KeyringState),
    /// To [`Request::Recover`].
    Recovered(Recovered),
    /// To [`Write::Delete`], [`Write::RemoveLink`], [`LocalTask::Open`], [`LocalTask::KeepTheme`] and [`LocalTask::KeepKey`], and where the database has nothing to say.
    Done,
}

/// What the worker tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkerEvent {
    /// A running read has received this many rows so far, or a save has read back this many codes.
    Progress {
        /// The request.
        id: RequestId,
        /// Rows or codes so far.
        rows: usize,
    },
    /// A running read of codes has received a page of them.
    Page {
        /// The request.
        id: RequestId,
        /// The codes of the page.
        codes: Vec<QrCode>,
    },
    /// How far an audit has come.
    Audit {
        /// The request.
        id: RequestId,
        /// How far.
        progress: ScanProgress,
    },
    /// What a search has found so far.
    Search {
        /// The request.
        id: RequestId,
        /// So far.
        searched: Box<Searched>,
    },
    /// How far an import has come.
    Import {
        /// The request.
        id: RequestId,
        /// How far.
        progress: ImportProgress,
    },
    /// How far a sync has come.
    Sync {
        /// The request.
        id: RequestId,
        /// How far.
        progress: Progress,
    },
    /// A request failed in a way that may pass and is sent again after a wait.
    Retrying {
        /// The request.
        id: RequestId,
        /// The try to come; the first retry is 2.
        attempt: u32,
        /// The wait before it.
        wait: Duration,
    },
    /// The service of a request has asked to stay away; the request is sent after this wait.
    Waiting {
        /// The request.
        id: RequestId,
        /// How long.
        wait: Duration,
    },
    /// The answer to a change was lost; the worker looks up its outcome.
    Settling {
        /// The request.
        id: RequestId,
    },
    /// What is used of the limits of a profile's account has changed.
    Quota {
        /// The profile.
        profile: ProfileName,
        /// What is used now.
        quota: Quota,
    },
    /// Something a person should know of a profile's connection, though it works. Told once.
    Notice {
        /// The profile.
        profile: ProfileName,
        /// A sentence.
        text: String,
    },
    /// Something has become known of the cache.
    Cache(CacheNews),
    /// A profile needs a secret that only the person has. Until it is answered whatever needs it waits.
    SecretRequested(Box<SecretRequest>),
    /// Nobody waits for this secret any more.
    SecretWithdrawn {
        /// The profile.
        profile: ProfileName,
        /// Which of its secrets.
        kind: SecretKind,
    },
    /// A request has ended. Told exactly once for each request.
    Ended {
        /// The request.
        id: RequestId,
        /// How.
        outcome: Result<Reply, Error>,
    },
}

/// Alarms the app sets for itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Alarm {
    /// The selection has rested: load what is selected.
    Settle,
    /// The filter has rested: count what it matches at other numbers.
    Elsewhere,
    /// The codes on screen have rested: fold their texts for a filter.
    Fold,
    /// The oldest toast has been seen.
    Toast,
    /// The spinner moves.
    Spin,
    /// The clock of a wait shows another second.
    Tick,
    /// What is not known is looked up again.
    LookUp,
    /// A sync is due.
    Sync,
    /// What was typed into forms is kept.
    Draft,
    /// The open journal asks for what is new.
    Journal,
    /// The second Ctrl-C comes too late from here on.
    QuitArmed,
}

/// What `update` wants done. The run loop does it; nothing else does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Send a request to the worker.
    Ask {
        /// Its name.
        id: RequestId,
        /// What is asked.
        request: Request,
        /// How urgent it is.
        priority: Priority,
    },
    /// Stop a running request.
    Cancel(RequestId),
    /// Put text on the clipboard of the terminal the person sits at; [`super::Msg::Copied`] says what came of it.
    Copy {
        /// What it is: "The link".
        what: String,
        /// The text.
        text: String,
    },
    /// Send [`super::Msg::Alarm`] after a while. An alarm that is set already is set anew.
    After(Duration, Alarm),
    /// Answer [`WorkerEvent::SecretRequested`].
    Secret {
        /// The profile.
        profile: ProfileName,
        /// Which of its secrets.
        kind: SecretKind,
        /// What the person has typed; nothing where the person will not, for now.
        given: Option<Secret>,
    },
    /// What the person would not give may be asked for again.
    AskAgain(ProfileName),
    /// Take the mouse from the terminal, or give it back.
    Mouse(bool),
    /// Begin again with the profiles as they are configured now.
    Reopen,
    /// Leave.
    Quit,
}
