//! Reading values the way Graph really sends them: ids as numbers or strings, booleans as strings, `null` for
//! what is not there.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A text; numbers and booleans become their text, `null` is nothing. Unchanged otherwise, white space included.
pub(super) fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    match Value::deserialize(from)? {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::Bool(flag) => Ok(Some(flag.to_string())),
        Value::Array(_) | Value::Object(_) => Err(D::Error::custom("a list or object where a text belongs")),
    }
}

/// As [`text`], without white space around it; an empty one is nothing.
pub(super) fn word<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Ok(text(from)?.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// A [`word`] that must be there.
pub(super) fn id<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    word(from)?.ok_or_else(|| D::Error::custom("an empty id"))
}

/// A whole number, also as a string or with a fraction; anything else is nothing.
pub(super) fn int<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    Ok(whole(&Value::deserialize(from)?))
}

/// A boolean, also as `"true"`, `"false"`, 1 or 0; anything else is nothing.
pub(super) fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    let value = Value::deserialize(from)?;
    Ok(match &value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) if text.trim().eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.trim().eq_ignore_ascii_case("false") => Some(false),
        other => match whole(other) {
            Some(1) => Some(true),
            Some(0) => Some(false),
            _ => None,
        },
    })
}

/// The whole number in a value, where there is one.
fn whole(value: &Value) -> Option<i64> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    text.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn texts_keep_their_white_space_and_words_lose_it() {
        assert_eq!(text(json!(" a\n")).unwrap().as_deref(), Some(" a\n"));
        assert_eq!(word(json!(" a\n")).unwrap().as_deref(), Some("a"));
        assert_eq!(word(json!("  ")).unwrap(), None);
        assert_eq!(text(json!(null)).unwrap(), None);
        assert!(text(json!({})).is_err());
    }

    #[test]
    fn ids_may_be_numbers() {
        assert_eq!(id(json!(102_290_129_340_398_u64)).unwrap(), "102290129340398");
        assert_eq!(id(json!("102290129340398\n")).unwrap(), "102290129340398");
        assert!(id(json!(null)).is_err());
        assert!(id(json!("")).is_err());
    }

    #[test]
    fn booleans_and_numbers_may_be_strings() {
        for yes in [json!(true), json!("true"), json!("True"), json!(1), json!("1")] {
            assert_eq!(flag(yes.clone()).unwrap(), Some(true), "{yes}");
        }
        for no in [json!(false), json!("false"), json!(0)] {
            assert_eq!(flag(no.clone()).unwrap(), Some(false), "{no}");
        }
        for neither in [json!(null), json!("yes"), json!(2), json!([])] {
            assert_eq!(flag(neither.clone()).unwrap(), None, "{neither}");
        }
        assert_eq!(int(json!("1683731200")).unwrap(), Some(1_683_731_200));
        assert_eq!(int(json!(28.9)).unwrap(), Some(28));
        assert_eq!(int(json!("soon")).unwrap(), None);
    }
}
