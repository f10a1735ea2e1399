//! Who is calling: the headers every request must have, the signature, the date and the nonce.

use axum::http::HeaderMap;
use axum::http::request::Parts;
use jiff::Timestamp;

use super::guard::TOLERANCE;
use super::refused::Refused;
use super::signature::{ALGORITHM, Authorization, Signed, sha256};
use crate::sandbox::Shared;
use crate::sandbox::world::AlibabaAccount;

/// Headers that must be there and be signed.
const REQUIRED: [&str; 6] =
    ["host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce", "x-acs-content-sha256"];
/// Headers of temporary credentials, which must be signed where they are.
const TEMPORARY: [&str; 2] = ["x-acs-accesskey-id", "x-acs-security-token"];

/// Checks everything about a request but its parameters. A nonce counts as used once its signature is good.
pub(super) fn check(
    shared: &Shared,
    account: &AlibabaAccount,
    parts: &Parts,
    query: &[(String, String)],
    body: &[u8],
) -> Result<(), Refused> {
    let header = |name| value(&parts.headers, name);
    let authorization = header("authorization").ok_or_else(|| Refused::missing("Authorization"))?;
    let incomplete = |why: String| Refused::new(400, "IncompleteSignature", why);
    let authorization = Authorization::parse(&authorization).ok_or_else(|| {
        incomplete(format!(
            "The request signature does not conform to Aliyun standards. Expected: {ALGORITHM} \
             Credential=<AccessKeyId>,SignedHeaders=<h1;h2>,Signature=<hex>."
        ))
    })?;
    let present = TEMPORARY.into_iter().filter(|name| header(name).is_some());
    for name in REQUIRED.into_iter().chain(present) {
        if header(name).is_none() {
            return Err(Refused::missing(parameter_name(name)));
        }
        if !authorization.signed_headers.contains(&name) {
            return Err(incomplete(format!("The header {name} is not among the signed ones.")));
        }
    }
    known_key(account, &authorization, &header)?;
    let date = header("x-acs-date").unwrap_or_default();
    recent(&date, shared.clock().now())?;
    signed(account, parts, query, body, &authorization)?;
    let nonce = header("x-acs-signature-nonce").unwrap_or_default();
    if shared.cams.nonces.is_new(nonce, shared.clock().now()) {
        Ok(())
    } else {
        Err(Refused::new(400, "SignatureNonceUsed", "Specified signature nonce was used already."))
    }
}

/// The key must be the account's. A token of temporary credentials may be any: the sandbox issues none.
fn known_key(
    account: &AlibabaAccount,
    authorization: &Authorization<'_>,
    header: &impl Fn(&'static str) -> Option<String>,
) -> Result<(), Refused> {
    let other = header("x-acs-accesskey-id").is_some_and(|id| id != authorization.credential);
    if authorization.credential != account.access_key_id || other {
        return Err(Refused::new(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found."));
    }
    if header("x-acs-security-token").is_some_and(|token| token.is_empty()) {
        return Err(Refused::new(400, "InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed."));
    }
    Ok(())
}

/// The date must be well formed and within [`TOLERANCE`] of `now`.
fn recent(date: &str, now: Timestamp) -> Result<(), Refused> {
    let form = date.len() == "yyyy-MM-ddTHH:mm:ssZ".len() && date.ends_with('Z');
    let Some(date) = date.parse::<Timestamp>().ok().filter(|_| form) else {
        return Err(Refused::new(
            400,
            "InvalidTimeStamp.Format",
            "Specified time stamp or date value is not well formatted.",
        ));
    };
    if now.duration_since(date).abs() > TOLERANCE { Err(Refused::stale()) } else { Ok(()) }
}

/// The body must be the one whose hash was signed, and the signature good.
fn signed(
    account: &AlibabaAccount,
    parts: &Parts,
    query: &[(String, String)],
    body: &[u8],
    authorization: &Authorization<'_>,
) -> Result<(), Refused> {
    let body_sha256 = sha256(body);
    let claimed = value(&parts.headers, "x-acs-content-sha256").unwrap_or_default();
    if !claimed.eq_ignore_ascii_case(&body_sha256) {
        return Err(Refused::new(
            400,
            "SignatureDoesNotMatch",
            "Specified x-acs-content-sha256 is not the SHA-256 of the body.",
        ));
    }
    let headers: Vec<_> = authorization
        .signed_headers
        .iter()
        .map(|&name| (name, value(&parts.headers, name).unwrap_or_default()))
        .collect();
    let signed = Signed { method: parts.method.as_str(), query, headers: &headers, body_sha256: &claimed };
    if signed.verify(&account.access_key_secret, authorization.signature) {
        return Ok(());
    }
    // The real service quotes what it expected, too: it is what one needs to find the mistake.
    let expected = signed.canonical().replace('\n', "\\n");
    Err(Refused::new(
        400,
        "SignatureDoesNotMatch",
        format!("Specified signature is not matched with our calculation. server CanonicalRequest is: [{expected}]"),
    ))
}

/// A header as it is signed: trimmed, several of one name joined by commas.
fn value(headers: &HeaderMap, name: &str) -> Option<String> {
    let values: Vec<_> = headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes())).collect();
    (!values.is_empty()).then(|| values.iter().map(|value| value.trim()).collect::<Vec<_>>().join(","))
}

/// What a missing header is called in `Missing…`.
fn parameter_name(header: &str) -> &str {
    match header {
        "x-acs-action" => "Action",
        "x-acs-version" => "Version",
        "x-acs-date" => "Timestamp",
        "x-acs-signature-nonce" => "SignatureNonce",
        "x-acs-content-sha256" => "ContentSha256",
        _ => "Host",
    }
}
