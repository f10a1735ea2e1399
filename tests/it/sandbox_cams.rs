//! The CAMS side of the sandbox, over the wire.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::time::Duration;

use qrdeck::model::MAX_CODES_PER_NUMBER;
use qrdeck::sandbox::{Api, Op, Options, Running, start};
use reqwest::Method;
use serde_json::Value;

use crate::cams_client::{Call, Cams};

/// A number of the default world that has groups, and one that has none.
const SHANGHAI: &str = "8613800000001";
const TEL_AVIV: &str = "972505000005";

async fn sandbox() -> (Running, Cams) {
    let sandbox = start(Options::default()).await.unwrap();
    let cams = Cams::of(&sandbox);
    (sandbox, cams)
}

/// A sandbox of a size.
async fn generated(numbers: usize, codes: usize, groups: usize) -> (Running, Cams) {
    let options = Options { numbers: Some(numbers), codes: Some(codes), groups: Some(groups), ..Options::default() };
    let sandbox = start(options).await.unwrap();
    let cams = Cams::of(&sandbox);
    (sandbox, cams)
}

fn create<'a>(cams: &'a Cams, number: &str, message: &str) -> Call<'a> {
    cams.call("CreatePhoneMessageQrdl")
        .with("PhoneNumber", number)
        .with("GenerateQrImage", "PNG")
        .with("PrefilledMessage", message)
}

fn delete<'a>(cams: &'a Cams, code: &str) -> Call<'a> {
    cams.call("DeletePhoneMessageQrdl").with("PhoneNumber", SHANGHAI).with("QrdlCode", code)
}

fn groups<'a>(cams: &'a Cams, number: &str, page: &str) -> Call<'a> {
    cams.call("ListChatGroup").with("BusinessNumber", number).with("Page", page).in_space()
}

