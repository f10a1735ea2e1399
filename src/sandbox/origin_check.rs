//! Who may ask: programs that call the sandbox by its own address, and no web page.
//!
//! Everything on a machine can reach its loopback addresses, a page in the browser included. A page of another host
//! is told by what browsers add to its requests, and one whose host has been made to resolve to this machine by
//! the `Host` it still names. The vendors' SDKs, curl and qrdeck add nothing of the kind.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use super::Shared;

/// The answer to a request that is not let in.
const REFUSED: &str = "The sandbox answers programs that call it by its own address, not web pages.\n";

/// Lets a request in, or not: then it is neither counted nor looked at.
pub(super) async fn admit(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let own = shared.base.trim_start_matches("http://");
    if is_welcome(own, request.uri(), request.headers()) {
        next.run(request).await
    } else {
        tracing::warn!("a request that a web page may have made was refused");
        (StatusCode::FORBIDDEN, REFUSED).into_response()
    }
}

/// Whether a request comes from a program that means the sandbox at `own`, an address with its port.
fn is_welcome(own: &str, uri: &Uri, headers: &HeaderMap) -> bool {
    let port = own.rsplit_once(':').map_or("", |(_, port)| port);
    let is_own = |host: &str| {
        let bare = port == "80" && [own.trim_end_matches(":80"), "localhost"].contains(&host);
        bare || host.eq_ignore_ascii_case(own) || host.eq_ignore_ascii_case(&format!("localhost:{port}"))
    };
    let texts = |name| headers.get_all(name).iter().map(|value| value.to_str().unwrap_or_default());
    // No browser leaves `Host` out.
    let called = texts(header::HOST).all(is_own) && uri.authority().is_none_or(|called| is_own(called.as_str()));
    let page = texts(header::ORIGIN).all(|origin| origin.strip_prefix("http://").is_some_and(is_own));
    // A page of another port of this machine is of the same site and still another's.
    let site = headers.get_all("sec-fetch-site").iter().all(|site| site == "none" || site == "same-origin");
    called && page && site
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a request with these headers is let in.
    fn welcome(own: &str, headers: &[(&'static str, &str)]) -> bool {
        let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
        is_welcome(own, &Uri::from_static("/v23.0/1"), &headers)
    }

    #[test]
    fn a_host_is_the_one_that_listens() {
        for (own, host, good) in [
            ("127.0.0.1:9", "127.0.0.1:9", true),
            ("127.0.0.1:9", "localhost:9", true),
            ("127.0.0.1:9", "LocalHost:9", true),
            ("[::1]:9", "[::1]:9", true),
            ("127.0.0.1:80", "127.0.0.1", true),
            ("127.0.0.1:80", "localhost", true),
            ("127.0.0.1:9", "127.0.0.1", false),
            ("127.0.0.1:9", "127.0.0.1:8", false),
            ("127.0.0.1:9", "rebound.example:9", false),
            ("127.0.0.1:9", "127.0.0.1:9.rebound.example", false),
            ("127.0.0.1:9", "localhost.rebound.example:9", false),
        ] {
            assert_eq!(welcome(own, &[("host", host)]), good, "{host} at {own}");
        }
        assert!(welcome("127.0.0.1:9", &[]));
        assert!(!welcome("127.0.0.1:9", &[("host", "127.0.0.1:9"), ("host", "rebound.example:9")]));
        assert!(!is_welcome("127.0.0.1:9", &Uri::from_static("http://rebound.example:9/"), &HeaderMap::new()));
    }

    #[test]
    fn a_page_of_another_origin_is_refused() {
        for (name, value, good) in [
            ("origin", "http://127.0.0.1:9", true),
            ("origin", "https://127.0.0.1:9", false),
            ("origin", "http://127.0.0.1:8", false),
            ("origin", "https://example.com", false),
            ("origin", "null", false),
            ("sec-fetch-site", "none", true),
            ("sec-fetch-site", "same-origin", true),
            ("sec-fetch-site", "same-site", false),
            ("sec-fetch-site", "cross-site", false),
        ] {
            assert_eq!(welcome("127.0.0.1:9", &[("host", "127.0.0.1:9"), (name, value)]), good, "{name}: {value}");
        }
    }
}
