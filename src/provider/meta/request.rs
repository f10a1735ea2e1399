//! One request to Graph: what it does, where it goes, and what it means if it fails.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Method, Url};
use serde_json::Value;

use crate::model::{Error, ErrorKind, Field, Result};
use crate::provider::http::{self, Intent};

/// What RFC 3986 leaves alone in a path segment without a second thought. Everything else is encoded, so that an
/// id with `/`, `+` or `=` stays one segment.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The operations of Graph that qrdeck uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    /// Takes the token itself as a parameter, in the query: the only documented way. It is added when the request
    /// is sent, and no URL goes to a log or an error.
    DebugToken,
    ListAccounts,
    /// Asks what an id is the id of.
    Identify,
    ListNumbers,
    ListCodes,
    GetCode,
    CreateCode,
    UpdateCode,
    DeleteCode,
    ListGroups,
    GetLink,
    ResetLink,
    RemoveLink,
}

impl Op {
    /// The name in logs.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::DebugToken => "debug_token",
            Self::ListAccounts => "list_accounts",
            Self::Identify => "identify",
            Self::ListNumbers => "list_numbers",
            Self::ListCodes => "list_codes",
            Self::GetCode => "get_code",
            Self::CreateCode => "create_code",
            Self::UpdateCode => "update_code",
            Self::DeleteCode => "delete_code",
            Self::ListGroups => "list_groups",
            Self::GetLink => "get_link",
            Self::ResetLink => "reset_link",
            Self::RemoveLink => "remove_link",
        }
    }

    /// How it is sent.
    pub(super) fn method(self) -> Method {
        match self {
            Self::CreateCode | Self::UpdateCode | Self::ResetLink => Method::POST,
            Self::DeleteCode | Self::RemoveLink => Method::DELETE,
            _ => Method::GET,
        }
    }

    /// Whether it changes something.
    pub(super) fn intent(self) -> Intent {
        if self.method() == Method::GET { Intent::Read } else { Intent::Change }
    }

    /// Whether it is about a group or a list of them.
    pub(super) fn is_about_groups(self) -> bool {
        matches!(self, Self::ListGroups | Self::GetLink | Self::ResetLink | Self::RemoveLink)
    }

    /// The permission the token needs for it.
    pub(super) fn permission(self) -> &'static str {
        if self.is_about_groups() { "whatsapp_business_messaging" } else { "whatsapp_business_management" }
    }
}

/// A request. Nothing in it is secret: the credentials are added when it is sent.
#[derive(Debug, Clone)]
pub(super) struct Request {
    /// What it does.
    pub(super) op: Op,
    /// The same for people, as the beginning of a sentence: `Reading the codes of number 106540352242922`.
    what: String,
    path: Vec<String>,
    query: Vec<(&'static str, String)>,
    body: Option<Value>,
}

impl Request {
    /// A request to the path of these segments, each as it is, not encoded.
    pub(super) fn new(op: Op, what: impl Into<String>, path: &[&str]) -> Self {
        Self {
            op,
            what: what.into(),
            path: path.iter().map(|segment| (*segment).to_owned()).collect(),
            query: Vec::new(),
            body: None,
        }
    }

    /// The object that it is about.
    pub(super) fn object(&self) -> &str {
        self.path.first().map_or("", String::as_str)
    }

    /// Adds a query parameter.
    pub(super) fn query(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.query.push((name, value.into()));
        self
    }

    /// Sets a query parameter, in place of one of the same name.
    pub(super) fn set_query(&mut self, name: &'static str, value: impl Into<String>) {
        self.query.retain(|(other, _)| *other != name);
        self.query.push((name, value.into()));
    }

    /// Sends this JSON.
    pub(super) fn json(mut self, body: Value) -> Self {
        self.body = Some(body);
        self
    }

    /// The JSON to send.
    pub(super) fn body(&self) -> Option<&Value> {
        self.body.as_ref()
    }

