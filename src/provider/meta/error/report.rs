//! The error object of an answer, read leniently.

use serde_json::Value;

use crate::provider::meta::lenient;

/// Longest part of a text of the service that is passed on, in characters.
const MAX_TEXT: usize = 500;

/// What Graph says of an error. Only `message`, `type` and `code` are promised, and even these are not relied on.
#[derive(Debug, Default)]
pub(in crate::provider::meta) struct Report {
    /// `error.code`: what decisions are made by.
    pub(super) code: Option<i64>,
    /// `error_subcode`; `subcode` in answers of `debug_token`. Documented as deprecated and still sent.
    pub(super) subcode: Option<i64>,
    /// `is_transient`.
    pub(super) transient: bool,
    /// The text for developers, without the `(#100)` some answers put in front.
    pub(super) message: String,
    /// `fbtrace_id`.
    pub(super) trace: Option<String>,
    /// `error_data`, an object with `details` or a plain text.
    details: Option<String>,
    /// `error_user_title`: localised, meant to be shown.
    user_title: Option<String>,
    /// `error_user_msg`: the same.
    user_message: Option<String>,
}

impl Report {
    /// Reads an error object, or a text in its place.
    pub(in crate::provider::meta) fn from_value(error: &Value) -> Self {
        let word = |name: &str| error.get(name).and_then(|value| lenient::word(value).ok().flatten()).map(shorten);
        let int = |name: &str| error.get(name).and_then(|value| lenient::int(value).ok().flatten());
        let data = error.get("error_data");
        let details = data.and_then(|data| data.get("details")).or(data);
        Self {
            code: int("code"),
            subcode: int("error_subcode").or_else(|| int("subcode")),
            transient: error.get("is_transient").and_then(|value| lenient::flag(value).ok().flatten()) == Some(true),
            message: word("message")
                .or_else(|| error.as_str().map(|text| shorten(text.to_owned())))
                .map(|text| without_code(&text).to_owned())
                .unwrap_or_default(),
            trace: word("fbtrace_id"),
            details: details.and_then(|value| lenient::word(value).ok().flatten()).map(shorten),
            user_title: word("error_user_title"),
            user_message: word("error_user_msg"),
        }
    }

    /// `100/33`, `190`.
    pub(super) fn vendor_code(&self) -> Option<String> {
        match (self.code?, self.subcode) {
            (code, Some(subcode)) => Some(format!("{code}/{subcode}")),
            (code, None) => Some(code.to_string()),
        }
    }

    /// What to show: the text meant for users where there is one, else the one for developers with its details.
    pub(super) fn sentence(&self) -> String {
        let parts = match (&self.user_title, &self.user_message) {
            (title, Some(message)) => [title.as_deref(), Some(message.as_str())],
            (Some(title), None) => [Some(title.as_str()), Some(self.message.as_str())],
            (None, None) => {
                [Some(self.message.as_str()), self.details.as_deref().filter(|details| *details != self.message)]
            }
        };
        let text = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
        match text.chars().next_back() {
            None => "Graph gives no reason.".to_owned(),
            Some('.' | '!' | '?') => text,
            Some(_) => text + ".",
        }
    }

    /// Whether the texts for developers mention something, in any case.
    pub(super) fn mentions(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        self.message.to_lowercase().contains(&words)
            || self.details.as_ref().is_some_and(|details| details.to_lowercase().contains(&words))
    }
}

/// A text without `(#100) ` in front: the code is shown apart.
fn without_code(text: &str) -> &str {
    text.strip_prefix("(#")
        .and_then(|rest| rest.split_once(')'))
        .filter(|(code, _)| code.bytes().all(|b| b.is_ascii_digit()))
        .map_or(text, |(_, rest)| rest.trim_start())
}

fn shorten(text: String) -> String {
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn user_texts_come_first() {
        let mut error = json!({"message": "(#200) You cannot", "error_data": {"details": "because"}});
        assert_eq!(Report::from_value(&error).sentence(), "You cannot: because.");
        error["error_user_title"] = "Permission Denied".into();
        assert_eq!(Report::from_value(&error).sentence(), "Permission Denied: You cannot.");
        error["error_user_msg"] = "Your app doesn't have permission.".into();
        assert_eq!(Report::from_value(&error).sentence(), "Permission Denied: Your app doesn't have permission.");
    }

    #[test]
    fn every_field_may_be_missing_or_odd() {
        assert_eq!(Report::from_value(&json!({})).sentence(), "Graph gives no reason.");
        assert_eq!(Report::from_value(&json!("Not allowed!")).sentence(), "Not allowed!");
        let odd = json!({"message": ["x"], "code": "190", "error_subcode": null, "is_transient": "true",
            "error_data": "plain", "fbtrace_id": 5});
        let report = Report::from_value(&odd);
        assert_eq!(report.vendor_code().as_deref(), Some("190"));
        assert!(report.transient);
        assert_eq!(report.sentence(), "plain.");
        assert_eq!(report.trace.as_deref(), Some("5"));
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        let report = Report::from_value(&json!({"message": "ä".repeat(10_000)}));
        assert_eq!(report.sentence().chars().count(), MAX_TEXT + 2);
    }
}
