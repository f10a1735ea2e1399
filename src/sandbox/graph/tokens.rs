//! `/debug_token`: what a token is good for. What is wrong with the token it is asked about is no error of the
//! request: the answer is 200 and says so (bodies as captured).

use serde_json::{Value, json};

use super::auth::{self, Caller};
use super::context::Context;
use super::error::Refusal;
use crate::sandbox::world::MetaAccount;

/// Unix seconds of the day all tokens of the sandbox were issued: 2025-05-31.
const ISSUED: i64 = 1_748_678_400;

/// Looks at the token in `input_token`.
pub(super) fn debug(context: &Context, account: &MetaAccount, caller: Caller) -> Result<Value, Refusal> {
    if caller == Caller::NoPermission {
        return Err(Refusal::Parameter { docs: format!("(#100) {NOT_OWNER}"), live: NOT_OWNER.to_owned() });
    }
    let token = context.request.required("input_token")?;
    let data = match auth::caller(token, account, context.now) {
        Ok(owner) => valid(owner, account),
        Err(Refusal::Expired { message }) => json!({
            "error": {"code": 190, "message": message, "subcode": 463},
            "is_valid": false,
            "scopes": [],
        }),
        Err(_) => json!({
            "error": {"code": 190, "message": "Invalid OAuth access token."},
            "is_valid": false,
            "scopes": [],
        }),
    };
    Ok(json!({"data": data}))
}

/// The answer to callers that may not inspect tokens.
const NOT_OWNER: &str =
    "You must provide an app access token, or a user access token that is an owner or developer of the app";

/// A token that works.
fn valid(owner: Caller, account: &MetaAccount) -> Value {
    let all = ["whatsapp_business_management", "whatsapp_business_messaging", "business_management", "public_profile"];
    let accounts: Vec<&str> = account.wabas.iter().map(|waba| waba.id.as_str()).collect();
    let scopes = match owner {
        Caller::User | Caller::NoAsset => &all[..],
        Caller::NoPermission => &all[3..],
        Caller::App => &[],
    };
    // Without `target_ids` a scope holds for all assets.
    let granular = match owner {
        Caller::User => json!([
            {"scope": "whatsapp_business_management", "target_ids": accounts},
            {"scope": "whatsapp_business_messaging"},
        ]),
        Caller::NoAsset => json!([
            {"scope": "whatsapp_business_management", "target_ids": []},
            {"scope": "whatsapp_business_messaging", "target_ids": []},
        ]),
        Caller::NoPermission | Caller::App => json!([]),
    };
    let mut data = json!({
        "app_id": account.app_id,
        "type": if owner == Caller::App { "APP" } else { "SYSTEM_USER" },
        "application": "qrdeck sandbox",
        "data_access_expires_at": 0,
        "expires_at": 0,
        "is_valid": true,
        "issued_at": ISSUED,
        "scopes": scopes,
        "granular_scopes": granular,
    });
    if owner != Caller::App {
        data["user_id"] = account.user_id.clone().into();
    }
    data
}
