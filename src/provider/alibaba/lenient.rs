//! Readers for fields that come in more than one form. The vendor's pages, its SDK's types and its answers
//! disagree about which field is a string, a number or a boolean, and write "nothing" in several ways; none of
//! that is a reason to show no codes at all.

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde_json::Value;

/// Whether a text stands for no text: seen are the empty string, `"None"`, `"无"` and `"null"`.
pub(super) fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text == "无" || text.eq_ignore_ascii_case("none") || text.eq_ignore_ascii_case("null")
}

/// A scalar as text, exactly as it came; anything else as none.
pub(super) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A boolean, also as a number or a word.
pub(super) fn flag_of(value: &Value) -> Option<bool> {
    match scalar(value)?.trim().to_ascii_lowercase().as_str() {
        "true" | "1" | "y" | "yes" => Some(true),
        "false" | "0" | "n" | "no" => Some(false),
        _ => None,
    }
}

/// A text of a person, uncut: a message may well be `None` or end in a line break.
pub(super) fn verbatim<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(scalar(&Value::deserialize(from)?))
}

/// An identifier, a link or a state: without the white space around it, and none where it says so.
pub(super) fn token<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(verbatim(from)?.filter(|text| !is_nothing(text)).map(|text| text.trim().to_owned()))
}

/// See [`flag_of`].
pub(super) fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    Ok(flag_of(&Value::deserialize(from)?))
}

/// A count, also as text; none where it is no count.
pub(super) fn count<'de, D: Deserializer<'de>>(from: D) -> Result<Option<u32>, D::Error> {
    Ok(scalar(&Value::deserialize(from)?).and_then(|text| text.trim().parse().ok()))
}

/// Rows: a list, one row without a list, or nothing. Empty places in a list are skipped.
fn rows<'de, T: DeserializeOwned, D: Deserializer<'de>>(from: D) -> Result<Vec<T>, D::Error> {
    let rows = match Value::deserialize(from)? {
        Value::Array(rows) => rows,
        Value::String(text) if is_nothing(&text) => Vec::new(),
        other => vec![other],
    };
    rows.into_iter()
        .filter(|row| !row.is_null())
        .map(|row| match row {
            // A list would do for serde as well, member by member.
            Value::Object(_) => serde_json::from_value(row).map_err(D::Error::custom),
            _ => Err(D::Error::custom("a row is no object")),
        })
        .collect()
}

/// Rows, see [`rows`]; none at all where there is no list.
pub(super) fn list<'de, T: DeserializeOwned, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<T>>, D::Error> {
    match Value::deserialize(from)? {
        Value::Null => Ok(None),
        Value::String(text) if is_nothing(&text) => Ok(None),
        other => rows(other).map(Some).map_err(D::Error::custom),
    }
}
