//! What Graph refuses, and in which words: each refusal has the form of Meta's reference and the form that was
//! captured from the service.

use axum::http::Method;
use serde_json::{Value, json};

use super::style::ErrorStyle;

/// The title and text shown to people that go with every missing permission.
const DENIED: (&str, &str) = ("Permission Denied", "Your app doesn't have permission to access this resource");

/// What a request was refused for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::sandbox) enum Refusal {
    /// No token came with it.
    NoToken,
    /// The token is none of this app's.
    BadToken,
    /// The token's time is over.
    Expired {
        /// The message, with the two dates in it.
        message: String,
    },
    /// The token lacks the permission: `list QR codes for this phone number`.
    Denied(&'static str),
    /// `appsecret_proof` is required and missing.
    NoProof,
    /// `appsecret_proof` is wrong or too old.
    BadProof,
    /// The object does not exist, or not for this token, or cannot do this; the service does not tell which.
    Unreachable {
        /// The method that was tried.
        method: Method,
        /// The id as it was sent.
        id: String,
    },
    /// The object does not exist; Meta's reference says so with a name for it.
    Missing {
        /// `Phone number`, `QR code`, `WhatsApp Business Account`.
        what: &'static str,
        /// What is shown to people.
        user: Option<&'static str>,
        /// The method that was tried.
        method: Method,
        /// The id as it was sent.
        id: String,
    },
    /// The id is no id but a name, and nothing has that name.
    Alias(String),
    /// A parameter is wrong or missing.
    Parameter {
        /// In the words of Meta's reference.
        docs: String,
        /// In the words of the service, without `(#100)`.
        live: String,
    },
    /// A refusal of the groups API, which has codes of its own.
    Group {
        /// The HTTP status of Meta's list of codes.
        status: u16,
        code: u32,
        /// What the code is called.
        message: &'static str,
        /// `error_data.details`.
        details: &'static str,
    },
    /// The app has no calls left: `Too many API calls. Please try again later`.
    AppLimit(&'static str),
    /// The WhatsApp Business account has no calls left.
    AccountLimit,
    /// There is nothing at this path.
    Path(String),
    /// The sandbox itself failed.
    Internal(String),
}

/// A refusal in the words of one style.
struct Words {
    status: u16,
    kind: &'static str,
    code: u32,
    subcode: Option<u32>,
    message: String,
    challenge: &'static str,
}

impl Words {
    fn new(status: u16, kind: &'static str, code: u32, message: impl Into<String>) -> Self {
        Self { status, kind, code, subcode: None, message: message.into(), challenge: "invalid_request" }
    }

    fn oauth(status: u16, code: u32, message: impl Into<String>) -> Self {
        Self::new(status, "OAuthException", code, message)
    }

    fn method(status: u16, code: u32, message: impl Into<String>) -> Self {
        Self::new(status, "GraphMethodException", code, message)
    }

    fn sub(self, subcode: u32) -> Self {
        Self { subcode: Some(subcode), ..self }
    }

    fn challenge(self, challenge: &'static str) -> Self {
        Self { challenge, ..self }
    }
}

/// An answer that refuses.
#[derive(Debug)]
pub(in crate::sandbox) struct Refused {
    pub(in crate::sandbox) status: u16,
    /// `{"error": {…}}`.
    pub(in crate::sandbox) body: Value,
    /// The `WWW-Authenticate` header.
    pub(in crate::sandbox) challenge: String,
}

impl Refusal {
    /// A wrong parameter whose words are the same everywhere.
    pub(super) fn parameter(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::Parameter { docs: text.clone(), live: text }
    }

    /// A parameter that must be there.
    pub(super) fn required(name: &str) -> Self {
        let text = format!("The parameter {name} is required");
        Self::Parameter { docs: format!("(#100) {text}"), live: text }
    }

    /// An entry of `fields` that does not exist on this kind of object.
    pub(super) fn field(name: &str, node: &str) -> Self {
        Self::Parameter {
            docs: "Invalid fields parameter. Check field names and format specifications".to_owned(),
            live: format!("Tried accessing nonexisting field ({name}) on node type ({node})"),
        }
    }

    /// The answer in a style.
    pub(in crate::sandbox) fn render(&self, style: ErrorStyle, trace: &str) -> Refused {
        let words = match style {
            ErrorStyle::Docs => self.documented(),
            ErrorStyle::Live => self.captured(),
        };
        let mut error = json!({"message": words.message, "type": words.kind, "code": words.code});
        if let Some(subcode) = words.subcode {
            error["error_subcode"] = subcode.into();
        }
        if matches!(self, Self::AppLimit(_) | Self::Internal(_)) {
            error["is_transient"] = true.into();
        }
        if let (ErrorStyle::Docs, Some((title, text))) = (style, self.for_people()) {
            error["error_user_title"] = title.into();
            error["error_user_msg"] = text.into();
        }
        if let Self::Group { details, .. } = self {
            error["error_data"] = json!({"messaging_product": "whatsapp", "details": details});
        }
        error["fbtrace_id"] = trace.into();
        let challenge =
            format!("OAuth \"Facebook Platform\" \"{}\" \"{}\"", words.challenge, header_text(&words.message));
        Refused { status: words.status, body: json!({"error": error}), challenge }
    }

    /// As Meta's reference has it (OpenAPI v23.0; the pages on error codes and groups).
    fn documented(&self) -> Words {
        match self {
            Self::NoToken => Words::oauth(401, 104, "An access token is required to request this resource."),
            Self::BadToken => Words::oauth(401, 190, BAD_TOKEN).challenge("invalid_token"),
            Self::Expired { message } => Words::oauth(401, 190, message).sub(463).challenge("invalid_token"),
            Self::Denied(to) => {
                Words::oauth(403, 200, format!("Your app doesn't have permission to {to}")).sub(1_349_174)
            }
            Self::Missing { what, .. } => Words::method(404, 803, format!("{what} not found")).challenge("not_found"),
            Self::Parameter { docs, .. } => Words::oauth(400, 100, docs),
            Self::AppLimit(text) => Words::oauth(429, 4, *text).sub(2_446_079),
            Self::Internal(_) => Words::method(500, 2, "An unexpected error occurred. Please retry your request"),
            Self::NoProof
            | Self::BadProof
            | Self::Unreachable { .. }
            | Self::Group { .. }
            | Self::AccountLimit
            | Self::Alias(_)
            | Self::Path(_) => self.captured(),
        }
    }

    /// As captured from the service.
    fn captured(&self) -> Words {
        match self {
            Self::NoToken => Words::oauth(
                400,
                2500,
                "An active access token must be used to query information about the current user.",
            ),
            Self::BadToken => Words::oauth(400, 190, BAD_TOKEN).challenge("invalid_token"),
            Self::Expired { message } => Words::oauth(400, 190, message).challenge("invalid_token"),
            Self::Denied(to) => Words::oauth(403, 200, format!("(#200) Your app doesn't have permission to {to}")),
            Self::NoProof => Words::method(400, 100, "API calls from the server require an appsecret_proof argument"),
            Self::BadProof => Words::method(400, 100, "Invalid appsecret_proof provided in the API argument"),
            Self::Unreachable { method, id } | Self::Missing { method, id, .. } => Words::method(
                400,
                100,
                format!(
                    "Unsupported {} request. Object with ID '{id}' does not exist, cannot be loaded due to missing \
                     permissions, or does not support this operation. Please read the Graph API documentation at \
                     https://developers.facebook.com/docs/graph-api",
                    method.as_str().to_lowercase(),
                ),
            )
            .sub(33),
            Self::Alias(name) => {
                Words::oauth(404, 803, format!("(#803) Some of the aliases you requested do not exist: {name}"))
                    .challenge("not_found")
            }
            Self::Parameter { live, .. } => Words::oauth(400, 100, format!("(#100) {live}")),
            Self::Group { status, code, message, .. } => Words::oauth(*status, *code, format!("(#{code}) {message}")),
            Self::AppLimit(_) => Words::oauth(400, 4, "(#4) Application request limit reached").sub(2_446_079),
            Self::AccountLimit => Words::oauth(
                400,
                80_008,
                "(#80008) There have been too many calls to this WhatsApp Business account. Wait a bit and try \
                 again. For more info, please refer to \
                 https://developers.facebook.com/docs/graph-api/overview/rate-limiting.",
            ),
            Self::Path(path) => Words::oauth(400, 2500, format!("Unknown path components: {path}")),
            Self::Internal(_) => {
                Words::oauth(500, 2, "An unexpected error has occurred. Please retry your request later.")
            }
        }
    }

    /// What Meta's reference shows to people.
    fn for_people(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Denied(_) => Some(DENIED),
            Self::Missing { user: Some(text), .. } => Some(("QR Code Not Found", text)),
            _ => None,
        }
    }
}

