//! The calls of an account, counted by all processes of this machine together.
//!
//! A service counts the calls of an account, whoever makes them: the app, a command in a script, a second profile. So
//! each account has a file in the data directory with the last calls of each operation and the penalties that run. It
//! is a few hundred bytes, held locked for the time it takes to read and write them. What cannot be read, is of another
//! start of the machine, or lies further ahead than a penalty can last, counts as nothing; where the file cannot be
//! written, every process counts for itself. The name of the file is a hash with a random salt, so that it reveals to
//! nobody which account or token it belongs to.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tokio::time::sleep;

use super::clock;
use crate::model::Priority;

/// The form of the file.
const VERSION: u32 = 1;
/// What the service counts over, as in [`super::wait_queue`].
const WINDOW: u64 = 1_005;
/// Longest time that a stamp can lie ahead.
const AHEAD: u64 = 25 * 60 * 60 * 1_000;
/// A person's call that waits keeps calls of the background back for so long, and says so again while it waits.
const WAITS: u64 = 500;
/// Wait between two looks while others hold the file.
const BUSY: Duration = Duration::from_millis(2);
/// Looks at a file that others hold; it is held for some microseconds.
const LOOKS: usize = 250;
/// Longest file that is read.
const LONGEST: u64 = 64 << 10;

/// Names a call that was let through.
pub(super) type CallId = u64;

/// What came of asking for a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// It may be sent now.
    Now(CallId),
    /// Not before so long.
    In(Duration),
    /// The service has asked all to stay away for so long.
    Paused(Duration),
}

/// What is in the file.
#[derive(Debug, Default, Serialize, Deserialize)]
struct CallLog {
    version: u32,
    boot: String,
    serial: CallId,
    ops: BTreeMap<String, Op>,
    /// Until when calls pause, by the business account that it is about; the empty one means all.
    pauses: BTreeMap<String, u64>,
}

/// The calls of one operation.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Op {
    /// The last ones, with the latest moment at which the service can have received them.
    calls: Vec<(CallId, u64)>,
    paused_until: u64,
    /// Until then a call waits for which a person waits.
    person_until: u64,
}

impl CallLog {
    /// Whether it can be believed.
    fn is_sound(&self, boot: &str, now: u64) -> bool {
        let near = |at: &u64| *at <= now + AHEAD;
        self.version == VERSION
            && self.boot == boot
            && self.pauses.values().all(near)
            && self.ops.values().all(|op| near(&op.paused_until) && op.calls.iter().all(|(_, at)| near(at)))
    }

    /// Asks for a call of `op`. `way`: how long it may take until the service has it.
    fn take(&mut self, op: &str, priority: Priority, limit: usize, way: u64, now: u64) -> Turn {
        self.serial += 1;
        let serial = self.serial;
        let op = self.ops.entry(op.to_owned()).or_default();
        if op.paused_until > now {
            return Turn::Paused(Duration::from_millis(op.paused_until - now));
        }
        if priority == Priority::Background && op.person_until > now {
            return Turn::In(Duration::from_millis(WAITS / 10));
        }
        op.calls.sort_unstable_by_key(|(_, received)| *received);
        let free = op.calls.len().checked_sub(limit).and_then(|at| op.calls.get(at)).map_or(0, |(_, at)| at + WINDOW);
        if free > now {
            if priority == Priority::Foreground {
                op.person_until = now + WAITS;
            }
            return Turn::In(Duration::from_millis((free - now).min(WAITS / 2)));
        }
        op.calls.retain(|(_, received)| received + WINDOW > now);
        op.calls.push((serial, now + way));
        if priority == Priority::Foreground {
            op.person_until = 0;
        }
        Turn::Now(serial)
    }

    /// The service has received a call no later than `at`.
    fn received(&mut self, op: &str, call: CallId, at: u64) {
        let calls = self.ops.get_mut(op).map(|op| &mut op.calls);
        if let Some((_, received)) = calls.into_iter().flatten().find(|(named, _)| *named == call) {
            *received = at;
        }
    }
}

/// The file of an account.
#[derive(Debug)]
pub struct Shared {
    path: PathBuf,
    boot: String,
}

