//! Each profile's service, and what it lets the profile do.

use std::time::Duration;

use futures_util::future::join_all;

use super::check_result::CheckResult;
use crate::config::secret::SecretSource;
use crate::config::{self};
use crate::model::{Error, ErrorKind, Profile};
use crate::session::Session;
use crate::session::check::{self, Outcome};

/// Longest wait for all there is to find out about one profile.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Looks at all profiles at once.
pub(super) async fn look(session: &Session) -> Vec<CheckResult> {
    let profiles = session.profiles();
    let looks = profiles.iter().map(|profile| async move {
        let found = tokio::time::timeout(TIMEOUT, one(session, profile)).await;
        found.unwrap_or_else(|_| {
            let message = format!("The check did not finish within {} seconds.", TIMEOUT.as_secs());
            let error = Error::new(ErrorKind::Unavailable, message)
                .advise(format!("See what it waits for with: qrdeck profile test {}", profile.name));
            vec![CheckResult::of_error(&format!("profile {}", profile.name), "check", &error)]
        })
    });
    join_all(looks).await.into_iter().flatten().collect()
}

/// Looks at one. A secret that a person types is not asked for: then only the service is looked at.
async fn one(session: &Session, profile: &Profile) -> Vec<CheckResult> {
    let typed =
        session.configured().into_iter().find(|configured| configured.name == profile.name && is_typed(configured));
    let steps = match typed {
        None => session.check(&profile.name).await.steps,
        Some(configured) => match configured.account.url() {
            Ok(url) => {
                let sentence = "Its secret is typed in for each run, so nothing more was checked.";
                let mut steps = check::probe(&url).await.steps(None);
                steps.push(check::Step::new("secret", Outcome::Skipped, sentence));
                steps
            }
            Err(error) => vec![check::Step::of_error("reach", Outcome::Fail, error)],
        },
    };
    steps.into_iter().map(|step| CheckResult::of_step(profile.name.as_str(), step)).collect()
}

/// Whether a secret of the profile has to be typed.
fn is_typed(profile: &config::Profile) -> bool {
    profile.secrets().iter().any(|(_, source)| *source == SecretSource::Prompt)
}
