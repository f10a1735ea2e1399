//! `QueryChatappPhoneNumbers`.

use serde_json::{Map, Value, json};

use super::refused::Refused;
use super::request::CamsRequest;
use crate::sandbox::Api::Alibaba;
use crate::sandbox::Shared;
use crate::sandbox::world::Number;

/// All numbers of the account, or those of a `Status`.
pub(super) async fn list(shared: &Shared, request: &CamsRequest) -> Result<Map<String, Value>, Refused> {
    let status = request.optional("Status").map(str::to_owned);
    let rows = shared
        .read(move |world| {
            let wanted = |number: &&Number| status.as_ref().is_none_or(|status| *status == number.status);
            world.numbers_of(Alibaba).filter(wanted).map(row).collect::<Vec<_>>()
        })
        .await?;
    Ok(Map::from_iter([("PhoneNumbers".to_owned(), rows.into()), ("Success".to_owned(), true.into())]))
}

/// One number. `IsOfficial` is a text in the vendor's SDK.
fn row(number: &Number) -> Value {
    let Number { digits, name, status, name_status, quality, tier, official, .. } = number;
    json!({
        "PhoneNumber": digits,
        "VerifiedName": name,
        "Status": status,
        "NameStatus": name_status,
        "NewNameStatus": "NONE",
        "CodeVerificationStatus": "VERIFIED",
        "QualityRating": quality,
        "MessagingLimitTier": tier,
        "IsOfficial": official.to_string(),
        "StatusCallbackUrl": "",
        "UpCallbackUrl": "",
        "StatusQueue": "",
        "UpQueue": "",
    })
}
