//! Credentials that a service repeated in its answer.

use crate::model::Error;

/// What stands in their place.
pub(super) const HIDDEN: &str = "‹hidden›";

/// An error without these secrets, which the service may have put into it ("Malformed access token …").
pub(super) fn scrub<'a>(mut error: Error, secrets: impl IntoIterator<Item = &'a str>) -> Error {
    for secret in secrets.into_iter().filter(|secret| !secret.is_empty()) {
        let texts = [Some(&mut error.message), error.request_id.as_mut(), error.vendor_code.as_mut()];
        for text in texts.into_iter().flatten().filter(|text| text.contains(secret)) {
            *text = text.replace(secret, HIDDEN);
        }
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ErrorKind;

    #[test]
    fn every_text_of_the_service_is_scrubbed() {
        let error = Error::new(ErrorKind::Auth, "Bad s3cret, s3cret.").vendor_code("s3cret").request_id("a-s3cret");
        let error = scrub(error, ["", "s3cret"]);
        assert_eq!(error.message, "Bad ‹hidden›, ‹hidden›.");
        assert_eq!((error.vendor_code.as_deref(), error.request_id.as_deref()), (Some("‹hidden›"), Some("a-‹hidden›")));
    }
}