impl Shared {
    /// The file of the account that `identity` names, in the data directory. The identity may be secret: nothing of it
    /// is kept. Absent where nothing can be kept there.
    pub fn of(data_dir: &Path, identity: &[&str]) -> Option<Self> {
        let dir = data_dir.join("quota");
        let salt = salt(&dir).inspect_err(|error| tracing::info!(%error, "calls are counted by each process")).ok()?;
        let mut hash = Sha256::new_with_prefix(salt);
        for part in identity {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        let name = hex::encode(hash.finalize().get(..12)?);
        Some(Self { path: dir.join(name), boot: clock::boot() })
    }

    /// Asks for a call of `op`; absent where the file cannot be used.
    pub(super) async fn take(&self, op: &str, priority: Priority, limit: usize, way: Duration) -> Option<Turn> {
        let way = u64::try_from(way.as_millis()).unwrap_or_default();
        self.with(|log, now| log.take(op, priority, limit, way, now)).await
    }

    /// The service has received a call no later than `way` from now.
    pub(super) async fn received(&self, op: &str, call: CallId, way: Duration) {
        let way = u64::try_from(way.as_millis()).unwrap_or_default();
        self.with(|log, now| log.received(op, call, now + way)).await;
    }

    /// The service has received a call no later than so long ago.
    pub(super) async fn was_received(&self, op: &str, call: CallId, since: Duration) {
        let since = u64::try_from(since.as_millis()).unwrap_or_default();
        self.with(|log, now| log.received(op, call, now.saturating_sub(since))).await;
    }

    /// All processes stay away from an operation for so long.
    pub(super) async fn penalise(&self, op: &str, wait: Duration) {
        let wait = u64::try_from(wait.as_millis()).unwrap_or(AHEAD).min(AHEAD);
        self.with(|log, now| {
            let until = &mut log.ops.entry(op.to_owned()).or_default().paused_until;
            *until = (*until).max(now + wait);
        })
        .await;
    }

    /// All processes stay away from a business account, or from all, for so long.
    pub(super) async fn pause(&self, account: Option<&str>, wait: Duration) {
        let wait = u64::try_from(wait.as_millis()).unwrap_or(AHEAD).min(AHEAD);
        self.with(|log, now| {
            log.pauses.retain(|_, until| *until > now);
            let until = log.pauses.entry(account.unwrap_or_default().to_owned()).or_default();
            *until = (*until).max(now + wait);
        })
        .await;
    }

    /// What is left of the pauses: of which account, and how long.
    pub(super) async fn pauses(&self) -> Vec<(Option<String>, Duration)> {
        let left = self.with(|log, now| {
            let pauses = log.pauses.iter().filter(|(_, until)| **until > now);
            let account = |id: &String| (!id.is_empty()).then(|| id.clone());
            pauses.map(|(id, until)| (account(id), Duration::from_millis(until - now))).collect()
        });
        left.await.unwrap_or_default()
    }

    /// Works on the file while nobody else does. Reading and writing some hundred bytes takes less time than handing
    /// them to another thread; only the wait for others is not spent on this one.
    async fn with<T>(&self, work: impl FnOnce(&mut CallLog, u64) -> T) -> Option<T> {
        let mut file = open(&self.path).ok()?;
        for _ in 0..LOOKS {
            match file.try_lock() {
                Ok(()) => return self.update(&mut file, work).ok(),
                Err(TryLockError::WouldBlock) => sleep(BUSY).await,
                Err(TryLockError::Error(_)) => return None,
            }
        }
        None
    }

    fn update<T>(&self, file: &mut File, work: impl FnOnce(&mut CallLog, u64) -> T) -> io::Result<T> {
        let now = clock::now();
        let mut text = Vec::new();
        file.take(LONGEST).read_to_end(&mut text)?;
        let kept = serde_json::from_slice::<CallLog>(&text).ok().filter(|log| log.is_sound(&self.boot, now));
        let mut log =
            kept.unwrap_or_else(|| CallLog { version: VERSION, boot: self.boot.clone(), ..CallLog::default() });
        let answer = work(&mut log, now);
        let text = serde_json::to_vec(&log)?;
        file.rewind()?;
        file.write_all(&text)?;
        file.set_len(text.len() as u64)?;
        Ok(answer)
    }
}

/// Opens a file that only its owner can read.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// What keeps the names of the files from telling what they are hashes of. Whoever comes first makes it.
fn salt(dir: &Path) -> io::Result<Vec<u8>> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)?;
    let path = dir.join("salt");
    if !path.exists() {
        let mut made = tempfile::NamedTempFile::new_in(dir)?;
        made.write_all(uuid::Uuid::new_v4().as_bytes())?;
        made.write_all(uuid::Uuid::new_v4().as_bytes())?;
        // Somebody else may have been first.
        let _ = made.persist_noclobber(&path);
    }
    let mut salt = Vec::new();
    File::open(path)?.take(64).read_to_end(&mut salt)?;
    Ok(salt)
}

#[cfg(test)]
#[path = "shared_tests.rs"]
mod tests;
