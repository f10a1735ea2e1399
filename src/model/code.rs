//! Message QR codes.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::CodeId;

/// The picture a service draws of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "UPPERCASE")]
pub enum ImageFormat {
    /// Pixels.
    #[default]
    Png,
    /// Vectors.
    Svg,
}

impl ImageFormat {
    /// The value both services expect on the wire: `PNG` or `SVG`.
    pub fn as_wire(self) -> &'static str {
        match self {
            Self::Png => "PNG",
            Self::Svg => "SVG",
        }
    }

    /// The end of the names of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Svg => "svg",
        }
    }
}

impl fmt::Display for ImageFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_wire())
    }
}

/// A message QR code. It belongs to one number; whoever scans it starts a chat with that number with the
/// message filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrCode {
    /// Unique at its service, never used again after deletion.
    pub code: CodeId,
    /// The message as the service stores it, uncleaned: it goes through [`super::clean`] before any display.
    pub message: String,
    /// The deep link, which is what the QR encodes: `https://wa.me/message/…` on Graph.
    pub link: String,
    /// A picture of the code at the service, where one was asked for. Expires; never stored.
    pub image_url: Option<String>,
    /// Unix seconds; the services tell it to their own apps only.
    pub created: Option<i64>,
}

/// What came back from an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Updated {
    /// The code as it is now.
    pub code: QrCode,
    /// The old code, where the service gave a new one: it is dead, printed posters included.
    pub replaced: Option<CodeId>,
}
