//! The worker's task: commands in, requests on tasks of their own, events out.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::task::{AbortHandle, Id, JoinError, JoinSet};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::command::Command;
use super::ending::{
    LAST_WAIT, OnLeave, OnStop, SETTLE_WITHIN, cancelled, crashed, dropped, given_up, import_given_up, kind, on_leave,
    on_stop, replaced, without_answer,
};
use super::progress::{RequestEvents, page_teller, teller};
use super::queue::{Queue, Replaced, Waiting};
use super::quota_monitor::QuotaMonitor;
use super::services::Services;
use super::{audit, cache, job, local_task};
use crate::app::effect::{Reply, Request, WorkerEvent};
use crate::app::{LocalTask, RequestId};
use crate::model::{Error, Priority, Result};
use crate::provider::{Call, Unsent};

/// Why a request is being stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// The person cancelled it, or the app ends.
    Cancelled,
    /// A newer, equal read runs instead.
    Replaced,
}

/// A request on its task.
#[derive(Debug)]
struct Running {
    task: AbortHandle,
    request: Request,
    cancel: CancellationToken,
    unsent: Unsent,
    stop: Option<Stop>,
    /// When it is given up.
    until: Option<Instant>,
}

impl Running {
    /// Is given up then, where it was not to be given up before.
    fn end_by(&mut self, until: Instant) {
        self.until = Some(self.until.map_or(until, |earlier| earlier.min(until)));
    }
}

/// The state of the worker.
#[derive(Debug)]
pub(super) struct Task {
    services: Services,
    quota: Arc<QuotaMonitor>,
    events: mpsc::UnboundedSender<WorkerEvent>,
    queue: Queue,
    tasks: JoinSet<Result<Reply>>,
    names: HashMap<Id, RequestId>,
    running: HashMap<RequestId, Running>,
    /// Until when the grace lasts, where the app is leaving.
    closing: Option<Instant>,
}

impl Task {
    /// A worker without work.
    pub(super) fn new(services: Services, events: mpsc::UnboundedSender<WorkerEvent>) -> Self {
        Self {
            services,
            quota: Arc::new(QuotaMonitor::new(events.clone())),
            events,
            queue: Queue::default(),
            tasks: JoinSet::new(),
            names: HashMap::new(),
            running: HashMap::new(),
            closing: None,
        }
    }

    /// Works until it is shut down and everything has ended.
    pub(super) async fn run(mut self, mut inbox: mpsc::UnboundedReceiver<Command>) {
        while !(self.closing.is_some() && self.tasks.is_empty() && self.queue.is_empty()) {
            let deadline = self.running.values().filter_map(|running| running.until).min();
            tokio::select! {
                biased;
                command = inbox.recv(), if self.closing.is_none() => match command {
                    Some(Command::Ask { id, request, priority }) => self.ask(id, request, priority),
                    Some(Command::Cancel(id)) => self.cancel(id),
                    Some(Command::Shutdown { grace }) => self.close(grace),
                    None => self.close(Duration::ZERO),
                },
                Some(joined) = self.tasks.join_next_with_id() => self.joined(joined),
                () = self.quota.run_out() => self.quota.look_again(),
                () = sleep_until(deadline.unwrap_or_else(Instant::now)), if deadline.is_some() => self.give_up(),
            }
            self.start();
        }
    }

    /// Lines up a request.
    fn ask(&mut self, id: RequestId, request: Request, priority: Priority) {
        match self.queue.push(id, request, priority) {
            Some(Replaced::Waiting(older)) => self.end(older, Err(replaced())),
            Some(Replaced::Running(older)) => self.stop(older, Stop::Replaced),
            None => {}
        }
    }

    /// Stops a request, or gives it up where it is being stopped already.
    fn cancel(&mut self, id: RequestId) {
        match self.queue.withdraw(id) {
            Some(waiting) => self.end(id, dropped(&waiting.request)),
            None => self.stop(id, Stop::Cancelled),
        }
    }

    /// Stops a running request, in the way of its kind.
    fn stop(&mut self, id: RequestId, why: Stop) {
        let Some(running) = self.running.get_mut(&id) else { return };
        let how = on_stop(&running.request);
        if how == OnStop::GoOn {
            return;
        }
        let again = running.stop.is_some();
        running.stop.get_or_insert(why);
        running.cancel.cancel();
        match how {
            OnStop::Drop => running.task.abort(),
            OnStop::Settle if again => running.task.abort(),
            OnStop::Settle => running.until = Some(Instant::now() + SETTLE_WITHIN),
            OnStop::Tell | OnStop::GoOn => {}
        }
    }

