//! The fields of a service's profiles.

/// The key of the secret that every service has.
pub const MAIN_SECRET: &str = "secret";

/// One key of a profile.
#[derive(Debug)]
pub struct Field {
    /// The key in `config.toml`.
    pub key: &'static str,
    /// What can stand there.
    pub kind: FieldKind,
    /// Whether no profile works without it.
    pub needed: bool,
    /// The environment variable in which the vendor's own tools look for it.
    pub variable: Option<&'static str>,
    /// The option of `qrdeck profile add`, where it has one of its own.
    pub option: Option<AddOption>,
}

impl Field {
    /// A field that no profile needs.
    pub(super) const fn new(key: &'static str, kind: FieldKind) -> Self {
        Self { key, kind, needed: false, variable: None, option: None }
    }

    /// One that every profile needs.
    pub(super) const fn needed(self) -> Self {
        Self { needed: true, ..self }
    }

    /// With the environment variable of the vendor's own tools.
    pub(super) const fn variable(self, name: &'static str) -> Self {
        Self { variable: Some(name), ..self }
    }

    /// With an option of `qrdeck profile add`.
    pub(super) const fn option(self, option: AddOption) -> Self {
        Self { option: Some(option), ..self }
    }

    /// Whether it says where a secret is.
    pub fn is_secret(&self) -> bool {
        matches!(self.kind, FieldKind::Secret { .. })
    }
}

/// What can stand in a field.
#[derive(Debug)]
pub enum FieldKind {
    /// A text that keeps a rule.
    Text(Rule),
    /// A list of texts that each keep a rule.
    Texts(Rule),
    /// A public id: letters, digits and signs, and nothing that looks like a secret. `half`: what it is, for whoever put a
    /// secret in its place.
    Id {
        /// A sentence.
        half: &'static str,
    },
    /// A URL of the service.
    Address {
        /// Which paths it may have.
        allows: fn(&str) -> bool,
    },
    /// One of several words.
    Choice {
        /// The words; the first is the default.
        words: &'static [&'static str],
        /// The key of a field without which it means nothing.
        needs: &'static str,
    },
    /// Where a secret is.
    Secret {
        /// What people call it at the service.
        name: &'static str,
        /// When a profile without it cannot be right.
        implied: Option<Implied>,
    },
}

/// What a text has to be.
#[derive(Debug)]
pub struct Rule {
    /// Whether a text keeps it.
    pub holds: fn(&str) -> bool,
    /// The mistake: what stands after the name of the field, up to the full stop.
    pub mistake: &'static str,
    /// What to do about it, a sentence.
    pub hint: &'static str,
}

/// A secret that goes with a kind of id.
#[derive(Debug)]
pub struct Implied {
    /// The key of the id.
    pub by: &'static str,
    /// How the id begins.
    pub prefix: &'static str,
    /// What its file is called behind the name of the main secret's file.
    pub suffix: &'static str,
}

/// An option of `qrdeck profile add`.
#[derive(Debug)]
pub struct AddOption {
    /// The option, without its dashes.
    pub name: &'static str,
    /// Another spelling.
    pub alias: Option<&'static str>,
    /// What stands for the value in help.
    pub value: &'static str,
    /// A line of help.
    pub help: &'static str,
    /// What a person is asked where the option is missing.
    pub question: Option<&'static str>,
}

impl AddOption {
    /// An option that is not asked for.
    pub(super) const fn new(name: &'static str, value: &'static str, help: &'static str) -> Self {
        Self { name, alias: None, value, help, question: None }
    }

    /// With another spelling.
    pub(super) const fn alias(self, alias: &'static str) -> Self {
        Self { alias: Some(alias), ..self }
    }

    /// With a question.
    pub(super) const fn question(self, question: &'static str) -> Self {
        Self { question: Some(question), ..self }
    }
}

/// A row of the form that connects an account.
#[derive(Debug)]
pub struct FormField {
    /// The key of the field.
    pub key: &'static str,
    /// Its name, twelve columns at most.
    pub label: &'static str,
    /// What to put in.
    pub hint: &'static str,
}
