//! The kinds of files.

use std::fmt;

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// Vectors for the web and for design programs.
    Svg,
    /// Pixels.
    Png,
    /// Vectors for print shops.
    Pdf,
    /// Vectors for older layout programs.
    Eps,
    /// Characters, for a terminal or a README.
    Txt,
}

impl Format {
    /// The extension of its files, and its name in JSON.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Eps => "eps",
            Self::Txt => "txt",
        }
    }

    /// Whether it can hold a page: several codes in their places, with captions.
    pub fn holds_pages(self) -> bool {
        matches!(self, Self::Svg | Self::Pdf | Self::Eps)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.extension().to_uppercase())
    }
}
