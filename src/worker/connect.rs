//! From the form that connects an account to a profile that works: the join of the app and the session's setup.

use tokio_util::sync::CancellationToken;

use super::secret_prompter::SecretPrompter;
use crate::app::{ConnectOrder, Finding, Keep};
use crate::config::secret::{self, SecretKind, SecretSource, keyring};
use crate::config::{Draft, Paths};
use crate::model::{Error, ErrorKind, ProfileName, Result};
use crate::session::check::{Outcome, Report, Step};
use crate::session::setup::Addition;

/// Checks what the form asks for with the service, and only then stores the secret and writes the profile down. What
/// was found out comes along, whatever the end. A secret that is stored nowhere is kept by `prompter` for this run.
///
/// `cancel` stops it as long as nothing is stored.
pub(super) async fn connect(
    order: ConnectOrder,
    paths: &Paths,
    prompter: &SecretPrompter,
    cancel: &CancellationToken,
) -> (Vec<Finding>, Result<ProfileName>) {
    let mut findings = Vec::new();
    let outcome = Box::pin(carry_out(order, paths, prompter, cancel, &mut findings)).await;
    (findings, outcome)
}

async fn carry_out(
    order: ConnectOrder,
    paths: &Paths,
    prompter: &SecretPrompter,
    cancel: &CancellationToken,
    findings: &mut Vec<Finding>,
) -> Result<ProfileName> {
    if order.secret.is_empty() {
        return Err(Error::config("The secret is empty.")
            .advise(format!("Paste the {}.", SecretKind::MAIN.name(order.provider))));
    }
    Addition::is_new(paths, &order.name)?;
    let name = ProfileName::new(&order.name);
    let draft = draft(&order)?;
    let secret = secret::typed(order.secret.text())?;
    let addition = Addition::new(draft, vec![(SecretKind::MAIN, secret.clone())])?;
    if order.keep == Keep::Keyring {
        // Before the service is asked for what could not be kept.
        unless_cancelled(cancel, keyring::status()).await?.map_err(elsewhere)?;
    }
    let report = unless_cancelled(cancel, addition.check(None)).await??;
    findings.extend(self::findings(&report));
    if let Some(failure) = Report::failure(&report) {
        return Err(failure);
    }
    addition.store(paths).await.map_err(|error| {
        let refused = order.keep == Keep::Keyring && error.kind == ErrorKind::Auth;
        if refused { elsewhere(error) } else { error }
    })?;
    if order.keep == Keep::Prompt {
        prompter.keep(name.clone(), SecretKind::MAIN, secret);
    }
    Ok(name)
}

/// What comes of `work`, unless the person stops it first: then nothing was stored.
async fn unless_cancelled<T>(cancel: &CancellationToken, work: impl Future<Output = T>) -> Result<T> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => {
            Err(Error::new(ErrorKind::Cancelled, "Stopped; nothing was stored.").advise("Connect asks again."))
        }
        done = work => Ok(done),
    }
}

/// A report as the app shows it, with what support asks for.
pub(super) fn findings(report: &Report) -> Vec<Finding> {
    let found = report.steps.iter().filter(|step| step.outcome != Outcome::Skipped);
    found
        .map(|step| Finding {
            good: step.outcome == Outcome::Ok,
            sentence: step.sentence.clone(),
            advice: advice(step),
        })
        .collect()
}

/// What to do about a step, and the service's own names for what went wrong.
fn advice(step: &Step) -> Option<String> {
    let ids = step.error.iter().flat_map(|error| [("Code", &error.vendor_code), ("Request id", &error.request_id)]);
    let ids = ids.filter_map(|(what, id)| id.as_ref().map(|id| format!("{what}: {id}.")));
    let parts: Vec<_> = step.advice.iter().cloned().chain(ids).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// The keyring does not take the secret; the form has other places for it.
fn elsewhere(error: Error) -> Error {
    let [_, file, prompt] = Keep::ALL.map(Keep::words);
    error.advise(format!("Choose \"{file}\" or \"{prompt}\" above, where it says Keep secret."))
}

/// The profile that the form describes.
fn draft(order: &ConnectOrder) -> Result<Draft> {
    let mut draft = Draft::new(&order.name, order.provider);
    let place = match order.keep {
        Keep::Keyring => SecretSource::Keyring,
        Keep::File if order.file.is_empty() => {
            return Err(Error::config("No file is given for the secret.")
                .advise("Write a path outside of qrdeck's own directories, or choose another place for the secret."));
        }
        Keep::File => SecretSource::File((&order.file).into()),
        Keep::Prompt => SecretSource::Prompt,
    };
    draft.keep(SecretKind::MAIN, place);
    for (key, text) in &order.values {
        draft.set(key, text);
    }
    Ok(draft)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_told_with_what_support_asks_for() {
        let error = Error::new(ErrorKind::Auth, "No.").advise("Mend it.").vendor_code("190").request_id("AbC");
        let step = Step::of_error("token", Outcome::Fail, error);
        assert_eq!(advice(&step).as_deref(), Some("Mend it. Code: 190. Request id: AbC."));
        assert_eq!(advice(&Step::new("reach", Outcome::Ok, "It answers.")), None);
    }

    #[test]
    fn without_a_keyring_the_form_names_its_own_ways() {
        let error = elsewhere(Error::new(ErrorKind::Auth, "There is no keyring.").advise("In config.toml, …"));
        assert_eq!(error.advice, "Choose \"file\" or \"ask each time\" above, where it says Keep secret.");
    }
}
