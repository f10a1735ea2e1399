//! Faults on demand: what arrives, and how many effects there were.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

use std::path::PathBuf;

use qrdeck::model::ErrorKind;
use qrdeck::provider::http;
use qrdeck::sandbox::faults::Fault;
use qrdeck::sandbox::{Api, Op, Options, Running, start};
use reqwest::{Method, Url};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::cams_client::{Call, Cams};

const SHANGHAI: &str = "8613800000001";

/// A fault file in a directory of its own.
fn file(plan: &Value) -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("faults.json");
    std::fs::write(&path, plan.to_string()).unwrap();
    (directory, path)
}

async fn with_faults(plan: Value) -> (Running, Cams) {
    let (_directory, path) = file(&plan);
    let sandbox = start(Options { faults: Some(path), ..Options::default() }).await.unwrap();
    let cams = Cams::of(&sandbox);
    (sandbox, cams)
}

fn create(cams: &Cams) -> Call<'_> {
    cams.call("CreatePhoneMessageQrdl")
        .with("PhoneNumber", SHANGHAI)
        .with("GenerateQrImage", "PNG")
        .with("PrefilledMessage", "Hello")
}

fn list(cams: &Cams) -> Call<'_> {
    cams.call("ListPhoneMessageQrdl").with("PhoneNumber", SHANGHAI)
}

/// Sends a Graph read and hands out status and body.
async fn graph(sandbox: &Running, path: &str) -> (u16, Value) {
    let meta = &sandbox.endpoints().meta;
    let base = Url::parse(&meta.base_url).unwrap();
    let url = Url::parse(&format!("{}/{}/{path}", meta.base_url, meta.api_version)).unwrap();
    let client = http::Client::new(&base).unwrap();
    let answer = client.request(Method::GET, url).bearer_auth(&meta.token).send().await.unwrap();
    let status = answer.status().as_u16();
    (status, serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap_or(Value::Null))
}

#[tokio::test]
async fn a_reset_answers_nothing_at_all() {
    for (fault, effects) in [("reset_before", 0), ("reset_after", 1)] {
        let (sandbox, cams) =
            with_faults(json!([{"op": "alibaba.CreatePhoneMessageQrdl", "nth": "every", "do": fault}])).await;
        let mut stream = TcpStream::connect(cams.host()).await.unwrap();
        stream.write_all(create(&cams).wire().as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        let end = stream.read_to_end(&mut answer).await;
        assert_eq!(String::from_utf8_lossy(&answer), "", "{fault}");
        assert_eq!(end.unwrap_err().kind(), std::io::ErrorKind::ConnectionReset, "{fault}");
        let counters = sandbox.inside().counters();
        assert_eq!(counters.requests(Op::CamsCreateCode), 1);
        assert_eq!(counters.effects(Op::CamsCreateCode), effects, "{fault}");
    }
}

#[tokio::test]
async fn refusals_are_in_the_vendors_words_and_change_nothing() {
    for (fault, status, code) in [
        ("error_500", 500, "InternalError"),
        ("error_in_200", 200, "InternalError"),
        ("throttle", 400, "Throttling.User"),
        ("expired_token", 400, "InvalidSecurityToken.Expired"),
        ("clock_skew", 400, "InvalidTimeStamp.Expired"),
        ("wrong_space", 400, "Unknown.ResourceOwnerId"),
        ("groups_not_enabled", 403, "NoPermission"),
    ] {
        let (sandbox, cams) = with_faults(json!([{"op": "*", "nth": "every", "do": fault}])).await;
        let reply = create(&cams).send().await;
        assert_eq!(reply.code(), (status, code), "{fault}");
        assert_eq!(reply.headers.contains_key("x-acs-retry-after"), fault == "throttle", "{fault}");
        assert_eq!(sandbox.inside().counters().effects(Op::CamsCreateCode), 0, "{fault}");
        let waba = sandbox.endpoints().meta.waba_ids[0].clone();
        let (_, body) = graph(&sandbox, &format!("{waba}/phone_numbers")).await;
        assert!(body["error"]["code"].is_u64(), "{fault}: {body}");
    }
}

#[tokio::test]
async fn the_edge_answers_in_html() {
    let (sandbox, cams) = with_faults(json!([{"op": "*", "nth": [1], "do": "error_503_html"}])).await;
    let answer = create(&cams).begin().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.headers()["content-type"].as_bytes()), (503, &b"text/html"[..]));
    assert!(answer.text().await.unwrap().starts_with("<!DOCTYPE html>"));
    assert_eq!(sandbox.inside().counters().effects(Op::CamsCreateCode), 0);
    create(&cams).send().await.ok();
}

