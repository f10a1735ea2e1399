//! A server on loopback that answers from a script and keeps what it got, byte for byte. It takes no part in HTTP
//! beyond that, because what counts is what really travelled.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::percent_decode_str;
use qrdeck::provider::alibaba::{Account, Alibaba};
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub(super) const KEY_ID: &str = "LTAI5tExampleKeyId00";
const SECRET: &str = "ExampleSecretForVectors1234567";

/// What the server does with a request.
#[derive(Debug, Clone)]
pub(super) enum Reply {
    /// 200 with a body of JSON.
    Good(String),
    /// Another status, with headers.
    Bad(u16, String, String),
    /// Closes the connection without an answer.
    HangUp,
    /// Promises more than it sends.
    CutOff,
}

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(super) struct Received {
    pub method: String,
    pub path: String,
    /// Without the `?`.
    pub query: String,
    pub headers: BTreeMap<String, String>,
}

impl Received {
    pub(super) fn action(&self) -> &str {
        &self.headers["x-acs-action"]
    }

    /// The parameters, decoded.
    pub(super) fn params(&self) -> Vec<(String, String)> {
        let decode = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
        self.query.split('&').filter_map(|pair| pair.split_once('=')).map(|(k, v)| (decode(k), decode(v))).collect()
    }

    pub(super) fn param(&self, name: &str) -> Option<String> {
        self.params().into_iter().find(|(found, _)| found == name).map(|(_, value)| value)
    }

    /// The `authorization` that belongs to these bytes.
    pub(super) fn expected_authorization(&self) -> String {
        let mut signed: Vec<_> = self.headers.keys().filter(|name| name.starts_with("x-acs-")).cloned().collect();
        signed.insert(0, "host".to_owned());
        let headers: Vec<_> = signed.iter().map(|name| format!("{name}:{}\n", self.headers[name])).collect();
        let names = signed.join(";");
        let canonical = format!(
            "{}\n{}\n{}\n{}\n{names}\n{}",
            self.method,
            self.path,
            self.query,
            headers.concat(),
            hex::encode(Sha256::digest(b""))
        );
        let to_sign = format!("ACS3-HMAC-SHA256\n{}", hex::encode(Sha256::digest(canonical)));
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any length will do");
        mac.update(to_sign.as_bytes());
        let signature = hex::encode(mac.finalize().into_bytes());
        format!("ACS3-HMAC-SHA256 Credential={KEY_ID},SignedHeaders={names},Signature={signature}")
    }
}

/// The server and what it got so far.
pub(super) struct Server {
    pub addr: SocketAddr,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// Answers one request with each reply, then no more.
    pub(super) async fn start(script: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
        let addr = listener.local_addr().expect("bound");
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&received);
        tokio::spawn(async move {
            for reply in script {
                let Ok((mut stream, _)) = listener.accept().await else { return };
                let request = read(&mut stream).await;
                log.lock().expect("not poisoned").push(request);
                answer(&mut stream, reply).await;
            }
        });
        Self { addr, received }
    }

    pub(super) fn received(&self) -> Vec<Received> {
        self.received.lock().expect("not poisoned").clone()
    }

    /// A provider with a space and without an STS token.
    pub(super) fn provider(&self) -> Alibaba {
        Alibaba::new(self.account()).expect("a good account")
    }

    pub(super) fn account(&self) -> Account {
        Account {
            endpoint: format!("http://{}", self.addr).parse().expect("a URL"),
            access_key_id: KEY_ID.to_owned(),
            access_key_secret: SECRET.to_owned().into(),
            security_token: None,
            cust_space_id: Some("cams-8a1b".to_owned()),
        }
    }
}

/// Reads the head; there is no body.
async fn read(stream: &mut TcpStream) -> Received {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        assert_ne!(stream.read_buf(&mut head).await.expect("a connection"), 0, "the head is cut off");
    }
    let head = String::from_utf8(head).expect("ASCII");
    let mut lines = head.lines();
    let mut start = lines.next().expect("a request line").split(' ');
    let method = start.next().expect("a method").to_owned();
    let target = start.next().expect("a target");
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Received { method, path: path.to_owned(), query: query.to_owned(), headers }
}

async fn answer(stream: &mut TcpStream, reply: Reply) {
    let (status, headers, body, promised) = match reply {
        Reply::Good(body) => (200, String::new(), body.clone(), body.len()),
        Reply::Bad(status, headers, body) => (status, headers, body.clone(), body.len()),
        Reply::HangUp => return,
        Reply::CutOff => (200, String::new(), r#"{"Code":"OK","Data":"#.to_owned(), 500),
    };
    let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {promised}\r\nconnection: close\r\n{headers}\r\n");
    // A client that has gone has been told enough.
    let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
}
