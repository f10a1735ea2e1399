//! Which class of failure a code of the service belongs to. Sources: the error tables of the operations' pages,
//! and Alibaba Cloud's table of codes common to all its services.

use reqwest::StatusCode;

use crate::provider::http::{Intent, refuses};

/// What a refusal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// This machine's clock is more than 15 minutes off.
    Clock,
    /// The service has seen the nonce before: it got the request twice.
    Repeated,
    /// The signature is wrong, which means the secret is.
    Signature,
    /// The AccessKey id is unknown or switched off.
    AccessKey,
    /// The STS token is expired or belongs to another key.
    Token,
    /// Too many calls.
    Throttled,
    /// The product is not subscribed to.
    Unsubscribed,
    /// The operation is for accounts on an allow-list.
    AllowList,
    /// The RAM user may not call the operation.
    Denied,
    /// The number, group or space belongs to another account.
    Foreign,
    /// The service failed.
    Failed,
    /// The endpoint does not know the operation.
    NoSuchOperation,
    /// The object does not exist.
    NotFound,
    /// Somebody else is changing the object.
    Conflict,
    /// A parameter is missing or bad.
    Input,
    /// A code that is in no table.
    Unknown,
    /// Not the service answered but something before it.
    Edge,
}

/// Prefixes of codes; the first that fits counts.
const CODES: [(&str, Class); 28] = [
    ("InvalidTimeStamp", Class::Clock),
    ("IllegalTimestamp", Class::Clock),
    ("SignatureNonceUsed", Class::Repeated),
    ("SignatureDoesNotMatch", Class::Signature),
    ("IncompleteSignature", Class::Signature),
    ("InvalidSignature", Class::Signature),
    ("InvalidAccessKeyId", Class::AccessKey),
    ("InvalidSecurityToken", Class::Token),
    ("MissingSecurityToken", Class::Token),
    ("Throttling", Class::Throttled),
    ("System.LimitControl", Class::Throttled),
    ("Product.Unsubscript", Class::Unsubscribed),
    ("Ram.PermissionDeny", Class::Denied),
    ("NoPermission", Class::Denied),
    ("Forbidden", Class::Denied),
    ("Unknown.ResourceOwnerId", Class::Foreign),
    ("InternalError", Class::Failed),
    ("ServiceUnavailable", Class::Failed),
    ("SystemError", Class::Failed),
    ("InvalidAction", Class::NoSuchOperation),
    ("InvalidApi", Class::NoSuchOperation),
    ("InvalidProduct", Class::NoSuchOperation),
    ("InvalidVersion", Class::NoSuchOperation),
    ("InvalidProtocol", Class::NoSuchOperation),
    ("UnsupportedHTTPMethod", Class::NoSuchOperation),
    ("Missing", Class::Input),
    ("Invalid", Class::Input),
    ("Illegal", Class::Input),
];

/// The class of a refusal. A code counts more than the status around it, because failures also come in a 200. A code
/// that is in no table says nothing about a change.
pub(super) fn classify(
    status: StatusCode,
    code: Option<&str>,
    text: Option<&str>,
    (intent, beta): (Intent, bool),
) -> Class {
    let Some(code) = code else {
        return match status.as_u16() {
            429 => Class::Throttled,
            408 | 500.. => Class::Failed,
            _ if intent == Intent::Change && !refuses(status) => Class::Unknown,
            _ => Class::Edge,
        };
    };
    let listed = CODES.iter().find(|(prefix, _)| code.starts_with(prefix)).map(|(_, class)| *class);
    match listed {
        Some(Class::Denied | Class::Input) | None if names_allow_list(code, text, beta) => Class::AllowList,
        Some(Class::NoSuchOperation) if beta => Class::AllowList,
        Some(Class::Input) | None if code.contains("NotFound") || code.contains("NotExist") => Class::NotFound,
        Some(class) => class,
        None => match status.as_u16() {
            429 => Class::Throttled,
            408 | 500.. => Class::Failed,
            _ if intent == Intent::Change => Class::Unknown,
            401 => Class::Signature,
            403 => Class::Denied,
            404 => Class::NotFound,
            409 => Class::Conflict,
            _ => Class::Unknown,
        },
    }
}

/// Which code an account outside an allow-list gets is not documented; the words are.
fn names_allow_list(code: &str, text: Option<&str>, beta: bool) -> bool {
    let words = format!("{code} {}", text.unwrap_or_default()).to_lowercase();
    ["allowlist", "allow list", "whitelist", "white list", "白名单", "not enabled", "notenabled"]
        .iter()
        .any(|word| words.contains(word))
        || (beta && words.contains("beta"))
}
