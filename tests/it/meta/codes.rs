//! Message QR codes.

use std::sync::{Arc, Mutex};

use axum::http::Method;
use hmac::{Hmac, KeyInit as _, Mac as _};
use qrdeck::model::{CodeId, Draft, ErrorKind, Field, ImageFormat, NumberId};
use qrdeck::provider::meta::{AppSecret, ProofForm};
use qrdeck::provider::{Call, CallEvent, CodePage, PageListener, Progress, Provider as _};
use serde_json::{Value, json};

use super::server::{PROOF, SECRET, Server, TOKEN, json};

fn number() -> NumberId {
    NumberId::new("106540352242922")
}

fn draft(message: &str) -> Draft {
    Draft { message: message.to_owned(), image: ImageFormat::Svg }
}

fn row(code: &str) -> Value {
    json!({"code": code, "prefilled_message": "Hi", "deep_link_url": format!("https://wa.me/message/{code}")})
}

fn ids(codes: &[qrdeck::model::QrCode]) -> Vec<&str> {
    codes.iter().map(|code| code.code.as_str()).collect()
}

#[tokio::test]
async fn a_list_is_read_page_by_page_at_home() {
    let foreign = Server::start([]).await;
    let next = |n: u8| format!("{}/v23.0/1/message_qrdls?access_token={TOKEN}&after={n}", foreign.base);
    let server = Server::start([
        json(
            200,
            &json!({"data": [row("A"), row("B")], "paging": {"cursors": {"after": "MTYwNDYx+/=="}, "next": next(1)}}),
        ),
        json(200, &json!({"data": [row("B"), row("C")], "paging": {"cursors": {"after": 17}, "next": next(2)}})),
        json(200, &json!({"data": [], "paging": {"cursors": {"after": "third"}, "next": next(3)}})),
        json(200, &json!({"data": [row("D")], "paging": {"cursors": {"before": "x", "after": "last"}}})),
    ])
    .await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = told.clone();
    let progress = Progress::new(move |report| {
        if let CallEvent::Rows(rows) = report {
            tell.lock().unwrap().push(rows);
        }
    });
    let paged = Arc::new(Mutex::new(Vec::new()));
    let hear = paged.clone();
    let pages = PageListener::new(move |codes| {
        hear.lock().unwrap().push(ids(codes).join(""));
    });
    let call = Call { progress, pages, ..Call::default() };

    let codes = server.meta().codes(&call, &number()).await.unwrap();

    assert_eq!(ids(&codes), ["A", "B", "C", "D"]);
    assert_eq!(*paged.lock().unwrap(), ["AB", "C", "", "D"], "each code once, as it comes");
    assert_eq!(*told.lock().unwrap(), [2, 3, 3, 4]);
    assert!(foreign.seen().is_empty());
    let seen = server.seen();
    let after: Vec<_> = seen.iter().map(|page| page.query("after")).collect();
    assert_eq!(after, [None, Some("MTYwNDYx+/==".to_owned()), Some("17".to_owned()), Some("third".to_owned())]);
    for page in &seen {
        assert_eq!((page.method.clone(), page.path.as_str()), (Method::GET, "/v23.0/106540352242922/message_qrdls"));
        assert_eq!(page.headers["authorization"], format!("Bearer {TOKEN}"));
        assert_eq!(page.query("fields").as_deref(), Some("code,prefilled_message,deep_link_url"));
        assert_eq!(page.query("limit").as_deref(), Some("25"));
        assert_eq!(page.query("appsecret_proof").as_deref(), Some(PROOF));
        assert_eq!(page.query("access_token"), None);
    }
}

