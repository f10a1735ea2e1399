//! Message codes and how they are issued.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::random::mix;

/// The letters of a code before its last character.
const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A message code: thirteen of `A-Z2-7`, then `1`, as every code seen in the wild has it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct CodeText([u8; Self::LENGTH]);

impl CodeText {
    /// Characters in a code.
    pub const LENGTH: usize = 14;

    /// The code with a serial number. Different serials of one seed never make the same code, so a code is
    /// never issued twice although nothing remembers the deleted ones.
    pub(super) fn issue(seed: u64, serial: u64) -> Self {
        let mut bits = u128::from(mix(serial.wrapping_add(mix(seed))));
        let mut text = [b'1'; Self::LENGTH];
        for place in text.iter_mut().take(Self::LENGTH - 1) {
            let index = usize::try_from(bits & 31).unwrap_or(0);
            *place = ALPHABET.get(index).copied().unwrap_or(b'A');
            bits >>= 5;
        }
        Self(text)
    }

    /// A code that no world has.
    pub(in crate::sandbox) fn foreign(serial: u64) -> Self {
        // Ends as no code does that is issued.
        let mut code = Self::issue(u64::MAX, serial);
        if let Some(last) = code.0.last_mut() {
            *last = b'2';
        }
        code
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The link the code stands for.
    pub fn link(&self) -> String {
        format!("https://wa.me/message/{self}")
    }
}

impl fmt::Display for CodeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for CodeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<CodeText> for String {
    fn from(code: CodeText) -> Self {
        code.as_str().to_owned()
    }
}

impl TryFrom<String> for CodeText {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let ascii = text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        match <[u8; Self::LENGTH]>::try_from(text.as_bytes()) {
            Ok(bytes) if ascii => Ok(Self(bytes)),
            _ => Err(format!("`{text}` is not a message code")),
        }
    }
}

/// A message code of a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Code {
    /// What the services call it.
    pub code: CodeText,
    /// Its place in the order of creation, across the whole world: the tie-break where seconds are equal.
    pub serial: u64,
    /// Unix seconds; never decreases along the codes of a number.
    pub created: i64,
    /// The message a customer's chat starts with.
    pub message: Box<str>,
}
