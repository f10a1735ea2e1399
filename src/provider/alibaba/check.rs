//! The check of an account at Alibaba Cloud.

use crate::model::service::MAIN_SECRET;
use crate::model::{Error, ErrorKind, Field};
use crate::provider::alibaba::credentials::{self, SECURITY_TOKEN};
use crate::provider::alibaba::{Account, Alibaba};
use crate::provider::check::{Outcome, Report, Step, patiently};
use crate::provider::{Call, Provider as _};

/// Looks at the key, the numbers, the codes of one of them, and groups.
pub(super) async fn check(report: &mut Report, account: Account) {
    let odd = oddity(&account.access_key_id, account.security_token.is_some());
    let alibaba = match Alibaba::new(account) {
        Ok(alibaba) => alibaba,
        Err(error) => return report.fail("key", error),
    };
    let call = Call::default();
    report.numbers = match patiently(alibaba.numbers(&call)).await {
        Ok(numbers) => numbers,
        Err(error) => {
            let step = match error.kind {
                ErrorKind::Auth => "key",
                ErrorKind::Permission | ErrorKind::NotEnabled => "permissions",
                _ => "numbers",
            };
            return report.take([failed(step, hinted(error, odd))]);
        }
    };
    report.ok("key", "The AccessKey is accepted.");
    let Some(number) = report.numbers.first().map(|number| number.id.clone()) else {
        let step = Step::new("numbers", Outcome::Warn, "The account has no phone numbers in this space.");
        let step = step.advise("Check cust_space_id, or add a number in the console under Channel Management.");
        let in_form =
            "Add a number in the console under Channel Management; if it has some, they are in another space.";
        return report.take([step.about("cust_space_id", in_form)]);
    };
    report.ok("numbers", format!("Phone numbers: {}.", report.numbers.len()));
    // Each operation has a permission of its own.
    match patiently(alibaba.codes(&call, &number)).await {
        Ok(codes) => report.ok("codes", format!("Codes can be read: {} at {number}.", codes.len())),
        Err(error) if matches!(error.kind, ErrorKind::Permission | ErrorKind::NotEnabled) => {
            return report.fail("codes", error);
        }
        Err(error) => report.warn("codes", error),
    }
    match patiently(alibaba.groups(&call, &number)).await {
        Ok(groups) => report.ok("groups", format!("Groups can be read: {} at {number}.", groups.len())),
        Err(error) => report.warn("groups", error),
    }
}

/// A refusal, and the field that it is about.
fn failed(name: &'static str, error: Error) -> Step {
    let about = match error.kind {
        ErrorKind::Auth => match credentials::rejected(&error) {
            Some(SECURITY_TOKEN) => Some(("access_key_id", "Use a permanent AccessKey: its id in {access_key_id}.")),
            Some(_) => Some((MAIN_SECRET, "Paste the secret that belongs to {access_key_id} into {secret}, whole.")),
            None if error.vendor_code.as_deref().is_some_and(|code| code.contains("AccessKey")) => Some((
                "access_key_id",
                "Check {access_key_id}, and that the key is active in the RAM console; an id begins with LTAI.",
            )),
            None => None,
        },
        // Another account's space, not what the RAM user may not do.
        ErrorKind::Permission if error.advice.contains("cust_space_id") => {
            Some(("cust_space_id", "Check {cust_space_id}, and that {access_key_id} is of the account that owns it."))
        }
        ErrorKind::InvalidInput { field: Field::CustSpaceId } => Some(("cust_space_id", "Check {cust_space_id}.")),
        ErrorKind::Config => Some(("endpoint", "Leave {endpoint} empty, or check it.")),
        _ => None,
    };
    let step = Step::of_error(name, Outcome::Fail, error);
    match about {
        Some((key, in_form)) => step.about(key, in_form),
        None => step,
    }
}

/// What is odd about an AccessKey id, if the service does not take it.
fn oddity(id: &str, has_token: bool) -> Option<&'static str> {
    if id.starts_with("STS.") && !has_token {
        return Some("The id begins with STS: a temporary key needs its `security_token`, too.");
    }
    if id.starts_with("LTAI") || id.starts_with("STS.") {
        return None;
    }
    Some("An AccessKey id begins with LTAI: perhaps id and secret are in each other's place.")
}

/// The refusal of credentials, with what is odd about them.
fn hinted(error: Error, odd: Option<&str>) -> Error {
    match odd.filter(|_| error.kind == ErrorKind::Auth) {
        Some(odd) => {
            let advice = format!("{} {odd}", error.advice);
            error.advise(advice)
        }
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_odd_id_gets_a_hint_only_where_the_key_is_refused() {
        assert_eq!(oddity("LTAI5tExample", false), None);
        assert_eq!(oddity("STS.Example", true), None);
        assert!(oddity("STS.Example", false).unwrap().contains("security_token"));
        assert!(oddity("Wb8xyz", false).unwrap().contains("each other's place"));
        let refused = |kind| hinted(Error::new(kind, "No."), Some("Odd.")).advice;
        assert!(refused(ErrorKind::Auth).ends_with("Odd."));
        assert!(!refused(ErrorKind::Permission).ends_with("Odd."));
    }
}
