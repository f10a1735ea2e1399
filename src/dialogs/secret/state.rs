//! The dialog in which a secret is typed.

use std::time::Duration;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::app::SecretRequest;
use crate::app::keymap::Context;
use crate::config::secret::{self, Odd, SecretKind};
use crate::dialogs::{DialogState, odd_secret};
use crate::model::{Error, ErrorKind, ProviderKind, Result, Secret};

/// A question for a secret. What is typed is never shown.
#[derive(Debug, Clone, PartialEq)]
pub struct SecretForm {
    /// What is asked for.
    pub request: SecretRequest,
    /// What is typed.
    pub typed: Secret,
    /// Why that cannot be it.
    pub error: Option<Error>,
    /// The service of the profile, where it is known.
    pub service: Option<ProviderKind>,
    /// Since when it stands, counted from the start of the app.
    pub opened: Duration,
}

impl SecretForm {
    /// A question that nothing was answered to.
    pub(crate) fn new(request: SecretRequest, service: Option<ProviderKind>, opened: Duration) -> Self {
        Self { request, typed: Secret::default(), error: None, service, opened }
    }

    /// What people call the secret.
    pub fn name(&self) -> String {
        let kind = self.request.kind;
        self.service.map_or_else(|| kind.names(), |service| kind.name(service).to_owned())
    }

    /// The page on which the secret is made, where there is one.
    pub(crate) fn page(&self) -> Option<&'static str> {
        let service = self.service.filter(|_| self.request.kind == SecretKind::MAIN)?;
        Some(service.service().credential.page)
    }

    /// Takes a key that types.
    pub(crate) fn key(&mut self, key: KeyEvent) {
        self.error = None;
        type_key(&mut self.typed, key);
    }

    /// Why that obviously is not the secret; nothing where it may be.
    fn wrong(&self) -> Option<Error> {
        let is_main = self.request.kind == SecretKind::MAIN;
        let service = self.service?;
        // What only a main secret is told apart from may be another secret.
        let odd = secret::odd(service, self.typed.text())
            .filter(|odd| is_main || !matches!(odd, Odd::Id(_) | Odd::Other(_) | Odd::Of(_)))?;
        let (what, hint) = odd_secret::told(odd, service, &self.name());
        Some(Error::new(ErrorKind::Auth, what).advise(hint))
    }

    /// What was typed, where it can be a secret at all.
    pub(crate) fn given(&self) -> Result<Secret> {
        if self.typed.text().trim().is_empty() {
            let hint = format!("Paste the {}; it is not shown.", self.name());
            return Err(Error::new(ErrorKind::Auth, format!("The {} is empty.", self.name())).advise(hint));
        }
        if let Some(wrong) = self.wrong() {
            return Err(wrong);
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

    /// It takes the place of what was there: nobody sees what it would be added to. Line ends are no part of a secret. What
    /// is obviously wrong is told at once.
    fn paste(&mut self, text: &str) {
        self.typed = Secret::default();
        self.typed.push(text.trim());
        self.error = self.wrong();
    }

    fn takes_secret(&self) -> bool {
        true
    }
}
