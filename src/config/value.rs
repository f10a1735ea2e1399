//! Reads what a profile says of one field of its service.

use std::path::Path;

use reqwest::Url;

use super::address;
use super::fields::{At, Fields};
use super::mistake::{Mistakes, did_you_mean, word};
use super::profile::Value;
use super::secret::{SecretSource, looks_like_token, parse_source};
use crate::model::service::{Field, FieldKind, MAIN_SECRET, Rule, Service};

/// The value of a field, where it is there and right. Relative paths start from `base`.
pub(super) fn read(
    service: &Service,
    field: &Field,
    fields: &mut Fields<'_, '_>,
    base: &Path,
    mistakes: &mut Mistakes,
) -> Option<Value> {
    let key = field.key;
    match &field.kind {
        FieldKind::Text(rule) => {
            let found = fields.text(key, mistakes)?;
            kept(rule, found, mistakes).map(Value::Text)
        }
        FieldKind::Texts(rule) => {
            let texts = fields.texts(key, mistakes).into_iter().filter_map(|found| kept(rule, found, mistakes));
            let texts: Vec<_> = texts.collect();
            (!texts.is_empty()).then_some(Value::Texts(texts))
        }
        FieldKind::Id { half } => id(service, key, half, fields, mistakes).map(Value::Text),
        FieldKind::Address { allows } => url(key, *allows, fields, mistakes).map(Value::Address),
        FieldKind::Choice { words, needs } => choice(service, key, words, needs, fields, mistakes).map(Value::Text),
        FieldKind::Secret { .. } => {
            let source = parse_source(fields, key, base, mistakes);
            // Where the vendor has no variable for it, the keyring is the only place that nobody has to name.
            let keyring = || (key == MAIN_SECRET && field.variable.is_none()).then(SecretSource::default);
            source.or_else(keyring).map(Value::Source)
        }
    }
}

/// A text, if it keeps the rule.
fn kept(rule: &Rule, (text, at): At<&str>, mistakes: &mut Mistakes) -> Option<String> {
    if (rule.holds)(text) {
        return Some(text.to_owned());
    }
    mistakes.add(at, rule.mistake, rule.hint);
    None
}

/// A public id.
fn id(
    service: &Service,
    key: &'static str,
    half: &str,
    fields: &mut Fields<'_, '_>,
    mistakes: &mut Mistakes,
) -> Option<String> {
    let (text, at) = fields.text(key, mistakes)?;
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        mistakes.add(at, format!("`{key}` holds characters that an id cannot have."), "Copy it again.");
    } else if looks_like_token(text) && !service.public_ids.iter().any(|known| text.starts_with(known)) {
        mistakes.add(at, format!("`{key}` looks like a secret, not like an id."), half);
    } else {
        return Some(text.to_owned());
    }
    None
}

/// The URL of a service; `allows` says which paths it may have.
fn url(
    key: &'static str,
    allows: fn(&str) -> bool,
    fields: &mut Fields<'_, '_>,
    mistakes: &mut Mistakes,
) -> Option<Url> {
    let (text, at) = fields.text(key, mistakes)?;
    match address::parse(text) {
        Ok(url) if allows(url.path()) => return Some(url),
        Ok(url) => {
            let hint = format!("Write it without `{}`.", word(url.path()));
            mistakes.add(at, format!("The path in `{key}` is too much."), hint);
        }
        Err(error) => mistakes.add(at, format!("`{key}`: {}", error.message), error.advice),
    }
    None
}

/// One of several words, which mean something beside the field `needs` only.
fn choice(
    service: &Service,
    key: &'static str,
    words: &[&str],
    needs: &'static str,
    fields: &mut Fields<'_, '_>,
    mistakes: &mut Mistakes,
) -> Option<String> {
    let (text, at) = fields.text(key, mistakes)?;
    if !words.contains(&text) {
        mistakes.add(at, format!("`{key}` cannot be `{}`.", word(text)), did_you_mean(text, words));
        return None;
    }
    if fields.value(needs).is_none() {
        let what = format!("`{key}` needs the {}.", name(service, needs));
        mistakes.add(at, what, format!("Add `{needs}`, or remove the line."));
    }
    Some(text.to_owned())
}

/// What people call a field.
fn name(service: &Service, key: &'static str) -> &'static str {
    match service.field(key).map(|field| &field.kind) {
        Some(FieldKind::Secret { name, .. }) => name,
        _ => key,
    }
}
