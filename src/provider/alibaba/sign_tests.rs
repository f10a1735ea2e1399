use std::collections::BTreeMap;

use reqwest::{Method, Url};
use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
struct Vector {
    name: String,
    action: String,
    version: String,
    host: String,
    date: String,
    nonce: String,
    access_key_id: String,
    access_key_secret: String,
    security_token: Option<String>,
    query: BTreeMap<String, String>,
    authorization: String,
}

fn vectors() -> Vec<Vector> {
    serde_json::from_str(include_str!("../../../tests/data/acs3.json")).unwrap()
}

fn signed(vector: &Vector, reverse: bool) -> Signed {
    let mut query: Vec<_> = vector.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    if reverse {
        query.reverse();
    }
    let request = Request {
        action: &vector.action,
        version: &vector.version,
        host: &vector.host,
        date: &vector.date,
        nonce: &vector.nonce,
        query: &query,
    };
    let token = vector.security_token.clone().map(SecretString::from);
    let credentials = Credentials {
        access_key_id: &vector.access_key_id,
        access_key_secret: &vector.access_key_secret.clone().into(),
        security_token: token.as_ref(),
    };
    sign(&request, &credentials).unwrap()
}

#[test]
fn the_vendors_vectors() {
    let vectors = vectors();
    assert!(vectors.iter().any(|vector| vector.security_token.is_some()));
    for vector in &vectors {
        for reverse in [false, true] {
            let signed = signed(vector, reverse);
            assert_eq!(signed.headers["authorization"], vector.authorization.as_str(), "{}", vector.name);
        }
    }
}

#[test]
fn every_signed_header_is_sent() {
    for vector in vectors() {
        let headers = signed(&vector, false).headers;
        let names =
            vector.authorization.split("SignedHeaders=").nth(1).and_then(|rest| rest.split(',').next()).unwrap();
        for name in names.split(';').filter(|name| *name != "host") {
            assert!(headers.contains_key(name), "{}: {name}", vector.name);
        }
    }
}

#[test]
fn the_http_client_leaves_the_query_alone() {
    // Each printable ASCII character, and some that take two to four bytes.
    let hostile: String = (' '..='~').chain("é你👋\u{202e}\n\t\0".chars()).collect();
    let request = Request {
        query: &[("Prefilled Message", &hostile), ("Empty", "")],
        ..Request { action: "A", version: "v", host: "h", date: "d", nonce: "n", query: &[] }
    };
    let credentials =
        Credentials { access_key_id: "id", access_key_secret: &"secret".to_owned().into(), security_token: None };
    let query = sign(&request, &credentials).unwrap().query;
    assert!(query.starts_with("Empty=&Prefilled%20Message=%20%21%22%23"), "{query}");

    let mut url = Url::parse("https://cams.ap-southeast-1.aliyuncs.com").unwrap();
    url.set_query(Some(&query));
    let sent = reqwest::Request::new(Method::POST, url);
    assert_eq!(sent.url().query(), Some(query.as_str()));
}

#[test]
fn secrets_do_not_show_in_debug() {
    let vectors = vectors();
    let sts = vectors.iter().find(|vector| vector.security_token.is_some()).unwrap();
    let shown = format!("{:?}", signed(sts, false));
    assert!(!shown.contains("CAISexample") && !shown.contains("Signature="), "{shown}");
}
