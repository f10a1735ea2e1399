//! Signals that ask a command to end while it changes something.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::failure::Exit;
use crate::model::{Error, ErrorKind, Result};
use crate::provider::{Call, CallEvent, Progress, Unsent};

/// How long changes that were sent may take to be answered or looked up once somebody wants the command to end.
const GRACE: Duration = Duration::from_secs(10);

/// What a command and the signals that end it know of each other. Clones are about the same command.
#[derive(Debug, Clone, Default)]
pub(super) struct Stop {
    /// Somebody wants the command to end.
    token: CancellationToken,
    /// Changes that have begun and whose outcome is not known yet.
    under_way: Arc<AtomicUsize>,
}

/// A change that has begun; dropping it says that its outcome is known, or never will be here.
struct UnderWay<'a>(&'a AtomicUsize);

impl<'a> UnderWay<'a> {
    fn begin(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::AcqRel);
        Self(count)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

impl Stop {
    /// What stops a call of this command.
    pub(super) fn token(&self) -> CancellationToken {
        self.token.clone()
    }

    /// Whether somebody wants the command to end: then nothing new is begun.
    pub(super) fn is_wanted(&self) -> bool {
        self.token.is_cancelled()
    }

    /// Makes a change. Where the command is asked to end, what was not sent is not sent, and what was sent has ten
    /// seconds to be answered or looked up.
    ///
    /// # Errors
    /// Those of the change; [`ErrorKind::Cancelled`] where nothing was sent, [`ErrorKind::OutcomeUnknown`] where that
    /// was too late and the answer did not come in time.
    pub(super) async fn change<T, F>(&self, call: Call, send: impl FnOnce(Call) -> F) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        if self.is_wanted() {
            return Err(cancelled());
        }
        let _under_way = UnderWay::begin(&self.under_way);
        let unsent = Unsent::default();
        // It has not begun.
        unsent.note(CallEvent::Queued);
        let progress = {
            let (told, unsent) = (call.progress.clone(), unsent.clone());
            Progress::new(move |report| {
                unsent.note(report);
                told.report(report);
            })
        };
        let mut sending = std::pin::pin!(send(Call { progress, cancel: self.token.clone(), ..call }));
        tokio::select! {
            biased;
            outcome = &mut sending => return outcome,
            () = self.token.cancelled() => {}
        }
        if unsent.is_certain() {
            // What is dropped here waits for something else, and would hold the person up for nothing.
            return Err(cancelled());
        }
        tokio::time::timeout(GRACE, sending).await.unwrap_or_else(|_| Err(given_up()))
    }

    /// Runs a command as long as nobody wants it to end, or a change of it is under way.
    ///
    /// # Errors
    /// Those of the command; [`ErrorKind::Cancelled`] where it was ended before it had begun to change anything.
    pub(super) async fn guard<T, E: From<Error>>(&self, work: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        let mut work = std::pin::pin!(work);
        tokio::select! {
            biased;
            ended = &mut work => return ended,
            () = self.token.cancelled() => {}
        }
        // Both run in this task, so no change can begin in between.
        if self.under_way.load(Ordering::Acquire) == 0 { Err(cancelled().into()) } else { work.await }
    }

    /// Listens for SIGINT, SIGTERM and SIGHUP from now on: the first asks the command to end, the second ends it at
    /// once, with 5 where a change may have been sent and else with the status of the signal.
    ///
    /// # Errors
    /// [`ErrorKind::Internal`] where the system does not let it listen.
    ///
    /// # Panics
    /// Outside of a tokio runtime.
    pub(super) fn listen(&self) -> Result<()> {
        let mut signals = Signals::new().map_err(|error| {
            Error::new(ErrorKind::Internal, format!("Signals cannot be received: {error}."))
                .advise("Nothing was sent. Try again.")
        })?;
        let stop = self.clone();
        tokio::spawn(async move {
            signals.next().await;
            stop.token.cancel();
            let signal = signals.next().await;
            super::secret_line::give_back();
            let open = stop.under_way.load(Ordering::Acquire) > 0;
            std::process::exit(if open { Exit::Unknown.status().into() } else { 128 + signal });
        });
        Ok(())
    }
}

