//! A client of CAMS for tests, with a signer of its own, which can also be made to send what no honest client sends.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a helper that fails fails its test")]

use std::collections::BTreeMap;
use std::fmt::Display;

use hmac::{Hmac, KeyInit as _, Mac as _};
use qrdeck::provider::http;
use qrdeck::sandbox::{AlibabaEndpoint, Running};
use reqwest::header::HeaderMap;
use reqwest::{Method, Url};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The account of a sandbox.
#[derive(Clone)]
pub(crate) struct Cams {
    pub(crate) account: AlibabaEndpoint,
    client: http::Client,
}

/// A request that can be changed before and after it is signed.
pub(crate) struct Call<'a> {
    cams: &'a Cams,
    method: Method,
    key: String,
    secret: String,
    query: Vec<(String, String)>,
    headers: BTreeMap<String, String>,
    body: String,
    /// Headers that are sent and not signed.
    unsigned: Vec<String>,
    /// What replaces the query after signing.
    sent_query: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Reply {
    /// HTTP status and `Code`.
    pub(crate) fn code(&self) -> (u16, &str) {
        (self.status, self.body["Code"].as_str().unwrap_or("(none)"))
    }

    /// The body of a success.
    pub(crate) fn ok(self) -> Value {
        assert_eq!(self.code(), (200, "OK"), "{}", self.body);
        self.body
    }
}

impl Cams {
    pub(crate) fn of(sandbox: &Running) -> Self {
        let account = sandbox.endpoints().alibaba.clone();
        let client = http::Client::new(&Url::parse(&account.endpoint).unwrap()).unwrap();
        Self { account, client }
    }

    /// A request for an action, signed with the account's key, now.
    pub(crate) fn call(&self, action: &str) -> Call<'_> {
        let headers = [
            ("host", self.host()),
            ("x-acs-action", action.to_owned()),
            ("x-acs-version", "2020-06-06".to_owned()),
            ("x-acs-date", jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()),
            ("x-acs-signature-nonce", uuid::Uuid::new_v4().to_string()),
        ];
        Call {
            cams: self,
            method: Method::POST,
            key: self.account.access_key_id.clone(),
            secret: self.account.access_key_secret.clone(),
            query: Vec::new(),
            headers: headers.map(|(name, value)| (name.to_owned(), value)).into(),
            body: String::new(),
            unsigned: Vec::new(),
            sent_query: None,
        }
    }

    pub(crate) fn host(&self) -> String {
        self.account.endpoint.trim_start_matches("http://").to_owned()
    }
}

impl Call<'_> {
    pub(crate) fn with(mut self, name: &str, value: impl Display) -> Self {
        self.query.push((name.to_owned(), value.to_string()));
        self
    }

    /// Adds `CustSpaceId`.
    pub(crate) fn in_space(self) -> Self {
        let space = self.cams.account.cust_space_id.clone();
        self.with("CustSpaceId", space)
    }

    pub(crate) fn method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// Signs with other credentials.
    pub(crate) fn signed_by(mut self, key: &str, secret: &str) -> Self {
        key.clone_into(&mut self.key);
        secret.clone_into(&mut self.secret);
        self
    }

    /// Sets a header before signing.
    pub(crate) fn header(mut self, name: &str, value: impl Display) -> Self {
        self.headers.insert(name.to_owned(), value.to_string());
        self
    }

    /// Leaves a header out.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.remove(name);
        self
    }

    /// Sends a header without signing it.
    pub(crate) fn unsigned(mut self, name: &str) -> Self {
        self.unsigned.push(name.to_owned());
        self
    }

    /// Moves the parameters into a form.
    pub(crate) fn by_form(mut self) -> Self {
        self.body = canonical_query(&std::mem::take(&mut self.query));
        self.header("content-type", "application/x-www-form-urlencoded")
    }

    /// What is sent, for the message of a failed test.
    pub(crate) fn description(&self) -> String {
        format!("{} {:?} {:?} {:?}", self.method, self.query, self.headers, self.sent_query)
    }

    /// Sends another query than the signed one.
    pub(crate) fn but_send_query(mut self, query: &str) -> Self {
        self.sent_query = Some(query.to_owned());
        self
    }

    /// Everything that goes into a request: query, headers (with `authorization`), body.
    fn sign(mut self) -> (Method, String, BTreeMap<String, String>, String) {
        let hash = hex::encode(Sha256::digest(&self.body));
        self.headers.entry("x-acs-content-sha256".to_owned()).or_insert_with(|| hash.clone());
        let signed: Vec<_> = self.headers.iter().filter(|(name, _)| !self.unsigned.contains(name)).collect();
        let names = signed.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(";");
        let lines = signed.iter().map(|(name, value)| format!("{name}:{value}\n")).collect::<Vec<_>>().concat();
        let query = canonical_query(&self.query);
        let claimed = self.headers.get("x-acs-content-sha256").cloned().unwrap_or_default();
        let canonical = format!("{}\n/\n{query}\n{lines}\n{names}\n{claimed}", self.method);
        let to_sign = format!("ACS3-HMAC-SHA256\n{}", hex::encode(Sha256::digest(canonical)));
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()).unwrap();
        mac.update(to_sign.as_bytes());
        let signature = hex::encode(mac.finalize().into_bytes());
        let key = &self.key;
        let authorization = format!("ACS3-HMAC-SHA256 Credential={key},SignedHeaders={names},Signature={signature}");
        self.headers.entry("authorization".to_owned()).or_insert(authorization);
        (self.method, self.sent_query.unwrap_or(query), self.headers, self.body)
    }

    /// Sends it and hands out the answer as it begins.
    pub(crate) async fn begin(self) -> reqwest::Result<reqwest::Response> {
        let cams = self.cams;
        let (method, query, headers, body) = self.sign();
        let url = Url::parse(&format!("{}/?{query}", cams.account.endpoint)).unwrap();
        let mut request = cams.client.request(method, url).body(body);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        request.send().await
    }

    pub(crate) async fn send(self) -> Reply {
        let answer = self.begin().await.unwrap();
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let bytes = answer.bytes().await.unwrap();
        let body = serde_json::from_slice(&bytes).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&bytes)));
        Reply { status, headers, body }
    }

    /// The request as it goes over the wire.
    pub(crate) fn wire(self) -> String {
        let (method, query, headers, body) = self.sign();
        let lines = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect::<Vec<_>>().concat();
        format!("{method} /?{query} HTTP/1.1\r\n{lines}content-length: {}\r\n\r\n{body}", body.len())
    }
}

fn canonical_query(query: &[(String, String)]) -> String {
    let encode = |text: &str| {
        let keep = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
        text.bytes()
            .map(|byte| if keep(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
            .collect::<String>()
    };
    let mut pairs: Vec<_> = query.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.sort_unstable();
    pairs.join("&")
}
