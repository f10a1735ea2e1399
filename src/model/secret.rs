//! Secrets while a person types them.

use secrecy::{ExposeSecret as _, SecretString};

/// A secret being typed. It is wiped from memory when it is dropped, and `Debug` shows nothing of it.
#[derive(Debug, Clone, Default)]
pub struct Secret(SecretString);

impl Secret {
    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.expose_secret().is_empty()
    }

    /// How many characters it has.
    pub fn chars(&self) -> usize {
        self.0.expose_secret().chars().count()
    }

    /// Adds text; control characters are no part of any secret.
    pub fn push(&mut self, text: &str) {
        let kept = text.chars().filter(|c| !c.is_control());
        self.0 = self.0.expose_secret().chars().chain(kept).collect::<String>().into();
    }

    /// Removes the last character.
    pub fn pop(&mut self) {
        let mut text = self.0.expose_secret().to_owned();
        text.pop();
        self.0 = text.into();
    }

    /// The secret for whoever needs it.
    pub fn into_inner(self) -> SecretString {
        self.0
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.0.expose_secret() == other.0.expose_secret()
    }
}

impl Eq for Secret {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_it_is_shown() {
        let mut secret = Secret::default();
        secret.push("hunter2\n");
        assert_eq!((secret.chars(), secret.is_empty()), (7, false));
        assert!(!format!("{secret:?}").contains("hunter"));
        secret.pop();
        assert_eq!(secret.into_inner().expose_secret(), "hunter");
    }
}
