//! From the text of `config.toml` to profiles, or to all of its mistakes.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use toml::Spanned;
use toml::de::DeValue;

use super::fields::{At, Fields, wrong_type};
use super::mistake::{Mistakes, did_you_mean, word};
use super::wrong::{self, Called};
use super::{Account, Config, Profile, document, keys, theme, value};
use crate::model::{ProfileName, ProviderKind, SyncPolicy};

/// Reads a configuration; relative paths in it start from `base`.
pub(super) fn config(text: &str, base: &Path) -> Result<Config, Mistakes> {
    let (document, mut mistakes) = document::read(text)?;
    let mut top = Fields::new(document.get_ref());
    let theme = theme(&mut top, &mut mistakes);
    let mouse = top.flag("mouse", false, &mut mistakes);
    let default_sync = top.table("sync", &mut mistakes).and_then(|mut fields| {
        let policy = sync_policy("policy", &mut fields, &mut mistakes);
        fields.finish(|_| None, &mut mistakes);
        policy
    });
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
        let read_only = fields.flag("read_only", false, &mut mistakes);
        let sync = sync_policy("sync", &mut fields, &mut mistakes);
        let account = account(&mut fields, at, base, &mut mistakes);
        if let (Some((name, _)), Some(account)) = (name, account) {
            profiles.push(Profile { name, read_only, sync: sync.or(default_sync).unwrap_or_default(), account });
        }
    }
    let cache_on_disk = top.table("cache", &mut mistakes).is_none_or(|mut fields| {
        let disk = fields.flag("disk", true, &mut mistakes);
        fields.finish(|_| None, &mut mistakes);
        disk
    });
    let keys = keys::read(&mut top, &mut mistakes);
    top.finish(|_| None, &mut mistakes);
    if mistakes.is_empty() { Ok(Config { profiles, cache_on_disk, keys, theme, mouse }) } else { Err(mistakes) }
}

/// The name of a theme. Whether there is such a one is found out where it is to be drawn.
fn theme(top: &mut Fields<'_, '_>, mistakes: &mut Mistakes) -> Option<String> {
    let (name, at) = top.text("theme", mistakes)?;
    if theme::is_name(name) {
        return Some(name.to_owned()).filter(|name| name != theme::AUTO);
    }
    let hint = "Name one that comes with qrdeck, such as \"dark\", or a file in themes/ without its ending.";
    mistakes.add(at, format!("`{}` is not the name of a theme.", word(name)), hint);
    None
}

/// When a profile is synced.
fn sync_policy(key: &'static str, fields: &mut Fields<'_, '_>, mistakes: &mut Mistakes) -> Option<SyncPolicy> {
    const WANTED: &str = "\"on-sight\", \"manual\", or a number of minutes, such as 30";
    let value = fields.value(key)?;
    let policy = match value.get_ref() {
        DeValue::String(word) if word == "on-sight" => Some(SyncPolicy::OnSight),
        DeValue::String(word) if word == "manual" => Some(SyncPolicy::Manual),
        DeValue::Integer(minutes) if minutes.radix() == 10 => {
            let minutes = minutes.as_str().parse().ok();
            minutes.filter(|minutes| (1..=SyncPolicy::MOST).contains(minutes)).map(SyncPolicy::Every)
        }
        _ => None,
    };
    if policy.is_none() {
        mistakes.add(value.span().start, format!("`{key}` is not a way to sync."), format!("Write {WANTED}."));
    }
    policy
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
    let mut values = BTreeMap::new();
    for field in kind.service().fields {
        if let Some(value) = value::read(kind.service(), field, fields, base, mistakes) {
            values.insert(field.key, value);
        }
    }
    fields.finish(elsewhere, mistakes);
    Some(Account { provider: kind, values })
}

/// The name of a profile that begins at `table`.
fn name(fields: &mut Fields<'_, '_>, table: usize, mistakes: &mut Mistakes) -> Option<At<ProfileName>> {
    if fields.value("name").is_none() {
        mistakes.add(table, "The profile has no `name`.", "Add one, such as name = \"shop-eu\".");
        return None;
    }
    let (name, at) = fields.text("name", mistakes)?;
    let Some(wrong) = wrong::name(name, Called { field: "`name`", secret: value::IN_FILE }) else {
        return Some((ProfileName::new(name), at));
    };
    mistakes.add(at, wrong.what, wrong.hint);
    None
}

/// The service of a profile that begins at `table`.
fn provider(fields: &mut Fields<'_, '_>, table: usize, mistakes: &mut Mistakes) -> Option<ProviderKind> {
    if fields.value("provider").is_none() {
        let words: Vec<_> = ProviderKind::ALL.iter().map(|kind| format!("\"{kind}\"")).collect();
        mistakes.add(table, "The profile has no `provider`.", format!("Add provider = {}.", words.join(" or ")));
        return None;
    }
    let (provider, at) = fields.text("provider", mistakes)?;
    let found = ProviderKind::from_word(provider);
    if found.is_none() {
        let words: Vec<_> = ProviderKind::ALL.iter().map(|kind| kind.as_str()).collect();
        let hint = did_you_mean(provider, &words);
        mistakes.add(at, format!("The provider `{}` is unknown.", word(provider)), hint);
    }
    found
}

/// What to say of a key that is right somewhere else.
fn elsewhere(key: &str) -> Option<String> {
    const SECRETS: [&str; 7] =
        ["token", "access_token", "access_key_secret", "secret_key", "password", "api_key", "app_secret"];
    if let Some(other) = ProviderKind::ALL.iter().find(|kind| kind.service().field(key).is_some()) {
        return Some(format!("It belongs to provider = \"{other}\"."));
    }
    SECRETS.contains(&key).then(|| {
        "No secret stands in this file: remove it, and say with `secret` where it is, \
         such as secret = { env = \"NAME\" }."
            .to_owned()
    })
}
