//! The app's end of the worker.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::command::Command;
use super::secret_prompter::SecretPrompter;
use super::services::Services;
use super::task::Task;
use crate::app::RequestId;
use crate::app::effect::{Request, WorkerEvent};
use crate::config::secret::SecretKind;
use crate::model::{Priority, ProfileName, Secret};

/// Starts workers.
#[derive(Debug)]
pub struct Worker;

impl Worker {
    /// Starts a worker on the current tokio runtime. `events` hears what happens, and who asks for secrets asks there.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub fn spawn(services: Services, events: mpsc::UnboundedSender<WorkerEvent>) -> WorkerHandle {
        let (commands, inbox) = mpsc::unbounded_channel();
        let prompter = Arc::clone(&services.prompter);
        prompter.listen(events.clone());
        let task = tokio::spawn(Task::new(services, events).run(inbox));
        WorkerHandle { commands, prompter, task }
    }
}

/// Asks a running worker for things. Dropping it ends the worker as [`WorkerHandle::shutdown`] without grace
/// does, without waiting for it.
#[derive(Debug)]
pub struct WorkerHandle {
    commands: mpsc::UnboundedSender<Command>,
    prompter: Arc<SecretPrompter>,
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
    /// ends with its outcome, or as [`crate::model::ErrorKind::OutcomeUnknown`] where that cannot be found
    /// out. Cancelling it once more gives that up. What cannot be done by half goes on.
    pub fn cancel(&self, id: RequestId) {
        self.tell(Command::Cancel(id));
    }

    /// Answers [`WorkerEvent::SecretRequested`]; nothing where the person will not, for now.
    pub fn answer(&self, profile: ProfileName, kind: SecretKind, given: Option<Secret>) {
        self.prompter.answer(profile, kind, given.map(Secret::into_inner));
    }

    /// What the person would not give may be asked for again.
    pub fn ask_again(&self, profile: &ProfileName) {
        self.prompter.again(profile);
    }

    /// Ends the worker: nothing new starts, what only looks stops, changes that run and all that is to be written to the
    /// database may take `grace`, anything else a moment. When it returns, every request has ended.
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
