//! The envelope around every answer: did it work, and if not, what does the service say about it.
//!
//! Documented is `Code: "OK"` in an HTTP 200 for success, and `Code`, `Message`, `RequestId` in a 4xx or 5xx for
//! failure. Also met: a failure inside a 200, `Success: false` beside `Code: "OK"`, an `AccessDeniedDetail` that is
//! a string or an object, and pages of HTML from what stands before the service.

use std::time::Duration;

use reqwest::header::DATE;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::asked::Asked;
use super::error::{Refusal, contradiction, unreadable};
use super::lenient::{flag_of, is_nothing, scalar};
use crate::model::Result;
use crate::provider::http::Answer;
use crate::provider::quota::waits::stated;

/// Members of which one is in every good answer that has a payload.
const PAYLOADS: [&str; 4] = ["Data", "PhoneNumbers", "InviteLink", "Result"];

/// A good answer.
#[derive(Debug)]
pub(super) struct Opened {
    asked: Asked,
    request_id: Option<String>,
    body: Value,
}

impl Opened {
    /// The payload.
    ///
    /// # Errors
    /// See [`Opened::unreadable`].
    pub(super) fn payload<T: DeserializeOwned>(&mut self) -> Result<T> {
        serde_json::from_value(self.body.take())
            .map_err(|error| self.unreadable(&format!("Its answer has an unexpected form ({error}).")))
    }

    /// The error of an answer that is good but does not say what it has to.
    pub(super) fn unreadable(&self, why: &str) -> crate::model::Error {
        unreadable(self.asked, why).request_id(self.request_id.as_deref().unwrap_or_default())
    }
}

/// Opens the envelope.
///
/// # Errors
/// What the service refused, see [`Refusal`]; what cannot be read is [`crate::model::ErrorKind::Decode`] for a read
/// and [`crate::model::ErrorKind::OutcomeUnknown`] for a change.
pub(super) fn open(asked: Asked, answer: &Answer) -> Result<Opened> {
    let members = members(&answer.body);
    let code = members.as_ref().and_then(|members| text(members, "Code"));
    let request_id = members
        .as_ref()
        .and_then(|members| text(members, "RequestId"))
        .or_else(|| answer.header("x-acs-request-id").map(str::to_owned));
    let id = request_id.as_deref().unwrap_or_default();
    tracing::debug!(action = asked.action, status = answer.status.as_u16(), code, request_id = id, "answer");

    let good_code = code.as_deref().is_none_or(|code| code.eq_ignore_ascii_case("OK") || code == "200");
    if !answer.status.is_success() || !good_code {
        return Err(refusal(asked, answer, members.as_ref(), code).into_error().request_id(id));
    }
    let Some(members) = members else {
        let why = if answer.body.is_empty() { "Its answer is empty." } else { "Its answer is not JSON, or cut off." };
        return Err(unreadable(asked, why).request_id(id));
    };
    let success = members.get("Success").and_then(flag_of);
    if success == Some(false) {
        return Err(contradiction(asked, text(&members, "Message")).request_id(id));
    }
    let has_payload = PAYLOADS.iter().any(|name| members.get(*name).is_some_and(|value| !value.is_null()));
    if code.is_none() && success.is_none() && !has_payload {
        return Err(unreadable(asked, "Its answer does not say whether it worked.").request_id(id));
    }
    Ok(Opened { asked, request_id, body: Value::Object(members) })
}

fn refusal(asked: Asked, answer: &Answer, members: Option<&Map<String, Value>>, code: Option<String>) -> Refusal {
    // A good code with a bad status says nothing about what is wrong.
    let code = code.filter(|code| !code.eq_ignore_ascii_case("OK") && code != "200");
    Refusal {
        asked,
        status: answer.status,
        code,
        text: members.and_then(|members| text(members, "Message")),
        denied_action: members.and_then(|members| members.get("AccessDeniedDetail")).and_then(denied_action),
        retry_after: answer
            .header("x-acs-retry-after")
            .and_then(|millis| millis.trim().parse().ok())
            .filter(|millis| *millis > 0)
            .map(|millis| stated(Duration::from_millis(millis))),
        service_time: answer
            .header(DATE.as_str())
            .and_then(|date| jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(date).ok()),
    }
}

/// The members of the outermost object. Bytes that are no UTF-8 spoil the text they are in, not the answer.
fn members(body: &[u8]) -> Option<Map<String, Value>> {
    serde_json::from_str(String::from_utf8_lossy(body).trim_start_matches('\u{feff}')).ok()
}

/// A member of the envelope; the SDK also looks for it with a small first letter.
fn text(members: &Map<String, Value>, name: &str) -> Option<String> {
    let small = name[..1].to_ascii_lowercase() + &name[1..];
    [name, &small]
        .iter()
        .filter_map(|name| members.get(*name).and_then(scalar))
        .map(|text| text.trim().to_owned())
        .find(|text| !is_nothing(text))
}

/// What was denied: `AuthAction` of the object form, or of the same object as a JSON string.
fn denied_action(detail: &Value) -> Option<String> {
    let parsed: Value;
    let object = match detail {
        Value::String(text) => {
            parsed = serde_json::from_str(text).ok()?;
            &parsed
        }
        other => other,
    };
    object
        .get("AuthAction")
        .and_then(scalar)
        .map(|action| action.trim().to_owned())
        .filter(|action| !is_nothing(action))
}

#[cfg(test)]
#[path = "envelope_tests.rs"]
mod tests;
