use std::time::Duration;

use super::*;

const LIST: Asked = Asked { action: "ListPhoneMessageQrdl", intent: Intent::Read };
const DELETE: Asked = Asked { action: "DeletePhoneMessageQrdl", intent: Intent::Change };
const GROUPS: Asked = Asked { action: "ListChatGroup", intent: Intent::Read };

fn refusal(asked: Asked, status: u16, code: &str, text: &str) -> Refusal {
    Refusal {
        asked,
        status: StatusCode::from_u16(status).unwrap(),
        code: (!code.is_empty()).then(|| code.to_owned()),
        text: (!text.is_empty()).then(|| text.to_owned()),
        denied_action: None,
        retry_after: None,
        service_time: None,
    }
}

#[test]
fn every_documented_code() {
    use ErrorKind::{Auth, Config, NotEnabled, NotFound, OutcomeUnknown, Permission, Unavailable};
    let throttled = ErrorKind::Throttled { retry_after: Some(Duration::from_secs(1)) };
    let other = ErrorKind::InvalidInput { field: Field::Other };
    let input = |field| ErrorKind::InvalidInput { field };
    // HTTP status, code, kind for a read, kind for a change.
    let table = [
        (400, "Product.Unsubscript", NotEnabled, NotEnabled),
        (400, "Ram.PermissionDeny", Permission, Permission),
        (400, "System.LimitControl", throttled, throttled),
        (400, "Unknown.ResourceOwnerId", Permission, Permission),
        (400, "Throttling", throttled, throttled),
        (429, "Throttling.User", throttled, throttled),
        (400, "Throttling.Api", throttled, throttled),
        (503, "Throttling.Api", throttled, throttled),
        (200, "Throttling.User", throttled, throttled),
        (429, "", throttled, throttled),
        (429, "Whatever", throttled, throttled),
        (400, "SignatureDoesNotMatch", Auth, Auth),
        (400, "IncompleteSignature", Auth, Auth),
        (400, "SignatureNonceUsed", Unavailable, OutcomeUnknown),
        (400, "InvalidTimeStamp.Expired", Auth, Auth),
        (400, "InvalidTimeStamp.Format", Auth, Auth),
        (404, "InvalidAccessKeyId.NotFound", Auth, Auth),
        (400, "InvalidAccessKeyId.Inactive", Auth, Auth),
        (400, "InvalidSecurityToken.Expired", Auth, Auth),
        (400, "MissingSecurityToken", Auth, Auth),
        (403, "NoPermission", Permission, Permission),
        (403, "Forbidden.RAM", Permission, Permission),
        (400, "MissingPrefilledMessage", input(Field::Message), input(Field::Message)),
        (400, "MissingPhoneNumber", input(Field::Number), input(Field::Number)),
        (400, "MissingBusinessNumber", input(Field::Number), input(Field::Number)),
        (400, "MissingQrdlCode", input(Field::Code), input(Field::Code)),
        (400, "InvalidGenerateQrImage", input(Field::Image), input(Field::Image)),
        (400, "InvalidParameter.GroupId", input(Field::Group), input(Field::Group)),
        (400, "InvalidParameter.CustSpaceId", input(Field::CustSpaceId), input(Field::CustSpaceId)),
        (400, "InvalidParameter", other, other),
        (404, "InvalidQrdlCode.NotFound", NotFound, NotFound),
        (404, "InvalidApi.NotFound", Config, Config),
        (500, "InternalError", Unavailable, OutcomeUnknown),
        (200, "InternalError", Unavailable, OutcomeUnknown),
        (503, "ServiceUnavailable", Unavailable, OutcomeUnknown),
        (502, "", Unavailable, OutcomeUnknown),
        (408, "", Unavailable, OutcomeUnknown),
        (502, "SomethingNew", Unavailable, OutcomeUnknown),
        (403, "", Unavailable, Unavailable),
        (409, "SomethingNew", ErrorKind::Conflict, OutcomeUnknown),
        (404, "SomethingNew", NotFound, OutcomeUnknown),
        (404, "", Unavailable, OutcomeUnknown),
        (403, "SomethingNew", Permission, OutcomeUnknown),
        (401, "SomethingNew", Auth, OutcomeUnknown),
        (400, "Isp.TimeOut", other, OutcomeUnknown),
        (200, "SomethingNew", other, OutcomeUnknown),
    ];
    for (status, code, read, change) in table {
        for (asked, kind) in [(LIST, read), (DELETE, change)] {
            let error = refusal(asked, status, code, "").into_error();
            assert_eq!(error.kind, kind, "{status} {code} {asked:?}");
            assert_eq!(error.vendor_code.as_deref(), (!code.is_empty()).then_some(code));
            assert!(error.message.len() > 10 && error.advice.len() > 10, "{error:?}");
        }
    }
}

