//! A Graph request, wherever its parameters are: in the query, in a form, in several parts, or in JSON.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest as _, Multipart};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Request, header};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::error::Refusal;

/// The newest version the sandbox knows (29 July 2026).
const NEWEST: u32 = 26;
/// The oldest version that is still served; older ones and none at all are answered by it.
const OLDEST: u32 = 21;

/// The version that answers requests which cannot be read.
pub(super) const UNREAD: &str = "v26.0";

/// A request, read and taken apart.
#[derive(Debug)]
pub(super) struct GraphRequest {
    pub(super) method: Method,
    /// The version that answers: `v23.0`.
    pub(super) version: String,
    /// The path below the version, decoded: `["106540352242922", "message_qrdls"]`.
    pub(super) path: Vec<String>,
    /// Where the sandbox was reached: `http://127.0.0.1:40123`.
    pub(super) base: String,
    /// The access token, if any.
    pub(super) token: Option<String>,
    /// The parameters: those of the query, then those of the body.
    params: Vec<(String, String)>,
}

impl GraphRequest {
    /// Reads a request.
    ///
    /// # Errors
    /// [`Refusal::Path`] for a version that does not exist yet, [`Refusal::Parameter`] for a body that is not what
    /// its content type says.
    pub(super) async fn read(parts: &Parts, body: Bytes) -> Result<Self, Refusal> {
        let path = parts.uri.path();
        let mut segments: Vec<String> = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned())
            .collect();
        let version = match segments.first().and_then(|first| version(first)) {
            Some(number) if number > NEWEST => return Err(Refusal::Path(path.to_owned())),
            Some(number) => {
                segments.remove(0);
                number.max(OLDEST)
            }
            None => OLDEST,
        };
        let mut params = query(parts.uri.query().unwrap_or_default());
        if parts.method != Method::GET && !body.is_empty() {
            params.extend(body_params(&parts.headers, body).await?);
        }
        let token = bearer(&parts.headers).or_else(|| value(&params, "access_token").map(str::to_owned));
        let host = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
        Ok(Self {
            method: parts.method.clone(),
            version: format!("v{version}.0"),
            path: segments,
            base: format!("http://{host}"),
            token: token.filter(|token| !token.is_empty()),
            params,
        })
    }

    /// A parameter; where it came twice, the last one counts.
    pub(super) fn param(&self, name: &str) -> Option<&str> {
        value(&self.params, name)
    }

    /// A parameter that must be there and not be empty.
    pub(super) fn required(&self, name: &str) -> Result<&str, Refusal> {
        self.param(name).filter(|value| !value.is_empty()).ok_or_else(|| Refusal::required(name))
    }

    /// The path as it is answered, for the links to other pages.
    pub(super) fn path_text(&self) -> String {
        let segments = self.path.iter().map(|segment| super::encode(segment));
        std::iter::once(self.version.clone()).chain(segments).collect::<Vec<_>>().join("/")
    }
}

/// The number of a version segment: 23 of `v23.0`.
fn version(segment: &str) -> Option<u32> {
    let (major, minor) = segment.strip_prefix('v')?.split_once('.')?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(minor) && digits(major) { Some(major.parse().unwrap_or(u32::MAX)) } else { None }
}

/// The token of an `Authorization` header of either scheme.
fn bearer(headers: &HeaderMap) -> Option<String> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    ["bearer", "oauth"].contains(&scheme.to_ascii_lowercase().as_str()).then(|| token.trim().to_owned())
}

/// The last value of a name.
fn value<'a>(params: &'a [(String, String)], name: &str) -> Option<&'a str> {
    params.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// The pairs of a query or a form.
fn query(text: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(text.as_bytes()).into_owned().collect()
}

/// The parameters of a body, by its content type; without one it is taken for a form, as curl sends it.
async fn body_params(headers: &HeaderMap, body: Bytes) -> Result<Vec<(String, String)>, Refusal> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.to_ascii_lowercase();
    if kind.starts_with("application/json") {
        json(&body)
    } else if kind.starts_with("multipart/form-data") {
        multipart(headers, body).await
    } else {
        Ok(query(&String::from_utf8_lossy(&body)))
    }
}