    /// Starts whatever may start.
    fn start(&mut self) {
        while let Some(Waiting { id, request, priority }) = self.queue.start() {
            let (cancel, unsent) = (CancellationToken::new(), Unsent::default());
            let (services, quota) = (self.services.clone(), Arc::clone(&self.quota));
            let task = if let Request::Local(LocalTask::Audit(order)) = &request {
                let events = self.events.clone();
                // Nobody listens any more when the app is leaving.
                let tell = move |progress| drop(events.send(WorkerEvent::Audit { id, progress }));
                self.tasks.spawn(audit::run(services.connect, (**order).clone(), quota, tell))
            } else {
                let progress = teller(id, self.events.clone(), unsent.clone());
                let pages = page_teller(id, self.events.clone());
                let call = Call { priority, progress, pages, cancel: cancel.clone(), ..Call::default() };
                let events = RequestEvents { id, events: self.events.clone() };
                self.tasks.spawn(Box::pin(job::run(services, request.clone(), call, quota, events)))
            };
            self.names.insert(task.id(), id);
            self.running.insert(id, Running { task, request, cancel, unsent, stop: None, until: self.closing });
        }
    }

    /// A task has ended, one way or the other.
    fn joined(&mut self, joined: std::result::Result<(Id, Result<Reply>), JoinError>) {
        let task = match &joined {
            Ok((task, _)) => *task,
            Err(error) => error.id(),
        };
        let Some(id) = self.names.remove(&task) else { return };
        let Some(running) = self.running.remove(&id) else { return };
        self.queue.ended(id);
        // The search knows of a change before the app does, which may search again because of it.
        let news = cache::news(&self.services);
        self.end(id, conclude(&running, joined.map(|(_, outcome)| outcome)));
        for news in news {
            let _ = self.events.send(WorkerEvent::Cache(news));
        }
        if self.closing.is_some() {
            self.last_wait();
        }
    }

    /// Gives up what has had its time.
    fn give_up(&mut self) {
        let now = Instant::now();
        for running in self.running.values_mut().filter(|running| running.until.is_some_and(|until| until <= now)) {
            if self.closing.is_some() {
                tracing::warn!(kind = kind(&running.request), "it was given up when the app left");
            }
            running.until = None;
            running.stop.get_or_insert(Stop::Cancelled);
            running.task.abort();
        }
    }

    /// Starts nothing any more but what is to be kept, drops what only looks, and gives the rest until the end of `grace`.
    fn close(&mut self, grace: Duration) {
        let until = Instant::now() + grace;
        self.closing = Some(until);
        for waiting in self.queue.withdraw_all(|request| on_leave(request) == OnLeave::Keep) {
            self.end(waiting.id, dropped(&waiting.request));
        }
        for running in self.running.values_mut() {
            match on_leave(&running.request) {
                OnLeave::Drop => {
                    running.stop.get_or_insert(Stop::Cancelled);
                    running.task.abort();
                }
                OnLeave::Grace | OnLeave::Keep | OnLeave::LastWait => running.end_by(until),
            }
        }
        self.last_wait();
    }

    /// Where nothing is left that the grace is for, what still runs is over within [`LAST_WAIT`].
    fn last_wait(&mut self) {
        let last = |running: &Running| matches!(on_leave(&running.request), OnLeave::LastWait | OnLeave::Drop);
        if self.queue.is_empty() && self.running.values().all(last) {
            let until = Instant::now() + LAST_WAIT;
            self.running.values_mut().for_each(|running| running.end_by(until));
        }
    }

    /// Tells the end of a request. The app may have stopped listening, which is its business.
    fn end(&self, id: RequestId, outcome: Result<Reply, Error>) {
        let _ = self.events.send(WorkerEvent::Ended { id, outcome });
    }
}

/// The outcome of a request whose task has ended.
fn conclude(running: &Running, joined: std::result::Result<Result<Reply>, JoinError>) -> Result<Reply> {
    match (joined, running.stop, &running.request) {
        // Nobody wants the answer to a read that was stopped, even where it came in the same moment.
        (_, Some(Stop::Replaced), _) => Err(replaced()),
        (_, Some(Stop::Cancelled), Request::Read(_) | Request::Sync(_) | Request::Search(_)) => Err(cancelled()),
        (Ok(outcome), _, _) => outcome,
        (Err(error), _, request) if error.is_panic() => {
            without_answer(request, crashed(request, running.unsent.is_certain()))
        }
        (Err(_), _, Request::Write(write)) if !running.unsent.is_certain() => Err(given_up(write.profile())),
        (Err(_), _, Request::Local(LocalTask::Save(_))) => Err(local_task::given_up()),
        (Err(_), _, request @ Request::Import(_)) if request.is_change() => Err(import_given_up()),
        (Err(_), _, request) => dropped(request),
    }
}
