//! Where a service is: which URLs are fit for it.

use reqwest::Url;

use super::secret::looks_like_token;
use crate::model::{Error, Result};

/// What to write instead of what is no URL of a service.
pub(super) const LIKE: &str = "Write it like https://graph.facebook.com.";

/// Parses a base URL of a service: `https`, or plain `http` to this machine only.
///
/// # Errors
/// [`crate::model::ErrorKind::Config`] for anything else. The text is not repeated: what people paste here may hold a password or a
/// token.
pub fn parse(text: &str) -> Result<Url> {
    let refused = |message: String| Err(Error::config(message).advise(LIKE));
    let url = match Url::parse(text.trim()) {
        Ok(url) => url,
        Err(error) => return refused(format!("This is not a URL: {error}.")),
    };
    let https = url.scheme() == "https";
    if url.host_str().is_none() || !(https || url.scheme() == "http") {
        return refused("This is not an http(s) URL.".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
        return refused("The URL of a service holds no user name, password, query or fragment.".to_owned());
    }
    if looks_like_token(url.path()) {
        return refused("The URL of a service holds no token.".to_owned());
    }
    if !https && !is_loopback(&url) {
        return Err(Error::config("Plain http to another machine would send credentials unencrypted.")
            .advise("Use https; plain http is allowed to 127.0.0.1, [::1] and localhost only."));
    }
    Ok(url)
}

/// Whether a URL points to this machine.
pub fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_stays_on_this_machine() {
        for good in ["https://graph.facebook.com", "http://127.0.0.1:8080", "http://[::1]:1", "http://localhost:9"] {
            assert!(parse(good).is_ok(), "{good}");
        }
        for bad in [
            "http://graph.facebook.com",
            "ftp://127.0.0.1",
            "graph.facebook.com",
            "http://127.0.0.1.example.com",
            "https://user:pw@graph.facebook.com",
            "https://graph.facebook.com/?access_token=x",
            "",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_may_be_secret_in_a_url_is_not_repeated() {
        for bad in [
            "https://user:s3cret@graph.facebook.com",
            "http://user:s3cret@graph.facebook.com",
            "http://graph.facebook.com/s3cret",
            "https://graph.facebook.com/?access_token=s3cret",
            "https://graph.facebook.com/#s3cret",
            "ftp://user:s3cret@127.0.0.1",
            "user:s3cret@graph.facebook.com",
            "https://user:s3cret@",
            "https://user:s3cret@graph.facebook.com:port",
            "s3cret",
            "http://EAAJs3cretEAAJ",
        ] {
            let told = parse(bad).unwrap_err().report().to_lowercase();
            assert!(!told.contains("s3cret") && !told.contains("user:"), "{bad}: {told}");
        }
    }
}
