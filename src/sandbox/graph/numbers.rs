//! `/{waba-id}/phone_numbers` and `/{phone-number-id}`.

use std::cmp::Reverse;
use std::num::NonZeroUsize;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::context::Context;
use super::error::Refusal;
use super::listing::{self, PageRequest};
use super::paging::{self, Key};
use crate::sandbox::Api;
use crate::sandbox::world::{Number, World};

/// The most numbers of a page.
const MAX_LIMIT: NonZeroUsize = NonZeroUsize::new(100).unwrap();
/// What a number is in Graph's messages about fields.
const NODE: &str = "WhatsAppBusinessPhoneNumber";
/// What a list shows where `fields` is absent.
const LISTED: &[&str] = &[
    "verified_name",
    "code_verification_status",
    "display_phone_number",
    "quality_rating",
    "platform_type",
    "throughput",
    "webhook_configuration",
];
/// What one number shows where `fields` is absent.
const SINGLE: &[&str] = &["verified_name", "display_phone_number", "quality_rating", "code_verification_status"];
/// Fields that exist and have no value here; Graph leaves such fields out.
const VALUELESS: &[&str] = &[
    "certificate",
    "conversational_automation",
    "country_code",
    "eligibility_for_api_business_global_search",
    "health_status",
    "host_platform",
    "new_certificate",
    "search_visibility",
    "unified_cert_status",
    "username",
];

/// A page of the numbers of an account.
pub(super) fn list(context: &Context, world: &World, account: &str) -> Result<Value, Refusal> {
    let request = &context.request;
    let wanted = PageRequest::read(request, &context.style, MAX_LIMIT, &listing::bad_cursor())?;
    let filters = filters(request.param("filtering"))?;
    let ascending = ascending(request.param("sort"))?;
    let mut rows: Vec<&Number> = world
        .numbers_of(Api::Meta)
        .filter(|number| number.waba == account && filters.iter().all(|filter| filter.passes(number)))
        .collect();
    let key = |number: &&Number| key(number, ascending);
    rows.sort_unstable_by_key(|number| Reverse(key(number)));
    let page = paging::page(&rows, key, wanted.start, wanted.limit);
    let data = page.rows.iter().map(|row| show(context, row, LISTED)).collect::<Result<_, _>>()?;
    let mut body = listing::envelope(request, &context.style, wanted, &page, data);
    if request.param("summary").is_some_and(|summary| summary.contains("total_count")) {
        body.insert("summary".to_owned(), json!({"total_count": rows.len()}));
    }
    Ok(Value::Object(body))
}

pub(super) fn one(context: &Context, number: &Number) -> Result<Value, Refusal> {
    show(context, number, SINGLE)
}

/// A number with the fields asked for, and always its id.
fn show(context: &Context, number: &Number, default: &[&str]) -> Result<Value, Refusal> {
    let mut row = Map::new();
    for name in context.field_names(default, NODE)? {
        match field(number, &name) {
            Some(value) => drop(row.insert(name, value)),
            None if name == "id" || VALUELESS.contains(&name.as_str()) => {}
            None => return Err(Refusal::field(&name, NODE)),
        }
    }
    row.insert("id".to_owned(), number.id.clone().into());
    Ok(Value::Object(row))
}

/// The value of a field, where there is such a field and it has one.
fn field(number: &Number, name: &str) -> Option<Value> {
    let verified = if number.status == "PENDING" { "NOT_VERIFIED" } else { "VERIFIED" };
    Some(match name {
        "verified_name" => number.name.clone().into(),
        "display_phone_number" => number.display.clone().into(),
        "quality_rating" => number.quality.clone().into(),
        "quality_score" => json!({"score": number.quality}),
        "code_verification_status" => verified.into(),
        "status" => number.status.clone().into(),
        "name_status" => number.name_status.clone().into(),
        "new_name_status" => "NONE".into(),
        "platform_type" => "CLOUD_API".into(),
        "throughput" => json!({"level": "STANDARD"}),
        "webhook_configuration" => json!({"application": "https://sandbox.invalid/webhook"}),
        "account_mode" => "LIVE".into(),
        "is_official_business_account" => number.official.into(),
        "is_on_biz_app" | "is_preverified_number" => false.into(),
        "is_pin_enabled" => true.into(),
        "country_dial_code" => dial_code(&number.display)?.into(),
        "messaging_limit_tier" | "whatsapp_business_manager_messaging_limit" => number.tier.clone().into(),
        "last_onboarded_time" => timestamp(number.created)?.into(),
        _ => return None,
    })
}

/// `49` of `+49 151 1000 0001`.
fn dial_code(display: &str) -> Option<&str> {
    display.strip_prefix('+')?.split([' ', '-']).next()
}

/// A time in Graph's form: `2023-08-22T19:05:53+0000`.
fn timestamp(seconds: i64) -> Option<String> {
    Some(jiff::Timestamp::from_second(seconds).ok()?.strftime("%Y-%m-%dT%H:%M:%S+0000").to_string())
}

/// The place of a number in the list: newest first, or oldest first.
fn key(number: &Number, ascending: bool) -> Key {
    let id = number.id.parse().unwrap_or(0);
    if ascending { (number.created.saturating_neg(), u64::MAX - id) } else { (number.created, id) }
}

/// Reads `sort`, in the form of the reference and in that of the guide. Both times that can be sorted by are the
/// same here.
fn ascending(sort: Option<&str>) -> Result<bool, Refusal> {
    let Some(sort) = sort else { return Ok(false) };
    let sort = sort.trim_matches(|c: char| "[]'\" ".contains(c));
    let order = ["creation_time", "last_onboarded_time"].iter().find_map(|field| sort.strip_prefix(field));
    match order {
        Some(".asc" | "_ascending") => Ok(true),
        Some(".desc" | "_descending") => Ok(false),
        _ => Err(Refusal::parameter(format!("Invalid parameter: sort cannot be \"{sort}\""))),
    }
}

/// One entry of `filtering`.
#[derive(Debug, Deserialize)]
struct Filter {
    field: String,
    operator: Operator,
    value: Value,
}

/// How an entry of `filtering` compares.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Operator {
    Equal,
    NotEqual,
}

impl Filter {
    fn passes(&self, number: &Number) -> bool {
        let equal = field(number, &self.field).is_some_and(|value| value == self.value);
        match self.operator {
            Operator::Equal => equal,
            Operator::NotEqual => !equal,
        }
    }
}

/// Reads `filtering`.
fn filters(text: Option<&str>) -> Result<Vec<Filter>, Refusal> {
    let Some(text) = text else { return Ok(Vec::new()) };
    serde_json::from_str(text).map_err(|error| {
        Refusal::parameter(match error.classify() {
            serde_json::error::Category::Data => format!("Invalid parameter: filtering: {error}"),
            _ => "Invalid parameter: filtering must be valid JSON".to_owned(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sorts_are_read_in_both_forms() {
        for (text, ascending) in [
            ("creation_time.asc", Some(true)),
            ("last_onboarded_time.desc", Some(false)),
            ("['last_onboarded_time_ascending']", Some(true)),
            ("name.asc", None),
            ("creation_time", None),
        ] {
            assert_eq!(super::ascending(Some(text)).ok(), ascending, "{text}");
        }
    }

    #[test]
    fn times_are_in_the_form_of_graph() {
        assert_eq!(timestamp(1_692_731_153).as_deref(), Some("2023-08-22T19:05:53+0000"));
        assert_eq!(dial_code("+1 631-555-5555"), Some("1"));
    }
}
