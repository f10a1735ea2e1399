//! Tokens, proofs, versions, headers, and paths that lead nowhere.

use hmac::{Hmac, KeyInit as _, Mac as _};
use qrdeck::sandbox::Op;
use qrdeck::sandbox::graph::{EXPIRED, NO_ASSET, NO_PERMISSION};
use reqwest::Method;
use serde_json::json;
use sha2::Sha256;

use super::{Graph, read};

#[tokio::test]
async fn each_bad_token_fails_in_its_own_way() {
    for (style, table) in [
        (
            "docs",
            [
                (None, (401, 104, 0), "invalid_request"),
                (Some("nonsense"), (401, 190, 0), "invalid_token"),
                (Some(EXPIRED), (401, 190, 463), "invalid_token"),
                (Some(NO_PERMISSION), (403, 200, 1_349_174), "invalid_request"),
                (Some(NO_ASSET), (400, 100, 33), "invalid_request"),
            ],
        ),
        (
            "live",
            [
                (None, (400, 2500, 0), "invalid_request"),
                (Some("nonsense"), (400, 190, 0), "invalid_token"),
                (Some(EXPIRED), (400, 190, 0), "invalid_token"),
                (Some(NO_PERMISSION), (403, 200, 0), "invalid_request"),
                (Some(NO_ASSET), (400, 100, 33), "invalid_request"),
            ],
        ),
    ] {
        let graph = Graph::styled(&json!({"errors": style})).await;
        for (token, error, challenge) in table {
            let request = graph.http.get(graph.url(&graph.at("message_qrdls")));
            let answer = read(token.map_or(request.try_clone().unwrap(), |token| request.bearer_auth(token))).await;
            assert_eq!(answer.error(), error, "{style} {token:?}");
            assert!(answer.header("www-authenticate").contains(challenge), "{style} {token:?}");
            assert!(!answer.body["error"]["fbtrace_id"].as_str().unwrap().is_empty());
            if token == Some(EXPIRED) {
                assert!(answer.message().contains("Session has expired on "), "{}", answer.message());
            }
        }
    }
}

#[tokio::test]
async fn a_token_may_come_as_header_query_or_form() {
    let graph = Graph::with_codes(1).await;
    let list = graph.url(&graph.at("message_qrdls"));
    let token = graph.token();
    let form = format!("access_token={token}&prefilled_message=Hello");
    for request in [
        graph.http.get(&list).bearer_auth(token),
        graph.http.get(&list).header("Authorization", format!("OAuth {token}")),
        graph.http.get(format!("{list}?access_token={token}")),
        graph.http.post(&list).header("Content-Type", "application/x-www-form-urlencoded").body(form),
    ] {
        assert_eq!(read(request).await.status, 200);
    }
    let basic = graph.http.get(&list).basic_auth(token, Some(token));
    assert_eq!(read(basic).await.error(), (401, 104, 0));
}

#[tokio::test]
async fn a_token_without_permission_hears_what_it_may_not_do() {
    let graph = Graph::with_codes(1).await;
    for (method, path, verb) in [
        (Method::GET, "message_qrdls", "list QR codes"),
        (Method::GET, "message_qrdls/AAAAAAAAAAAAA1", "access QR codes"),
        (Method::POST, "message_qrdls", "manage QR codes"),
        (Method::DELETE, "message_qrdls/AAAAAAAAAAAAA1", "delete QR codes"),
    ] {
        let request = graph.http.request(method, graph.url(&graph.at(path))).bearer_auth(NO_PERMISSION);
        let answer = read(request).await;
        let text = format!("Your app doesn't have permission to {verb} for this phone number");
        assert_eq!(answer.message(), text);
        assert_eq!(answer.body["error"]["error_user_title"], "Permission Denied");
    }
    assert_eq!(graph.running.inside().counters().effects(Op::MetaCreateCode), 0);
}

