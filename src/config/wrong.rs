//! What is wrong with a name, an id or an address: by the same rules in the file and in a form.

use super::address;
use super::mistake::word;
use super::secret::{looks_like_secret, looks_like_token};
use crate::model::service::{Field, FieldKind, Rule, Service};

/// Longest name of a profile, in characters: names stand in columns and titles.
const MAX_NAME: usize = 40;

/// A mistake. What is wrong is not repeated in it: it may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// A sentence.
    pub what: String,
    /// What to do about it, a sentence.
    pub hint: String,
}

impl Wrong {
    fn new(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), hint: hint.into() }
    }
}

/// How sentences call things where the text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Called<'a> {
    /// The field.
    pub field: &'a str,
    /// Where a secret belongs, with its preposition.
    pub secret: &'a str,
}

/// What is wrong with the name of a profile.
pub fn name(name: &str, Called { field, secret }: Called<'_>) -> Option<Wrong> {
    let sane = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if looks_like_secret(name) {
        let hint = format!("Give the profile a name of your own choice; the secret belongs {secret}.");
        Some(Wrong::new(format!("{field} looks like a secret."), hint))
    } else if name.chars().count() > MAX_NAME {
        Some(Wrong::new(format!("{field} is too long."), format!("{MAX_NAME} characters are the most.")))
    } else if !name.chars().all(sane) || !name.starts_with(char::is_alphanumeric) {
        let hint = "Use letters, digits, `-`, `_` and `.`, and begin with a letter or digit.";
        Some(Wrong::new(format!("{field} holds characters that a name cannot have."), hint))
    } else {
        None
    }
}

/// What is wrong with a text in a field of a service that is not about a secret; in that of a list, with one of its texts.
pub fn field(service: &Service, kind: &Field, text: &str, called: Called<'_>) -> Option<Wrong> {
    match &kind.kind {
        FieldKind::Text(rule) | FieldKind::Texts(rule) => by_rule(rule, text, called),
        FieldKind::Id { half } => id(service, half, text, called),
        FieldKind::Address { allows } => url(service, *allows, text, called),
        FieldKind::Choice { .. } | FieldKind::Secret { .. } => None,
    }
}

/// The texts of a list as a person writes it: apart by commas or spaces.
pub fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ' ']).filter(|text| !text.is_empty())
}

fn by_rule(rule: &Rule, text: &str, called: Called<'_>) -> Option<Wrong> {
    if (rule.holds)(text) {
        None
    } else if looks_like_token(text) {
        let what = format!("{} looks like a secret.", called.field);
        Some(Wrong::new(what, format!("The secret belongs {}. {}", called.secret, rule.hint)))
    } else {
        Some(Wrong::new(format!("{} {}.", called.field, rule.mistake), rule.hint))
    }
}

fn id(service: &Service, half: &str, text: &str, Called { field, secret }: Called<'_>) -> Option<Wrong> {
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        Some(Wrong::new(format!("{field} holds characters that an id cannot have."), "Copy it again."))
    } else if looks_like_token(text) && service.public_id(text).is_none() {
        let hint = format!("{half} The secret belongs {secret}.");
        Some(Wrong::new(format!("{field} looks like a secret, not like an id."), hint))
    } else {
        None
    }
}

fn url(service: &Service, allows: fn(&str) -> bool, text: &str, called: Called<'_>) -> Option<Wrong> {
    match address::parse(text) {
        Ok(url) if allows(url.path()) => None,
        Ok(url) => {
            let hint = format!("Write it without `{}`.", word(url.path()));
            Some(Wrong::new(format!("The path in {} is too much.", called.field), hint))
        }
        Err(error) if error.advice == address::LIKE => {
            let hint = format!("Write it like {}.", service.default_address);
            Some(Wrong::new(format!("{}: {}", called.field, error.message), hint))
        }
        Err(error) => Some(Wrong::new(format!("{}: {}", called.field, error.message), error.advice)),
    }
}
