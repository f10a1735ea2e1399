//! The parameters of a request: those of the query, then those of a form in the body.

use axum::http::{HeaderMap, header};
use serde::Deserialize;

use super::refused::Refused;
use crate::model::{ImageFormat, MAX_MESSAGE_CHARS, message_chars};
use crate::sandbox::Op;

/// Most groups on a page. The page of the operation names no limit; this one is ours.
const MAX_PAGE_SIZE: usize = 100;

/// A request whose caller is known.
pub(super) struct CamsRequest {
    /// What is asked for.
    pub(super) op: Op,
    params: Vec<(String, String)>,
}

/// `Page`: JSON in a parameter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Page {
    /// From 1.
    #[serde(rename = "Index")]
    pub(super) index: usize,
    /// Rows on a page.
    #[serde(rename = "Size")]
    pub(super) size: usize,
}

impl CamsRequest {
    pub(super) fn new(op: Op, query: Vec<(String, String)>, headers: &HeaderMap, body: &[u8]) -> Self {
        let mut params = query;
        let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.to_ascii_lowercase().starts_with("application/x-www-form-urlencoded") {
            params.extend(pairs(body));
        }
        Self { op, params }
    }

    /// A parameter; an empty one counts as absent.
    pub(super) fn optional(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// A parameter that must be there.
    pub(super) fn required(&self, name: &str) -> Result<&str, Refused> {
        self.optional(name).ok_or_else(|| Refused::missing(name))
    }

    /// `QrdlCode`, without the newline the service itself may have put there.
    pub(super) fn code(&self) -> Result<String, Refused> {
        Ok(self.required("QrdlCode")?.trim().to_owned())
    }

    /// `GenerateQrImage`.
    pub(super) fn image(&self) -> Result<ImageFormat, Refused> {
        match self.required("GenerateQrImage")? {
            "PNG" => Ok(ImageFormat::Png),
            "SVG" => Ok(ImageFormat::Svg),
            other => Err(Refused::invalid("GenerateQrImage", &format!("`{other}` is neither PNG nor SVG."))),
        }
    }

    /// `PrefilledMessage`, not empty and not too long.
    pub(super) fn message(&self) -> Result<String, Refused> {
        let message = self.required("PrefilledMessage")?;
        let length = message_chars(message);
        if length > MAX_MESSAGE_CHARS {
            let why = format!("it has {length} characters, the maximum is {MAX_MESSAGE_CHARS}.");
            return Err(Refused::invalid("PrefilledMessage", &why));
        }
        Ok(message.to_owned())
    }

    /// `ChannelType`, which can only be one where it is given.
    pub(super) fn check_channel(&self) -> Result<(), Refused> {
        match self.optional("ChannelType") {
            None | Some("WHATSAPP") => Ok(()),
            Some(_) => Err(Refused::invalid("ChannelType", "only WHATSAPP is supported.")),
        }
    }

    /// `Page`.
    pub(super) fn page(&self) -> Result<Page, Refused> {
        let page: Page = serde_json::from_str(self.required("Page")?)
            .map_err(|error| Refused::invalid("Page", &format!("expected {{\"Index\":1,\"Size\":20}}, {error}.")))?;
        if page.index == 0 || page.size == 0 || page.size > MAX_PAGE_SIZE {
            let why = format!("Index starts at 1, Size is 1 to {MAX_PAGE_SIZE}.");
            return Err(Refused::invalid("Page", &why));
        }
        Ok(page)
    }
}

/// The pairs of a query or a form, decoded.
pub(super) fn pairs(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}
