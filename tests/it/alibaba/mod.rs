//! The CAMS provider against a scripted server on loopback.

#![expect(clippy::expect_used, reason = "helpers of tests may fail loudly")]

mod groups;
mod lists;
mod server;

use std::collections::HashSet;

use jiff::Timestamp;
use qrdeck::model::{Draft, ErrorKind, ImageFormat, InviteLink};
use qrdeck::provider::alibaba::{Account, Alibaba};
use qrdeck::provider::{Call, Provider};

use self::server::{KEY_ID, Received, Reply, Server};

const NUMBER: &str = "8613800000001";

/// A good answer with these members beyond the envelope.
fn good(members: &str) -> Reply {
    let comma = if members.is_empty() { "" } else { "," };
    Reply::Good(format!(r#"{{"Code":"OK","Message":"None","RequestId":"R\n"{comma}{members}}}"#))
}

fn draft(message: &str) -> Draft {
    Draft { message: message.to_owned(), image: ImageFormat::Svg }
}

fn assert_well_signed(request: &Received, server: &Server) {
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/"));
    assert_eq!(request.headers["host"], server.addr.to_string());
    assert_eq!(request.headers["authorization"], request.expected_authorization(), "{request:?}");
    assert_eq!(request.headers["x-acs-version"], "2020-06-06");
    assert_eq!(request.headers.get("content-type"), None);
    assert_eq!(request.headers.get("content-length").map_or("0", String::as_str), "0");
    let date = &request.headers["x-acs-date"];
    assert!(date.len() == 20 && date.ends_with('Z') && date.parse::<Timestamp>().is_ok(), "{date}");
}

/// Calls each operation once.
async fn call_everything(cams: &Alibaba) {
    let (call, number) = (Call::default(), NUMBER.into());
    cams.numbers(&call).await.expect("numbers");
    cams.codes(&call, &number).await.expect("codes");
    cams.code(&call, &number, &"A1".into(), None).await.expect("code");
    cams.create(&call, &number, &draft("你好 👋 — 50% off + free tea & cake *'()~")).await.expect("create");
    cams.update(&call, &number, &"A1".into(), &draft("two\nlines")).await.expect("update");
    cams.delete(&call, &number, &"A1".into()).await.expect("delete");
    cams.groups(&call, &number).await.expect("groups");
    cams.invite_link(&call, &number, &"G1".into()).await.expect("invite link");
    cams.reset_link(&call, &number, &"G1".into()).await.expect("reset link");
    cams.remove_link(&call, &number, &"G1".into()).await.expect("remove link");
}

fn script_for_everything() -> Vec<Reply> {
    let group = good(r#""Success":true,"Data":{"Total":1,"List":[{"GroupId":"G1"}]}"#);
    vec![
        good(r#""PhoneNumbers":[]"#),
        good(r#""Data":[]"#),
        good(r#""Data":[{"QrdlCode":"A1\n"}]"#),
        good(r#""Data":{"QrdlCode":"A2"}"#),
        good(r#""Data":{"QrdlCode":"A3"}"#),
        good(""),
        group.clone(),
        group,
        good(r#""Success":true,"InviteLink":"https://chat.whatsapp.com/x""#),
        good(r#""Success":true,"Result":1"#),
    ]
}

#[tokio::test]
async fn every_operation_asks_what_is_documented_and_signs_what_is_sent() {
    let server = Server::start(script_for_everything()).await;
    call_everything(&server.provider()).await;

    let received = server.received();
    let asked: Vec<_> = received
        .iter()
        .map(|request| {
            let mut params = request.params();
            params.retain(|(name, value)| !(name == "CustSpaceId" && value == "cams-8a1b"));
            assert_eq!(params.len() + 1, request.params().len(), "the space is in each request, once");
            (request.action(), params)
        })
        .collect();
    let params = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    let page = r#"{"Index":1,"Size":20}"#;
    let message = "你好 👋 — 50% off + free tea & cake *'()~";
    let expected = [
        ("QueryChatappPhoneNumbers", params(&[])),
        ("ListPhoneMessageQrdl", params(&[("PhoneNumber", NUMBER)])),
        ("ListPhoneMessageQrdl", params(&[("PhoneNumber", NUMBER)])),
        (
            "CreatePhoneMessageQrdl",
            params(&[("GenerateQrImage", "SVG"), ("PhoneNumber", NUMBER), ("PrefilledMessage", message)]),
        ),
        (
            "UpdatePhoneMessageQrdl",
            params(&[
                ("GenerateQrImage", "SVG"),
                ("PhoneNumber", NUMBER),
                ("PrefilledMessage", "two\nlines"),
                ("QrdlCode", "A1"),
            ]),
        ),
        ("DeletePhoneMessageQrdl", params(&[("PhoneNumber", NUMBER), ("QrdlCode", "A1")])),
        ("ListChatGroup", params(&[("BusinessNumber", NUMBER), ("Page", page)])),
        ("ListChatGroup", params(&[("BusinessNumber", NUMBER), ("Page", page)])),
        ("AddChatGroupInviteLink", params(&[("BusinessNumber", NUMBER), ("GroupId", "G1")])),
        ("DeleteChatGroupInviteLink", params(&[("BusinessNumber", NUMBER), ("GroupId", "G1")])),
    ];
    assert_eq!(asked, expected);

    for request in &received {
        assert_well_signed(request, &server);
    }
    assert!(received[3].query.contains("%E4%BD%A0%E5%A5%BD%20%F0%9F%91%8B%20%E2%80%94%2050%25%20off%20%2B%20"));
    assert!(received[3].query.contains("%20%2A%27%28%29~"), "{}", received[3].query);
    let nonces: HashSet<_> = received.iter().map(|request| &request.headers["x-acs-signature-nonce"]).collect();
    assert_eq!(nonces.len(), received.len());
}

#[tokio::test]
async fn temporary_credentials_are_signed_too() {
    let server = Server::start(vec![good(r#""PhoneNumbers":[]"#)]).await;
    let token = "CAISexampleStsTokenValue/with+slash==";
    let account = Account { security_token: Some(token.to_owned().into()), cust_space_id: None, ..server.account() };
    Alibaba::new(account).expect("good").numbers(&Call::default()).await.expect("numbers");

    let request = &server.received()[0];
    assert_well_signed(request, &server);
    assert_eq!(request.headers["x-acs-security-token"], token);
    assert_eq!(request.headers["x-acs-accesskey-id"], KEY_ID);
    assert_eq!(request.query, "");
}

#[tokio::test]
async fn numbers_in_odd_forms() {
    let rows = r#""Success":"true","PhoneNumbers":[
        {"PhoneNumber":"8613800000001\n","VerifiedName":"Aurora 上海","QualityRating":"GREEN","Status":"CONNECTED","IsOfficial":"Y"},
        {"PhoneNumber":4915110000001,"QualityRating":"None","Status":"SOMETHING_NEW","IsOfficial":false},
        {"PhoneNumber":"+86 138 0000 0001"},
        {"VerifiedName":"nobody"},
        null]"#;
    let server = Server::start(vec![good(rows)]).await;
    let numbers = server.provider().numbers(&Call::default()).await.expect("numbers");
    let shown: Vec<_> = numbers
        .iter()
        .map(|n| (n.id.as_str(), &*n.display, &*n.name, n.quality.as_deref(), n.status.as_deref(), n.official))
        .collect();
    assert_eq!(
        shown,
        [
            ("8613800000001", "+86 138 0000 0001", "Aurora 上海", Some("GREEN"), Some("CONNECTED"), Some(true)),
            ("4915110000001", "+49 151 1000 0001", "", None, Some("SOMETHING_NEW"), Some(false)),
        ]
    );
}

#[tokio::test]
async fn codes_keep_the_order_of_the_service_and_come_once() {
    let rows =
        r#""Data":[{"QrdlCode":"B"},{"QrdlCode":"A\n"},{"QrdlCode":"B","PrefilledMessage":"again"},{"QrdlCode":"C"}]"#;
    let server = Server::start(vec![good(rows), good(rows), good(rows)]).await;
    let (cams, call, number) = (server.provider(), Call::default(), NUMBER.into());

    let codes = cams.codes(&call, &number).await.expect("codes");
    assert_eq!(codes.iter().map(|code| code.code.as_str()).collect::<Vec<_>>(), ["B", "A", "C"]);
    let picked = cams.code(&call, &number, &"C".into(), None).await.expect("code");
    assert_eq!(picked.link, "https://wa.me/message/C");
    let missing = cams.code(&call, &number, &"D".into(), None).await.unwrap_err();
    assert_eq!(missing.kind, ErrorKind::NotFound);
}

#[tokio::test]
async fn an_update_tells_which_code_died() {
    let script = [r#"{"QrdlCode":"NEW\n"}"#, r#"{"QrdlCode":"OLD\n"}"#].map(|data| good(&format!(r#""Data":{data}"#)));
    let server = Server::start(script.to_vec()).await;
    let (cams, call, number) = (server.provider(), Call::default(), NUMBER.into());

    let updated = cams.update(&call, &number, &"OLD".into(), &draft("Hi")).await.expect("update");
    assert_eq!((updated.code.code, updated.replaced), ("NEW".into(), Some("OLD".into())));
    let updated = cams.update(&call, &number, &"OLD".into(), &draft("Hi")).await.expect("update");
    assert_eq!((updated.code.code, updated.replaced), ("OLD".into(), None));
}

#[tokio::test]
async fn a_lost_answer_leaves_a_change_open_and_is_not_asked_for_again() {
    let cut_json = Reply::Good(r#"{"Code":"OK","Data":{"Qrd"#.to_owned());
    let html = Reply::Bad(502, "content-type: text/html\r\n".to_owned(), "<html>Bad gateway</html>".to_owned());
    let failed = Reply::Bad(500, String::new(), r#"{"Code":"InternalError","RequestId":"R"}"#.to_owned());
    for lost in [Reply::HangUp, Reply::CutOff, cut_json, html, failed] {
        let server = Server::start(vec![lost.clone(); 6]).await;
        let (cams, call, number) = (server.provider(), Call::default(), NUMBER.into());
        let outcomes = [
            cams.create(&call, &number, &draft("Hi")).await.map(drop),
            cams.update(&call, &number, &"A".into(), &draft("Hi")).await.map(drop),
            cams.delete(&call, &number, &"A".into()).await,
            cams.reset_link(&call, &number, &"G".into()).await.map(drop),
            cams.remove_link(&call, &number, &"G".into()).await,
        ];
        for outcome in outcomes {
            assert_eq!(outcome.unwrap_err().kind, ErrorKind::OutcomeUnknown, "{lost:?}");
        }
        let read = cams.codes(&call, &number).await.unwrap_err();
        assert!(matches!(read.kind, ErrorKind::Unavailable | ErrorKind::Decode), "{lost:?}: {read:?}");
        assert_eq!(server.received().len(), 6, "{lost:?}");
    }
}

#[tokio::test]
async fn what_was_not_sent_was_not_carried_out() {
    let server = Server::start(Vec::new()).await;
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback");
    let endpoint = format!("http://{}", listener.local_addr().expect("bound")).parse().expect("a URL");
    drop(listener);
    let cams = Alibaba::new(Account { endpoint, ..server.account() }).expect("a good account");
    let error = cams.create(&Call::default(), &NUMBER.into(), &draft("Hi")).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Unavailable);
    assert!(error.advice.contains("Nothing was sent"), "{error:?}");
}

#[tokio::test]
async fn bad_input_is_refused_before_it_is_sent() {
    let server = Server::start(vec![good("")]).await;
    let (cams, call, number) = (server.provider(), Call::default(), NUMBER.into());
    let refused = [
        cams.create(&call, &number, &draft(&"a".repeat(141))).await.map(drop),
        cams.create(&call, &number, &draft(" ")).await.map(drop),
        cams.update(&call, &number, &"A".into(), &draft("\u{1b}")).await.map(drop),
        cams.create(&call, &"Aurora".into(), &draft("Hi")).await.map(drop),
        cams.codes(&call, &"".into()).await.map(drop),
        cams.delete(&call, &number, &" ".into()).await,
        cams.remove_link(&call, &number, &"".into()).await,
    ];
    for outcome in refused {
        assert!(matches!(outcome, Err(ref error) if error.kind.as_str() == "invalid_input"), "{outcome:?}");
    }
    assert!(server.received().is_empty());
}

#[tokio::test]
async fn a_refusal_comes_with_what_support_asks_for() {
    let body = r#"{"Code":"Throttling.User","Message":"Request was denied.","RequestId":"R-7\n","HostId":"cams"}"#;
    let server = Server::start(vec![Reply::Bad(429, "x-acs-retry-after: 250\r\n".to_owned(), body.to_owned())]).await;
    let error = server.provider().delete(&Call::default(), &NUMBER.into(), &"A".into()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Throttled { retry_after: Some(std::time::Duration::from_millis(250)) });
    assert_eq!(error.vendor_code.as_deref(), Some("Throttling.User"));
    assert_eq!(error.request_id.as_deref(), Some("R-7"));
}

#[tokio::test]
async fn a_new_link_is_told() {
    let script = vec![good(r#""InviteLink":" https://chat.whatsapp.com/new\n""#), good(r#""InviteLink":"无""#)];
    let server = Server::start(script).await;
    let (cams, call, number) = (server.provider(), Call::default(), NUMBER.into());
    let link = cams.reset_link(&call, &number, &"G".into()).await.expect("reset");
    assert_eq!(link, InviteLink::Link("https://chat.whatsapp.com/new".to_owned()));
    let error = cams.reset_link(&call, &number, &"G".into()).await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
}

#[tokio::test]
async fn a_redirect_takes_no_signature_anywhere() {
    let foreign = Server::start(vec![good(r#""Data":[]"#), good(r#""Data":{"QrdlCode":"A1"}"#)]).await;
    let redirect = || Reply::Bad(307, format!("location: http://{}/\r\n", foreign.addr), String::new());
    let server = Server::start(vec![redirect(), redirect()]).await;
    let cams = server.provider();
    let error = cams.codes(&Call::default(), &NUMBER.into()).await.expect_err("no answer");
    assert_eq!(error.kind, ErrorKind::Unavailable);
    let error = cams.create(&Call::default(), &NUMBER.into(), &draft("Hi")).await.expect_err("no answer");
    assert_eq!(error.kind, ErrorKind::OutcomeUnknown);
    assert!(foreign.received().is_empty());
}