/// The signals that ask a program to end.
#[cfg(unix)]
struct Signals([(i32, tokio::signal::unix::Signal); 3]);

#[cfg(unix)]
impl Signals {
    fn new() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let listen = |kind: SignalKind| signal(kind).map(|heard| (kind.as_raw_value(), heard));
        Ok(Self([listen(SignalKind::interrupt())?, listen(SignalKind::terminate())?, listen(SignalKind::hangup())?]))
    }

    /// Waits for the next one, and says its number.
    async fn next(&mut self) -> i32 {
        let [(int, interrupt), (term, terminate), (hup, hangup)] = &mut self.0;
        tokio::select! {
            _ = interrupt.recv() => *int,
            _ = terminate.recv() => *term,
            _ = hangup.recv() => *hup,
        }
    }
}

/// Ctrl-C, where there are no signals.
#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    #[expect(clippy::unnecessary_wraps, reason = "listening can fail on other systems")]
    fn new() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) -> i32 {
        // A console that cannot be listened to sends none.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        2
    }
}

/// The end of what was stopped in time.
pub(super) fn cancelled() -> Error {
    Error::new(ErrorKind::Cancelled, "The command was cancelled; nothing was sent.")
        .advise("Run the command again to do it.")
}

/// The end of a change that nobody waits for any longer.
fn given_up() -> Error {
    let message = "The change was sent before the command was interrupted, and no answer came in time: it may or may \
                   not have been carried out.";
    Error::new(ErrorKind::OutcomeUnknown, message)
        .advise("`qrdeck journal settle` looks up the outcome, and so does the next command that changes something.")
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    /// A change that tells its caller these reports and then does nothing more.
    async fn hang(stop: &Stop, reports: &[CallEvent]) -> Result<()> {
        stop.change(Call::default(), |call| async move {
            for report in reports {
                call.progress.report(*report);
            }
            pending().await
        })
        .await
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_not_sent_is_not_sent() {
        let stop = Stop::default();
        stop.token.cancel();
        let sent: Result<()> = stop.change(Call::default(), |_| async { panic!("begun") }).await;
        assert_eq!(sent.unwrap_err().kind, ErrorKind::Cancelled);
        for reports in [&[][..], &[CallEvent::Queued], &[CallEvent::Sent, CallEvent::Queued]] {
            let stop = Stop::default();
            let (ended, ()) = tokio::join!(hang(&stop, reports), async { stop.token.cancel() });
            assert_eq!(ended.unwrap_err().kind, ErrorKind::Cancelled, "{reports:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_sent_has_ten_seconds() {
        let stop = Stop::default();
        let began = tokio::time::Instant::now();
        let (ended, ()) =
            tokio::join!(hang(&stop, &[CallEvent::Queued, CallEvent::Sent]), async { stop.token.cancel() });
        assert_eq!(ended.unwrap_err().kind, ErrorKind::OutcomeUnknown);
        assert_eq!(began.elapsed().as_secs(), 10);
        let stop = Stop::default();
        let answered = stop.change(Call::default(), |call| async move {
            call.progress.report(CallEvent::Sent);
            call.cancel.cancelled().await;
            tokio::time::sleep(Duration::from_secs(9)).await;
            Ok(7)
        });
        let (answer, ()) = tokio::join!(answered, async { stop.token.cancel() });
        assert_eq!(answer, Ok(7));
    }

    #[tokio::test(start_paused = true)]
    async fn a_command_that_changes_nothing_yet_ends_at_once() {
        let stop = Stop::default();
        let (ended, ()) = tokio::join!(stop.guard::<(), Error>(pending()), async { stop.token.cancel() });
        assert_eq!(ended.unwrap_err().kind, ErrorKind::Cancelled);
        let stop = Stop::default();
        let (ended, ()) = tokio::join!(
            stop.guard(async {
                let sent = hang(&stop, &[CallEvent::Sent]).await;
                assert_eq!(stop.under_way.load(Ordering::Acquire), 0);
                sent
            }),
            async { stop.token.cancel() }
        );
        assert_eq!(ended.unwrap_err().kind, ErrorKind::OutcomeUnknown);
    }
}
