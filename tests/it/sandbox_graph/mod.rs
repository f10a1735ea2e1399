//! The Graph side of the sandbox, asked by a client that shares no code with qrdeck's own.

#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod access;
mod codes;
mod groups;
mod limits;
mod lists;
mod numbers;
mod pictures;

use std::io::Write as _;

use qrdeck::sandbox::world::{Number, World};
use qrdeck::sandbox::{Api, Options, Running, start};
use reqwest::header::HeaderMap;
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};

/// A running sandbox with two numbers on Graph, and a client.
pub(super) struct Graph {
    pub(super) running: Running,
    pub(super) http: Client,
    /// The id of the first number.
    pub(super) number: String,
}

#[derive(Debug)]
pub(super) struct GraphAnswer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Value,
}

impl GraphAnswer {
    /// Status, code and subcode of an error; zeros where there is none.
    pub(super) fn error(&self) -> (u16, u64, u64) {
        let error = |name: &str| self.body["error"][name].as_u64().unwrap_or(0);
        (self.status, error("code"), error("error_subcode"))
    }

    /// The message of an error.
    pub(super) fn message(&self) -> &str {
        self.body["error"]["message"].as_str().unwrap_or_default()
    }

    /// The rows of a list.
    pub(super) fn rows(&self) -> &[Value] {
        self.body["data"].as_array().map(Vec::as_slice).unwrap_or_default()
    }

    /// One field of all rows.
    pub(super) fn column(&self, name: &str) -> Vec<String> {
        self.rows().iter().map(|row| row[name].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// A header as text.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Graph {
    /// A sandbox in its default style with `codes` codes and four groups a number.
    pub(super) async fn with_codes(codes: usize) -> Self {
        Self::start(codes, &json!({})).await
    }

    /// A small sandbox in a style.
    pub(super) async fn styled(style: &Value) -> Self {
        Self::start(3, style).await
    }

    /// A sandbox of some codes in a style.
    pub(super) async fn start(codes: usize, style: &Value) -> Self {
        let mut faults = tempfile::NamedTempFile::new().unwrap();
        faults.write_all(json!([{"style": {"graph": style}}]).to_string().as_bytes()).unwrap();
        let options = Options {
            numbers: Some(2),
            codes: Some(codes),
            groups: Some(4),
            faults: Some(faults.path().to_owned()),
            ..Options::default()
        };
        let running = start(options).await.unwrap();
        // Another test of this process may have installed it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
        let number = running
            .inside()
            .edit(|world| {
                let number = meta_number(world);
                number.groups_enabled = true;
                number.id.clone()
            })
            .await
            .unwrap();
        Self { running, http, number }
    }

    pub(super) fn token(&self) -> &str {
        &self.running.endpoints().meta.token
    }

    /// The address of a path below the version.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}/v23.0/{path}", self.running.endpoints().meta.base_url)
    }

    /// A path below the number.
    pub(super) fn at(&self, path: &str) -> String {
        format!("{}/{path}", self.number)
    }

    /// A request with the good token.
    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http.request(method, self.url(path)).bearer_auth(self.token())
    }

    pub(super) async fn get(&self, path: &str) -> GraphAnswer {
        read(self.request(Method::GET, path)).await
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> GraphAnswer {
        read(self.request(Method::POST, path).json(body)).await
    }

    pub(super) async fn delete(&self, path: &str) -> GraphAnswer {
        read(self.request(Method::DELETE, path)).await
    }

    /// Changes the first number behind the service's back.
    pub(super) async fn edit<R: Send + 'static>(&self, edit: impl FnOnce(&mut Number) -> R + Send + 'static) -> R {
        self.running.inside().edit(|world| edit(meta_number(world))).await.unwrap()
    }
}

/// The first number on Graph.
fn meta_number(world: &mut World) -> &mut Number {
    world.numbers.iter_mut().find(|number| number.service == Api::Meta).unwrap()
}

/// Sends a request and reads its JSON.
pub(super) async fn read(request: RequestBuilder) -> GraphAnswer {
    let response: Response = request.send().await.unwrap();
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let text = response.text().await.unwrap();
    GraphAnswer { status, headers, body: serde_json::from_str(&text).unwrap_or(Value::String(text)) }
}

/// A text in a query.
pub(super) fn encode(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
