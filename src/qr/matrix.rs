//! Text to modules.

use std::fmt;

use qrcode::bits::Bits;
use qrcode::optimize::{Optimizer, Parser, Segment, total_encoded_len};
use qrcode::types::Mode as Encoding;
use qrcode::{Color, EcLevel, QrCode, QrResult, Version};

/// How much of a code may be lost before it cannot be read any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ecc {
    /// About 7 % of the code words.
    Low,
    /// About 15 %.
    Medium,
    /// About 25 %.
    Quartile,
    /// About 30 %.
    High,
}

impl Ecc {
    /// All levels, the strongest first.
    const STRONGEST_FIRST: [Self; 4] = [Self::High, Self::Quartile, Self::Medium, Self::Low];

    /// The most bytes the largest code holds at this level (ISO/IEC 18004, table 7).
    fn most_bytes(self) -> usize {
        match self {
            Self::Low => 2953,
            Self::Medium => 2331,
            Self::Quartile => 1663,
            Self::High => 1273,
        }
    }

    fn level(self) -> EcLevel {
        match self {
            Self::Low => EcLevel::L,
            Self::Medium => EcLevel::M,
            Self::Quartile => EcLevel::Q,
            Self::High => EcLevel::H,
        }
    }
}

/// The letter of ISO/IEC 18004.
impl fmt::Display for Ecc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Low => "L",
            Self::Medium => "M",
            Self::Quartile => "Q",
            Self::High => "H",
        })
    }
}

/// Why a text has no QR code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    /// There is nothing to encode.
    #[error("There is no text to draw as a QR code.")]
    Empty,
    /// More than the largest code holds: 2,953 bytes at the weakest error correction, or more where the text is
    /// digits or capitals.
    #[error("The text is too long for a QR code: it has {bytes} bytes, and a code holds {holds}.")]
    TooLong {
        /// The length of the text in bytes.
        bytes: usize,
        /// The most bytes a code of the error correction asked for holds.
        holds: usize,
    },
}

/// The modules of a QR code, without a quiet zone, and the text they say.
#[derive(Clone, PartialEq, Eq)]
pub struct Matrix {
    text: String,
    size: u16,
    ecc: Ecc,
    /// One bit a module, row by row without padding; set is dark.
    bits: Box<[u64]>,
}

impl Matrix {
    /// Encodes a text as the smallest code that holds it, with the strongest error correction that does not make
    /// it larger. Costs some 200 µs for a link: encode once and keep it.
    ///
    /// # Errors
    ///
    /// When the text is empty, or longer than the largest code holds.
    pub fn encode(text: &str) -> Result<Self, EncodeError> {
        Self::encode_at_least(text, Ecc::Low)
    }

    /// As [`Self::encode`], but never with weaker error correction than `least`: print gets scratched and dirty, a
    /// screen does not.
    ///
    /// # Errors
    ///
    /// When the text is empty, or longer than the largest code of that error correction holds.
    pub fn encode_at_least(text: &str, least: Ecc) -> Result<Self, EncodeError> {
        if text.is_empty() {
            return Err(EncodeError::Empty);
        }
        let too_long = EncodeError::TooLong { bytes: text.len(), holds: least.most_bytes() };
        for version in (1..=40).map(Version::Normal) {
            let segments = segments(text, version);
            let length = total_encoded_len(&segments, version);
            let holds =
                |ecc: &Ecc| *ecc >= least && Bits::new(version).max_len(ecc.level()).is_ok_and(|room| length <= room);
            if let Some(ecc) = Ecc::STRONGEST_FIRST.into_iter().find(holds) {
                let code = code(text, segments, version, ecc).map_err(|_| too_long)?;
                return Ok(Self::pack(text.to_owned(), ecc, &code));
            }
        }
        Err(too_long)
    }

    fn pack(text: String, ecc: Ecc, code: &QrCode) -> Self {
        // A code has at most 177 modules a side.
        let size = u16::try_from(code.width()).unwrap_or(u16::MAX);
        let colors = code.to_colors();
        let mut bits = vec![0; colors.len().div_ceil(64)].into_boxed_slice();
        for (at, color) in colors.iter().enumerate() {
            bits[at / 64] |= u64::from(*color == Color::Dark) << (at % 64);
        }
        Self { text, size, ecc, bits }
    }

    /// The text the code says.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Modules a side, 21 to 177, quiet zone not counted. Always odd.
    pub fn size(&self) -> u16 {
        self.size
    }

    /// The error correction the text was given.
    pub fn ecc(&self) -> Ecc {
        self.ecc
    }

    /// Whether the module in column `x` and row `y` is dark. What lies outside of the code is light.
    pub fn dark(&self, x: u16, y: u16) -> bool {
        if x >= self.size || y >= self.size {
            return false;
        }
        let at = usize::from(y) * usize::from(self.size) + usize::from(x);
        self.bits.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }
}

