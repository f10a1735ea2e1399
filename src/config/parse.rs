//! From the text of `config.toml` to profiles, or to all of its mistakes.

use std::collections::HashMap;
use std::path::Path;

use reqwest::Url;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fields::{At, Fields, wrong_type};
use super::mistake::{Mistakes, did_you_mean, word};
use super::secret::{looks_like_secret, looks_like_token, parse_source};
use super::{Account, AlibabaAccount, Config, MetaAccount, Profile, Proof};
use crate::model::{ProfileName, ProviderKind};
use crate::provider::http;

/// How ids begin that look like secrets otherwise: AccessKeys, temporary ones, and spaces of customers.
const ID_PREFIXES: [&str; 4] = ["LTAI", "STS.", "TMP.", "cams-"];

/// Longest name of a profile, in characters: names stand in columns and titles.
const MAX_NAME: usize = 40;

/// Reads a configuration; relative paths in it start from `base`.
pub(super) fn config(text: &str, base: &Path) -> Result<Config, Mistakes> {
    let mut mistakes = Mistakes::new(text);
    let (document, broken) = DeTable::parse_recoverable(text);
    for error in &broken {
        let at = error.span().map_or(0, |span| span.start);
        mistakes.add(at, format!("This is not TOML: {}.", error.message().trim_end_matches('.')), "");
    }
    if !mistakes.is_empty() {
        // What could be recovered of a broken file would only produce mistakes that are none.
        return Err(mistakes);
    }
    let mut top = Fields::new(document.get_ref());
    let mut profiles = Vec::new();
    let mut lines = HashMap::new();
    for value in profile_tables(&mut top, &mut mistakes) {
        let Some(table) = value.get_ref().as_table() else {
            wrong_type("profile", value, "[[profile]] above each profile", &mut mistakes);
            continue;
        };
        let (at, mut fields) = (value.span().start, Fields::new(table));
        let name = name(&mut fields, at, &mut mistakes);
        if let Some((name, at)) = &name {
            unique(name, *at, &mut lines, &mut mistakes);
        }
        let read_only = fields.flag("read_only", &mut mistakes);
        let account = account(&mut fields, at, base, &mut mistakes);
        if let (Some((name, _)), Some(account)) = (name, account) {
            profiles.push(Profile { name, read_only, account });
        }
    }
    top.finish(|_| None, &mut mistakes);
    if mistakes.is_empty() { Ok(Config { profiles }) } else { Err(mistakes) }
}

/// Notes a name that an earlier profile has; `lines` holds where the names stand.
fn unique(name: &ProfileName, at: usize, lines: &mut HashMap<String, usize>, mistakes: &mut Mistakes) {
    let line = mistakes.line(at);
    let first = *lines.entry(name.as_str().to_lowercase()).or_insert(line);
    if first != line {
        let what = format!("The name `{name}` is taken by the profile in line {first}.");
        mistakes.add(at, what, "Names differ in more than the case of their letters.");
    }
}

/// The `[[profile]]` tables.
fn profile_tables<'a, 'i>(top: &mut Fields<'a, 'i>, mistakes: &mut Mistakes) -> Vec<&'a Spanned<DeValue<'i>>> {
    let Some(value) = top.value("profile") else { return Vec::new() };
    if let Some(items) = value.get_ref().as_array() {
        return items.iter().collect();
    }
    mistakes.add(value.span().start, "`profile` is not a list.", "Write [[profile]] above each profile.");
    Vec::new()
}

/// The account of a profile that begins at `table`.
fn account(fields: &mut Fields<'_, '_>, table: usize, base: &Path, mistakes: &mut Mistakes) -> Option<Account> {
    let kind = provider(fields, table, mistakes)?;
    let account = match kind {
        ProviderKind::Meta => Account::Meta(meta(fields, base, mistakes)),
        ProviderKind::Alibaba => Account::Alibaba(alibaba(fields, base, mistakes)),
    };
    fields.finish(|key| elsewhere(key, kind), mistakes);
    Some(account)
}

/// The name of a profile that begins at `table`.
fn name(fields: &mut Fields<'_, '_>, table: usize, mistakes: &mut Mistakes) -> Option<At<ProfileName>> {
    if fields.value("name").is_none() {
        mistakes.add(table, "The profile has no `name`.", "Add one, such as name = \"shop-eu\".");
        return None;
    }
    let (name, at) = fields.text("name", mistakes)?;
    let sane = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.chars().count() > MAX_NAME {
        mistakes.add(at, "`name` is too long.", format!("{MAX_NAME} characters are the most."));
    } else if looks_like_secret(name) {
        let hint = "Give the profile a name of your own choice; the secret belongs where `secret` says.";
        mistakes.add(at, "`name` looks like a secret.", hint);
    } else if !name.chars().all(sane) || !name.starts_with(char::is_alphanumeric) {
        let hint = "Use letters, digits, `-`, `_` and `.`, and begin with a letter or digit.";
        mistakes.add(at, "`name` holds characters that a name cannot have.", hint);
    } else {
        return Some((ProfileName::new(name), at));
    }
    None
}

/// The service of a profile that begins at `table`.
fn provider(fields: &mut Fields<'_, '_>, table: usize, mistakes: &mut Mistakes) -> Option<ProviderKind> {
    if fields.value("provider").is_none() {
        mistakes.add(table, "The profile has no `provider`.", "Add provider = \"meta\" or \"alibaba\".");
        return None;
    }
    let (provider, at) = fields.text("provider", mistakes)?;
    let kinds = [ProviderKind::Meta, ProviderKind::Alibaba];
    let found = kinds.into_iter().find(|kind| kind.as_str() == provider);
    if found.is_none() {
        let hint = did_you_mean(provider, &kinds.map(ProviderKind::as_str));
        mistakes.add(at, format!("The provider `{}` is unknown.", word(provider)), hint);
    }
    found
}