#[tokio::test]
async fn the_newest_codes_take_one_page() {
    let next = json!({"cursors": {"after": "x"}, "next": "https://graph.facebook.com/…"});
    let server = Server::start([
        json(200, &json!({"data": [row("B"), row("A")], "paging": next})),
        json(200, &json!({"data": [row("B"), row("A")]})),
    ])
    .await;
    let (meta, call) = (server.meta(), Call::default());
    let page = meta.newest(&call, &number()).await.unwrap();
    assert!(matches!(page, CodePage::Newest(codes) if ids(&codes) == ["B", "A"]));
    let page = meta.newest(&call, &number()).await.unwrap();
    assert!(matches!(page, CodePage::Complete(codes) if ids(&codes) == ["B", "A"]));
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn paging_may_be_missing_in_many_ways() {
    for paging in [json!(null), json!({}), json!([]), json!({"cursors": {}}), json!({"cursors": {"after": "x"}})] {
        let server = Server::start([json(200, &json!({"data": [row("A")], "paging": paging}))]).await;
        assert_eq!(ids(&server.meta().codes(&Call::default(), &number()).await.unwrap()), ["A"], "{paging}");
        server.only();
    }
    let server = Server::start([json(200, &json!({"data": []}))]).await;
    assert!(server.meta().codes(&Call::default(), &number()).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_list_without_a_way_to_its_end_is_an_error() {
    let page =
        |cursors: Value| json(200, &json!({"data": [row("A")], "paging": {"cursors": cursors, "next": "https://x/"}}));
    let circles = Server::start((0..9).map(|_| page(json!({"after": "same"})))).await;
    let error = circles.meta().codes(&Call::default(), &number()).await.unwrap_err();
    assert_eq!((error.kind, circles.seen().len()), (ErrorKind::Decode, 2));
    let lost = Server::start([page(json!({}))]).await;
    let error = lost.meta().codes(&Call::default(), &number()).await.unwrap_err();
    assert_eq!((error.kind, lost.seen().len()), (ErrorKind::Decode, 1));
}

#[tokio::test]
async fn one_code_with_a_picture() {
    let mut answer = row("4O4YGZEG3RIVE1");
    answer["qr_image_url"] = "https://scontent.example/x?oe=64550A9E".into();
    let server = Server::start([json(200, &json!({"data": [answer]})), json(200, &row("4O4YGZEG3RIVE1"))]).await;
    let (meta, id) = (server.meta(), CodeId::new("4O4YGZEG3RIVE1"));

    let code = meta.code(&Call::default(), &number(), &id, Some(ImageFormat::Png)).await.unwrap();
    assert_eq!(code.image_url.as_deref(), Some("https://scontent.example/x?oe=64550A9E"));
    let code = meta.code(&Call::default(), &number(), &id, None).await.unwrap();
    assert_eq!(code.image_url, None);

    let seen = server.seen();
    assert_eq!(seen[0].path, "/v23.0/106540352242922/message_qrdls/4O4YGZEG3RIVE1");
    let fields: Vec<_> = seen.iter().map(|seen| seen.query("fields").unwrap()).collect();
    assert_eq!(fields[0], "code,prefilled_message,deep_link_url,qr_image_url.format(PNG)");
    assert_eq!(fields[1], "code,prefilled_message,deep_link_url");
}

#[tokio::test]
async fn an_empty_list_is_not_the_code_and_neither_is_another_one() {
    for (answer, kind) in [
        (json!({"data": []}), ErrorKind::NotFound),
        (json!({"data": [row("OTHER")]}), ErrorKind::Decode),
        (json!({}), ErrorKind::Decode),
    ] {
        let server = Server::start([json(200, &answer.clone())]).await;
        let error = server.meta().code(&Call::default(), &number(), &"A".into(), None).await.unwrap_err();
        assert_eq!(error.kind, kind, "{answer}");
    }
}

#[tokio::test]
async fn create_update_and_delete_as_documented() {
    let server = Server::start([
        json(200, &row("4O4YGZEG3RIVE1")),
        json(200, &json!({"code": "4O4YGZEG3RIVE1", "prefilled_message": "Bonjour", "deep_link_url": null})),
        json(200, &json!({"success": true})),
    ])
    .await;
    let (meta, call) = (server.meta(), Call::default());

    let created = meta.create(&call, &number(), &draft("Grüße 👋\n…")).await.unwrap();
    let updated = meta.update(&call, &number(), &created.code, &draft("Bonjour")).await.unwrap();
    assert_eq!((updated.code.code.as_str(), updated.replaced), ("4O4YGZEG3RIVE1", None));
    assert_eq!(updated.code.link, "https://wa.me/message/4O4YGZEG3RIVE1");
    meta.delete(&call, &number(), &created.code).await.unwrap();

    let [create, update, delete] = <[_; 3]>::try_from(server.seen()).unwrap();
    for change in [&create, &update] {
        assert_eq!(
            (change.method.clone(), change.path.as_str()),
            (Method::POST, "/v23.0/106540352242922/message_qrdls")
        );
        assert_eq!(change.headers["content-type"], "application/json");
    }
    assert_eq!(create.json(), json!({"prefilled_message": "Grüße 👋\n…", "generate_qr_image": "SVG"}));
    assert_eq!(update.json(), json!({"code": "4O4YGZEG3RIVE1", "prefilled_message": "Bonjour"}));
    assert_eq!(delete.method, Method::DELETE);
    assert_eq!(delete.path, "/v23.0/106540352242922/message_qrdls/4O4YGZEG3RIVE1");
    assert!([create, update, delete].iter().all(|seen| seen.query("appsecret_proof").as_deref() == Some(PROOF)));
}

#[tokio::test]
async fn an_update_that_brings_another_code_is_a_replacement() {
    let server = Server::start([json(200, &row("D9AA3QWERTYU11")), json(200, &json!({"success": "true"}))]).await;
    let (meta, call, old) = (server.meta(), Call::default(), CodeId::new("D9II3K7QD3M5X1"));
    let updated = meta.update(&call, &number(), &old, &draft("New")).await.unwrap();
    assert_eq!((updated.code.code.as_str(), updated.replaced), ("D9AA3QWERTYU11", Some(old.clone())));
    let updated = meta.update(&call, &number(), &old, &draft("New")).await.unwrap();
    assert_eq!((updated.code.code, updated.code.message.as_str(), updated.replaced), (old, "New", None));
}

#[tokio::test]
async fn nothing_wrong_is_sent() {
    let server = Server::start([]).await;
    let (meta, call) = (server.meta(), Call::default());
    let message = ErrorKind::InvalidInput { field: Field::Message };
    let code = ErrorKind::InvalidInput { field: Field::Code };
    assert_eq!(meta.create(&call, &number(), &draft(&"a".repeat(141))).await.unwrap_err().kind, message);
    assert_eq!(meta.update(&call, &number(), &"A".into(), &draft(" ")).await.unwrap_err().kind, message);
    assert_eq!(meta.update(&call, &number(), &"".into(), &draft("Hi")).await.unwrap_err().kind, code);
    assert_eq!(meta.delete(&call, &number(), &"".into()).await.unwrap_err().kind, code);
    assert_eq!(meta.delete(&call, &number(), &"..".into()).await.unwrap_err().kind, code);
    assert!(server.seen().is_empty());
}

#[tokio::test]
async fn the_timestamped_proof_signs_the_time_it_names() {
    let server = Server::start([json(200, &json!({"data": []}))]).await;
    let timed = AppSecret { secret: SECRET.into(), proof: ProofForm::Timestamped };
    let meta = server.meta_with(|account| account.app_secret = Some(timed));
    meta.codes(&Call::default(), &number()).await.unwrap();
    let seen = server.only();
    let time = seen.query("appsecret_time").unwrap();
    let mut mac = Hmac::<sha2::Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("{TOKEN}|{time}").as_bytes());
    assert_eq!(seen.query("appsecret_proof").unwrap(), hex::encode(mac.finalize().into_bytes()));
}