/// `appsecret_proof` of a text.
async fn proof(graph: &Graph, of: String) -> String {
    let secret = graph.running.inside().read(|world| world.meta.app_secret.clone()).await.unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(of.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

#[tokio::test]
async fn proofs_are_verified_and_may_be_required() {
    let optional = Graph::styled(&json!({})).await;
    let required = Graph::styled(&json!({"require_proof": true})).await;
    for graph in [&optional, &required] {
        graph.running.inside().clock().hold();
        let now = graph.running.inside().clock().now().as_second();
        let plain = proof(graph, graph.token().to_owned()).await;
        let timed = |time: i64| async move {
            format!("appsecret_proof={}&appsecret_time={time}", proof(graph, format!("{}|{time}", graph.token())).await)
        };
        for (query, good) in [
            (format!("appsecret_proof={plain}"), true),
            (timed(now).await, true),
            (timed(now - 299).await, true),
            (timed(now - 301).await, false),
            (format!("appsecret_proof={plain}&appsecret_time={now}"), false),
            ("appsecret_proof=00ff".to_owned(), false),
        ] {
            let answer = graph.get(&graph.at(&format!("message_qrdls?{query}"))).await;
            assert_eq!(answer.status, if good { 200 } else { 400 }, "{query}");
            if !good {
                assert_eq!(answer.error(), (400, 100, 0), "{query}");
                assert_eq!(answer.message(), "Invalid appsecret_proof provided in the API argument");
            }
        }
    }
    assert_eq!(optional.get(&optional.at("message_qrdls")).await.status, 200);
    let answer = required.get(&required.at("message_qrdls")).await;
    assert_eq!(answer.error(), (400, 100, 0));
    assert_eq!(answer.message(), "API calls from the server require an appsecret_proof argument");
}

#[tokio::test]
async fn the_version_that_answers_is_told() {
    let graph = Graph::with_codes(1).await;
    let base = &graph.running.endpoints().meta.base_url;
    for (path, version) in [("/v23.0", "v23.0"), ("/v26.0", "v26.0"), ("", "v21.0"), ("/v13.0", "v21.0")] {
        let url = format!("{base}{path}/{}/message_qrdls", graph.number);
        let answer = read(graph.http.get(url).bearer_auth(graph.token())).await;
        assert_eq!((answer.status, answer.header("facebook-api-version")), (200, version), "{path}");
        assert_eq!(answer.header("content-type"), "application/json; charset=UTF-8");
        for name in ["x-fb-trace-id", "x-fb-rev", "x-fb-debug", "x-fb-request-id"] {
            assert!(!answer.header(name).is_empty(), "{name}");
        }
    }
    let future = format!("{base}/v99.0/{}/message_qrdls", graph.number);
    assert_eq!(read(graph.http.get(future).bearer_auth(graph.token())).await.error(), (400, 2500, 0));
}

#[tokio::test]
async fn paths_and_methods_that_do_not_exist_are_refused() {
    let graph = Graph::with_codes(1).await;
    let number = graph.number.clone();
    for (method, path, error, message) in [
        (Method::GET, format!("{number}/nothing"), (400, 2500, 0), "Unknown path components: /nothing"),
        (Method::GET, format!("{number}/message_qrdls/A/B"), (400, 2500, 0), "Unknown path components"),
        (Method::POST, number.clone(), (400, 100, 33), "Unsupported post request. Object with ID"),
        (Method::DELETE, number.clone(), (400, 100, 33), "Unsupported delete request."),
        (Method::DELETE, format!("{number}/message_qrdls?code=x"), (400, 100, 33), "Unsupported delete request."),
        (Method::PUT, format!("{number}/message_qrdls"), (400, 100, 33), "Unsupported put request."),
        (Method::POST, format!("{number}/invite_link"), (400, 100, 0), "(#100) The parameter messaging_product"),
        (
            Method::GET,
            "nothing".to_owned(),
            (404, 803, 0),
            "(#803) Some of the aliases you requested do not exist: nothing",
        ),
        (Method::GET, "4545454545".to_owned(), (400, 100, 33), "Unsupported get request. Object with ID '4545454545'"),
    ] {
        let answer = read(graph.request(method.clone(), &path)).await;
        assert_eq!(answer.error(), error, "{method} {path}");
        assert!(answer.message().starts_with(message), "{method} {path}: {}", answer.message());
    }
}
