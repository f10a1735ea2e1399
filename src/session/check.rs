//! Whether a profile works, and if not, what to do about it.
//!
//! A check goes the way a session goes: the secret, the service, the clock, the credentials, the accounts, the
//! numbers, and what can be read of one of them. It changes nothing. The first thing that fails ends it.

use super::{Origin, Session};
use crate::config;
use crate::config::secret::{Reader, SecretKind, SecretSource};
use crate::model::{Error, ErrorKind, ProfileName};
pub use crate::provider::check::{Outcome, Probe, Report, Step, probe};
use crate::provider::{Reach, connector};

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
                match self.embedded.reach(name, kind).await {
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

/// Checks a profile, be it in the configuration or not yet.
pub async fn check(profile: &config::Profile, reader: &Reader) -> Report {
    let mut report = Report::new(profile.name.clone(), profile.provider());
    match connector(profile.provider()).reach(profile, reader).await {
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

/// Goes on once the secret is known.
async fn reached(report: &mut Report, reach: Box<dyn Reach>) {
    report.take(probe(reach.url()).await.steps(reach.clock_tolerance()));
    if !report.has_failed() {
        reach.check(report).await;
    }
}
