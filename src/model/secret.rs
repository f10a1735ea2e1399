//! Secrets while a person types them.

use std::fmt;

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

/// Longest secret, in bytes; more is not taken. The memory for it is taken at once, because growing would leave copies
/// behind.
const MAX: usize = 16 << 10;

/// A secret being typed. It is wiped from memory when it is dropped, and `Debug` shows nothing of it.
#[derive(Default)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many characters it has.
    pub fn chars(&self) -> usize {
        self.0.chars().count()
    }

    /// Adds text; control characters are no part of any secret.
    pub fn push(&mut self, text: &str) {
        if self.0.capacity() == 0 {
            self.0.reserve_exact(MAX);
        }
        for c in text.chars().filter(|c| !c.is_control()) {
            if self.0.len() + c.len_utf8() > MAX {
                break;
            }
            self.0.push(c);
        }
    }

    /// Removes the last character.
    pub fn pop(&mut self) {
        self.0.pop();
    }

    /// What was typed, for whoever checks it.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The secret for whoever needs it.
    pub fn into_inner(self) -> SecretString {
        SecretString::from(self.0.as_str())
    }
}

impl Clone for Secret {
    fn clone(&self) -> Self {
        let mut copy = Self::default();
        copy.push(&self.0);
        copy
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Eq for Secret {}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    #[test]
    fn nothing_of_it_is_shown() {
        let mut secret = Secret::default();
        secret.push("hunter2\n");
        assert_eq!((secret.chars(), secret.is_empty()), (7, false));
        assert!(!format!("{secret:?}").contains("hunter"));
        secret.pop();
        assert_eq!(secret.clone(), secret);
        assert_eq!(secret.into_inner().expose_secret(), "hunter");
    }

    #[test]
    fn it_never_grows_out_of_its_memory() {
        let mut secret = Secret::default();
        secret.push("a");
        let place = secret.0.as_ptr();
        secret.push(&"ä".repeat(MAX));
        assert_eq!((secret.0.as_ptr(), secret.0.len()), (place, MAX - 1));
    }
}
