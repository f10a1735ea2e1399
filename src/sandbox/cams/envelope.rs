//! What every answer is wrapped in.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::refused::Refused;
use super::style::{CamsStyle, Newlines, Nothing};
use crate::sandbox::Op;
use crate::sandbox::counters::Throttled;

/// What the service calls itself.
const HOST: &str = "cams.ap-southeast-1.aliyuncs.com";

/// The answer to a request that was carried out: `fields` in an envelope with `Code` `OK`.
pub(super) fn success(style: &CamsStyle, op: Op, mut fields: Map<String, Value>) -> Response {
    let stray = match style.newlines {
        Newlines::None => false,
        Newlines::RequestId => matches!(op, Op::CamsCreateCode | Op::CamsDeleteCode),
        Newlines::Everywhere => true,
    };
    let nothing = match style.nothing {
        Nothing::None => Some("None"),
        Nothing::Chinese => Some("无"),
        Nothing::Empty => Some(""),
        Nothing::Absent => None,
    };
    fields.insert("Code".to_owned(), "OK".into());
    fields.insert("RequestId".to_owned(), request_id(stray).into());
    if let Some(nothing) = nothing {
        fields.insert("Message".to_owned(), nothing.into());
        fields.insert("AccessDeniedDetail".to_owned(), nothing.into());
    }
    json_answer(StatusCode::OK, &Value::Object(fields))
}

/// The answer to a request that was not.
pub(super) fn refusal(style: &CamsStyle, refused: &Refused) -> Response {
    let status = if style.errors_in_200 { 200 } else { refused.status };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
    let body = json!({
        "Code": refused.code,
        "Message": refused.message,
        "RequestId": request_id(false),
        "HostId": HOST,
        "Recommend": format!("https://api.alibabacloud.com/troubleshoot?q={}&product=cams", refused.code),
    });
    let mut answer = json_answer(status, &body);
    if let Some(milliseconds) = refused.retry_after {
        answer.headers_mut().insert("x-acs-retry-after", HeaderValue::from(milliseconds));
    }
    if refused.code.starts_with("Throttling") {
        answer.extensions_mut().insert(Throttled);
    }
    answer
}

fn json_answer(status: StatusCode, body: &Value) -> Response {
    let kind = [(header::CONTENT_TYPE, "application/json;charset=utf-8")];
    (status, kind, Body::from(body.to_string())).into_response()
}

fn request_id(stray_newline: bool) -> String {
    let id = Uuid::new_v4().hyphenated().to_string().to_uppercase();
    if stray_newline { format!("{id}\n") } else { id }
}
