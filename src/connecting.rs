//! From the form that connects an account to a profile that works: the join of the app and the session's setup.

use crate::app::modal::{ConnectOrder, Finding, Keep};
use crate::config::secret::{SecretKind, SecretSource};
use crate::config::{Draft, Paths};
use crate::model::{Error, ProfileName, ProviderKind, Result};
use crate::session::check::{Outcome, Report};
use crate::session::setup::Addition;

/// Checks what the form asks for with the service, and only then stores the secret and writes the profile down. What
/// was found out comes along, whatever the end.
pub async fn connect(order: ConnectOrder, paths: &Paths) -> (Vec<Finding>, Result<ProfileName>) {
    let mut findings = Vec::new();
    let outcome = carry_out(order, paths, &mut findings).await;
    (findings, outcome)
}

async fn carry_out(order: ConnectOrder, paths: &Paths, findings: &mut Vec<Finding>) -> Result<ProfileName> {
    if order.secret.is_empty() {
        return Err(Error::config("The secret is empty.").advise("Paste the token or the AccessKey secret."));
    }
    Addition::is_new(paths, &order.name)?;
    let name = ProfileName::new(&order.name);
    let draft = draft(&order)?;
    let addition = Addition::new(draft, vec![(SecretKind::Main, order.secret.into_inner())])?;
    let report = addition.check(None).await?;
    findings.extend(report.steps.iter().filter(|step| step.outcome != Outcome::Skipped).map(|step| Finding {
        good: step.outcome == Outcome::Ok,
        sentence: step.sentence.clone(),
        advice: step.advice.clone(),
    }));
    if let Some(failure) = Report::failure(&report) {
        return Err(failure);
    }
    addition.store(paths).await?;
    Ok(name)
}

/// The profile that the form describes.
fn draft(order: &ConnectOrder) -> Result<Draft> {
    let mut draft = Draft::new(&order.name, order.provider);
    draft.secret = Some(match order.keep {
        Keep::Keyring => SecretSource::Keyring,
        Keep::File if order.file.is_empty() => {
            return Err(Error::config("The file for the secret has no name.")
                .advise("Write a path outside of qrdeck's own directories, or choose the keyring."));
        }
        Keep::File => SecretSource::File((&order.file).into()),
    });
    match order.provider {
        ProviderKind::Meta => {
            draft.waba_ids = order.scope.split([',', ' ']).filter(|id| !id.is_empty()).map(str::to_owned).collect();
            draft.base_url.clone_from(&order.address);
        }
        ProviderKind::Alibaba => {
            draft.access_key_id.clone_from(&order.key);
            draft.cust_space_id.clone_from(&order.scope);
            draft.endpoint.clone_from(&order.address);
        }
    }
    Ok(draft)
}