/// What a token that cannot be read is called.
const BAD_TOKEN: &str = "Invalid OAuth access token - Cannot parse access token";

/// The part of a message that may stand between quotes in a header.
fn header_text(message: &str) -> String {
    message.chars().map(|c| if c.is_ascii_graphic() && c != '"' && c != '\\' { c } else { ' ' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Status, code and subcode in both styles.
    fn codes(refusal: &Refusal) -> [(u16, u64, Option<u64>); 2] {
        [ErrorStyle::Docs, ErrorStyle::Live].map(|style| {
            let refused = refusal.render(style, "AX1");
            let error = &refused.body["error"];
            assert_eq!(error["fbtrace_id"], "AX1");
            (refused.status, error["code"].as_u64().unwrap_or_default(), error["error_subcode"].as_u64())
        })
    }

    #[test]
    fn both_styles_have_their_codes() {
        let missing =
            Refusal::Missing { what: "QR code", user: None, method: Method::GET, id: "4O4YGZEG3RIVE1".to_owned() };
        let unreachable = Refusal::Unreachable { method: Method::POST, id: "1".to_owned() };
        for (refusal, docs, live) in [
            (Refusal::NoToken, (401, 104, None), (400, 2500, None)),
            (Refusal::BadToken, (401, 190, None), (400, 190, None)),
            (Refusal::Expired { message: String::new() }, (401, 190, Some(463)), (400, 190, None)),
            (Refusal::Denied("list"), (403, 200, Some(1_349_174)), (403, 200, None)),
            (missing, (404, 803, None), (400, 100, Some(33))),
            (unreachable, (400, 100, Some(33)), (400, 100, Some(33))),
            (Refusal::parameter("x"), (400, 100, None), (400, 100, None)),
            (Refusal::AppLimit("x"), (429, 4, Some(2_446_079)), (400, 4, Some(2_446_079))),
            (Refusal::AccountLimit, (400, 80_008, None), (400, 80_008, None)),
            (Refusal::Alias("x".to_owned()), (404, 803, None), (404, 803, None)),
            (Refusal::Path("/x".to_owned()), (400, 2500, None), (400, 2500, None)),
            (Refusal::Internal(String::new()), (500, 2, None), (500, 2, None)),
        ] {
            assert_eq!(codes(&refusal), [docs, live], "{refusal:?}");
        }
    }

    #[test]
    fn the_challenge_is_one_ascii_line() {
        let refusal = Refusal::parameter("a \"b\"\r\nc ü");
        assert_eq!(
            refusal.render(ErrorStyle::Docs, "AX1").challenge,
            "OAuth \"Facebook Platform\" \"invalid_request\" \"a  b   c  \""
        );
    }
}
