//! The thread that owns the connection.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::database::Database;
use super::trouble;
use crate::model::{Error, ErrorKind, Result};

/// Longest wait for the thread to end: then the database is left to the next qrdeck as a killed one leaves it.
/// Tests look at what is left behind, however busy the machine is.
const LEAVING: Duration = if cfg!(test) { Duration::from_mins(1) } else { Duration::from_millis(500) };

/// Something to do with the connection.
type Job = Box<dyn FnOnce(&mut Database) + Send>;

/// Hands work to the thread. The thread ends after the last piece of work when this is dropped, and leaves everything
/// in the database itself: a command is over before it would get round to it alone.
#[derive(Debug)]
pub(super) struct DatabaseThread {
    path: PathBuf,
    /// Until it is dropped.
    jobs: Option<mpsc::Sender<Job>>,
    /// Hangs up when the thread has ended.
    ended: Mutex<mpsc::Receiver<()>>,
}

impl Drop for DatabaseThread {
    fn drop(&mut self) {
        drop(self.jobs.take());
        let ended = self.ended.get_mut().unwrap_or_else(PoisonError::into_inner);
        if ended.recv_timeout(LEAVING) == Err(mpsc::RecvTimeoutError::Timeout) {
            tracing::warn!("the database was not closed in time");
        }
    }
}

impl DatabaseThread {
    /// Starts the thread and lets it open the database. Says why it is only read, if it is.
    pub(super) async fn start(path: PathBuf) -> Result<(Self, Option<Error>)> {
        let (jobs, inbox) = mpsc::channel::<Job>();
        let (ready, opened) = oneshot::channel();
        let (ending, ended) = mpsc::channel();
        let work = {
            let path = path.clone();
            move || {
                // Dropped with the thread, whatever happens in it.
                let _ending: mpsc::Sender<()> = ending;
                let (database, answer) = match Database::open(&path) {
                    Ok(database) => (Some(database), Ok(())),
                    Err(error) => (None, Err(error)),
                };
                let barred = database.as_ref().and_then(Database::barred);
                // Who does not wait for the answer any more drops the sender of jobs, too.
                let _ = ready.send(answer.map(|()| barred));
                if let Some(mut database) = database {
                    for job in inbox {
                        job(&mut database);
                    }
                    database.leave();
                }
            }
        };
        std::thread::Builder::new().name("qrdeck-store".to_owned()).spawn(work).map_err(|error| {
            Error::new(ErrorKind::Internal, format!("No thread could be started for the database: {error}."))
                .advise("Free some memory.")
        })?;
        let barred = opened.await.map_err(|_| trouble::gone(&path))??;
        Ok((Self { path, jobs: Some(jobs), ended: Mutex::new(ended) }, barred))
    }

    /// Lets the thread do something, and waits for the answer. Work that nobody waits for any more is done all the
    /// same.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |database| {
            // Nobody may be waiting any more.
            let _ = answer.send(database.carry_out(work));
        });
        self.send(job).ok_or_else(|| trouble::gone(&self.path))?;
        answered.await.map_err(|_| trouble::gone(&self.path))?
    }

    /// Goes on without what the database has lost, if it has lost something.
    pub(super) async fn accept_loss(&self) -> Result<()> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |database| {
            // Nobody may be waiting any more.
            let _ = answer.send(database.accept().map(drop));
        });
        self.send(job).ok_or_else(|| trouble::gone(&self.path))?;
        answered.await.map_err(|_| trouble::gone(&self.path))?
    }

    /// Lets the thread do something that nobody waits for.
    pub(super) fn run_detached(&self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<()> + Send + 'static) {
        let job: Job = Box::new(move |database| {
            if let Err(error) = database.carry_out(work) {
                tracing::warn!(%error, "the database did not save a record");
            }
        });
        if self.send(job).is_none() {
            tracing::warn!("the database was closed");
        }
    }

    /// Puts a job into the queue; `None` where nobody takes it out any more.
    fn send(&self, job: Job) -> Option<()> {
        self.jobs.as_ref()?.send(job).ok()
    }
}