impl fmt::Debug for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Matrix")
            .field("text", &self.text)
            .field("size", &self.size)
            .field("ecc", &self.ecc)
            .finish_non_exhaustive()
    }
}

/// Splits a text into digits, capitals and bytes as it takes least room. The encoder's own splitting would also use
/// the Kanji mode wherever two bytes of UTF-8 happen to look like Shift JIS, and readers would then show other
/// characters than the text has.
fn segments(text: &str, version: Version) -> Vec<Segment> {
    let parsed = Parser::new(text.as_bytes()).map(|segment| match segment.mode {
        Encoding::Kanji => Segment { mode: Encoding::Byte, ..segment },
        _ => segment,
    });
    Optimizer::new(parsed, version).collect()
}

fn code(text: &str, segments: Vec<Segment>, version: Version, ecc: Ecc) -> QrResult<QrCode> {
    let mut bits = Bits::new(version);
    bits.push_segments(text.as_bytes(), segments.into_iter())?;
    bits.push_terminator(ecc.level())?;
    QrCode::with_bits(bits, ecc.level())
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "https://wa.me/message/ANED2T5QRU7HG1";
    const INVITE: &str = "https://chat.whatsapp.com/LYTfzdP1hMT7QgXKNqmVxr";

    #[test]
    fn links_take_29_modules_and_the_correction_that_is_free() {
        let code = Matrix::encode(CODE).unwrap();
        assert_eq!((code.size(), code.ecc(), code.text()), (29, Ecc::Medium, CODE));
        let invite = Matrix::encode(INVITE).unwrap();
        assert_eq!((invite.size(), invite.ecc()), (29, Ecc::Low));
        let short = Matrix::encode("HI").unwrap();
        assert_eq!((short.size(), short.ecc()), (21, Ecc::High));
    }

    #[test]
    fn print_may_ask_for_more_correction_than_is_free() {
        let invite = Matrix::encode_at_least(INVITE, Ecc::Medium).unwrap();
        assert_eq!((invite.size(), invite.ecc()), (33, Ecc::Medium));
        let code = Matrix::encode_at_least(CODE, Ecc::Low).unwrap();
        assert_eq!(code, Matrix::encode(CODE).unwrap());
        for (least, holds) in [(Ecc::Medium, 2331), (Ecc::Quartile, 1663), (Ecc::High, 1273)] {
            assert_eq!(Matrix::encode_at_least(&"a".repeat(holds), least).unwrap().ecc(), least);
            let error = Matrix::encode_at_least(&"a".repeat(holds + 1), least).unwrap_err();
            assert_eq!(error, EncodeError::TooLong { bytes: holds + 1, holds });
        }
    }

    #[test]
    fn modules_are_those_of_the_encoder() {
        let matrix = Matrix::encode(CODE).unwrap();
        let code = QrCode::with_version(CODE, Version::Normal(3), EcLevel::M).unwrap();
        for y in 0..29 {
            for x in 0..29 {
                let dark = code[(usize::from(x), usize::from(y))] == Color::Dark;
                assert_eq!(matrix.dark(x, y), dark, "module {x}, {y}");
            }
        }
    }

    #[test]
    fn what_lies_outside_is_light() {
        let matrix = Matrix::encode(CODE).unwrap();
        assert!(matrix.dark(28, 0), "the corner of a finder");
        for (x, y) in [(29, 0), (0, 29), (u16::MAX, 0), (0, u16::MAX), (u16::MAX, u16::MAX)] {
            assert!(!matrix.dark(x, y), "module {x}, {y}");
        }
    }

    #[test]
    fn text_beyond_ascii_is_never_split_into_kanji() {
        for text in ["上海的咖啡馆", "今日のメニュー", "Hallo 上海 123456789", "مرحبا", "☕️👩‍🍳"]
        {
            for version in [1, 9, 10, 40].map(Version::Normal) {
                let modes: Vec<_> = segments(text, version).into_iter().map(|segment| segment.mode).collect();
                assert!(!modes.contains(&Encoding::Kanji), "{text}: {modes:?}");
            }
        }
    }

    #[test]
    fn nothing_and_too_much_are_refused_in_sentences() {
        assert_eq!(Matrix::encode("").unwrap_err(), EncodeError::Empty);
        assert_eq!(Matrix::encode(&"a".repeat(2953)).unwrap().size(), 177);
        let error = Matrix::encode(&"a".repeat(2954)).unwrap_err();
        assert_eq!(error, EncodeError::TooLong { bytes: 2954, holds: 2953 });
        assert_eq!(error.to_string(), "The text is too long for a QR code: it has 2954 bytes, and a code holds 2953.");
    }
}
