//! What the app asks of the form: pastes, and what is kept of it over a crash.

use jiff::civil::DateTime;

use super::check;
use crate::app::keymap::Context;
use crate::app::{ConnectField, ConnectStep, Keep, LineInput};
use crate::config::secret::looks_like_secret;
use crate::dialogs::{Connect, ConnectPhase, DialogState};
use crate::model::{ProviderKind, Secret};
use crate::store::{Fields, FormKey};

impl DialogState for Connect {
    fn context(&self) -> Context {
        match self.phase {
            ConnectPhase::Editing if self.step() == ConnectStep::Service => Context::ConnectService,
            ConnectPhase::Editing => match self.field {
                ConnectField::Keep => Context::ConnectChoice,
                ConnectField::Connect => Context::ConnectButton,
                _ => Context::Connect,
            },
            ConnectPhase::Checking(_) => Context::Checking,
            ConnectPhase::Connected(_) => Context::Connected,
        }
    }

    /// A secret takes the place of what was there: nobody sees what it would be added to. What is obviously wrong is told
    /// at once.
    fn paste(&mut self, text: &str) {
        if self.phase != ConnectPhase::Editing {
            return;
        }
        if self.field == ConnectField::Secret {
            self.secret = Secret::default();
            self.secret.push(text.trim());
        } else if let Some(line) = self.line() {
            line.push(text.trim());
        } else {
            return;
        }
        self.edited();
        self.mistakes.extend(check::one(self, self.field, &[]));
    }

    fn form_key(&self) -> Option<FormKey> {
        Some(FormKey { form: "connect", profile: None, about: String::new() })
    }

    /// Never the secret, nor what may be one in the wrong field.
    fn typed(&self) -> Option<Fields> {
        // What was only proposed is no choice.
        let file = Some(("file", &self.file)).filter(|_| !self.is_proposed());
        let lines = std::iter::once(("name", &self.name)).chain(file);
        let lines = lines.chain(self.values.iter().map(|(key, line)| (*key, line)));
        let typed = lines.map(|(key, line)| (key.to_owned(), line.text().to_owned()));
        let mut fields: Fields = typed.filter(|(_, text)| !text.is_empty() && !looks_like_secret(text)).collect();
        if fields.is_empty() || matches!(self.phase, ConnectPhase::Connected(_)) {
            return None;
        }
        fields.insert("service".to_owned(), self.service.as_str().to_owned());
        Some(fields)
    }

    fn restore(&mut self, fields: &Fields, at: DateTime) {
        let line = |key: &str| fields.get(key).map(|text| LineInput::of(text));
        self.service = fields.get("service").and_then(|word| ProviderKind::from_word(word)).unwrap_or(self.service);
        self.name = line("name").unwrap_or_default();
        self.file = line("file").unwrap_or_default();
        if !self.file.is_empty() {
            (self.keep, self.chosen) = (Keep::File, true);
        }
        let keys = ProviderKind::ALL.iter().flat_map(|kind| kind.service().form.iter().map(|row| row.key));
        self.values = keys.filter_map(|key| Some((key, line(key)?))).collect();
        self.restored = Some(at);
    }

    fn takes_secret(&self) -> bool {
        true
    }
}
