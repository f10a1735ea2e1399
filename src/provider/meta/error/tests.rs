//! Every documented and every captured error body.

use std::time::Duration;

use reqwest::header::HeaderValue;

use super::*;
use crate::provider::meta::request::Op;

const LIVE_UNKNOWN: &str = r#"{"error":{"message":"Unsupported get request. Object with ID '454545' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api","type":"GraphMethodException","code":100,"error_subcode":33,"fbtrace_id":"AXsgnV2Cm3ZMGF3dF_cfYIn"}}"#;

fn answer(status: u16, body: &str) -> Answer {
    Answer { status: StatusCode::from_u16(status).unwrap(), headers: HeaderMap::new(), body: body.as_bytes().to_vec() }
}

fn error(op: Op, status: u16, body: &str) -> Error {
    let answer = answer(status, body);
    let value = serde_json::from_str(body).ok();
    of_answer(&answer, value.as_ref(), &Request::new(op, "Doing it", &[]))
}

fn body(code: i64, subcode: Option<i64>, message: &str) -> String {
    let mut error = serde_json::json!({"message": message, "type": "OAuthException", "code": code, "fbtrace_id": "T"});
    if let Some(subcode) = subcode {
        error["error_subcode"] = subcode.into();
    }
    serde_json::json!({ "error": error }).to_string()
}

