//! The check of an account at Meta.

use jiff::Timestamp;

use super::wrong_id;
use crate::model::service::MAIN_SECRET;
use crate::model::{Error, ErrorKind, PhoneNumber, Result};
use crate::provider::check::{Outcome, Report, Step, patiently};
use crate::provider::meta::{Account, Meta, TokenFacts, Versions};
use crate::provider::{Call, Provider as _};

/// A token that ends within this many days is worth a warning.
const SOON: i64 = 7;
const DAY: i64 = 86_400;

/// The field of the accounts.
const ACCOUNTS: &str = "waba_ids";
/// What to do in a form about a token that will soon be of no use.
const LATER: &str = "It works until then; that of a system user need not expire.";
/// What to do in a form about a token that is of no use.
const ANOTHER: &str = "Paste a new token into {secret}; that of a system user need not expire.";

/// Looks at token, permissions, accounts, numbers and groups, and at the version in which Graph answers.
pub(super) async fn check(report: &mut Report, account: Account) {
    let meta = match Meta::new(account) {
        Ok(meta) => meta,
        Err(error) => return report.fail("token", error),
    };
    look(report, &meta).await;
    if let Some(Versions { asked, answered }) = meta.versions_apart() {
        let step = Step::new("version", Outcome::Warn, format!("Graph answers as {answered}, not as {asked}."));
        report.take([step.advise("Set api_version of the profile to a version it has.")]);
    }
}

/// The same, once it is clear where to look.
async fn look(report: &mut Report, meta: &Meta) {
    let call = Call::default();
    let (facts, found) = match patiently(meta.token(&call)).await {
        Ok(told) => told,
        // Nothing but the token's own story is missing, and the accounts are known without it.
        Err(error) if error.kind != ErrorKind::Auth && !meta.waba_ids().is_empty() => (None, Err(error)),
        Err(error) => return report.take([refused(error)]),
    };
    report.take(token(facts.as_ref(), Timestamp::now().as_second()));
    report.take(facts.as_ref().map(permissions).unwrap_or_default());
    if report.has_failed() {
        return;
    }
    let facts = facts.unwrap_or_default();
    let accounts = match accounts(meta, &found) {
        Ok(accounts) => accounts,
        Err(error) => return report.take([unassigned(error)]),
    };
    if !numbers(report, meta, &call, &accounts, &facts, &found).await {
        return;
    }
    report.accounts = accounts;
    match report.numbers.iter().find(|number| number.official == Some(true)).or(report.numbers.first()) {
        None => {
            let step = Step::new("numbers", Outcome::Warn, "The accounts have no phone numbers.");
            report.take([step.advise("Add a number to the account in WhatsApp Manager.")]);
        }
        Some(_) if facts.lacks_messaging => {}
        Some(number) => {
            let id = number.id.clone();
            match patiently(meta.groups(&call, &id)).await {
                Ok(groups) => report.ok("groups", format!("Groups can be read: {} at {id}.", groups.len())),
                Err(error) => report.warn("groups", error),
            }
        }
    }
}

/// The step `token`.
fn token(facts: Option<&TokenFacts>, now: i64) -> Vec<Step> {
    let Some(facts) = facts else {
        let sentence = "Graph tells nothing about this token; it does so to developers of the token's app.";
        return vec![Step::new("token", Outcome::Skipped, sentence)];
    };
    let mut kind = match facts.of.as_deref() {
        Some("SYSTEM_USER") => "The token of a system user".to_owned(),
        Some("USER") => "The token of a person".to_owned(),
        Some("APP") => "The token of an app".to_owned(),
        _ => "The token".to_owned(),
    };
    if let Some(app) = &facts.app {
        kind = format!("{kind}, by the app \"{app}\",");
    }
    let Some(end) = [facts.expires_at, facts.data_access_expires_at].into_iter().flatten().min() else {
        return vec![Step::new("token", Outcome::Ok, format!("{kind} is valid and does not expire."))];
    };
    let advice = "Store a new one (`qrdeck profile renew`); that of a system user need not expire.";
    let days = (end - now).div_euclid(DAY);
    vec![match days {
        ..0 => {
            let error = Error::new(ErrorKind::Auth, format!("{kind} has expired.")).advise(advice);
            Step::of_error("token", Outcome::Fail, error).about(MAIN_SECRET, ANOTHER)
        }
        0 => Step::new("token", Outcome::Warn, format!("{kind} expires within a day."))
            .advise(advice)
            .about(MAIN_SECRET, LATER),
        1 => Step::new("token", Outcome::Warn, format!("{kind} expires in 1 day."))
            .advise(advice)
            .about(MAIN_SECRET, LATER),
        _ => {
            let sentence = format!("{kind} expires in {days} days.");
            let step = Step::new("token", if days > SOON { Outcome::Ok } else { Outcome::Warn }, sentence);
            if days > SOON { step } else { step.advise(advice).about(MAIN_SECRET, LATER) }
        }
    }]
}

/// The step `permissions`.
fn permissions(facts: &TokenFacts) -> Vec<Step> {
    const NEEDED: &str = "Create a token with `whatsapp_business_management`, and with `whatsapp_business_messaging` \
                          for groups, in Meta's business settings under System users.";
    vec![if facts.lacks_management {
        let message =
            "The token lacks the permission `whatsapp_business_management`: numbers and codes cannot be read.";
        let error = Error::new(ErrorKind::Permission, message).advise(NEEDED);
        Step::of_error("permissions", Outcome::Fail, error)
            .about(MAIN_SECRET, format!("{NEEDED} Paste it into {{secret}}."))
    } else if facts.lacks_messaging {
        let message = "The token lacks the permission `whatsapp_business_messaging`: groups cannot be read. Codes can.";
        Step::new("permissions", Outcome::Warn, message).advise(NEEDED)
    } else {
        Step::new("permissions", Outcome::Ok, "The token has the permissions for codes and groups.")
    }]
}

