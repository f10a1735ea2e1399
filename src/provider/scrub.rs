//! Credentials that a service repeated in its answer.
//!
//! An answer is scrubbed before anything of it is read or logged; an error once more, because a text in JSON may have
//! been written with escapes.

use reqwest::header::{HeaderMap, HeaderValue};

use super::http::Answer;
use crate::model::Error;

/// What stands in their place.
const HIDDEN: &str = "‹hidden›";

/// An answer that repeats none of these secrets, neither in its body nor in a header.
pub(super) fn answer<'a>(mut answer: Answer, secrets: impl IntoIterator<Item = &'a str>) -> Answer {
    for secret in spellings(secrets) {
        let body = String::from_utf8_lossy(&answer.body);
        if body.contains(&secret) {
            answer.body = body.replace(&secret, HIDDEN).into();
        }
        headers(&mut answer.headers, &secret);
    }
    answer
}

/// An error without these secrets ("Malformed access token …").
pub(super) fn error<'a>(mut error: Error, secrets: impl IntoIterator<Item = &'a str>) -> Error {
    for secret in spellings(secrets) {
        let texts = [Some(&mut error.message), error.request_id.as_mut(), error.vendor_code.as_mut()];
        for text in texts.into_iter().flatten().filter(|text| text.contains(&secret)) {
            *text = text.replace(&secret, HIDDEN);
        }
    }
    error
}

/// The secrets as they are, and as they stand in a URL.
fn spellings<'a>(secrets: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let escaped = |secret: &str, escape: fn(u8) -> String| -> String {
        secret.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { escape(byte) }).collect()
    };
    let mut all = Vec::new();
    for secret in secrets.into_iter().filter(|secret| !secret.is_empty()) {
        all.push(secret.to_owned());
        if !secret.bytes().all(plain) {
            all.push(escaped(secret, |byte| format!("%{byte:02X}")));
            all.push(escaped(secret, |byte| format!("%{byte:02x}")));
        }
    }
    all
}

fn headers(headers: &mut HeaderMap, secret: &str) {
    for value in headers.values_mut().filter(|value| holds(value.as_bytes(), secret)) {
        *value = HeaderValue::from_static("hidden");
    }
}

fn holds(bytes: &[u8], secret: &str) -> bool {
    bytes.windows(secret.len()).any(|window| window == secret.as_bytes())
}

#[cfg(test)]
mod tests {
    use reqwest::StatusCode;

    use super::*;
    use crate::model::ErrorKind;

    #[test]
    fn every_text_of_an_error_is_scrubbed() {
        let scrubbed = Error::new(ErrorKind::Auth, "Bad s3cret, s3cret.").vendor_code("s3cret").request_id("a-s3cret");
        let scrubbed = error(scrubbed, ["", "s3cret"]);
        assert_eq!(scrubbed.message, "Bad ‹hidden›, ‹hidden›.");
        assert_eq!(scrubbed.vendor_code.as_deref(), Some("‹hidden›"));
        assert_eq!(scrubbed.request_id.as_deref(), Some("a-‹hidden›"));
    }

    #[test]
    fn a_secret_in_a_url_is_one_too() {
        let told = Error::new(ErrorKind::Auth, "/?a=1%7Cs3-cret, /?a=1%7cs3-cret: 1|s3-cret");
        assert_eq!(error(told, ["1|s3-cret"]).message, "/?a=‹hidden›, /?a=‹hidden›: ‹hidden›");
    }

    #[test]
    fn body_and_headers_of_an_answer_are_scrubbed() {
        let values = HeaderMap::from_iter([
            (reqwest::header::ETAG, HeaderValue::from_static("x s3cret")),
            (reqwest::header::DATE, HeaderValue::from_static("today")),
        ]);
        let heard = Answer { status: StatusCode::OK, headers: values, body: b"\xffs3cret".to_vec() };
        let heard = answer(heard, ["s3cret"]);
        assert_eq!((heard.header("etag"), heard.header("date")), (Some("hidden"), Some("today")));
        assert_eq!(String::from_utf8_lossy(&heard.body), "\u{fffd}‹hidden›");
        let plain = Answer { body: b"\xff".to_vec(), ..heard };
        assert_eq!(answer(plain, ["s3cret"]).body, b"\xff");
    }
}
