//! What is wrong with the form, as far as that can be found out without asking anybody.

use crate::app::{ConnectField, ConnectMistake, ConnectStep};
use crate::config::secret::{Odd, odd};
use crate::config::{Called, Wrong, parts, wrong_field, wrong_name};
use crate::dialogs::{Connect, odd_secret};
use crate::model::service::{Field, FieldKind, MAIN_SECRET, Service};
use crate::model::{ProviderKind, clean};

/// What is wrong with the fields of the steps up to this one, in their order.
pub(super) fn up_to(form: &Connect, last: ConnectStep, taken: &[String]) -> Vec<ConnectMistake> {
    let steps = ConnectStep::ALL.into_iter().filter(|step| *step <= last);
    let fields = steps.flat_map(|step| form.fields(step));
    fields.filter_map(|field| one(form, field, taken)).collect()
}

/// What is wrong with one field. `taken` are the names of profiles, in small letters.
pub(super) fn one(form: &Connect, field: ConnectField, taken: &[String]) -> Option<ConnectMistake> {
    let text = form.input(field).map(|line| line.text().trim()).unwrap_or_default();
    let wrong = match field {
        ConnectField::Name => name(form, text, taken),
        ConnectField::Value(key) => form.service.service().field(key).and_then(|row| value(form, row, text)),
        ConnectField::Secret => secret(form),
        ConnectField::Keep => form
            .reason(form.keep)
            .map(|reason| (format!("The secret cannot be kept there: {reason}."), "Choose another place.".to_owned())),
        ConnectField::File if text.is_empty() => {
            Some(("File is empty.".to_owned(), "Write the path of a new file, such as ~/secrets/shop-eu.".to_owned()))
        }
        ConnectField::Service | ConnectField::File | ConnectField::Connect => None,
    };
    wrong.map(|(what, hint)| ConnectMistake { field: Some(field), what, hint })
}

/// Where a secret belongs, in the sentences of the form.
fn in_form(service: &Service) -> String {
    format!("in {}", service.label(MAIN_SECRET))
}

fn told(Wrong { what, hint }: Wrong) -> (String, String) {
    (what, hint)
}

fn name(form: &Connect, text: &str, taken: &[String]) -> Option<(String, String)> {
    if text.is_empty() {
        return Some(("Name is empty.".to_owned(), "Write what to call the account here, such as shop-eu.".to_owned()));
    }
    let secret = in_form(form.service.service());
    if let Some(wrong) = wrong_name(text, Called { field: "Name", secret: &secret }) {
        return Some(told(wrong));
    }
    let is_taken = taken.contains(&text.to_lowercase());
    is_taken.then(|| (format!("There is a profile {} already.", clean::line(text)), "Write another name.".to_owned()))
}

fn value(form: &Connect, field: &Field, text: &str) -> Option<(String, String)> {
    let service = form.service.service();
    let label = service.label(field.key);
    if text.is_empty() {
        return field.needed.then(|| (format!("{label} is empty."), "Nothing works without it.".to_owned()));
    }
    if matches!(field.kind, FieldKind::Address { .. }) && !text.contains("://") {
        let hint = format!("Write it like {}, or leave it empty.", service.default_address);
        return Some((format!("{label} does not begin with https://."), hint));
    }
    let texts: Vec<&str> = if matches!(field.kind, FieldKind::Texts(_)) { parts(text).collect() } else { vec![text] };
    let secret = in_form(service);
    let called = Called { field: label, secret: &secret };
    if let Some(wrong) = texts.iter().find_map(|text| wrong_field(service, field, text, called)) {
        return Some(told(wrong));
    }
    match field.kind {
        FieldKind::Id { .. } => misplaced(service, field, text).or_else(|| temporary(service, field, text)),
        FieldKind::Address { .. } => elsewhere(form.service, label, text),
        _ => None,
    }
}

/// An id that belongs in another field.
fn misplaced(service: &Service, field: &Field, text: &str) -> Option<(String, String)> {
    let id = service.public_id(text).filter(|id| id.key != field.key)?;
    let what = format!("{} holds {}.", service.label(field.key), id.name);
    Some((what, format!("That belongs in {}.", service.label(id.key))))
}

/// An id that needs a secret that the form does not ask for.
fn temporary(service: &Service, field: &Field, text: &str) -> Option<(String, String)> {
    let implied = service.secrets().find_map(|secret| match secret.kind {
        FieldKind::Secret { name, implied: Some(ref implied) } if implied.by == field.key => Some((name, implied)),
        _ => None,
    });
    let (name, implied) = implied.filter(|(_, implied)| text.starts_with(implied.prefix))?;
    let what = format!("What begins with {} needs its {name} as well, for which there is no field.", implied.prefix);
    Some((what, "Use a permanent one.".to_owned()))
}

/// An address at which the service certainly is not.
fn elsewhere(kind: ProviderKind, label: &str, text: &str) -> Option<(String, String)> {
    let host = host(text);
    let hint = format!("Leave {label} empty, or write it like {}.", kind.service().default_address);
    let others = ProviderKind::ALL.iter().filter(|other| **other != kind);
    let is_of = |other: &ProviderKind| {
        let service = other.service();
        domain(host) == domain(self::host(service.default_address)) && (service.is_host)(host)
    };
    let of_other = others.copied().find(is_of);
    if let Some(other) = of_other {
        return Some((format!("This is the address of {}.", other.service_name()), hint));
    }
    (!(kind.service().is_host)(host)).then(|| (format!("{} is not at this address.", kind.service_name()), hint))
}

/// The host in an address that is one.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or_default()
}

/// The last two parts of a host.
fn domain(host: &str) -> &str {
    host.rmatch_indices('.').nth(1).map_or(host, |(at, _)| &host[at + 1..])
}

/// What was typed or pasted as the secret.
fn secret(form: &Connect) -> Option<(String, String)> {
    let kind = form.service;
    let service = kind.service();
    let label = service.label(MAIN_SECRET);
    let name = form.secret_name();
    let text = form.secret.text().trim();
    if text.is_empty() {
        return Some((format!("{label} is empty."), format!("Paste the {name}; it is not shown.")));
    }
    let Some(odd) = odd(kind, text) else { return also_elsewhere(form, text) };
    let (what, hint) = odd_secret::told(odd, kind, name);
    let hint = match odd {
        Odd::Id(id) => format!("It belongs in {}.", service.label(id.key)),
        Odd::Of(other) => format!("Choose {} in step 1, or paste the {name} here.", other.service().vendor),
        _ => hint,
    };
    Some((what, hint))
}

/// A secret that stands in another field as well.
fn also_elsewhere(form: &Connect, text: &str) -> Option<(String, String)> {
    let is_same = |field: &ConnectField| form.input(*field).is_some_and(|line| line.text().trim() == text);
    let field = form.fields(ConnectStep::Token).into_iter().find(is_same)?;
    Some((format!("This is what stands in {}.", form.label(field)), format!("Paste the {} here.", form.secret_name())))
}
