//! What a web page in a browser of this machine can do: nothing.

use qrdeck::model::ProviderKind::Meta;
use qrdeck::sandbox::Op;
use reqwest::Method;
use serde_json::json;

use super::FaultHarness;

#[tokio::test]
async fn a_web_page_creates_no_codes() {
    let harness = FaultHarness::start(json!([])).await;
    let create = || {
        let token = harness.sandbox.endpoints().meta.token.clone();
        let request = harness.request(Method::POST, "{number}/message_qrdls");
        request.json(&json!({"prefilled_message": "Of a page", "access_token": token}))
    };
    let own = harness.sandbox.endpoints().meta.base_url.clone();
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("host", "evil.example"),
    ] {
        let answer = create().header(name, value).send().await.unwrap();
        assert_eq!(answer.status(), 403, "{name}: {value}");
        assert!(!answer.headers().contains_key("access-control-allow-origin"));
    }
    assert_eq!(harness.count(Meta, "Of a page").await, 0);
    assert_eq!(harness.sandbox.inside().counters().requests(Op::MetaCreateCode), 0);
    for (name, value) in [("origin", own.as_str()), ("sec-fetch-site", "none"), ("user-agent", "curl/8.5.0")] {
        assert_eq!(create().header(name, value).send().await.unwrap().status(), 200, "{name}: {value}");
    }
    let port = own.rsplit_once(':').unwrap().1;
    assert_eq!(create().header("host", format!("localhost:{port}")).send().await.unwrap().status(), 200);
    assert_eq!(harness.count(Meta, "Of a page").await, 4);
}
