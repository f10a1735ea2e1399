//! The thread that owns the connection.

use std::path::PathBuf;
use std::sync::mpsc;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::{open, trouble};
use crate::model::{Error, ErrorKind, Result};

/// Something to do with the connection.
type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// Hands work to the thread. The thread ends after the last piece of work when this is dropped.
#[derive(Debug)]
pub(super) struct Owner {
    path: PathBuf,
    jobs: mpsc::Sender<Job>,
}

impl Owner {
    /// Starts the thread and lets it open the database.
    pub(super) async fn start(path: PathBuf) -> Result<Self> {
        let (jobs, inbox) = mpsc::channel::<Job>();
        let (ready, opened) = oneshot::channel();
        let work = {
            let path = path.clone();
            move || {
                let (mut connection, answer) = match open::open(&path) {
                    Ok(connection) => (Some(connection), Ok(())),
                    Err(error) => (None, Err(error)),
                };
                // Who does not wait for the answer any more drops the sender of jobs, too.
                let _ = ready.send(answer);
                if let Some(connection) = &mut connection {
                    for job in inbox {
                        job(connection);
                    }
                }
            }
        };
        std::thread::Builder::new().name("qrdeck-store".to_owned()).spawn(work).map_err(|error| {
            Error::new(ErrorKind::Internal, format!("No thread can be started for the database: {error}."))
                .advise("Free some memory.")
        })?;
        opened.await.map_err(|_| trouble::gone(&path))??;
        Ok(Self { path, jobs })
    }

    /// Lets the thread do something, and waits for the answer. Work that nobody waits for any more is done all the
    /// same.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |connection| {
            // Nobody may be waiting any more.
            let _ = answer.send(work(connection));
        });
        self.jobs.send(job).map_err(|_| trouble::gone(&self.path))?;
        let answer = answered.await.map_err(|_| trouble::gone(&self.path))?;
        answer.map_err(|error| trouble::sqlite(&self.path, &error))
    }

    /// Lets the thread do something that nobody waits for.
    pub(super) fn tell(&self, work: impl FnOnce(&mut Connection) -> rusqlite::Result<()> + Send + 'static) {
        let job: Job = Box::new(move |connection| {
            if let Err(error) = work(connection) {
                tracing::warn!(%error, "the database did not take a note");
            }
        });
        if self.jobs.send(job).is_err() {
            tracing::warn!("the database was closed");
        }
    }
}
