//! The form that connects a real account.

use crossterm::event::{KeyCode, KeyEvent};

use crate::app::cycle::cycle;
use crate::app::keymap::Context;
use crate::app::{Line, RequestId};
use crate::dialogs::secret::type_key;
use crate::dialogs::{DialogState, Question};
use crate::model::{Error, ProviderKind, Secret};

/// Where the secret is to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Keep {
    /// In the system's keyring.
    Keyring,
    /// In a file of its own, for its owner only.
    File,
    /// Nowhere: the person types it in each run.
    Prompt,
}

impl Keep {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Keyring, Self::File, Self::Prompt];

    /// The words in the form.
    pub fn words(self) -> &'static str {
        match self {
            Self::Keyring => "keyring",
            Self::File => "file",
            Self::Prompt => "ask each time",
        }
    }

    /// The place `step` places on; wraps around.
    fn step(self, step: isize) -> Self {
        cycle(&Self::ALL, self, step)
    }
}

/// Where the focus is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConnectField {
    /// Which service.
    Service,
    /// The name of the profile.
    Name,
    /// The AccessKey id (CAMS).
    Key,
    /// The token or AccessKey secret.
    Secret,
    /// The WhatsApp Business Account (Meta) or the space (CAMS).
    Scope,
    /// Where the service is.
    Address,
    /// Where the secret is kept.
    Keep,
    /// The file it is kept in.
    File,
    /// The button that connects.
    Connect,
    /// The button that closes.
    Cancel,
}

/// What was found out about the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is as it should be.
    pub good: bool,
    /// A sentence.
    pub sentence: String,
    /// What to do about it.
    pub advice: Option<String>,
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

/// What the form asks for, as plain data. It is checked with the service before anything is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectOrder {
    /// The service.
    pub provider: ProviderKind,
    /// The name of the profile.
    pub name: String,
    /// The AccessKey id; empty on Meta.
    pub key: String,
    /// The token or AccessKey secret.
    pub secret: Secret,
    /// The WhatsApp Business Account or the space; empty where it is to be found, or is not needed.
    pub scope: String,
    /// Where the service is; empty for the usual place.
    pub address: String,
    /// Where the secret is kept.
    pub keep: Keep,
    /// The file it is kept in.
    pub file: String,
}

/// The form. The secret in it is never shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Connect {
    /// The service.
    pub service: ProviderKind,
    /// The name of the profile.
    pub name: Line,
    /// The AccessKey id.
    pub key: Line,
    /// The token or AccessKey secret.
    pub secret: Secret,
    /// The WhatsApp Business Account or the space.
    pub scope: Line,
    /// Where the service is.
    pub address: Line,
    /// Where the secret is kept.
    pub keep: Keep,
    /// The file it is kept in.
    pub file: Line,
    /// Where the focus is.
    pub field: ConnectField,
    /// How far it has come.
    pub phase: ConnectPhase,
    /// What was found out.
    pub findings: Vec<Finding>,
    /// Why it did not work.
    pub error: Option<Error>,
}

impl Default for Connect {
    fn default() -> Self {
        Self {
            service: ProviderKind::Meta,
            name: Line::default(),
            key: Line::default(),
            secret: Secret::default(),
            scope: Line::default(),
            address: Line::default(),
            keep: Keep::Keyring,
            file: Line::default(),
            field: ConnectField::Service,
            phase: ConnectPhase::Editing,
            findings: Vec::new(),
            error: None,
        }
    }
}

impl Connect {
    /// The fields that the service needs, in order.
    pub fn fields(&self) -> Vec<ConnectField> {
        use ConnectField as F;
        let mut fields = vec![F::Service, F::Name];
        if self.service == ProviderKind::Alibaba {
            fields.push(F::Key);
        }
        fields.extend([F::Secret, F::Scope, F::Address, F::Keep]);
        if self.keep == Keep::File {
            fields.push(F::File);
        }
        fields.extend([F::Connect, F::Cancel]);
        fields
    }

    /// Whether closing the form would lose something.
    pub fn is_dirty(&self) -> bool {
        let lines = [&self.name, &self.key, &self.scope, &self.address, &self.file];
        self.phase != ConnectPhase::Connected && (!self.secret.is_empty() || lines.iter().any(|line| !line.is_empty()))
    }

    /// What the form asks for.
    pub(crate) fn order(&self) -> ConnectOrder {
        let text = |line: &Line| line.text().trim().to_owned();
        ConnectOrder {
            provider: self.service,
            name: text(&self.name),
            key: text(&self.key),
            secret: self.secret.clone(),
            scope: text(&self.scope),
            address: text(&self.address),
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
                self.service = match self.service {
                    ProviderKind::Meta => ProviderKind::Alibaba,
                    ProviderKind::Alibaba => ProviderKind::Meta,
                };
            }
            ConnectField::Keep if turns => {
                self.keep = self.keep.step(if key.code == KeyCode::Left { -1 } else { 1 });
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

    fn line(&mut self) -> Option<&mut Line> {
        match self.field {
            ConnectField::Name => Some(&mut self.name),
            ConnectField::Key => Some(&mut self.key),
            ConnectField::Scope => Some(&mut self.scope),
            ConnectField::Address => Some(&mut self.address),
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

    fn takes_secret(&self) -> bool {
        true
    }
}
