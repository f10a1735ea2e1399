//! From the form that connects an account to a profile that works: the join of the app and the session's setup.

mod told;

use tokio_util::sync::CancellationToken;

use self::told::{findings, mistakes};
use super::secret_prompter::SecretPrompter;
use crate::app::{ConnectField, ConnectMistake, ConnectOrder, Connected, Finding, Keep};
use crate::config::secret::{self, SecretKind, SecretSource, keyring};
use crate::config::{Draft, Paths, is_taken};
use crate::model::{Error, ErrorKind, ProfileName};
use crate::session::setup::{self, Addition};

pub(super) use self::told::findings_of;

/// What comes of it: the account, or everything that is in its way.
type Outcome<T> = Result<T, Vec<ConnectMistake>>;

/// Checks what the form asks for, first on this machine and then with the service, and only then stores the secret and
/// writes the profile down. What was found out comes along, whatever the end. A secret that is stored nowhere is kept by
/// `prompter` for this run.
///
/// `cancel` stops it as long as nothing is stored.
pub(super) async fn connect(
    order: ConnectOrder,
    paths: &Paths,
    prompter: &SecretPrompter,
    cancel: &CancellationToken,
) -> (Vec<Finding>, Outcome<Connected>) {
    let mut findings = Vec::new();
    let outcome = Box::pin(carry_out(order, paths, prompter, cancel, &mut findings)).await;
    (findings, outcome)
}

async fn carry_out(
    order: ConnectOrder,
    paths: &Paths,
    prompter: &SecretPrompter,
    cancel: &CancellationToken,
    found: &mut Vec<Finding>,
) -> Outcome<Connected> {
    let place = unless_cancelled(cancel, look_here(&order, paths)).await??;
    let secret = secret::typed(order.secret.text()).map_err(|error| alone(Some(ConnectField::Secret), error))?;
    let secrets = vec![(SecretKind::MAIN, secret.clone())];
    let addition = Addition::new(draft(&order, place), secrets).map_err(|error| alone(None, error))?;
    let report = unless_cancelled(cancel, addition.check(None)).await?.map_err(|error| alone(None, error))?;
    found.extend(findings(order.provider, &report));
    let wrong = mistakes(&order, &report);
    if !wrong.is_empty() {
        return Err(wrong);
    }
    addition.store(paths).await.map_err(|error| not_stored(&order, paths, error))?;
    let profile = ProfileName::new(&order.name);
    if order.keep == Keep::Prompt {
        prompter.keep(profile.clone(), SecretKind::MAIN, secret);
    }
    Ok(Connected { profile, numbers: report.numbers.len() })
}

/// What can be found out on this machine, all at once. Returns where the secret will be.
async fn look_here(order: &ConnectOrder, paths: &Paths) -> Outcome<SecretSource> {
    let mut wrong = Vec::new();
    match setup::load(paths) {
        Ok(config) if is_taken(&config, &order.name) => wrong.push(name_is_taken(order)),
        Ok(_) => {}
        Err(error) => wrong.push(ConnectMistake::of(None, error)),
    }
    let place = match order.keep {
        Keep::Prompt => SecretSource::Prompt,
        Keep::Keyring => {
            if let Err(why) = keyring::probe().await {
                wrong.push(elsewhere(&format!("The keyring cannot be used: {why}.")));
            }
            SecretSource::Keyring
        }
        Keep::File => secret::new_file(&order.file, paths).await.unwrap_or_else(|error| {
            wrong.push(ConnectMistake::of(Some(ConnectField::File), error));
            SecretSource::Prompt
        }),
    };
    if wrong.is_empty() { Ok(place) } else { Err(wrong) }
}

/// What comes of `work`, unless the person stops it first: then nothing was stored.
async fn unless_cancelled<T>(cancel: &CancellationToken, work: impl Future<Output = T>) -> Outcome<T> {
    tokio::select! {
        biased;
        () = cancel.cancelled() => {
            let stopped = Error::new(ErrorKind::Cancelled, "Stopped; nothing was stored.");
            Err(alone(None, stopped.advise("Connect asks again.")))
        }
        done = work => Ok(done),
    }
}

/// An error as the only mistake.
fn alone(field: Option<ConnectField>, error: Error) -> Vec<ConnectMistake> {
    vec![ConnectMistake::of(field, error)]
}

/// Why the secret or the profile was not stored, after the service was content.
fn not_stored(order: &ConnectOrder, paths: &Paths, error: Error) -> Vec<ConnectMistake> {
    // Somebody else may have added it meanwhile.
    if setup::load(paths).is_ok_and(|config| is_taken(&config, &order.name)) {
        return vec![name_is_taken(order)];
    }
    match order.keep {
        Keep::Keyring if error.kind == ErrorKind::Auth => vec![elsewhere(&error.message)],
        Keep::File if !matches!(error.kind, ErrorKind::Conflict) => alone(Some(ConnectField::File), error),
        _ => alone(None, error),
    }
}

fn name_is_taken(order: &ConnectOrder) -> ConnectMistake {
    ConnectMistake {
        field: Some(ConnectField::Name),
        what: format!("There is a profile {} already.", order.name.trim()),
        hint: "Write another name.".to_owned(),
    }
}

/// The keyring does not take the secret; the form has other places for it.
fn elsewhere(what: &str) -> ConnectMistake {
    let [_, file, prompt] = Keep::ALL.map(Keep::words);
    ConnectMistake {
        field: Some(ConnectField::Keep),
        what: what.to_owned(),
        hint: format!("Choose \"{file}\" or \"{prompt}\"."),
    }
}

/// The profile that the form describes.
fn draft(order: &ConnectOrder, place: SecretSource) -> Draft {
    let mut draft = Draft::new(&order.name, order.provider);
    draft.keep(SecretKind::MAIN, place);
    for (key, text) in &order.values {
        draft.set(key, text);
    }
    draft
}

#[cfg(test)]
mod tests;
