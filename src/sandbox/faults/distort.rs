//! Answers that say something else than they should: JSON rewritten on its way out.

use axum::body::Body;
use axum::http::header;
use axum::response::Response;
use serde_json::{Map, Value, json};

use super::Fault;
use super::deliver::collect;

/// Fields that hold text somebody wrote, on either service.
const TEXTS: [&str; 14] = [
    "prefilled_message",
    "PrefilledMessage",
    "verified_name",
    "VerifiedName",
    "display_phone_number",
    "name",
    "subject",
    "Subject",
    "description",
    "Description",
    "message",
    "Message",
    "error_user_title",
    "error_user_msg",
];

/// A cleared screen, a changed title, a reversed text, a NUL, and a colour by C1 control.
const HOSTILE: &str = "\u{1b}[2J\u{1b}]0;hostile\u{7}\u{202e}reversed\u{0}\u{9b}31m\r\n";

/// Where a foreign next page is. The name cannot be resolved.
const FOREIGN: &str = "https://foreign-next.invalid/v23.0/next?after=stolen";

/// An answer whose JSON is distorted by a fault; other answers stay as they are.
pub(super) async fn answer(answer: Response, fault: Fault) -> Response {
    let (mut parts, body) = answer.into_parts();
    let bytes = collect(body).await;
    let Ok(mut value) = serde_json::from_slice::<Value>(&bytes) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    distort(&mut value, fault);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(value.to_string()))
}

fn distort(value: &mut Value, fault: Fault) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| distort(item, fault)),
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                match fault {
                    Fault::HostileText => make_hostile(name, field),
                    Fault::IdsAsNumbers => make_number(name, field),
                    Fault::NullMessage if matches!(name.as_str(), "prefilled_message" | "PrefilledMessage") => {
                        *field = Value::Null;
                    }
                    Fault::ForeignNext if name == "paging" => point_elsewhere(field),
                    _ => {}
                }
                distort(field, fault);
            }
            if fault == Fault::UnknownFields {
                add_unknown(fields);
            }
        }
        _ => {}
    }
}

fn make_hostile(name: &str, field: &mut Value) {
    if let Value::String(text) = field
        && TEXTS.contains(&name)
    {
        text.push_str(HOSTILE);
    }
}

/// Digits under the name of an identifier, or several of them, become numbers.
fn make_number(name: &str, field: &mut Value) {
    let identifier = ["id", "ids", "_id", "_ids", "PhoneNumber", "BusinessNumber"];
    if !identifier.iter().any(|end| name.ends_with(end)) {
        return;
    }
    match field {
        Value::Array(items) => items.iter_mut().for_each(|item| make_number(name, item)),
        Value::String(text) if !text.starts_with('0') => {
            if let Ok(number) = text.parse::<u64>() {
                *field = number.into();
            }
        }
        _ => {}
    }
}

/// Where there is a next page, it is somewhere else.
fn point_elsewhere(paging: &mut Value) {
    if let Some(next) = paging.get_mut("next") {
        *next = FOREIGN.into();
    }
}

fn add_unknown(fields: &mut Map<String, Value>) {
    fields.insert("a_field_of_tomorrow".to_owned(), json!({"kind": "NEVER_SEEN", "values": [1, null, true, "x"]}));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distorted(mut value: Value, fault: Fault) -> Value {
        distort(&mut value, fault);
        value
    }

    #[test]
    fn each_distortion_hits_what_it_names() {
        let page = json!({"data": [{"id": "123", "prefilled_message": "Hi", "code": "A1"}],
                          "paging": {"next": "http://here/next", "cursors": {"after": "9"}}});
        let hostile = distorted(page.clone(), Fault::HostileText);
        assert_eq!(hostile["data"][0]["prefilled_message"], format!("Hi{HOSTILE}"));
        assert_eq!(hostile["data"][0]["code"], "A1");
        let numbers = distorted(page.clone(), Fault::IdsAsNumbers);
        assert_eq!(numbers["data"][0]["id"], 123);
        assert_eq!(numbers["paging"]["cursors"]["after"], "9");
        let null = distorted(page.clone(), Fault::NullMessage);
        assert!(null["data"][0]["prefilled_message"].is_null());
        let foreign = distorted(page.clone(), Fault::ForeignNext);
        assert_eq!(foreign["paging"]["next"], FOREIGN);
        let unknown = distorted(page, Fault::UnknownFields);
        assert!(unknown["data"][0]["a_field_of_tomorrow"].is_object() && unknown["a_field_of_tomorrow"].is_object());
    }

    #[test]
    fn a_last_page_stays_the_last() {
        let page = json!({"data": [], "paging": {"cursors": {}}});
        assert_eq!(distorted(page.clone(), Fault::ForeignNext), page);
    }
}
