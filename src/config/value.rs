//! Reads what a profile says of one field of its service.

use std::path::Path;

use super::address;
use super::fields::{At, Fields};
use super::mistake::{Mistakes, did_you_mean, word};
use super::profile::Value;
use super::secret::{SecretSource, parse_source};
use super::wrong::{self, Called};
use crate::model::service::{Field, FieldKind, MAIN_SECRET, Service};

/// Where a secret belongs, in the sentences of the file.
pub(super) const IN_FILE: &str = "where `secret` says";

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
        FieldKind::Text(_) | FieldKind::Id { .. } => {
            let found = fields.text(key, mistakes)?;
            right(service, field, found, mistakes).map(|text| Value::Text(text.to_owned()))
        }
        FieldKind::Texts(_) => {
            let texts = fields.texts(key, mistakes).into_iter();
            let right = texts.filter_map(|found| right(service, field, found, mistakes).map(str::to_owned));
            let texts: Vec<_> = right.collect();
            (!texts.is_empty()).then_some(Value::Texts(texts))
        }
        FieldKind::Address { .. } => {
            let found = fields.text(key, mistakes)?;
            address::parse(right(service, field, found, mistakes)?).ok().map(Value::Address)
        }
        FieldKind::Choice { words, needs } => choice(service, key, words, needs, fields, mistakes).map(Value::Text),
        FieldKind::Secret { .. } => {
            let source = parse_source(fields, key, base, mistakes);
            // Where the vendor has no variable for it, the keyring is the only place that nobody has to name.
            let keyring = || (key == MAIN_SECRET && field.variable.is_none()).then(SecretSource::default);
            source.or_else(keyring).map(Value::Source)
        }
    }
}

/// A text, if nothing is wrong with it.
fn right<'a>(service: &Service, field: &Field, (text, at): At<&'a str>, mistakes: &mut Mistakes) -> Option<&'a str> {
    let key = format!("`{}`", field.key);
    let Some(wrong) = wrong::field(service, field, text, Called { field: &key, secret: IN_FILE }) else {
        return Some(text);
    };
    mistakes.add(at, wrong.what, wrong.hint);
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
