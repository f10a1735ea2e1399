//! A stand-in for Graph on loopback: it answers from a script and records what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use futures_util::{StreamExt as _, stream};
use qrdeck::provider::meta::{Account, AppSecret, Meta, ProofForm};
use serde_json::Value;
use tokio::net::TcpListener;

pub(super) const TOKEN: &str = "EAAJBtoken";
pub(super) const SECRET: &str = "app-secret";
/// `openssl dgst -sha256 -hmac app-secret` of the token.
pub(super) const PROOF: &str = "7a9ab43eddc81aac6e548a7765e27e0f5c9633851e9ba9aa39e3bdffeb715334";

/// One request as it came.
#[derive(Debug, Clone)]
pub(super) struct ReceivedRequest {
    pub(super) method: Method,
    /// The path as it was on the wire, still encoded.
    pub(super) path: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
    query: String,
}

impl ReceivedRequest {
    /// A parameter of the query, decoded.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        let url = reqwest::Url::parse(&format!("http://x/?{}", self.query)).unwrap();
        url.query_pairs().find(|(other, _)| other == name).map(|(_, value)| value.into_owned())
    }

    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// One answer of the script.
pub(super) struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
    cut: bool,
}

/// An answer with JSON.
pub(super) fn json(status: u16, body: &Value) -> Reply {
    text(status, body.to_string())
}

/// An answer with any text.
pub(super) fn text(status: u16, body: impl Into<String>) -> Reply {
    Reply { status, headers: Vec::new(), body: body.into(), cut: false }
}

impl Reply {
    pub(super) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The connection breaks in the middle of the body.
    pub(super) fn cut(mut self) -> Self {
        self.cut = true;
        self
    }

    fn into_response(self) -> Response {
        let mut response = Response::builder().status(self.status);
        for (name, value) in self.headers {
            response = response.header(name, value);
        }
        let body = if self.cut {
            let half = Bytes::from(self.body[..self.body.len() / 2].to_owned());
            let end = stream::once(async { Err(std::io::Error::other("cut")) });
            Body::from_stream(stream::once(async { Ok(half) }).chain(end))
        } else {
            Body::from(self.body)
        };
        response.body(body).unwrap()
    }
}

/// The running server. It ends with its test's runtime.
pub(super) struct Server {
    pub(super) base: String,
    seen: Arc<Mutex<Vec<ReceivedRequest>>>,
}

impl Server {
    /// Answers with the replies in turn, and with 418 after the last one.
    pub(super) async fn start(replies: impl IntoIterator<Item = Reply>) -> Self {
        let script = Arc::new(Mutex::new(replies.into_iter().collect::<VecDeque<_>>()));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let record = seen.clone();
        let app = Router::new().fallback(move |request: Request| {
            let (script, record) = (script.clone(), record.clone());
            async move {
                let (parts, body) = request.into_parts();
                let body = to_bytes(body, 1 << 20).await.unwrap().to_vec();
                record.lock().unwrap().push(ReceivedRequest {
                    method: parts.method,
                    path: parts.uri.path().to_owned(),
                    query: parts.uri.query().unwrap_or_default().to_owned(),
                    headers: parts.headers,
                    body,
                });
                let reply = script.lock().unwrap().pop_front();
                reply.unwrap_or_else(|| text(418, "the script is over")).into_response()
            }
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { base, seen }
    }

    pub(super) fn seen(&self) -> Vec<ReceivedRequest> {
        self.seen.lock().unwrap().clone()
    }

    /// The one request it saw.
    pub(super) fn only(&self) -> ReceivedRequest {
        let seen = self.seen();
        assert_eq!(seen.len(), 1, "{seen:#?}");
        seen.into_iter().next().unwrap()
    }

    /// A provider for two WhatsApp Business Accounts at this server, with a plain proof.
    pub(super) fn meta(&self) -> Meta {
        self.meta_with(|_| {})
    }

    pub(super) fn meta_with(&self, change: impl FnOnce(&mut Account)) -> Meta {
        let mut account = account(&self.base);
        change(&mut account);
        Meta::new(account).unwrap()
    }
}

pub(super) fn account(base: &str) -> Account {
    Account {
        base_url: reqwest::Url::parse(base).unwrap(),
        api_version: "v23.0".to_owned(),
        token: TOKEN.into(),
        app_secret: Some(AppSecret { secret: SECRET.into(), proof: ProofForm::Plain }),
        waba_ids: vec!["1001".to_owned(), "1002".to_owned()],
    }
}