    /// The URL below `base`, without credentials.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`] for an id that cannot be a path segment: empty, it would name the collection
    /// instead of the object; as `..` it would name another one.
    pub(super) fn url(&self, base: &Url, version: &str) -> Result<Url> {
        let mut text = format!("{}/{version}", base.as_str().trim_end_matches('/'));
        for segment in &self.path {
            if matches!(segment.as_str(), "" | "." | "..") {
                return Err(self.fail(Error::invalid(self.named(), format!("`{segment}` is not an id."))));
            }
            text.push('/');
            text.extend(utf8_percent_encode(segment, SEGMENT));
        }
        let mut url = Url::parse(&text)
            .map_err(|error| Error::new(ErrorKind::Internal, format!("The URL cannot be built: {error}.")))?;
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        Ok(url)
    }

    /// What an id in the path is about.
    pub(super) fn named(&self) -> Field {
        match self.op {
            Op::DebugToken | Op::ListAccounts | Op::Identify => Field::Other,
            Op::ListNumbers | Op::ListCodes | Op::CreateCode | Op::ListGroups => Field::Number,
            Op::GetCode | Op::UpdateCode | Op::DeleteCode => Field::Code,
            Op::GetLink | Op::ResetLink | Op::RemoveLink => Field::Group,
        }
    }

    /// The failure of this request: the error, with what was tried before its message.
    pub(super) fn fail(&self, mut error: Error) -> Error {
        error.message = http::tried(&self.what, &error);
        error
    }

    /// The failure to understand the answer to this request: of a change, nobody knows whether it was made.
    pub(super) fn unreadable(&self, reason: &str) -> Error {
        let message = format!("The answer cannot be understood: {reason}.");
        self.fail(match self.op.intent() {
            Intent::Read => Error::new(ErrorKind::Decode, message),
            Intent::Change => http::lost(Intent::Change, message),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(path: &[&str]) -> Result<String> {
        let base = Url::parse("https://graph.facebook.com/").unwrap();
        Request::new(Op::GetLink, "Reading", path).url(&base, "v23.0").map(|url| url.as_str().to_owned())
    }

    #[test]
    fn every_segment_stays_one_segment() {
        assert_eq!(
            url(&["Y2FwaV9n/cm91+cDo==", "invite_link"]).unwrap(),
            "https://graph.facebook.com/v23.0/Y2FwaV9n%2Fcm91%2BcDo%3D%3D/invite_link"
        );
        assert_eq!(url(&["a?b#c%2F d"]).unwrap(), "https://graph.facebook.com/v23.0/a%3Fb%23c%252F%20d");
    }

    #[test]
    fn ids_that_would_name_something_else_are_refused() {
        for bad in ["", ".", ".."] {
            let error = url(&["1", bad]).unwrap_err();
            assert_eq!(error.kind, ErrorKind::InvalidInput { field: Field::Group }, "{bad:?}");
        }
    }

    #[test]
    fn a_base_may_have_a_path() {
        let base = Url::parse("http://127.0.0.1:8080/graph/").unwrap();
        let request = Request::new(Op::ListCodes, "Reading", &["1", "message_qrdls"]).query("limit", "25");
        assert_eq!(
            request.url(&base, "v23.0").unwrap().as_str(),
            "http://127.0.0.1:8080/graph/v23.0/1/message_qrdls?limit=25"
        );
    }

    #[test]
    fn only_changes_leave_the_outcome_unknown() {
        let read = Request::new(Op::ListCodes, "Reading the codes", &[]).unreadable("no data");
        assert_eq!(read.kind, ErrorKind::Decode);
        assert!(read.message.starts_with("Reading the codes failed: "), "{}", read.message);
        let change = Request::new(Op::CreateCode, "Creating a code", &[]).unreadable("no code");
        assert_eq!(change.kind, ErrorKind::OutcomeUnknown);
        assert!(change.message.starts_with("Creating a code had no clear answer: "), "{}", change.message);
    }
}
