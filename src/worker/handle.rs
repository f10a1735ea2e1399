//! The app's end of the worker.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::task::Task;
use crate::app::effect::{Request, RequestId, WorkerEvent};
use crate::model::Priority;
use crate::provider::Connect;

/// What the app tells the worker.
#[derive(Debug)]
pub(super) enum Command {
    /// Carry this out.
    Ask {
        /// Its name.
        id: RequestId,
        /// What is asked.
        request: Request,
        /// How urgent it is.
        priority: Priority,
    },
    /// Stop this.
    Cancel(RequestId),
    /// Come to an end.
    Shutdown {
        /// How long running changes may still take.
        grace: Duration,
    },
}

/// Starts workers.
#[derive(Debug)]
pub struct Worker;

impl Worker {
    /// Starts a worker on the current tokio runtime. `connect` finds the provider of a profile when it is first
    /// needed; `events` hears what happens.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn spawn(connect: Arc<dyn Connect>, events: mpsc::UnboundedSender<WorkerEvent>) -> WorkerHandle {
        let (commands, inbox) = mpsc::unbounded_channel();
        let task = tokio::spawn(Task::new(connect, events).run(inbox));
        WorkerHandle { commands, task }
    }
}

/// Asks a running worker for things. Dropping it ends the worker as [`WorkerHandle::shutdown`] without grace
/// does, without waiting for it.
#[derive(Debug)]
pub struct WorkerHandle {
    commands: mpsc::UnboundedSender<Command>,
    task: JoinHandle<()>,
}

impl WorkerHandle {
    /// Asks for a request to be carried out. `id` must be new.
    pub fn ask(&self, id: RequestId, request: Request, priority: Priority) {
        self.tell(Command::Ask { id, request, priority });
    }

    /// Asks for a request to be stopped; one that has ended already stays ended.
    ///
    /// What has not been sent ends as cancelled, and so does a read. A change that was sent is settled first: it
    /// ends with what became of it, or as [`crate::model::ErrorKind::OutcomeUnknown`] where that cannot be found
    /// out. Cancelling it once more gives that up.
    pub fn cancel(&self, id: RequestId) {
        self.tell(Command::Cancel(id));
    }

    /// Ends the worker: nothing new starts, reads stop, changes that run may finish within `grace`. When it
    /// returns, every request has ended.
    pub async fn shutdown(self, grace: Duration) {
        self.tell(Command::Shutdown { grace });
        // The worker's task itself neither panics nor is aborted before the runtime ends.
        let _ = self.task.await;
    }

    /// A worker that is gone has ended all its requests, so a command that does not arrive is done.
    fn tell(&self, command: Command) {
        let _ = self.commands.send(command);
    }
}
