//! A message QR code on the wire.

use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::Value;

use super::lenient;
use crate::model::{CodeId, QrCode};

/// What a deep link starts with, for answers that leave it out.
const DEEP_LINK: &str = "https://wa.me/message/";

/// A code as Graph sends it. What is there depends on the fields asked for and on the source one believes, so
/// nothing is required here.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct CodeRow {
    #[serde(deserialize_with = "lenient::word")]
    code: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    pub(super) prefilled_message: Option<String>,
    #[serde(deserialize_with = "lenient::word")]
    deep_link_url: Option<String>,
    #[serde(deserialize_with = "lenient::word")]
    qr_image_url: Option<String>,
    /// Unix seconds; told to Meta's own apps only.
    #[serde(deserialize_with = "lenient::int")]
    creation_time: Option<i64>,
    /// Not part of a code; an update may answer with it alone.
    #[serde(deserialize_with = "lenient::flag")]
    pub(super) success: Option<bool>,
}

impl CodeRow {
    /// Whether there is nothing of a code in it.
    pub(super) fn is_blank(&self) -> bool {
        self.code.is_none() && self.prefilled_message.is_none() && self.deep_link_url.is_none()
    }

    /// The code, under the id it was asked for by where the answer leaves the id out.
    pub(super) fn into_code(self, asked: Option<&CodeId>) -> Option<QrCode> {
        if self.is_blank() {
            return None;
        }
        let code = match self.code {
            Some(code) => CodeId::new(code),
            None => asked?.clone(),
        };
        Some(QrCode {
            link: self.deep_link_url.unwrap_or_else(|| format!("{DEEP_LINK}{code}")),
            message: self.prefilled_message.unwrap_or_default(),
            image_url: self.qr_image_url,
            created: self.creation_time,
            code,
        })
    }
}

/// The answer about one code: flat as for create and update, or in a list as for get. The schema and the examples
/// of the documentation disagree about which, so both are taken everywhere.
#[derive(Debug)]
pub(super) struct CodeRows(pub(super) Vec<CodeRow>);

impl<'de> Deserialize<'de> for CodeRows {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut answer = Value::deserialize(from)?;
        let rows = match answer.get_mut("data").map(Value::take) {
            None => vec![answer],
            Some(Value::Null) => Vec::new(),
            Some(Value::Array(rows)) => rows,
            Some(one) => vec![one],
        };
        rows.into_iter().map(serde_json::from_value).collect::<Result<_, _>>().map(Self).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn rows(answer: Value) -> Vec<CodeRow> {
        serde_json::from_value::<CodeRows>(answer).unwrap().0
    }

    fn code(row: Value) -> Option<QrCode> {
        serde_json::from_value::<CodeRow>(row).unwrap().into_code(None)
    }

    #[test]
    fn all_fields_are_read() {
        let expected = QrCode {
            code: "ANED2T5QRU7HG1".into(),
            message: " Show me\nCyber Monday deals! ".into(),
            link: "https://wa.me/message/ANED2T5QRU7HG1".into(),
            image_url: Some("https://scontent.example/m1?oe=64550A9E".into()),
            created: Some(1_672_531_200),
        };
        let row = json!({
            "code": "ANED2T5QRU7HG1\n", "prefilled_message": " Show me\nCyber Monday deals! ",
            "deep_link_url": "https://wa.me/message/ANED2T5QRU7HG1",
            "qr_image_url": "https://scontent.example/m1?oe=64550A9E", "creation_time": "1672531200", "new": {}
        });
        assert_eq!(code(row), Some(expected));
    }

    #[test]
    fn only_the_code_is_needed() {
        let row =
            json!({"code": "5QBPAD2DC6L5A1", "prefilled_message": null, "deep_link_url": "", "qr_image_url": null});
        let code = code(row).unwrap();
        assert_eq!(code.link, "https://wa.me/message/5QBPAD2DC6L5A1");
        assert_eq!((code.message.as_str(), code.image_url, code.created), ("", None, None));
    }

    #[test]
    fn a_row_without_code_is_the_one_asked_for() {
        let asked = CodeId::new("5QBPAD2DC6L5A1");
        let row = || serde_json::from_value::<CodeRow>(json!({"prefilled_message": "Hi"})).unwrap();
        assert_eq!(row().into_code(Some(&asked)).unwrap().code, asked);
        assert_eq!(row().into_code(None), None);
        assert_eq!(CodeRow::default().into_code(Some(&asked)), None);
    }

    #[test]
    fn one_code_comes_in_a_list_or_alone() {
        for answer in [json!({"data": [{"code": "A"}]}), json!({"data": {"code": "A"}}), json!({"code": "A"})] {
            assert_eq!(rows(answer.clone())[0].code.as_deref(), Some("A"), "{answer}");
        }
        assert!(rows(json!({"data": []})).is_empty());
        assert!(rows(json!({"data": null})).is_empty());
        assert!(serde_json::from_value::<CodeRows>(json!("A")).is_err());
    }
}