/// What each error is in the taxonomy, whatever status it comes with.
#[test]
fn codes_decide() {
    use ErrorKind::{Auth, Conflict, Decode, InvalidInput, NotEnabled, NotFound, Permission, Throttled, Unavailable};
    let input = |field| InvalidInput { field };
    let throttled = Throttled { retry_after: None };
    #[rustfmt::skip]
    let table = [
        // As documented for the QR operations.
        (Op::ListCodes, 400, 100, None, "Invalid fields parameter. Check field names and format specifications", input(Field::Other)),
        (Op::GetCode, 400, 100, None, "Invalid QR code ID format. Expected 14-character alphanumeric string", input(Field::Code)),
        (Op::CreateCode, 400, 100, None, "Invalid prefilled_message length. Maximum 140 characters allowed", input(Field::Message)),
        (Op::CreateCode, 400, 100, None, "(#100) Param generate_qr_image must be one of {PNG, SVG}", input(Field::Image)),
        (Op::ListCodes, 401, 190, Some(463), "Invalid OAuth access token", Auth),
        (Op::DeleteCode, 403, 200, Some(1_349_174), "Your app doesn't have permission to delete QR codes for this phone number", Permission),
        (Op::ListCodes, 404, 803, None, "Phone number not found", NotFound),
        (Op::GetCode, 404, 803, None, "QR code not found", NotFound),
        (Op::ListCodes, 429, 4, Some(2_446_079), "Too many API calls. Please try again later", throttled),
        (Op::CreateCode, 429, 4, Some(2_446_079), "Too many QR code operations. Please try again later", throttled),
        (Op::ListCodes, 500, 2, None, "An unexpected error occurred. Please retry your request", Unavailable),
        (Op::ListNumbers, 422, 100, None, "The requested fields are not available for this account", input(Field::Other)),
        (Op::ListNumbers, 404, 803, None, "WhatsApp Business Account not found", NotFound),
        // As captured live.
        (Op::ListCodes, 400, 190, None, "Error validating access token: Session has expired on Thursday, 06-Oct-22 00:00:00 PDT. The current time is …", Auth),
        (Op::ListCodes, 400, 190, None, "Invalid OAuth access token - Cannot parse access token", Auth),
        (Op::ListCodes, 400, 190, None, "The access token could not be decrypted", Auth),
        (Op::ListCodes, 400, 190, None, "Invalid OAuth access token signature.", Auth),
        (Op::ListCodes, 400, 100, None, "API calls from the server require an appsecret_proof argument", Auth),
        (Op::ListCodes, 400, 100, None, "Invalid appsecret_proof provided in the API argument", Auth),
        (Op::ListCodes, 400, 4, None, "(#4) Application request limit reached", throttled),
        (Op::ListNumbers, 400, 80_008, None, "(#80008) There have been too many calls to this WhatsApp Business account. Wait a bit and try again", throttled),
        (Op::ListNumbers, 400, 803, None, "(#803) Some of the aliases you requested do not exist: X", NotFound),
        (Op::ListCodes, 400, 100, None, "(#100) Tried accessing nonexisting field (message_qrdls) on node type (WhatsAppBusinessAccount)", input(Field::Number)),
        (Op::ListCodes, 400, 100, None, "(#100) Tried accessing nonexisting field (creation) on node type (MessageQRDL)", input(Field::Other)),
        (Op::ListCodes, 400, 2500, None, "An active access token must be used to query information about the current user.", Auth),
        (Op::ListCodes, 400, 2500, None, "Unknown path components: /message_qrdls", input(Field::Number)),
        // The rest of the table.
        (Op::ListCodes, 401, 0, None, "AuthException", Auth),
        (Op::ListCodes, 401, 104, None, "An access token is required to request this resource", Auth),
        (Op::ListCodes, 400, 102, None, "Session key invalid", Auth),
        (Op::ListCodes, 500, 3, None, "Capability", Permission),
        (Op::ListCodes, 403, 10, None, "Permission denied", Permission),
        (Op::ListCodes, 403, 299, None, "Permission", Permission),
        (Op::ListCodes, 403, 131_005, None, "Access denied", Permission),
        (Op::ListCodes, 403, 131_031, None, "Account locked", Permission),
        (Op::ListCodes, 403, 368, None, "Temporarily blocked", Permission),
        (Op::ListCodes, 400, 33, None, "The business phone number has been deleted", NotFound),
        (Op::ListCodes, 400, 80_007, None, "Rate limit", throttled),
        (Op::ListCodes, 400, 613, Some(1996), "Custom limit", throttled),
        (Op::ListCodes, 400, 1, None, "API Unknown", Unavailable),
        (Op::ListGroups, 500, 131_000, None, "Something went wrong", Unavailable),
        (Op::ListGroups, 503, 131_016, None, "Service unavailable", Unavailable),
        (Op::ListGroups, 400, 131_215, None, "Groups APIs are only available for eligible phone numbers", NotEnabled),
        (Op::ListGroups, 400, 131_059, None, "Invalid cursor", Conflict),
        (Op::ListGroups, 429, 131_208, None, "Group rate limit", throttled),
        (Op::GetLink, 400, 131_020, None, "Invalid group", NotFound),
        (Op::GetLink, 403, 131_207, None, "Group suspended", NotEnabled),
        (Op::ResetLink, 403, 131_207, None, "Group suspended", Permission),
        (Op::ResetLink, 400, 131_008, None, "Required parameter is missing", input(Field::Other)),
        // Codes nobody described: subcode, then status.
        (Op::ListCodes, 400, 999_999, Some(33), "?", NotFound),
        (Op::ListCodes, 400, 999_999, Some(463), "?", Auth),
        (Op::ListCodes, 401, 999_999, None, "?", Auth),
        (Op::ListCodes, 403, 999_999, None, "?", Permission),
        (Op::ListCodes, 404, 999_999, None, "?", NotFound),
        (Op::ListCodes, 429, 999_999, None, "?", throttled),
        (Op::ListCodes, 502, 999_999, None, "?", Unavailable),
        (Op::ListCodes, 400, 999_999, None, "?", input(Field::Other)),
        (Op::ListCodes, 200, 999_999, None, "?", Decode),
    ];
    for (op, status, code, subcode, message, kind) in table {
        let body = body(code, subcode, message);
        assert_eq!(error(op, status, &body).kind, kind, "{status} {body}");
        if code != 999_999 {
            assert_eq!(error(op, 200, &body).kind, kind, "200 {body}");
        }
    }
}

#[test]
fn the_id_mistake_is_named() {
    for (op, id) in
        [(Op::ListNumbers, "`waba_ids`"), (Op::ListCodes, "phone-number id"), (Op::CreateCode, "phone-number id")]
    {
        let error = error(op, 400, LIVE_UNKNOWN);
        assert_eq!(error.kind, ErrorKind::NotFound);
        assert_eq!(error.vendor_code.as_deref(), Some("100/33"));
        assert_eq!(error.request_id.as_deref(), Some("AXsgnV2Cm3ZMGF3dF_cfYIn"));
        assert!(error.advice.contains(id) && error.advice.contains("WhatsApp Business Account"), "{}", error.advice);
    }
}