/// The accounts the profile names, or those the token is for.
fn accounts(meta: &Meta, found: &Result<Vec<String>>) -> Result<Vec<String>> {
    if meta.waba_ids().is_empty() { found.clone() } else { Ok(meta.waba_ids().to_vec()) }
}

/// What Graph says to a token that it does not take.
fn refused(error: Error) -> Step {
    let in_form = match error.kind {
        ErrorKind::Auth => Some(ANOTHER.to_owned()),
        ErrorKind::Permission => Some(format!("{} Paste it into {{secret}}.", error.advice)),
        _ => None,
    };
    let step = Step::of_error("token", Outcome::Fail, error);
    match in_form {
        Some(in_form) => step.about(MAIN_SECRET, in_form),
        None => step,
    }
}

/// A token with the permission and without an account: the commonest half-done set-up.
fn unassigned(error: Error) -> Step {
    const ASSIGN: &str = "Assign the WhatsApp Business Account to the token's system user in Meta's business settings \
                          (System users, Assign assets, full control), or name it in";
    if error.kind != ErrorKind::Config {
        return refused(error);
    }
    let error =
        Error { kind: ErrorKind::Permission, ..error }.advise(format!("{ASSIGN} the profile: `waba_ids = [\"…\"]`."));
    Step::of_error("accounts", Outcome::Fail, error).about(ACCOUNTS, format!("{ASSIGN} {{waba_ids}}."))
}

/// The refusal of the id of an account.
fn not_this_account(error: Error, id: &str, found: &Result<Vec<String>>) -> Step {
    if error.kind == ErrorKind::Auth {
        return refused(error);
    }
    let others: Vec<_> = found.iter().flatten().filter(|account| *account != id).map(String::as_str).collect();
    let in_form = match &others[..] {
        [] => "Copy the account's id from WhatsApp Manager, Settings, into {waba_ids}, or leave it empty.".to_owned(),
        accounts => {
            format!("The token is for {}: write that into {{waba_ids}}, or leave it empty.", accounts.join(", "))
        }
    };
    let at_fault = matches!(error.kind, ErrorKind::NotFound | ErrorKind::Permission | ErrorKind::InvalidInput { .. });
    let step = Step::of_error("accounts", Outcome::Fail, error);
    if at_fault { step.about(ACCOUNTS, in_form) } else { step }
}

/// The steps `accounts` and `numbers`. Whether there is anything to go on with.
async fn numbers(
    report: &mut Report,
    meta: &Meta,
    call: &Call,
    accounts: &[String],
    facts: &TokenFacts,
    found: &Result<Vec<String>>,
) -> bool {
    let mut numbers: Vec<PhoneNumber> = Vec::new();
    let mut failed = false;
    for account in accounts {
        match patiently(meta.numbers_of(call, account)).await {
            Ok(more) => {
                let new = more.into_iter().filter(|number| !numbers.iter().any(|known| known.id == number.id));
                numbers.extend(new.collect::<Vec<_>>());
            }
            Err(error) => {
                failed = true;
                let error = wrong_id::explain(error, account, meta, call, facts, found).await;
                report.take([not_this_account(error, account, found)]);
            }
        }
    }
    if !failed {
        report.ok("accounts", format!("WhatsApp Business Accounts: {}.", accounts.join(", ")));
    }
    if !numbers.is_empty() {
        report.ok("numbers", format!("Phone numbers: {}.", numbers.len()));
    }
    report.numbers = numbers;
    !failed
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn step(facts: &TokenFacts) -> Step {
        token(Some(facts), NOW).remove(0)
    }

    #[test]
    fn a_token_says_how_long_it_lives() {
        let facts = |seconds: i64| TokenFacts { expires_at: Some(NOW + seconds), ..TokenFacts::default() };
        for (seconds, outcome, words) in [
            (-1, Outcome::Fail, "has expired"),
            (3_600, Outcome::Warn, "within a day"),
            (DAY, Outcome::Warn, "in 1 day."),
            (3 * DAY + 60, Outcome::Warn, "expires in 3 days"),
            (60 * DAY, Outcome::Ok, "expires in 60 days"),
        ] {
            let step = step(&facts(seconds));
            assert_eq!(step.outcome, outcome, "{seconds}");
            assert!(step.sentence.contains(words), "{}", step.sentence);
            assert_eq!(step.advice.is_some(), outcome != Outcome::Ok);
        }
        let system = TokenFacts { of: Some("SYSTEM_USER".into()), app: Some("Shop".into()), ..TokenFacts::default() };
        let sentence = step(&system).sentence;
        assert_eq!(sentence, "The token of a system user, by the app \"Shop\", is valid and does not expire.");
        let access = TokenFacts { data_access_expires_at: Some(NOW + 2 * DAY), ..system };
        assert_eq!(step(&access).outcome, Outcome::Warn);
        assert_eq!(token(None, NOW)[0].outcome, Outcome::Skipped);
    }

    #[test]
    fn a_missing_permission_says_what_will_not_work() {
        let of = |lacks_management, lacks_messaging| {
            let facts = TokenFacts { lacks_management, lacks_messaging, ..TokenFacts::default() };
            permissions(&facts).remove(0)
        };
        assert_eq!(of(true, true).outcome, Outcome::Fail);
        assert_eq!((of(false, true).outcome, of(false, false).outcome), (Outcome::Warn, Outcome::Ok));
        assert!(of(false, true).sentence.contains("groups cannot be read"));
    }
}
