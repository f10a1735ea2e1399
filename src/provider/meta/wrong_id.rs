//! What an id in `waba_ids` really is, if it is no account's: ids of accounts, numbers and businesses look alike, and
//! Graph refuses all of the wrong ones with the same words.

use crate::model::{Error, ErrorKind, PhoneNumber, Result};
use crate::provider::Call;
use crate::provider::check::patiently;
use crate::provider::meta::{Identity, Meta, TokenFacts};

/// Most accounts whose numbers are searched for the id.
const MOST: usize = 20;

/// The refusal of an id as an account's, with what the id is where that can be found out.
pub(super) async fn explain(
    error: Error,
    id: &str,
    meta: &Meta,
    call: &Call,
    facts: &TokenFacts,
    found: &Result<Vec<String>>,
) -> Error {
    if !matches!(error.kind, ErrorKind::NotFound | ErrorKind::Permission | ErrorKind::InvalidInput { .. }) {
        return error;
    }
    let others: Vec<&String> = found.iter().flatten().filter(|account| *account != id).take(MOST).collect();
    let instead = match &others[..] {
        [] => "Leave `waba_ids` out to have the accounts of the token found, or copy the account's id from WhatsApp \
               Manager, Settings."
            .to_owned(),
        accounts => format!(
            "The token is for {}: write `waba_ids = [{}]`, or leave it out.",
            accounts.iter().map(|account| account.as_str()).collect::<Vec<_>>().join(", "),
            accounts.iter().map(|account| format!("\"{account}\"")).collect::<Vec<_>>().join(", ")
        ),
    };
    if let Some((what, _)) = facts.others.iter().find(|(_, other)| other == id) {
        return wrong(error, format!("{id} is the id of {what}, not of a WhatsApp Business Account."), instead);
    }
    for account in others {
        let Ok(numbers) = patiently(meta.numbers_of(call, account)).await else { continue };
        if let Some(what) = numbers.iter().find_map(|number| is_number(id, number)) {
            let advice = format!("Its account is {account}: write `waba_ids = [\"{account}\"]`.");
            return wrong(error, format!("{id} is {what}, not the id of a WhatsApp Business Account."), advice);
        }
    }
    match patiently(meta.identify(call, id)).await {
        Ok(Identity::Number(display)) => {
            wrong(error, format!("{id} is the phone-number id of {display}, not the id of its account."), instead)
        }
        Ok(Identity::Object(kind)) if kind != "WhatsAppBusinessAccount" => {
            wrong(error, format!("{id} is the id of a {kind}, not of a WhatsApp Business Account."), instead)
        }
        Ok(_) | Err(_) if found.as_ref().is_ok_and(|accounts| !accounts.is_empty()) => {
            let advice = format!("{} {instead}", error.advice);
            error.advise(advice)
        }
        Ok(_) | Err(_) => error,
    }
}

/// What the id is to a number, if anything.
fn is_number(id: &str, number: &PhoneNumber) -> Option<String> {
    let digits: String = number.display.chars().filter(char::is_ascii_digit).collect();
    let title = format!("{} ({})", number.display, number.name);
    if number.id.as_str() == id {
        Some(format!("the phone-number id of {title}"))
    } else if !digits.is_empty() && digits == id {
        Some(format!("the phone number {title} itself"))
    } else {
        None
    }
}

/// The error, with what is really wrong in front.
fn wrong(error: Error, sentence: String, advice: String) -> Error {
    Error { message: sentence, ..error }.advise(advice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_by_its_id_and_its_digits() {
        let number = PhoneNumber {
            id: "106540352242922".into(),
            display: "+49 151 1000 0001".into(),
            name: "Aurora".into(),
            quality: None,
            status: None,
            official: None,
        };
        let is = |id| is_number(id, &number);
        assert_eq!(is("106540352242922").unwrap(), "the phone-number id of +49 151 1000 0001 (Aurora)");
        assert_eq!(is("4915110000001").unwrap(), "the phone number +49 151 1000 0001 (Aurora) itself");
        assert_eq!(is("102290129340398"), None);
    }
}
