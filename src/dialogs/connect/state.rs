//! The form that connects a real account.

use std::collections::BTreeMap;

use crossterm::event::{KeyCode, KeyEvent};

use jiff::civil::DateTime;

use crate::app::cycle::cycle;
use crate::app::keymap::Context;
use crate::app::{ConnectOrder, Finding, Keep, LineInput, RequestId};
use crate::config::secret::looks_like_secret;
use crate::dialogs::secret::type_key;
use crate::dialogs::{DialogState, Question};
use crate::model::service::MAIN_SECRET;
use crate::model::{Error, ProviderKind, Secret};
use crate::store::{Fields, FormKey};

/// Where the focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConnectField {
    /// Which service.
    Service,
    /// The name of the profile.
    Name,
    /// A field of the service, by its key.
    Value(&'static str),
    /// The main secret.
    Secret,
    /// Where the secret is kept.
    Keep,
    /// The file it is kept in.
    File,
    /// The button that connects.
    Connect,
    /// The button that closes.
    Cancel,
}

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConnectPhase {
    /// The person writes.
    Editing,
    /// The service is being asked.
    Checking(RequestId),
    /// The profile is written down and can be opened.
    Connected,
}

/// The form. The secret in it is never shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Connect {
    /// The service.
    pub service: ProviderKind,
    /// The name of the profile.
    pub name: LineInput,
    /// What was written into fields of services, by their keys.
    pub values: BTreeMap<&'static str, LineInput>,
    /// The main secret.
    pub secret: Secret,
    /// Where the secret is kept.
    pub keep: Keep,
    /// The file it is kept in.
    pub file: LineInput,
    /// Where the focus is.
    pub field: ConnectField,
    /// How far it has come.
    pub phase: ConnectPhase,
    /// What was found out.
    pub findings: Vec<Finding>,
    /// Why it did not work.
    pub error: Option<Error>,
    /// When what stands in it was typed, where that was an earlier run.
    pub restored: Option<DateTime>,
}

impl Default for Connect {
    fn default() -> Self {
        Self {
            service: ProviderKind::ALL[0],
            name: LineInput::default(),
            values: BTreeMap::new(),
            secret: Secret::default(),
            keep: Keep::Keyring,
            file: LineInput::default(),
            field: ConnectField::Service,
            phase: ConnectPhase::Editing,
            findings: Vec::new(),
            error: None,
            restored: None,
        }
    }
}

impl Connect {
    /// The fields that the service needs, in order.
    pub fn fields(&self) -> Vec<ConnectField> {
        use ConnectField as F;
        let mut fields = vec![F::Service, F::Name];
        let rows = self.service.service().form.iter();
        fields.extend(rows.map(|row| if row.key == MAIN_SECRET { F::Secret } else { F::Value(row.key) }));
        fields.push(F::Keep);
        if self.keep == Keep::File {
            fields.push(F::File);
        }
        fields.extend([F::Connect, F::Cancel]);
        fields
    }

    /// Whether closing the form would lose something.
    pub fn is_dirty(&self) -> bool {
        let mut lines = [&self.name, &self.file].into_iter().chain(self.values.values());
        self.phase != ConnectPhase::Connected && (!self.secret.is_empty() || lines.any(|line| !line.is_empty()))
    }

    /// What the form asks for.
    pub(crate) fn order(&self) -> ConnectOrder {
        let text = |line: &LineInput| line.text().trim().to_owned();
        let values = self.values.iter().filter(|(key, _)| self.fields().contains(&ConnectField::Value(key)));
        ConnectOrder {
            provider: self.service,
            name: text(&self.name),
            values: values.map(|(key, line)| (*key, text(line))).collect(),
            secret: self.secret.clone(),
            keep: self.keep,
            file: text(&self.file),
        }
    }

    /// Moves the focus `step` fields on; wraps around.
    pub(crate) fn step(&mut self, step: isize) {
        self.field = cycle(&self.fields(), self.field, step);
    }

    /// Adds pasted text to the field with the focus.
    fn insert(&mut self, text: &str) {
        self.error = None;
        if self.field == ConnectField::Secret {
            self.secret.push(text.trim());
        } else if let Some(line) = self.line() {
            line.push(text.trim());
        }
    }

    /// Takes a key into the field with the focus. Returns whether a button was pressed.
    pub(crate) fn key(&mut self, key: KeyEvent) -> bool {
        let presses = matches!(key.code, KeyCode::Enter | KeyCode::Char(' '));
        let turns = presses || matches!(key.code, KeyCode::Left | KeyCode::Right);
        match self.field {
            ConnectField::Connect | ConnectField::Cancel => return presses,
            ConnectField::Service if turns => {
                self.service = cycle(ProviderKind::ALL, self.service, if key.code == KeyCode::Left { -1 } else { 1 });
            }
            ConnectField::Keep if turns => {
                self.keep = cycle(&Keep::ALL, self.keep, if key.code == KeyCode::Left { -1 } else { 1 });
            }
            _ if key.code == KeyCode::Enter => self.step(1),
            ConnectField::Secret => type_key(&mut self.secret, key),
            _ => {
                if let Some(line) = self.line() {
                    line.key(key);
                }
            }
        }
        self.error = None;
        false
    }

    /// The text of a field, where one is typed in it that can be shown.
    pub(crate) fn input(&self, field: ConnectField) -> Option<&LineInput> {
        match field {
            ConnectField::Name => Some(&self.name),
            ConnectField::Value(key) => self.values.get(key),
            ConnectField::File => Some(&self.file),
            _ => None,
        }
    }

    fn line(&mut self) -> Option<&mut LineInput> {
        match self.field {
            ConnectField::Name => Some(&mut self.name),
            ConnectField::Value(key) => Some(self.values.entry(key).or_default()),
            ConnectField::File => Some(&mut self.file),
            _ => None,
        }
    }

    /// The question before it closes, where something would be lost.
    pub(crate) fn question(&self) -> Option<Question> {
        self.is_dirty().then_some(Question::Discard(crate::dialogs::Choice::Stay))
    }
}

impl DialogState for Connect {
    fn context(&self) -> Context {
        match self.phase {
            ConnectPhase::Editing => Context::Connect,
            ConnectPhase::Checking(_) => Context::Checking,
            ConnectPhase::Connected => Context::Connected,
        }
    }

    fn paste(&mut self, text: &str) {
        self.insert(text);
    }

    fn form_key(&self) -> Option<FormKey> {
        Some(FormKey { form: "connect", profile: None, about: String::new() })
    }

    /// Never the secret, nor what may be one in the wrong field.
    fn typed(&self) -> Option<Fields> {
        let lines = [("name", &self.name), ("file", &self.file)].into_iter();
        let lines = lines.chain(self.values.iter().map(|(key, line)| (*key, line)));
        let typed = lines.map(|(key, line)| (key.to_owned(), line.text().to_owned()));
        let mut fields: Fields = typed.filter(|(_, text)| !text.is_empty() && !looks_like_secret(text)).collect();
        if fields.is_empty() || self.phase == ConnectPhase::Connected {
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
        let keys = ProviderKind::ALL.iter().flat_map(|kind| kind.service().form.iter().map(|row| row.key));
        self.values = keys.filter_map(|key| Some((key, line(key)?))).collect();
        self.restored = Some(at);
    }

    fn takes_secret(&self) -> bool {
        true
    }
}