/// The account of a profile with `provider = "meta"`.
fn meta(fields: &mut Fields<'_, '_>, base: &Path, mistakes: &mut Mistakes) -> MetaAccount {
    let mut waba_ids = Vec::new();
    for (id, at) in fields.texts("waba_ids", mistakes) {
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
            mistakes.add(at, "An id in `waba_ids` is not all digits.", "WhatsApp Manager shows it as the account ID.");
        }
        waba_ids.push(id.to_owned());
    }
    let base_url = url(fields, "base_url", |path| !path.split('/').any(is_version), mistakes);
    let api_version = fields.text("api_version", mistakes);
    if let Some((_, at)) = api_version.filter(|(version, _)| !is_version(version)) {
        mistakes.add(at, "`api_version` is not a version of Graph.", "Write it like \"v23.0\".");
    }
    let api_version = api_version.map(|(version, _)| version.to_owned());
    let secret = parse_source(fields, "secret", base, mistakes).unwrap_or_default();
    let app_secret = parse_source(fields, "app_secret", base, mistakes);
    let proof = proof(fields, mistakes);
    if let (None, Some((_, at))) = (fields.value("app_secret"), proof) {
        mistakes.add(at, "`appsecret_proof` needs the app secret.", "Add `app_secret`, or remove the line.");
    }
    let app_secret = app_secret.map(|source| (source, proof.map(|(proof, _)| proof).unwrap_or_default()));
    MetaAccount { waba_ids, api_version, base_url, secret, app_secret }
}

/// The form of the proof, and where it stands.
fn proof(fields: &mut Fields<'_, '_>, mistakes: &mut Mistakes) -> Option<At<Proof>> {
    let (text, at) = fields.text("appsecret_proof", mistakes)?;
    match text {
        "plain" => Some((Proof::Plain, at)),
        "timed" => Some((Proof::Timed, at)),
        _ => {
            let hint = did_you_mean(text, &["plain", "timed"]);
            mistakes.add(at, format!("`appsecret_proof` cannot be `{}`.", word(text)), hint);
            None
        }
    }
}

/// Whether a text is a version of Graph: `v23.0`.
fn is_version(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.strip_prefix('v').and_then(|rest| rest.split_once('.')).is_some_and(|(a, b)| digits(a) && digits(b))
}

/// The account of a profile with `provider = "alibaba"`.
fn alibaba(fields: &mut Fields<'_, '_>, base: &Path, mistakes: &mut Mistakes) -> AlibabaAccount {
    let mut id = |key| match fields.text(key, mistakes) {
        Some((text, at)) if !text.bytes().all(|byte| byte.is_ascii_graphic()) => {
            mistakes.add(at, format!("`{key}` holds characters that an id cannot have."), "Copy it again.");
            None
        }
        Some((text, at)) if looks_like_token(text) && !ID_PREFIXES.iter().any(|known| text.starts_with(known)) => {
            let hint = "The id is the public half (LTAI…); the secret belongs where `secret` says.";
            mistakes.add(at, format!("`{key}` looks like a secret, not like an id."), hint);
            None
        }
        found => found.map(|(text, _)| text.to_owned()),
    };
    let (access_key_id, cust_space_id) = (id("access_key_id"), id("cust_space_id"));
    let endpoint = url(fields, "endpoint", |path| path == "/", mistakes);
    let secret = parse_source(fields, "secret", base, mistakes);
    let security_token = parse_source(fields, "security_token", base, mistakes);
    AlibabaAccount { access_key_id, cust_space_id, endpoint, secret, security_token }
}

/// The URL of a service; `path` says which paths it may have.
fn url(
    fields: &mut Fields<'_, '_>,
    key: &'static str,
    path: impl Fn(&str) -> bool,
    mistakes: &mut Mistakes,
) -> Option<Url> {
    let (text, at) = fields.text(key, mistakes)?;
    match http::base_url(text) {
        Ok(url) if path(url.path()) => return Some(url),
        Ok(url) => {
            let hint = format!("Write it without `{}`.", word(url.path()));
            mistakes.add(at, format!("The path in `{key}` is too much."), hint);
        }
        Err(error) => mistakes.add(at, format!("`{key}`: {}", error.message), error.advice),
    }
    None
}

/// What to say of a key that is right somewhere else.
fn elsewhere(key: &str, kind: ProviderKind) -> Option<String> {
    const META: [&str; 5] = ["waba_ids", "api_version", "base_url", "app_secret", "appsecret_proof"];
    const ALIBABA: [&str; 4] = ["access_key_id", "cust_space_id", "endpoint", "security_token"];
    const SECRETS: [&str; 7] =
        ["token", "access_token", "access_key_secret", "secret_key", "password", "api_key", "app_secret"];
    let (foreign, other) = match kind {
        ProviderKind::Meta => (&ALIBABA[..], ProviderKind::Alibaba),
        ProviderKind::Alibaba => (&META[..], ProviderKind::Meta),
    };
    if foreign.contains(&key) {
        return Some(format!("It belongs to provider = \"{other}\"."));
    }
    SECRETS.contains(&key).then(|| {
        "No secret stands in this file: remove it, and say with `secret` where it is, \
         such as secret = { env = \"NAME\" }."
            .to_owned()
    })
}