async fn codes(cams: &Cams, number: &str) -> Vec<Value> {
    let body = cams.call("ListPhoneMessageQrdl").with("PhoneNumber", number).send().await.ok();
    body["Data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn numbers_are_listed() {
    let (_sandbox, cams) = sandbox().await;
    let body = cams.call("QueryChatappPhoneNumbers").in_space().send().await.ok();
    assert_eq!(body["Success"], true);
    let numbers = body["PhoneNumbers"].as_array().unwrap();
    assert_eq!(numbers.len(), 7);
    assert_eq!(numbers[0]["PhoneNumber"], SHANGHAI);
    assert_eq!(numbers[0]["VerifiedName"], "Aurora 上海");
    let red = cams.call("QueryChatappPhoneNumbers").with("Status", "RESTRICTED").send().await.ok();
    assert_eq!(red["PhoneNumbers"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_code_lives_and_dies() {
    let (sandbox, cams) = sandbox().await;
    // The links to pictures hold the time at which they expire.
    sandbox.inside().clock().hold();
    let before = codes(&cams, SHANGHAI).await;
    let message = "你好 👋 — 50% off + free tea & cake ~*'()!\n/?";
    let made = create(&cams, SHANGHAI, message).in_space().send().await.ok();
    let data = &made["Data"];
    let code = data["QrdlCode"].as_str().unwrap();
    assert_eq!(data["PrefilledMessage"], message);
    assert_eq!(data["PhoneNumber"], SHANGHAI);
    assert_eq!(data["GenerateQrImage"], "PNG");
    assert_eq!(data["DeepLinkUrl"], format!("https://wa.me/message/{code}"));
    assert!(data["QrImageUrl"].as_str().unwrap().starts_with(&cams.account.endpoint));
    assert_eq!(codes(&cams, SHANGHAI).await.len(), before.len() + 1);

    let update = |code: &str| {
        cams.call("UpdatePhoneMessageQrdl")
            .with("PhoneNumber", SHANGHAI)
            .with("QrdlCode", code)
            .with("GenerateQrImage", "SVG")
            .with("PrefilledMessage", "new")
    };
    let updated = update(code).send().await.ok();
    let new = updated["Data"]["QrdlCode"].as_str().unwrap();
    assert_ne!(new, code, "an update gives a new code");
    assert_eq!(updated["Data"]["GenerateQrImage"], "SVG");
    assert_eq!(update(code).send().await.code(), (404, "InvalidQrdlCode.NotFound"), "the old one is dead");
    assert_eq!(delete(&cams, code).send().await.code(), (404, "InvalidQrdlCode.NotFound"));

    let deleted = delete(&cams, &format!("{new}\n")).send().await.ok();
    assert_eq!(deleted["Data"], Value::Null);
    assert!(deleted["RequestId"].as_str().unwrap().ends_with('\n'), "as the vendor's example has it");
    assert_eq!(codes(&cams, SHANGHAI).await, before);

    let counters = sandbox.inside().counters();
    for (op, requests, effects) in
        [(Op::CamsListCodes, 3, 0), (Op::CamsCreateCode, 1, 1), (Op::CamsUpdateCode, 2, 1), (Op::CamsDeleteCode, 2, 1)]
    {
        assert_eq!((counters.requests(op), counters.effects(op)), (requests, effects), "{op}");
    }
}

#[tokio::test]
async fn links_are_reset_and_removed() {
    let (_sandbox, cams) = sandbox().await;
    let list = groups(&cams, SHANGHAI, r#"{"Index":1,"Size":20}"#).send().await.ok();
    let group = &list["Data"]["List"][0];
    let (id, link) = (group["GroupId"].as_str().unwrap(), group["InviteLink"].as_str().unwrap());
    let call = |action: &str| {
        cams.call(action)
            .with("BusinessNumber", SHANGHAI)
            .with("GroupId", id)
            .with("ChannelType", "WHATSAPP")
            .in_space()
    };
    let reset = call("AddChatGroupInviteLink").send().await.ok();
    let new = reset["InviteLink"].as_str().unwrap();
    assert!(new.starts_with("https://chat.whatsapp.com/") && new != link, "{new}");
    for affected in [1, 0] {
        let removed = call("DeleteChatGroupInviteLink").send().await.ok();
        assert_eq!((&removed["Result"], &removed["Success"]), (&affected.into(), &true.into()));
    }
    let list = groups(&cams, SHANGHAI, r#"{"Index":1,"Size":20}"#).send().await.ok();
    assert_eq!(list["Data"]["List"][0]["InviteLink"], "");
}

#[tokio::test]
async fn groups_come_in_pages_and_are_made_slowly() {
    let (_sandbox, cams) = generated(1, 0, 45).await;
    let body = cams.call("QueryChatappPhoneNumbers").send().await.ok();
    let number = body["PhoneNumbers"][0]["PhoneNumber"].as_str().unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for (index, rows) in [(1, 20), (2, 20), (3, 5), (4, 0)] {
        let page = format!(r#"{{"Index":{index},"Size":20}}"#);
        let data = groups(&cams, number, &page).send().await.ok()["Data"].clone();
        assert_eq!(data["Total"], 45);
        assert_eq!(data["List"].as_array().unwrap().len(), rows, "page {index}");
        seen.extend(data["List"].as_array().unwrap().iter().map(|row| row["GroupId"].to_string()));
    }
    assert_eq!(seen.len(), 45);
    let made = cams.call("AddChatGroup").with("BusinessNumber", number).with("Subject", "Late").in_space();
    assert!(made.send().await.ok()["UniqueCode"].is_string());
    for status in ["CREATING", "CREATING", "ACTIVE", "ACTIVE"] {
        let page = groups(&cams, number, r#"{"Index":1,"Size":20}"#).with("Subject", "late").send().await.ok();
        assert_eq!(page["Data"]["List"][0]["GroupStatus"], status);
    }
    let none = groups(&cams, number, r#"{"Index":1,"Size":20}"#).with("GroupStatus", "SUSPENDED").send().await.ok();
    assert_eq!(none["Data"]["Total"], 0);
}

#[tokio::test]
async fn callers_are_checked() {
    let (sandbox, cams) = sandbox().await;
    let list = || cams.call("QueryChatappPhoneNumbers").with("Status", "CONNECTED");
    let at = |minutes: i64| {
        let time = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(minutes * 60);
        list().header("x-acs-date", time.strftime("%Y-%m-%dT%H:%M:%SZ"))
    };
    let (key, secret) = (&*cams.account.access_key_id, &*cams.account.access_key_secret);
    let wrong_hash = list().header("x-acs-content-sha256", "00".repeat(32));
    for (call, status, code) in [
        (list(), 200, "OK"),
        (list().method(Method::GET), 200, "OK"),
        (list().header("user-agent", "a sdk"), 200, "OK"),
        (list().by_form(), 200, "OK"),
        (list().header("x-acs-accesskey-id", key).header("x-acs-security-token", "CAIS"), 200, "OK"),
        (at(14), 200, "OK"),
        (at(-14), 200, "OK"),
        (at(16), 400, "InvalidTimeStamp.Expired"),
        (at(-16), 400, "InvalidTimeStamp.Expired"),
        (list().header("x-acs-date", "2026-11-20 08:00:00"), 400, "InvalidTimeStamp.Format"),
        (list().header("x-acs-date", "Fri, 20 Nov 2026 08:00:00 GMT"), 400, "InvalidTimeStamp.Format"),
        (list().header("x-acs-date", "2026-11-20T08:00:00.5+00"), 400, "InvalidTimeStamp.Format"),
        (list().signed_by("LTAI5tUnknown", secret), 404, "InvalidAccessKeyId.NotFound"),
        (list().header("x-acs-accesskey-id", "LTAI5tOther"), 404, "InvalidAccessKeyId.NotFound"),
        (list().header("x-acs-security-token", ""), 400, "InvalidSecurityToken.Malformed"),
        (list().header("x-acs-security-token", "CAIS").unsigned("x-acs-security-token"), 400, "IncompleteSignature"),
        (list().signed_by(key, "wrong"), 400, "SignatureDoesNotMatch"),
        (list().but_send_query("Status=FLAGGED"), 400, "SignatureDoesNotMatch"),
        (list().but_send_query("Status=CONNECTED&IsvCode=x"), 400, "SignatureDoesNotMatch"),
        (wrong_hash, 400, "SignatureDoesNotMatch"),
        (list().header("authorization", "Bearer x"), 400, "IncompleteSignature"),
        (list().unsigned("host"), 400, "IncompleteSignature"),
        (list().unsigned("x-acs-action"), 400, "IncompleteSignature"),
        (list().without("x-acs-action"), 400, "MissingAction"),
        (list().without("x-acs-version"), 400, "MissingVersion"),
        (list().without("x-acs-date"), 400, "MissingTimestamp"),
        (list().without("x-acs-signature-nonce"), 400, "MissingSignatureNonce"),
        (list().header("x-acs-version", "2017-01-01"), 400, "InvalidVersion"),
        (list().header("x-acs-action", "ListPhoneMessageQRDL"), 404, "InvalidAction.NotFound"),
        (list().header("x-acs-action", "meta.numbers"), 404, "InvalidAction.NotFound"),
        (list().method(Method::PUT), 405, "UnsupportedHTTPMethod"),
    ] {
        let wire = call.description();
        let reply = call.send().await;
        assert_eq!(reply.code(), (status, code), "{wire}\n{}", reply.body);
        assert!(reply.body["RequestId"].as_str().is_some_and(|id| id.len() == 36), "{}", reply.body);
    }
    // All but those whose action is missing or unknown.
    assert_eq!(sandbox.inside().counters().requests(Op::CamsNumbers), 28);
}

#[tokio::test]
async fn a_nonce_is_good_for_one_request() {
    let (_sandbox, cams) = sandbox().await;
    let call = || cams.call("QueryChatappPhoneNumbers").header("x-acs-signature-nonce", "once");
    assert_eq!(call().signed_by(&cams.account.access_key_id, "wrong").send().await.status, 400);
    assert_eq!(call().send().await.code(), (200, "OK"), "a request that was not the caller's uses up nothing");
    assert_eq!(call().send().await.code(), (400, "SignatureNonceUsed"));
}

#[tokio::test]
async fn parameters_are_checked() {
    let (sandbox, cams) = sandbox().await;
    let group = || cams.call("AddChatGroupInviteLink").with("BusinessNumber", SHANGHAI);
    let new = |image: &str, message: &str| {
        cams.call("CreatePhoneMessageQrdl")
            .with("PhoneNumber", SHANGHAI)
            .with("GenerateQrImage", image)
            .with("PrefilledMessage", message)
    };
    let update = || cams.call("UpdatePhoneMessageQrdl").with("PhoneNumber", SHANGHAI);
    let page = |page: &str| groups(&cams, SHANGHAI, page);
    let good = r#"{"Index":1,"Size":20}"#;
    for (call, status, code) in [
        (cams.call("ListPhoneMessageQrdl"), 400, "MissingPhoneNumber"),
        (cams.call("ListPhoneMessageQrdl").with("PhoneNumber", ""), 400, "MissingPhoneNumber"),
        (cams.call("ListPhoneMessageQrdl").with("PhoneNumber", "+8613800000001"), 400, "Unknown.ResourceOwnerId"),
        (cams.call("ListPhoneMessageQrdl").with("PhoneNumber", "491510000000"), 400, "Unknown.ResourceOwnerId"),
        (create(&cams, SHANGHAI, "x").with("CustSpaceId", "cams-other"), 400, "Unknown.ResourceOwnerId"),
        (cams.call("CreatePhoneMessageQrdl"), 400, "MissingPhoneNumber"),
        (cams.call("CreatePhoneMessageQrdl").with("PhoneNumber", SHANGHAI), 400, "MissingGenerateQrImage"),
        (new("PNG", ""), 400, "MissingPrefilledMessage"),
        (new("GIF", "x"), 400, "InvalidParameter.GenerateQrImage"),
        (new("png", "x"), 400, "InvalidParameter.GenerateQrImage"),
        (new("PNG", &"👋".repeat(141)), 400, "InvalidParameter.PrefilledMessage"),
        (new("SVG", &"👋".repeat(140)), 200, "OK"),
        (update(), 400, "MissingQrdlCode"),
        (update().with("QrdlCode", "AAAAAAAAAAAAA1"), 400, "MissingGenerateQrImage"),
        (delete(&cams, "AAAAAAAAAAAAA1"), 404, "InvalidQrdlCode.NotFound"),
        (cams.call("ListChatGroup").with("BusinessNumber", SHANGHAI).with("Page", good), 400, "MissingCustSpaceId"),
        (cams.call("ListChatGroup").with("BusinessNumber", SHANGHAI).in_space(), 400, "MissingPage"),
        (cams.call("ListChatGroup").with("Page", good).in_space(), 400, "MissingBusinessNumber"),
        (page("1"), 400, "InvalidParameter.Page"),
        (page(r#"{"Index":0,"Size":20}"#), 400, "InvalidParameter.Page"),
        (page(r#"{"Index":1,"Size":101}"#), 400, "InvalidParameter.Page"),
        (page(r#"{"Index":1}"#), 400, "InvalidParameter.Page"),
        (page(good).with("ChannelType", "VIBER"), 400, "InvalidParameter.ChannelType"),
        (page(good).with("GroupStatus", "GONE"), 400, "InvalidParameter.GroupStatus"),
        (groups(&cams, TEL_AVIV, good), 403, "NoPermission"),
        (groups(&cams, "491510000000", good), 400, "Unknown.ResourceOwnerId"),
        (group().in_space(), 400, "MissingGroupId"),
        (group().with("GroupId", "nope").in_space(), 404, "InvalidGroupId.NotFound"),
        (group().with("GroupId", "nope"), 400, "MissingCustSpaceId"),
    ] {
        sandbox.inside().clock().advance(Duration::from_secs(1));
        let wire = call.description();
        let reply = call.send().await;
        assert_eq!(reply.code(), (status, code), "{wire}\n{}", reply.body);
    }
    assert_eq!(sandbox.inside().counters().effects(Op::CamsCreateCode), 1, "a refused request changes nothing");
}

#[tokio::test]
async fn a_number_holds_two_thousand_codes() {
    let (sandbox, cams) = generated(1, MAX_CODES_PER_NUMBER, 0).await;
    let (number, code) = sandbox
        .inside()
        .read(|world| {
            let number = world.numbers_of(Api::Alibaba).next().unwrap();
            (number.id.clone(), number.codes.first().unwrap().code.to_string())
        })
        .await
        .unwrap();
    assert_eq!(codes(&cams, &number).await.len(), MAX_CODES_PER_NUMBER);
    assert_eq!(create(&cams, &number, "x").send().await.code(), (400, "InvalidParameter.QrdlLimit"));
    let update = cams
        .call("UpdatePhoneMessageQrdl")
        .with("PhoneNumber", &number)
        .with("QrdlCode", code)
        .with("GenerateQrImage", "PNG")
        .with("PrefilledMessage", "still fits");
    update.send().await.ok();
}

#[tokio::test]
async fn each_code_operation_is_called_five_times_a_second() {
    let (sandbox, cams) = sandbox().await;
    let clock = sandbox.inside().clock();
    clock.hold();
    for _ in 0..5 {
        codes(&cams, SHANGHAI).await;
    }
    let list = || cams.call("ListPhoneMessageQrdl").with("PhoneNumber", SHANGHAI);
    clock.advance(Duration::from_millis(400));
    let throttled = list().send().await;
    assert_eq!(throttled.code(), (400, "Throttling.User"));
    assert_eq!(throttled.headers["x-acs-retry-after"], "600");
    create(&cams, SHANGHAI, "each operation has its own five").send().await.ok();
    for _ in 0..9 {
        cams.call("QueryChatappPhoneNumbers").send().await.ok();
    }
    clock.advance(Duration::from_millis(599));
    assert_eq!(list().send().await.code(), (400, "Throttling.User"));
    clock.advance(Duration::from_millis(1));
    list().send().await.ok();
}

#[tokio::test]
async fn a_body_that_is_too_long_is_not_read() {
    let (_sandbox, cams) = sandbox().await;
    let long = cams.call("ListPhoneMessageQrdl").with("PhoneNumber", "1".repeat(70_000)).by_form();
    assert_eq!(long.begin().await.unwrap().status(), 413);
}