/// The members of a JSON object: text as it is, other values as JSON, `null` as absent.
fn json(body: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let Ok(Value::Object(members)) = serde_json::from_slice(body) else {
        return Err(Refusal::parameter("The body is not a JSON object"));
    };
    let text = |value| match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    };
    Ok(members.into_iter().filter_map(|(name, value)| Some((name, text(value)?))).collect())
}

/// The named parts of a form in several parts.
async fn multipart(headers: &HeaderMap, body: Bytes) -> Result<Vec<(String, String)>, Refusal> {
    let unreadable = |_| Refusal::parameter("The body is not multipart/form-data");
    let mut request = Request::new(Body::from(body));
    *request.headers_mut() = headers.clone();
    let mut form = Multipart::from_request(request, &())
        .await
        .map_err(|_| Refusal::parameter("The boundary of multipart/form-data is missing"))?;
    let mut params = Vec::new();
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        if let Some(name) = field.name().map(str::to_owned) {
            let bytes = field.bytes().await.map_err(unreadable)?;
            params.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    Ok(params)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A request as the sandbox reads it.
    async fn read(method: &str, uri: &str, headers: &[(&str, &str)], body: &str) -> Result<GraphRequest, Refusal> {
        let mut request = Request::builder().method(method).uri(uri).header("host", "127.0.0.1:9");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        GraphRequest::read(&parts, Bytes::copy_from_slice(body.as_bytes())).await
    }

    #[tokio::test]
    async fn versions_are_read_and_answered() {
        for (uri, version) in [("/v23.0/1", "v23.0"), ("/v12.0/1", "v21.0"), ("/1", "v21.0"), ("/v26.0/1", "v26.0")] {
            let request = read("GET", uri, &[], "").await.unwrap();
            assert_eq!((request.version.as_str(), request.path), (version, vec!["1".to_owned()]), "{uri}");
        }
        assert_eq!(read("GET", "/v27.0/1", &[], "").await.unwrap_err(), Refusal::Path("/v27.0/1".to_owned()));
    }

    #[tokio::test]
    async fn a_path_segment_may_hold_anything() {
        let request = read("GET", "/v23.0/Y2Fw%2FaV9%2B%3D%3D/invite_link", &[], "").await.unwrap();
        assert_eq!(request.path, ["Y2Fw/aV9+==", "invite_link"]);
        assert_eq!(request.path_text(), "v23.0/Y2Fw%2FaV9%2B%3D%3D/invite_link");
    }

    #[tokio::test]
    async fn parameters_are_read_from_everywhere() {
        let parts = "--x\r\nContent-Disposition: form-data; name=\"m\"\r\n\r\na b+ü\r\n--x--\r\n";
        for (kind, uri, body) in [
            ("application/json; charset=utf-8", "/1/x", "{\"m\":\"a b+ü\",\"n\":null}"),
            ("application/x-www-form-urlencoded", "/1/x", "m=a+b%2B%C3%BC"),
            ("multipart/form-data; boundary=x", "/1/x", parts),
            ("text/plain", "/1/x?m=a%20b%2B%C3%BC", ""),
            ("application/json", "/1/x?m=other", "{\"m\":\"a b+ü\"}"),
        ] {
            let request = read("POST", uri, &[("content-type", kind)], body).await.unwrap();
            assert_eq!(request.param("m"), Some("a b+ü"), "{kind}");
            assert_eq!(request.param("n"), None);
        }
        for (kind, body) in [("application/json", "[1]"), ("application/json", "{"), ("multipart/form-data", "x")] {
            assert!(read("POST", "/1/x", &[("content-type", kind)], body).await.is_err(), "{kind} {body}");
        }
    }

    #[tokio::test]
    async fn tokens_are_read_from_everywhere() {
        for (uri, headers, body) in [
            ("/1", vec![("authorization", "Bearer T")], ""),
            ("/1?access_token=U", vec![("authorization", "OAuth T")], ""),
            ("/1?access_token=T", vec![("authorization", "Basic U")], ""),
            ("/1", vec![], "access_token=T"),
        ] {
            assert_eq!(read("POST", uri, &headers, body).await.unwrap().token.as_deref(), Some("T"), "{uri}");
        }
        assert_eq!(read("GET", "/1?access_token=", &[], "").await.unwrap().token, None);
    }
}
