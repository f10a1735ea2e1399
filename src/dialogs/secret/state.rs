//! The dialog in which a secret is typed.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::app::SecretRequest;
use crate::app::keymap::Context;
use crate::config::secret;
use crate::dialogs::DialogState;
use crate::model::{Error, ErrorKind, Result, Secret};

/// A question for a secret. What is typed is never shown.
#[derive(Debug, Clone, PartialEq)]
pub struct SecretForm {
    /// What is asked for.
    pub request: SecretRequest,
    /// What is typed.
    pub typed: Secret,
    /// Why that cannot be it.
    pub error: Option<Error>,
    /// Since when it stands, counted from the start of the app.
    pub opened: Duration,
}

impl SecretForm {
    /// A question that nothing was answered to.
    pub(crate) fn new(request: SecretRequest, opened: Duration) -> Self {
        Self { request, typed: Secret::default(), error: None, opened }
    }

    /// Adds pasted text; line ends are no part of a secret.
    fn insert(&mut self, text: &str) {
        self.error = None;
        self.typed.push(text.trim());
    }

    /// Takes a key that types.
    pub(crate) fn key(&mut self, key: KeyEvent) {
        self.error = None;
        type_key(&mut self.typed, key);
    }

    /// What was typed, where it can be a secret at all.
    pub(crate) fn given(&self) -> Result<Secret> {
        if self.typed.is_empty() {
            let nothing = Error::new(ErrorKind::Auth, "Nothing was typed.");
            return Err(nothing.advise("Type or paste it, or close this: then the profile stays unconnected for now."));
        }
        secret::typed(self.typed.text())?;
        let mut given = Secret::default();
        given.push(self.typed.text().trim());
        Ok(given)
    }
}

/// Takes a key that types a secret.
pub(crate) fn type_key(secret: &mut Secret, key: KeyEvent) {
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    match key.code {
        KeyCode::Char('u' | 'w') if ctrl => *secret = Secret::default(),
        KeyCode::Char(c) if !ctrl && !alt => secret.push(c.encode_utf8(&mut [0; 4])),
        KeyCode::Backspace if ctrl || alt => *secret = Secret::default(),
        KeyCode::Backspace => secret.pop(),
        _ => {}
    }
}

impl DialogState for SecretForm {
    fn context(&self) -> Context {
        Context::Secret
    }

    fn paste(&mut self, text: &str) {
        self.insert(text);
    }

    fn takes_secret(&self) -> bool {
        true
    }
}
