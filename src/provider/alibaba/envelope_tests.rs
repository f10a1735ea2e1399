use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderValue};

use super::*;
use crate::model::{Error, ErrorKind};
use crate::provider::http::Intent;

const READ: Asked = Asked { action: "ListPhoneMessageQrdl", intent: Intent::Read };
const CHANGE: Asked = Asked { action: "CreatePhoneMessageQrdl", intent: Intent::Change };

fn answer(status: u16, body: impl Into<Vec<u8>>) -> Answer {
    Answer { status: StatusCode::from_u16(status).unwrap(), headers: HeaderMap::new(), body: body.into() }
}

fn error(asked: Asked, status: u16, body: impl Into<Vec<u8>>) -> Error {
    open(asked, &answer(status, body)).unwrap_err()
}

#[test]
fn what_says_that_it_worked() {
    for body in [
        r#"{"AccessDeniedDetail":"None","RequestId":"90E63D28\n","Message":"None","Code":"OK"}"#,
        r#"{"Code":"ok","Message":"SUCCESS","Success":"true"}"#,
        r#"{"Code":" OK\n","AccessDeniedDetail":{"AuthAction":"x"}}"#,
        r#"{"Code":200,"Success":1}"#,
        r#"{"Code":null,"Success":true}"#,
        r#"{"Code":"无","Data":[]}"#,
        r#"{"code":"OK","Future":{"Deep":[1,2,{}]}}"#,
        r#"{"InviteLink":"https://chat.whatsapp.com/x"}"#,
        "\u{feff}{\"Code\":\"OK\"}",
    ] {
        assert!(open(CHANGE, &answer(200, body)).is_ok(), "{body}");
    }
    assert!(open(READ, &answer(200, b"{\"Code\":\"OK\",\"Data\":\"\xff\xfe\"}".to_vec())).is_ok());
}

#[test]
fn what_cannot_be_understood_leaves_a_change_open() {
    for body in [
        "",
        "null",
        "[]",
        "\"OK\"",
        "{}",
        "OK",
        r#"{"RequestId":"R"}"#,
        r#"{"RequestId":"R","Data":null,"Code":""}"#,
        r#"{"Code":"OK","Data":{"QrdlCo"#,
        "<html><body><h1>It works</h1></body></html>",
    ] {
        assert_eq!(error(READ, 200, body).kind, ErrorKind::Decode, "{body}");
        assert_eq!(error(CHANGE, 200, body).kind, ErrorKind::OutcomeUnknown, "{body}");
    }
    let nested = "[".repeat(100_000);
    assert_eq!(error(READ, 200, nested).kind, ErrorKind::Decode);
}

#[test]
fn a_failure_inside_a_200_is_a_failure() {
    let body = r#"{"Code":"Product.Unsubscript","Message":"You have not subscribed.","RequestId":" R-1\n"}"#;
    let failure = error(CHANGE, 200, body);
    assert_eq!(failure.kind, ErrorKind::NotEnabled);
    assert_eq!(failure.vendor_code.as_deref(), Some("Product.Unsubscript"));
    assert_eq!(failure.request_id.as_deref(), Some("R-1"));

    let body = r#"{"Code":"OK","Success":"false","Message":"group is updating"}"#;
    let failure = error(CHANGE, 200, body);
    assert_eq!(failure.kind, ErrorKind::OutcomeUnknown);
    assert!(failure.message.contains("group is updating"), "{failure}");
}

#[test]
fn pages_of_a_gateway() {
    let page = "<html><head><title>503</title></head></html>";
    assert_eq!(error(READ, 503, page).kind, ErrorKind::Unavailable);
    assert_eq!(error(CHANGE, 503, page).kind, ErrorKind::OutcomeUnknown);
    assert_eq!(error(CHANGE, 403, page).kind, ErrorKind::Unavailable);
    assert_eq!(error(CHANGE, 429, page).kind, ErrorKind::Throttled { retry_after: Some(Duration::from_secs(1)) });
    assert_eq!(error(CHANGE, 500, r#"{"Code":"OK"}"#).kind, ErrorKind::OutcomeUnknown);
}

#[test]
fn the_denied_action_in_each_form() {
    let object = r#"{"AuthAction":"cams:ListPhoneMessageQrdl","PolicyType":"AccountLevel"}"#;
    let string = serde_json::to_string(object).unwrap();
    for (detail, found) in [(object, true), (string.as_str(), true), ("\"None\"", false), ("null", false), ("7", false)]
    {
        let body = format!(r#"{{"Code":"NoPermission","AccessDeniedDetail":{detail}}}"#);
        let failure = error(CHANGE, 403, body);
        assert_eq!(failure.kind, ErrorKind::Permission);
        assert_eq!(failure.message.contains("cams:ListPhoneMessageQrdl"), found, "{detail}: {failure}");
    }
}

#[test]
fn headers_tell_the_wait_the_clock_and_the_request() {
    let mut throttled = answer(400, r#"{"Code":"Throttling.User"}"#);
    throttled.headers.insert("x-acs-request-id", HeaderValue::from_static("R-2"));
    for (value, wait) in [("1500", Some(1_500)), (" 20 ", Some(20)), ("0", None), ("-5", None), ("soon", None)] {
        throttled.headers.insert("x-acs-retry-after", HeaderValue::from_static(value));
        let failure = open(READ, &throttled).unwrap_err();
        assert_eq!(
            failure.kind,
            ErrorKind::Throttled { retry_after: Some(Duration::from_millis(wait.unwrap_or(1_000))) },
            "{value}"
        );
        assert_eq!(failure.request_id.as_deref(), Some("R-2"));
    }
    let mut expired = answer(400, r#"{"Code":"InvalidTimeStamp.Expired"}"#);
    expired.headers.insert("date", HeaderValue::from_static("Thu, 26 Oct 2023 10:22:32 GMT"));
    assert!(open(READ, &expired).unwrap_err().message.contains("ahead"));
    expired.headers.insert("date", HeaderValue::from_static("yesterday"));
    assert_eq!(open(READ, &expired).unwrap_err().kind, ErrorKind::Auth);
}
