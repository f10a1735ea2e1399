//! The form that connects a real account, in three steps.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use crate::app::{
    ConnectField, ConnectMistake, ConnectOrder, ConnectStep, Connected, Finding, Keep, KeyringState, LineInput,
    RequestId,
};
use crate::config::secret::{SecretKind, looks_like_secret};
use crate::dialogs::Question;
use crate::model::service::MAIN_SECRET;
use crate::model::{ProviderKind, Secret};

/// How far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConnectPhase {
    /// The person writes.
    Editing,
    /// The service is being asked.
    Checking(RequestId),
    /// The profile is written down and can be opened.
    Connected(Connected),
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
    /// Whether the person has chosen that.
    pub(crate) chosen: bool,
    /// Whether there is a keyring.
    pub keyring: KeyringState,
    /// The file it is kept in.
    pub file: LineInput,
    /// The file that was proposed.
    pub(crate) proposed: Option<String>,
    /// Where the focus is, and with it the step.
    pub field: ConnectField,
    /// How far it has come.
    pub phase: ConnectPhase,
    /// What was found out.
    pub findings: Vec<Finding>,
    /// What is wrong, in the order of the fields.
    pub mistakes: Vec<ConnectMistake>,
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
            chosen: false,
            keyring: KeyringState::Unknown,
            file: LineInput::default(),
            proposed: None,
            field: ConnectField::Service,
            phase: ConnectPhase::Editing,
            findings: Vec::new(),
            mistakes: Vec::new(),
            restored: None,
        }
    }
}

impl Connect {
    /// The step that is shown.
    pub fn step(&self) -> ConnectStep {
        self.field.step()
    }

    /// The fields of a step, in order.
    pub fn fields(&self, step: ConnectStep) -> Vec<ConnectField> {
        use ConnectField as F;
        match step {
            ConnectStep::Service => vec![F::Service],
            ConnectStep::Token => {
                let rows = self.service.service().form.iter();
                let rows = rows.map(|row| if row.key == MAIN_SECRET { F::Secret } else { F::Value(row.key) });
                std::iter::once(F::Name).chain(rows).collect()
            }
            ConnectStep::Keep if self.keep == Keep::File => vec![F::Keep, F::File, F::Connect],
            ConnectStep::Keep => vec![F::Keep, F::Connect],
        }
    }

    /// The name of a field.
    pub(crate) fn label(&self, field: ConnectField) -> &'static str {
        match field {
            ConnectField::Service => "Service",
            ConnectField::Name => "Name",
            ConnectField::Value(key) => self.service.service().label(key),
            ConnectField::Secret => self.service.service().label(MAIN_SECRET),
            ConnectField::Keep => "Keep it in",
            ConnectField::File => "File",
            ConnectField::Connect => "Connect",
        }
    }

    /// What people call the secret at the service.
    pub(crate) fn secret_name(&self) -> &'static str {
        SecretKind::MAIN.name(self.service)
    }

    /// Why the secret cannot be kept there, without a full stop; nothing where it can, and where that is not known yet.
    pub(crate) fn reason(&self, keep: Keep) -> Option<&'static str> {
        match self.keyring {
            KeyringState::Unusable(reason) if keep == Keep::Keyring => Some(reason),
            _ => None,
        }
    }

    /// The places that can be chosen.
    pub(crate) fn places(&self) -> Vec<Keep> {
        Keep::ALL.into_iter().filter(|keep| self.reason(*keep).is_none()).collect()
    }

    /// The mistakes of a field; of none, those that are about no field.
    pub(crate) fn mistakes_of(&self, field: Option<ConnectField>) -> impl Iterator<Item = &ConnectMistake> {
        self.mistakes.iter().filter(move |mistake| mistake.field == field)
    }

    /// Shows what is wrong, with the focus on the first field at fault; without one it is on the button.
    pub(crate) fn blame(&mut self, mistakes: Vec<ConnectMistake>) {
        let fields: Vec<_> = ConnectStep::ALL.into_iter().flat_map(|step| self.fields(step)).collect();
        let wrong = |field: &&ConnectField| mistakes.iter().any(|mistake| mistake.field == Some(**field));
        self.field = fields.iter().find(wrong).copied().unwrap_or(ConnectField::Connect);
        self.mistakes = mistakes;
        self.propose();
    }

    /// Whether closing the form would lose something.
    pub fn is_dirty(&self) -> bool {
        let mut lines = [&self.name, &self.file].into_iter().chain(self.values.values());
        !matches!(self.phase, ConnectPhase::Connected(_))
            && (!self.secret.is_empty() || lines.any(|line| !line.is_empty()))
    }

    /// Proposes a file as soon as one is asked for: none of the app's own directories, and named like the profile. What a
    /// person has written, or taken away, stays.
    pub(crate) fn propose(&mut self) {
        let name = self.name.text().trim();
        let untouched = match &self.proposed {
            None => self.file.is_empty(),
            Some(_) => self.is_proposed(),
        };
        if self.step() != ConnectStep::Keep || self.keep != Keep::File || !untouched || name.is_empty() {
            return;
        }
        let path = format!("~/secrets/{name}");
        if self.proposed.as_ref() != Some(&path) {
            self.file = LineInput::of(&path);
            self.proposed = Some(path);
            // That it is empty does not hold any more.
            self.mistakes.retain(|mistake| mistake.field != Some(ConnectField::File));
        }
    }

    /// Whether the file is the one that was proposed.
    pub(crate) fn is_proposed(&self) -> bool {
        self.proposed.as_deref() == Some(self.file.text())
    }

    /// What the form asks for.
    pub(crate) fn order(&self) -> ConnectOrder {
        let text = |line: &LineInput| line.text().trim().to_owned();
        let fields = self.fields(ConnectStep::Token);
        let values = self.values.iter().filter(|(key, _)| fields.contains(&ConnectField::Value(key)));
        ConnectOrder {
            provider: self.service,
            name: text(&self.name),
            values: values.map(|(key, line)| (*key, text(line))).collect(),
            secret: self.secret.clone(),
            keep: self.keep,
            file: text(&self.file),
        }
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

    /// The characters of a field that are not shown: those of the secret, and of what may be one in the wrong field.
    pub(crate) fn hidden(&self, field: ConnectField) -> Option<usize> {
        if field == ConnectField::Secret {
            return Some(self.secret.chars());
        }
        let text = self.input(field)?.text();
        looks_like_secret(text).then(|| text.chars().count())
    }

    /// The text of the field with the focus.
    pub(crate) fn line(&mut self) -> Option<&mut LineInput> {
        match self.field {
            ConnectField::Name => Some(&mut self.name),
            ConnectField::Value(key) => Some(self.values.entry(key).or_default()),
            ConnectField::File => Some(&mut self.file),
            _ => None,
        }
    }

    /// The field with the focus is another one than it was: what was said of it does not hold any more.
    pub(crate) fn edited(&mut self) {
        let field = Some(self.field);
        self.mistakes.retain(|mistake| mistake.field.is_some() && mistake.field != field);
        self.findings.clear();
    }

    /// Whether there is a keyring is known. Who has not chosen a place gets the first that can be used.
    pub(crate) fn probed(&mut self, keyring: KeyringState) {
        self.keyring = keyring;
        if !self.chosen {
            self.keep = self.places().first().copied().unwrap_or(Keep::Prompt);
        }
        self.propose();
    }

    /// The question before it closes, where something would be lost.
    pub(crate) fn question(&self) -> Option<Question> {
        self.is_dirty().then_some(Question::DiscardFields(crate::dialogs::Choice::Stay))
    }
}