#[tokio::test]
async fn a_truncated_answer_ends_in_the_middle() {
    let (sandbox, cams) =
        with_faults(json!([{"op": "CreatePhoneMessageQrdl", "nth": "every", "do": "truncated"}])).await;
    let mut stream = TcpStream::connect(cams.host()).await.unwrap();
    stream.write_all(create(&cams).wire().as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    // How the end comes, as an end or as a reset, is up to the system.
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    assert!(head.starts_with("HTTP/1.1 200 OK"), "{head}");
    assert_eq!(body.len(), length.parse::<usize>().unwrap() / 2);
    assert!(serde_json::from_str::<Value>(body).is_err());
    assert_eq!(sandbox.inside().counters().effects(Op::CamsCreateCode), 1);
}

#[tokio::test]
async fn a_slow_answer_arrives_whole() {
    let (_sandbox, cams) =
        with_faults(json!([{"op": "ListPhoneMessageQrdl", "nth": "every", "do": "slow", "ms": 1}])).await;
    let body = list(&cams).send().await.ok();
    assert!(body["Data"].as_array().unwrap().len() > 10);
}

#[tokio::test]
async fn a_hanging_request_is_carried_out_and_ends_with_the_sandbox() {
    let (sandbox, cams) = with_faults(json!([{"op": "CreatePhoneMessageQrdl", "nth": "every", "do": "hang"}])).await;
    let hanging = {
        let cams = cams.clone();
        tokio::spawn(async move { create(&cams).begin().await.is_err() })
    };
    while sandbox.inside().counters().effects(Op::CamsCreateCode) == 0 {
        tokio::task::yield_now().await;
    }
    assert!(!hanging.is_finished());
    sandbox.stop().await;
    assert!(hanging.await.unwrap(), "no answer");
    assert!(TcpStream::connect(cams.host()).await.is_err(), "nothing listens any more");
}

#[tokio::test]
async fn dropping_a_sandbox_stops_it() {
    let (sandbox, cams) = with_faults(json!([])).await;
    let mut idle = TcpStream::connect(cams.host()).await.unwrap();
    drop(sandbox);
    let mut byte = [0];
    assert!(matches!(idle.read(&mut byte).await, Ok(0) | Err(_)), "open connections are closed");
}

#[tokio::test]
async fn rules_count_each_operation_by_itself() {
    let (_sandbox, cams) = with_faults(json!([
        {"op": "ListPhoneMessageQrdl", "nth": [2], "do": "error_500"},
        {"op": "*", "nth": [2, 3], "do": "throttle"},
    ]))
    .await;
    for (nth, status) in [(1, 200), (2, 500), (3, 400), (4, 200)] {
        assert_eq!(list(&cams).send().await.status, status, "list {nth}");
    }
    for (nth, status) in [(1, 200), (2, 400), (3, 400), (4, 200)] {
        assert_eq!(create(&cams).send().await.status, status, "create {nth}");
    }
}

#[tokio::test]
async fn answers_are_distorted_on_both_services() {
    for (fault, check) in [
        ("hostile_text", (|body| body.to_string().contains(r"\u001b[2J")) as fn(&Value) -> bool),
        ("unknown_fields", |body| body["a_field_of_tomorrow"].is_object()),
        ("ids_as_numbers", |body| body["data"][0]["id"].is_u64() || body["Data"][0]["PhoneNumber"].is_u64()),
    ] {
        let (sandbox, cams) = with_faults(json!([{"op": "*", "nth": "every", "do": fault}])).await;
        let waba = sandbox.endpoints().meta.waba_ids[0].clone();
        let (status, body) = graph(&sandbox, &format!("{waba}/phone_numbers")).await;
        assert!(status == 200 && check(&body), "{fault}: {body}");
        let body = list(&cams).send().await.ok();
        assert!(check(&body), "{fault}: {body}");
    }
    let (_sandbox, cams) = with_faults(json!([{"op": "*", "nth": "every", "do": "null_message"}])).await;
    let body = list(&cams).send().await.ok();
    assert!(body["Data"].as_array().unwrap().iter().all(|code| code["PrefilledMessage"].is_null()));
}

#[tokio::test]
async fn a_next_page_can_be_on_another_host() {
    let (sandbox, _cams) = with_faults(json!([{"op": "meta.numbers", "nth": "every", "do": "foreign_next"}])).await;
    let waba = sandbox.endpoints().meta.waba_ids[0].clone();
    let (_, body) = graph(&sandbox, &format!("{waba}/phone_numbers?limit=1")).await;
    assert!(body["paging"]["next"].as_str().unwrap().starts_with("https://foreign-next.invalid/"), "{body}");
    assert!(body["paging"]["cursors"]["after"].is_string(), "{body}");
}

#[tokio::test]
async fn the_style_of_cams_can_be_chosen() {
    let (_sandbox, cams) = with_faults(json!([{"style": {"cams": {
        "throttle_status": 429, "calls_per_second": 1, "nothing": "chinese", "newlines": "everywhere"}}}]))
    .await;
    let body = list(&cams).send().await.ok();
    assert_eq!((&body["Message"], &body["AccessDeniedDetail"]), (&"无".into(), &"无".into()));
    assert!(body["Data"][0]["QrdlCode"].as_str().unwrap().ends_with("1\n"));
    let mut replies = Vec::new();
    while replies.last() != Some(&(429, "Throttling.User".to_owned())) {
        let reply = list(&cams).send().await;
        replies.push((reply.code().0, reply.code().1.to_owned()));
    }
    let (_sandbox, cams) =
        with_faults(json!([{"style": {"cams": {"errors_in_200": true, "nothing": "absent", "newlines": "none"}}}]))
            .await;
    let refused = cams.call("ListPhoneMessageQrdl").send().await;
    assert_eq!(refused.code(), (200, "MissingPhoneNumber"));
    assert!(create(&cams).send().await.ok().get("Message").is_none());
}

#[tokio::test]
async fn a_fault_file_with_a_mistake_names_what_is_known() {
    for (plan, words) in [
        (json!({}), "not a JSON list"),
        (json!([{"op": "codes.list", "nth": "every", "do": "hang"}]), "Known: QueryChatappPhoneNumbers, "),
        (json!([{"op": "*", "nth": "every", "do": "explode"}]), "Known: reset_before, "),
        (json!([{"op": "*", "nth": "always", "do": "hang"}]), "entry 1"),
        (json!([{"op": "*", "do": "hang"}]), "nth"),
        (json!([{"op": "*", "nth": [1], "do": "hang", "ms": 5}]), "`ms` belongs to `slow`"),
        (json!([{"op": "*", "nth": [1], "do": "hang"}, {"op": "*", "nth": [1], "do": "hang", "x": 1}]), "entry 2"),
        (json!([{"style": {"graph": "loud"}}]), "docs"),
        (json!([{"style": {"cams": {"loud": true}}}]), "throttle_status"),
        (json!([{"style": {"windows": {}}}]), "graph"),
    ] {
        let (_directory, path) = file(&plan);
        let error = start(Options { faults: Some(path), ..Options::default() }).await.err().unwrap();
        assert_eq!(error.kind, ErrorKind::Config);
        assert!(error.message.contains(words), "{plan}: {error}");
    }
}

#[tokio::test]
async fn every_operation_can_be_hit() {
    let (sandbox, cams) = with_faults(json!([{"op": "*", "nth": "every", "do": "error_503_html"}])).await;
    let meta = sandbox.endpoints().meta.clone();
    let (number, code, group) = sandbox
        .inside()
        .read(|world| {
            let number = world.numbers_of(Api::Meta).find(|number| !number.groups.is_empty()).unwrap();
            (number.id.clone(), number.codes.first().unwrap().code.to_string(), number.groups[0].id.clone())
        })
        .await
        .unwrap();
    let group = group.replace('/', "%2F").replace('+', "%2B").replace('=', "%3D");
    let waba = &meta.waba_ids[0];
    let (get, post, delete) = (Method::GET, Method::POST, Method::DELETE);
    let graph = [
        (Op::MetaNumbers, &get, format!("v23.0/{waba}/phone_numbers")),
        (Op::MetaNumber, &get, format!("v23.0/{number}")),
        (Op::MetaWabas, &get, "v23.0/1/owned_whatsapp_business_accounts".to_owned()),
        (Op::MetaListCodes, &get, format!("v23.0/{number}/message_qrdls")),
        (Op::MetaGetCode, &get, format!("v23.0/{number}/message_qrdls/{code}")),
        (Op::MetaCreateCode, &post, format!("v23.0/{number}/message_qrdls?prefilled_message=x")),
        (Op::MetaUpdateCode, &post, format!("v23.0/{number}/message_qrdls?prefilled_message=x&code={code}")),
        (Op::MetaDeleteCode, &delete, format!("v23.0/{number}/message_qrdls/{code}")),
        (Op::MetaListGroups, &get, format!("v23.0/{number}/groups")),
        (Op::MetaGetGroup, &get, format!("v23.0/{group}")),
        (Op::MetaCreateGroup, &post, format!("v23.0/{number}/groups?messaging_product=whatsapp&subject=x")),
        (Op::MetaGetLink, &get, format!("v23.0/{group}/invite_link")),
        (Op::MetaResetLink, &post, format!("v23.0/{group}/invite_link?messaging_product=whatsapp")),
        (Op::MetaDeleteLink, &delete, format!("v23.0/{group}/invite_link?messaging_product=whatsapp")),
        (Op::MetaDebugToken, &get, "v23.0/debug_token?input_token=x".to_owned()),
        (Op::Picture, &get, format!("pictures/{code}.png")),
    ];
    let base = Url::parse(&meta.base_url).unwrap();
    let client = http::Client::new(&base).unwrap();
    let mut hit = std::collections::BTreeSet::new();
    for (op, method, path) in graph {
        let url = Url::parse(&format!("{}/{path}", meta.base_url)).unwrap();
        let answer = client.request(method.clone(), url).bearer_auth(&meta.token).send().await.unwrap();
        assert_eq!(answer.status(), 503, "{op}");
        assert!(hit.insert(op));
    }
    for &op in Op::ALL.iter().filter(|op| op.service() == Api::Alibaba) {
        assert_eq!(cams.call(op.as_str()).begin().await.unwrap().status(), 503, "{op}");
        assert!(hit.insert(op));
    }
    assert_eq!(hit.len(), Op::ALL.len());
    for &op in Op::ALL {
        let counters = sandbox.inside().counters();
        assert_eq!((counters.requests(op), counters.effects(op)), (1, 0), "{op}");
    }
}

#[test]
fn every_fault_and_operation_has_a_name_of_its_own() {
    let faults: std::collections::BTreeSet<_> = Fault::ALL.iter().map(|fault| fault.as_str()).collect();
    assert_eq!(faults.len(), Fault::ALL.len());
    let ops: std::collections::BTreeSet<_> = Op::ALL.iter().map(|op| op.as_str()).collect();
    assert_eq!(ops.len(), Op::ALL.len());
}
