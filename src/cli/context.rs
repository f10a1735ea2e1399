//! What every command works with: the session, and how its calls are stopped and told of.

use std::collections::HashSet;
use std::io::Write as _;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::stop::Stop;
use super::when;
use crate::model::{ProfileName, ProviderKind, QrCode, Result, clean, is_altered};
use crate::provider::{Call, CallEvent, Progress};
use crate::session::Session;

/// A session, for one command.
#[derive(Debug)]
pub(super) struct Context {
    session: Session,
    stop: Stop,
    /// What was told already; absent where nothing is to be told.
    told: Option<Arc<Mutex<HashSet<String>>>>,
}

impl Deref for Context {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

impl Context {
    /// The context of a command. `quiet`: standard error is for failures alone, as where a program reads it.
    pub(super) fn new(session: Session, stop: Stop, quiet: bool) -> Self {
        Self { session, stop, told: (!quiet).then(Arc::default) }
    }

    /// How the command is stopped.
    pub(super) fn stop(&self) -> &Stop {
        &self.stop
    }

    /// The circumstances of a call at the service of a profile: waits are told on standard error as they begin.
    pub(super) fn call(&self, profile: &ProfileName, service: ProviderKind) -> Call {
        let progress = self.told.clone().map_or_else(Progress::default, |told| {
            let profile = profile.clone();
            Progress::new(move |report| {
                if let Some(line) = sentence(report, service) {
                    tell(&told, format!("{profile}: {line}"));
                }
            })
        });
        Call { progress, cancel: self.stop.token(), ..Call::default() }
    }

    /// Tells on standard error that what may have been done is looked for, for so long at most.
    pub(super) fn tell_look(&self, what: &str, at_most: Duration) {
        if let Some(told) = &self.told {
            tell(told, looking(what, at_most));
        }
    }

    /// Tells on standard error where a service has answered with another message than the one that was sent.
    pub(super) fn tell_altered(&self, profile: &ProfileName, sent: &str, code: &QrCode) {
        if let Some(told) = self.told.as_ref().filter(|_| is_altered(&code.message, sent)) {
            let QrCode { code, message, .. } = code;
            let kept = format!("the service has not kept the message of {code} as it was sent; it reads \"{message}\"");
            tell(told, format!("{profile}: {kept}"));
        }
    }

    /// Makes a change, as [`Stop::change`] does.
    ///
    /// # Errors
    /// Those of the change, and of [`Stop::change`].
    pub(super) async fn change<T, F>(&self, call: Call, send: impl FnOnce(Call) -> F) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        self.stop.change(call, send).await
    }
}

/// Tells a person who waits something on standard error; once, where many wait for the same thing.
fn tell(told: &Mutex<HashSet<String>>, line: String) {
    let cleaned = clean::line(&line).into_owned();
    if told.lock().unwrap_or_else(PoisonError::into_inner).insert(line) {
        // Nobody listening is no failure.
        let _ = writeln!(std::io::stderr(), "{cleaned}");
    }
}

/// What a person is told who waits for what may have been done.
fn looking(what: &str, at_most: Duration) -> String {
    format!("{what}: looking again, up to {}", seconds(at_most))
}

/// What a person who waits is told of a call.
fn sentence(report: CallEvent, service: ProviderKind) -> Option<String> {
    let service = service.short_name();
    match report {
        CallEvent::Waiting { wait } => {
            Some(format!("waiting {} for {service}, until {}; Ctrl-C stops", seconds(wait), when::clock_after(wait)))
        }
        CallEvent::Retrying { attempt, wait } => {
            Some(format!("retrying {service} in {} (try {attempt})", seconds(wait)))
        }
        CallEvent::Settling => {
            Some(format!("the answer from {service} was lost; looking up the outcome of the change"))
        }
        CallEvent::Rows(_) | CallEvent::Queued | CallEvent::Sent => None,
    }
}

/// A wait in whole seconds, at least one.
fn seconds(wait: Duration) -> String {
    format!("{} s", wait.as_millis().div_ceil(1000).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_says_how_long_it_may_take() {
        let line = looking("1 code may have been created", Duration::from_secs(20));
        assert_eq!(line, "1 code may have been created: looking again, up to 20 s");
    }
}
