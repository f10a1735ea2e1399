//! Fetching a picture from a host that may do anything.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse as _;
use axum::routing::get;
use qrdeck::model::{ErrorKind, ImageFormat, Result};
use qrdeck::picture::{Picture, Places};

/// A host on this machine, and the headers it has seen.
struct Host {
    base: String,
    seen: Arc<Mutex<Vec<HeaderMap>>>,
}

impl Host {
    async fn start() -> Self {
        let seen: Arc<Mutex<Vec<HeaderMap>>> = Arc::default();
        let log = seen.clone();
        let note = move |headers: HeaderMap| {
            log.lock().expect("not poisoned").push(headers);
            async { ([(header::CONTENT_TYPE, "image/png"), (header::SET_COOKIE, "a=b")], b"picture".to_vec()) }
        };
        let named = |kind: &'static str| get(move || async move { ([(header::CONTENT_TYPE, kind)], "x") });
        let sends_on = |to: &'static str| get(move || async move { (StatusCode::FOUND, [(header::LOCATION, to)]) });
        let routes = Router::new()
            .route("/good", get(note))
            .route("/svg", named("image/svg+xml; charset=utf-8"))
            .route("/page", named("text/html"))
            .route("/near", sends_on("/good"))
            .route("/far", sends_on("http://localhost:1/good"))
            .route("/round", sends_on("/round"))
            .route("/long", get(|| async { ([(header::CONTENT_TYPE, "image/png")], vec![0_u8; (2 << 20) + 1]) }))
            .route("/expired", get(|| async { StatusCode::FORBIDDEN.into_response() }))
            .route("/broken", get(|| async { StatusCode::BAD_GATEWAY.into_response() }));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Self { base, seen }
    }

    /// How a fetch fails.
    async fn fails(&self, path: &str) -> ErrorKind {
        let error = fetch(&format!("{}{path}?oh=secret", self.base)).await.expect_err(path);
        assert!(!error.report().contains("secret"), "the signature stays out of errors: {}", error.report());
        error.kind
    }
}

/// A picture of the sandbox.
async fn fetch(address: &str) -> Result<Picture> {
    qrdeck::picture::fetch(address, &Places::this_machine()).await
}

#[tokio::test]
async fn a_picture_is_fetched_without_saying_who_asks() {
    let host = Host::start().await;
    for path in ["/good", "/near", "/good"] {
        let picture = fetch(&format!("{}{path}", host.base)).await.expect(path);
        assert_eq!((picture.format, picture.bytes.as_slice()), (ImageFormat::Png, &b"picture"[..]));
    }
    assert_eq!(fetch(&format!("{}/svg", host.base)).await.expect("an SVG").format, ImageFormat::Svg);
    let seen = host.seen.lock().expect("not poisoned");
    assert_eq!(seen.len(), 3);
    for headers in seen.iter() {
        for name in [header::AUTHORIZATION, header::COOKIE, header::REFERER] {
            assert!(!headers.contains_key(&name), "{name}: {headers:?}");
        }
    }
}

#[tokio::test]
async fn what_is_no_picture_of_bounded_size_on_the_same_host_is_not_taken() {
    let host = Host::start().await;
    for path in ["/page", "/far", "/round", "/long"] {
        assert_eq!(host.fails(path).await, ErrorKind::Decode, "{path}");
    }
    assert_eq!(host.fails("/expired").await, ErrorKind::NotFound);
    assert_eq!(host.fails("/broken").await, ErrorKind::Unavailable);
    assert_eq!(fetch("http://127.0.0.1:1/x").await.expect_err("nobody listens").kind, ErrorKind::Unavailable);
    for address in ["http://192.0.2.1/x", "file:///etc/passwd", "rubbish", ""] {
        assert_eq!(fetch(address).await.expect_err(address).kind, ErrorKind::Decode, "{address}");
    }
}
