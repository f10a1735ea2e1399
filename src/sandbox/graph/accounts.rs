//! WhatsApp Business accounts: one of them, those of a business, and those assigned to a system user.

use std::num::NonZeroUsize;

use serde_json::{Map, Value, json};

use super::context::Context;
use super::error::Refusal;
use super::listing::{self, PageRequest};
use super::paging;
use super::route::Edge;
use crate::sandbox::world::{MetaAccount, Waba};

/// The most accounts of a page.
const MAX_LIMIT: NonZeroUsize = NonZeroUsize::new(100).unwrap();
/// What an account is in Graph's messages about fields.
const NODE: &str = "WhatsAppBusinessAccount";
/// What an account shows where `fields` is absent.
const DEFAULT: &[&str] = &["name", "currency", "timezone_id", "message_template_namespace"];

/// Fields that exist and have no value here; Graph leaves such fields out.
const VALUELESS: &[&str] = &[
    "disable_marketing_messages_on_cloud_api",
    "health_status",
    "is_enabled_for_insights",
    "marketing_messages_lite_api_status",
    "marketing_messages_onboarding_status",
    "on_behalf_of_business_info",
    "owner_business_info",
    "subscribed_apps",
];

/// A page of the accounts at an edge of a business or user.
pub(super) fn list(context: &Context, account: &MetaAccount, id: &str, edge: Edge) -> Result<Value, Refusal> {
    let holder = if edge == Edge::Assigned { &account.user_id } else { &account.business_id };
    // `me` is whoever the token belongs to.
    if id != holder && !(edge == Edge::Assigned && id == "me") {
        return Err(context.unreachable(id));
    }
    let request = &context.request;
    let wanted = PageRequest::read(request, &context.style, MAX_LIMIT, &listing::bad_cursor())?;
    // The last account is a client's that shares it with the business; the business owns the others.
    let (owned, client) = account.wabas.split_at(account.wabas.len().saturating_sub(1));
    let accounts = match edge {
        Edge::Owned => owned,
        Edge::Client => client,
        Edge::Assigned => &account.wabas,
    };
    let find = request.param("find");
    let rows: Vec<(u64, &Waba)> =
        (0..accounts.len() as u64).rev().zip(accounts).filter(|(_, row)| find.is_none_or(|id| row.id == id)).collect();
    let page = paging::page(&rows, |(place, _)| (0, *place), wanted.start, wanted.limit);
    let data = page.rows.iter().map(|(_, row)| one(context, row)).collect::<Result<_, _>>()?;
    Ok(Value::Object(listing::envelope(request, &context.style, wanted, &page, data)))
}

/// An account with the fields asked for, and always its id.
pub(super) fn one(context: &Context, account: &Waba) -> Result<Value, Refusal> {
    let mut row = Map::new();
    for name in context.field_names(DEFAULT, NODE)? {
        let value = match name.as_str() {
            "id" => continue,
            name if VALUELESS.contains(&name) => continue,
            "name" => account.name.as_str(),
            "currency" => "EUR",
            "timezone_id" => "1",
            "message_template_namespace" => "5b1c1a9e_0d52_4d3c_9f6c_7a5d0e2f8b31",
            "status" => "ACTIVE",
            "country" => "DE",
            "account_review_status" => "APPROVED",
            "business_verification_status" => "verified",
            "ownership_type" => "SELF",
            _ => return Err(Refusal::field(&name, NODE)),
        };
        row.insert(name, value.into());
    }
    row.insert("id".to_owned(), account.id.clone().into());
    Ok(Value::Object(row))
}

/// A business or user: its name.
pub(super) fn owner(context: &Context, id: &str, name: &str, node: &str) -> Result<Value, Refusal> {
    for field in context.field_names(&["name"], node)? {
        if !["id", "name"].contains(&field.as_str()) {
            return Err(Refusal::field(&field, node));
        }
    }
    Ok(json!({"name": name, "id": id}))
}