#[test]
fn user_texts_make_the_sentence() {
    let body = r#"{"error":{"message":"QR code not found","type":"GraphMethodException","code":803,"error_user_title":"QR Code Not Found","error_user_msg":"The QR code you're trying to access doesn't exist or has been deleted","fbtrace_id":"T"}}"#;
    let error = error(Op::GetCode, 404, body);
    assert_eq!(
        error.message,
        "QR Code Not Found: The QR code you're trying to access doesn't exist or has been deleted."
    );
}

#[test]
fn permissions_are_named() {
    for (op, permission) in
        [(Op::ListCodes, "whatsapp_business_management"), (Op::ListGroups, "whatsapp_business_messaging")]
    {
        let error = error(op, 403, &body(200, None, "(#200) Permissions error"));
        assert!(error.message.contains(permission) && error.advice.contains(permission), "{error:?}");
    }
}

#[test]
fn a_change_without_a_clear_answer_has_an_unknown_outcome() {
    let html = "<!DOCTYPE html><html><body>Sorry, something went wrong.</body></html>";
    for (status, body) in [
        (500, body(2, None, "An unexpected error occurred. Please retry your request")),
        (400, body(1, None, "An unknown error occurred")),
        (500, body(131_000, None, "Something went wrong")),
        (200, body(999_999, None, "?")),
        (502, body(999_999, None, "?")),
        (503, html.to_owned()),
        (504, String::new()),
        (500, "{}".to_owned()),
    ] {
        assert_eq!(error(Op::CreateCode, status, &body).kind, ErrorKind::OutcomeUnknown, "{status} {body}");
        assert!(
            matches!(error(Op::ListCodes, status, &body).kind, ErrorKind::Unavailable | ErrorKind::Decode),
            "{status} {body}"
        );
    }
    let transient = r#"{"error":{"message":"?","type":"OAuthException","code":999999,"is_transient":true}}"#;
    assert_eq!(error(Op::CreateCode, 400, transient).kind, ErrorKind::OutcomeUnknown);
}

#[test]
fn pages_of_the_edge_are_not_shown_and_name_no_missing_object() {
    let read = error(Op::ListCodes, 404, "<html>not here</html>");
    assert_eq!(read.kind, ErrorKind::Unavailable);
    assert!(!read.message.contains("html"), "{}", read.message);
    assert!(read.advice.contains("base_url"), "{}", read.advice);
    // Whoever said so, it says nothing about a change. That nobody is let in does.
    assert_eq!(error(Op::DeleteCode, 404, "<html>not here</html>").kind, ErrorKind::OutcomeUnknown);
    assert_eq!(error(Op::DeleteCode, 403, "<html>keep out</html>").kind, ErrorKind::Unavailable);
}

#[test]
fn an_error_that_nobody_described_says_nothing_about_a_change() {
    let unheard = r#"{"error":{"message":"?","type":"OAuthException","code":999999}}"#;
    for status in [200, 400, 401, 403, 404, 409] {
        assert_eq!(error(Op::CreateCode, status, unheard).kind, ErrorKind::OutcomeUnknown, "{status}");
    }
    assert_eq!(error(Op::ListCodes, 403, unheard).kind, ErrorKind::Permission);
}

#[test]
fn headers_tell_the_wait_and_the_request() {
    let body = body(80_008, None, "(#80008) There have been too many calls").replace("\"fbtrace_id\":\"T\",", "");
    let mut answer = answer(400, &body);
    let usage = r#"{"102290129340398":[{"type":"whatsapp_business_management","call_count":100,"total_cputime":1,"total_time":1,"estimated_time_to_regain_access":12}]}"#;
    answer.headers.insert("x-business-use-case-usage", HeaderValue::from_static(usage));
    answer.headers.insert("x-fb-trace-id", HeaderValue::from_static("CtX8"));
    let value = serde_json::from_str(&body).unwrap();
    let error = of_answer(&answer, Some(&value), &Request::new(Op::ListNumbers, "Doing it", &[]));
    assert_eq!(error.kind, ErrorKind::Throttled { retry_after: Some(Duration::from_mins(12)) });
    assert_eq!(error.request_id.as_deref(), Some("CtX8"));
    assert_eq!(error.advice, "Wait 12 minutes; calling earlier makes the wait longer.");
}
