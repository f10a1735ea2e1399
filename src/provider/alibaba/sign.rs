//! ACS3-HMAC-SHA256, Alibaba Cloud's signature version 3, for the RPC style: `POST /`, every parameter in the query
//! and an empty body. Source: the vendor's "V3 request structure and signature" page; the vectors of the tests
//! come from its published example and from its own SDK.

use hmac::{Hmac, KeyInit, Mac};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::model::{Error, ErrorKind, Result};

const ALGORITHM: &str = "ACS3-HMAC-SHA256";
/// The SHA-256 of nothing: an RPC-style body is empty.
const EMPTY_BODY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/// All but RFC 3986's unreserved characters. A space is `%20`, never `+`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Who signs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Credentials<'a> {
    pub access_key_id: &'a str,
    pub access_key_secret: &'a SecretString,
    /// The token of temporary (STS) credentials.
    pub security_token: Option<&'a SecretString>,
}

/// What is signed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Request<'a> {
    pub action: &'a str,
    pub version: &'a str,
    /// The `Host` header as it will be sent, with the port where it is not the scheme's own.
    pub host: &'a str,
    /// `yyyy-MM-ddTHH:mm:ssZ`, UTC, within 15 minutes of the service's clock.
    pub date: &'a str,
    /// Never used before.
    pub nonce: &'a str,
    /// Names and values as they are, in any order.
    pub query: &'a [(&'a str, &'a str)],
}

/// What is sent.
#[derive(Debug)]
pub(super) struct Signed {
    /// The canonical query: sorted and encoded. Exactly these bytes belong behind the `?`.
    pub query: String,
    /// Every signed header but `host`, which the HTTP client writes from the URL, and `authorization`.
    pub headers: HeaderMap,
    /// The signature in the `authorization` header, in hex.
    pub signature: String,
}

/// Signs a request. The same input gives the same output.
///
/// # Errors
/// [`ErrorKind::Internal`] where an input cannot stand in a header.
pub(super) fn sign(request: &Request<'_>, credentials: &Credentials<'_>) -> Result<Signed> {
    let query = canonical_query(request.query);
    let mut signed = vec![
        ("host", request.host),
        ("x-acs-action", request.action),
        ("x-acs-content-sha256", EMPTY_BODY),
        ("x-acs-date", request.date),
        ("x-acs-signature-nonce", request.nonce),
        ("x-acs-version", request.version),
    ];
    if let Some(token) = credentials.security_token {
        signed.push(("x-acs-accesskey-id", credentials.access_key_id));
        signed.push(("x-acs-security-token", token.expose_secret()));
    }
    signed.sort_unstable_by_key(|(name, _)| *name);

    let names = signed.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";");
    let canonical_headers =
        signed.iter().map(|(name, value)| format!("{name}:{}", value.trim())).collect::<Vec<_>>().join("\n");
    let canonical_request = format!("POST\n/\n{query}\n{canonical_headers}\n\n{names}\n{EMPTY_BODY}");
    let string_to_sign = format!("{ALGORITHM}\n{}", hex::encode(Sha256::digest(canonical_request)));
    let signature = hmac(credentials.access_key_secret, &string_to_sign)?;
    let authorization =
        format!("{ALGORITHM} Credential={},SignedHeaders={names},Signature={signature}", credentials.access_key_id);

    let mut headers = HeaderMap::new();
    for (name, value) in signed.into_iter().filter(|(name, _)| *name != "host") {
        headers.insert(HeaderName::from_static(name), header_value(name, value)?);
    }
    headers.insert(reqwest::header::AUTHORIZATION, header_value("authorization", &authorization)?);
    Ok(Signed { query, headers, signature })
}

/// Percent-encodes one name, value or path segment as RFC 3986 says.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}

fn canonical_query(pairs: &[(&str, &str)]) -> String {
    let mut encoded: Vec<_> = pairs.iter().map(|(name, value)| (encode(name), encode(value))).collect();
    encoded.sort_unstable();
    encoded.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

fn hmac(secret: &SecretString, text: &str) -> Result<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes())
        .map_err(|_| Error::new(ErrorKind::Internal, "The AccessKey secret cannot be used as a key."))?;
    mac.update(text.as_bytes());
    Ok(hex::encode(mac.finalize().into_bytes()))
}

/// A header value that `Debug` hides where it lets somebody act as the account.
fn header_value(name: &str, value: &str) -> Result<HeaderValue> {
    let mut header = HeaderValue::from_str(value.trim())
        .map_err(|_| Error::new(ErrorKind::Internal, format!("The header {name} holds what a header cannot hold.")))?;
    header.set_sensitive(matches!(name, "authorization" | "x-acs-security-token"));
    Ok(header)
}

#[cfg(test)]
#[path = "sign_tests.rs"]
mod tests;
