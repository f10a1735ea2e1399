//! Whether a profile works, and if not, what to do about it.
//!
//! A check goes the way a session goes: the secret, the service, the clock, the credentials, the accounts, the
//! numbers, and what can be read of one of them. It changes nothing. The first thing that fails ends it.

mod alibaba;
mod meta;
mod probe;
mod report;
mod wrong_id;

use std::time::Duration;

use super::account::{self, Reach};
use super::{Origin, Session};
use crate::config;
use crate::config::secret::{Reader, SecretKind, SecretSource};
use crate::model::{Error, ErrorKind, ProfileName, Result};
pub use probe::{Probe, probe};
pub use report::{Outcome, Report, Step};

/// Longest wait for one answer of a service.
const PATIENCE: Duration = Duration::from_secs(15);

impl Session {
    /// Checks a profile. May wait for a keyring or ask for a secret, as using the profile does.
    pub async fn check(&self, name: &ProfileName) -> Report {
        let slot = match self.slot(name) {
            Ok(slot) => slot,
            Err(error) => return Report::failed(name.clone(), None, "profile", error),
        };
        match &slot.origin {
            Origin::Configured(profile) => check(profile, &self.reader).await,
            Origin::Sandbox => {
                let kind = slot.profile.provider;
                let mut report = Report::new(name.clone(), kind);
                match self.embedded.reach(kind).await {
                    Ok(reach) => reached(&mut report, reach).await,
                    Err(error) => report.fail("reach", error),
                }
                report
            }
            Origin::Given(_) => {
                let error = Error::new(ErrorKind::Internal, format!("The profile {name} has nothing to check."));
                Report::failed(name.clone(), Some(slot.profile.provider), "profile", error)
            }
        }
    }

    /// The configured profiles in use; none in the sandbox.
    pub fn configured(&self) -> Vec<&config::Profile> {
        self.used().filter_map(|slot| slot.configured()).collect()
    }

    /// What reads the secrets of this session.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }
}

impl super::Slot {
    pub(super) fn configured(&self) -> Option<&config::Profile> {
        match &self.origin {
            Origin::Configured(profile) => Some(profile),
            Origin::Sandbox | Origin::Given(_) => None,
        }
    }
}

/// Checks a profile, be it in the configuration or not yet.
pub async fn check(profile: &config::Profile, reader: &Reader) -> Report {
    let mut report = Report::new(profile.name.clone(), profile.provider());
    match Reach::of(profile, reader).await {
        Ok(reach) => {
            report.ok("secret", origin(profile, reader));
            reached(&mut report, reach).await;
        }
        Err(error) => report.fail("secret", error),
    }
    report
}

/// Where the secrets of a profile were had from.
fn origin(profile: &config::Profile, reader: &Reader) -> String {
    let sources = profile.secrets();
    let typed =
        |(kind, source): &&(SecretKind, SecretSource)| reader.is_given(*kind) || *source == SecretSource::Prompt;
    let (typed, read): (Vec<_>, Vec<_>) = sources.iter().partition(typed);
    let places = read.iter().map(|(_, source)| source.to_string()).collect::<Vec<_>>().join(", ");
    match (typed.is_empty(), read.is_empty()) {
        (true, _) => format!("The secret was read ({places})."),
        (false, true) => "The secret is the one that was typed.".to_owned(),
        (false, false) => format!("The secret is the one that was typed; the other one was read ({places})."),
    }
}

/// Where the service of a profile is.
///
/// # Errors
/// [`ErrorKind::Config`] for a URL that cannot be.
pub fn service_url(profile: &config::Profile) -> Result<reqwest::Url> {
    account::url(profile)
}

/// Goes on once the secret is known.
async fn reached(report: &mut Report, reach: Reach) {
    let probe = probe(reach.url()).await;
    let strict = strictness(&reach);
    report.take(probe.steps(strict));
    if report.has_failed() {
        return;
    }
    match reach {
        Reach::Meta(account) => meta::check(report, account).await,
        Reach::Alibaba(account) => alibaba::check(report, account).await,
    }
}

/// How far the clock may be off before the service refuses what it signs.
fn strictness(reach: &Reach) -> Option<Duration> {
    use crate::provider::meta::ProofForm;
    match reach {
        Reach::Alibaba(_) => Some(Duration::from_mins(15)),
        Reach::Meta(account) => {
            let timed = account.app_secret.as_ref().is_some_and(|app| app.proof == ProofForm::Timestamped);
            timed.then_some(Duration::from_mins(5))
        }
    }
}

/// Waits for an answer, but not for ever.
async fn patiently<T>(call: impl Future<Output = Result<T>>) -> Result<T> {
    let seconds = PATIENCE.as_secs();
    tokio::time::timeout(PATIENCE, call).await.unwrap_or_else(|_| {
        Err(Error::new(ErrorKind::Unavailable, format!("The service did not answer in {seconds} seconds."))
            .advise("Check the network and the URL of the profile, then try again."))
    })
}