#[test]
fn the_field_is_also_found_in_the_words() {
    let words = r#"The specified parameter "PrefilledMessage" is too long."#;
    let error = refusal(DELETE, 400, "InvalidParameter", words).into_error();
    assert_eq!(error.kind, ErrorKind::InvalidInput { field: Field::Message });
    assert!(error.message.contains(words), "{error}");
}

#[test]
fn an_account_outside_the_allow_list_is_not_a_failure_of_the_app() {
    for (code, words) in [
        ("NoPermission", "The account is not in the whitelist."),
        ("InvalidAction.NotFound", ""),
        ("Forbidden", "This API is in beta testing."),
        ("GroupNotEnabled", ""),
        ("Product.Unsubscript", ""),
    ] {
        let error = refusal(GROUPS, 400, code, words).into_error();
        assert_eq!(error.kind, ErrorKind::NotEnabled, "{code} {words}");
    }
    let denied = refusal(GROUPS, 403, "NoPermission", "").into_error();
    assert_eq!(denied.kind, ErrorKind::Permission);
    assert!(denied.advice.contains("beta"), "{denied:?}");
}

#[test]
fn a_denial_names_what_to_grant() {
    let error = refusal(DELETE, 400, "Ram.PermissionDeny", "").into_error();
    assert!(error.message.contains("cams:DeletePhoneMessageQrdl"), "{error}");
    let mut refused = refusal(DELETE, 403, "NoPermission", "");
    refused.denied_action = Some("cams:Other".to_owned());
    assert!(refused.into_error().message.contains("cams:Other"));
}

#[test]
fn the_wait_is_passed_on() {
    let mut refused = refusal(LIST, 429, "Throttling.User", "");
    refused.retry_after = Some(Duration::from_millis(1_200));
    let error = refused.into_error();
    assert_eq!(error.kind, ErrorKind::Throttled { retry_after: Some(Duration::from_millis(1_200)) });
    assert!(error.advice.contains("2 s"), "{}", error.advice);
}

#[test]
fn a_wrong_clock_is_named_with_its_error() {
    for (minutes, words) in [(-20, "20 minutes ahead"), (30, "minutes behind"), (0, "time of the request")] {
        let mut refused = refusal(LIST, 400, "InvalidTimeStamp.Expired", "");
        refused.service_time = Some(Timestamp::now() + jiff::SignedDuration::from_mins(minutes));
        let error = refused.into_error();
        assert!(error.message.contains(words), "{error}");
        assert!(error.advice.contains("clock"), "{}", error.advice);
    }
}

#[test]
fn what_was_signed_is_never_quoted() {
    for code in ["SignatureDoesNotMatch", "InvalidSecurityToken.Malformed", "IncompleteSignature"] {
        let error = refusal(LIST, 400, code, "server string to sign is: CAISsecret").into_error();
        assert!(!error.report().contains("CAISsecret"), "{}", error.report());
    }
}

#[test]
fn long_words_are_cut() {
    let error = refusal(LIST, 400, "SomethingNew", &"é".repeat(5_000)).into_error();
    assert!(error.message.chars().count() < 400 && error.message.ends_with('…'));
}

#[test]
fn contradictions_and_riddles_leave_a_change_open() {
    for (asked, expected) in [(LIST, ErrorKind::Unavailable), (DELETE, ErrorKind::OutcomeUnknown)] {
        assert_eq!(contradiction(asked, None).kind, expected);
    }
    assert_eq!(unreadable(LIST, "x").kind, ErrorKind::Decode);
    assert_eq!(unreadable(DELETE, "x").kind, ErrorKind::OutcomeUnknown);
}
