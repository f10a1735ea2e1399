//! The phone numbers of WhatsApp Business Accounts.

use std::collections::HashSet;

use serde::Deserialize;

use super::accounts;
use super::lenient;
use super::paging::{More, Pages};
use super::request::{Op, Request};
use super::transport::Transport;
use crate::model::{Error, ErrorKind, NumberId, PhoneNumber, Result};
use crate::provider::Call;

/// Always named: what comes without `fields` differs between documentation and captures.
const FIELDS: &str = "id,display_phone_number,verified_name,quality_rating,status,is_official_business_account";
/// What every account has, for those that answer "The requested fields are not available for this account".
const BASIC_FIELDS: &str = "id,display_phone_number,verified_name,quality_rating";
/// More numbers than an account has: Meta gives it two to begin with and some dozens at most.
const MAX_NUMBERS: usize = 1_000;
/// The documented maximum (the default is 25).
const LIMIT: usize = 100;

/// A number on the wire. The sets of values of `quality_rating` and `status` disagree between documentation and
/// captures, so both stay open strings.
#[derive(Deserialize)]
struct Row {
    #[serde(deserialize_with = "lenient::id")]
    id: String,
    #[serde(default, deserialize_with = "lenient::word")]
    display_phone_number: Option<String>,
    #[serde(default, deserialize_with = "lenient::word")]
    verified_name: Option<String>,
    #[serde(default, deserialize_with = "lenient::word")]
    quality_rating: Option<String>,
    #[serde(default, deserialize_with = "lenient::word")]
    status: Option<String>,
    #[serde(default, deserialize_with = "lenient::flag")]
    is_official_business_account: Option<bool>,
}

impl From<Row> for PhoneNumber {
    fn from(row: Row) -> Self {
        Self {
            display: row.display_phone_number.unwrap_or_else(|| row.id.clone()),
            id: NumberId::new(row.id),
            name: row.verified_name.unwrap_or_default(),
            quality: row.quality_rating,
            status: row.status,
            official: row.is_official_business_account,
        }
    }
}

/// The numbers of all accounts, each once. With no account named, the token is asked for its own.
///
/// # Errors
/// If one account fails, all do, with the error that names the account: a list without its numbers would look as
/// if they were gone.
pub(super) async fn list(transport: &Transport, call: &Call, waba_ids: &[String]) -> Result<Vec<PhoneNumber>> {
    let discovered;
    let accounts = if waba_ids.is_empty() {
        discovered = accounts::discover(transport, call).await?;
        &discovered
    } else {
        waba_ids
    };
    let mut numbers: Vec<PhoneNumber> = Vec::new();
    let mut known = HashSet::new();
    for account in accounts {
        let told = numbers.len();
        for number in of_account(transport, call, account, told).await? {
            if known.insert(number.id.clone()) {
                numbers.push(number);
            }
        }
    }
    Ok(numbers)
}

/// The numbers of one account; `before` is how many rows have been told of already.
pub(super) async fn of_account(
    transport: &Transport,
    call: &Call,
    account: &str,
    before: usize,
) -> Result<Vec<PhoneNumber>> {
    match with_fields(transport, call, account, FIELDS, before).await {
        Err(Error { kind: ErrorKind::InvalidInput { .. }, .. }) => {
            with_fields(transport, call, account, BASIC_FIELDS, before).await
        }
        outcome => outcome,
    }
}

async fn with_fields(
    transport: &Transport,
    call: &Call,
    account: &str,
    fields: &str,
    before: usize,
) -> Result<Vec<PhoneNumber>> {
    let what = format!("Reading the numbers of WhatsApp Business Account {account}");
    let request = Request::new(Op::ListNumbers, what, &[account, "phone_numbers"]).query("fields", fields);
    let mut pages = Pages::new(request, LIMIT, More::Next, MAX_NUMBERS);
    let mut numbers = Vec::new();
    while let Some(rows) = pages.next::<Vec<Row>, Row>(transport, call).await? {
        for row in &rows {
            transport.note_number(&row.id, account);
        }
        numbers.extend(rows.into_iter().map(PhoneNumber::from));
        call.progress.rows(before + numbers.len());
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_number_is_read_as_documented() {
        let row: Row = serde_json::from_value(json!({
            "verified_name": "Jasper's Market", "code_verification_status": "VERIFIED",
            "display_phone_number": "+1 631-555-5555", "quality_rating": "GREEN", "platform_type": "CLOUD_API",
            "throughput": {"level": "STANDARD"}, "webhook_configuration": {"application": "https://…"},
            "id": "1906385232743451"
        }))
        .unwrap();
        let expected = PhoneNumber {
            id: "1906385232743451".into(),
            display: "+1 631-555-5555".into(),
            name: "Jasper's Market".into(),
            quality: Some("GREEN".into()),
            status: None,
            official: None,
        };
        assert_eq!(PhoneNumber::from(row), expected);
    }

    #[test]
    fn a_number_needs_no_more_than_its_id() {
        let row: Row = serde_json::from_value(json!({
            "id": 1_906_385_232_743_451_u64, "verified_name": null, "quality_rating": "", "status": "NEVER_SEEN",
            "is_official_business_account": "true"
        }))
        .unwrap();
        let number = PhoneNumber::from(row);
        assert_eq!(number.display, "1906385232743451");
        assert_eq!((number.name.as_str(), number.quality), ("", None));
        assert_eq!((number.status.as_deref(), number.official), (Some("NEVER_SEEN"), Some(true)));
        assert!(serde_json::from_value::<Row>(json!({"verified_name": "x"})).is_err());
    }
}
