//! The `secret = …` of the configuration file.

use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::SecretSource;
use super::words::{holds_token, is_bare_token, is_variable};
use crate::config::fields::{Fields, wrong_type};
use crate::config::mistake::{Mistakes, did_you_mean, word};
use crate::config::paths::home_dir;

/// What can stand there.
const WAYS: &str =
    "\"keyring\", \"prompt\", { env = \"NAME\" }, { file = \"path\" } or { command = [\"program\", \"argument\"] }";

/// The source under `key`. What stands there is never repeated in a mistake: it may be a secret itself.
pub(in crate::config) fn parse_source(
    fields: &mut Fields<'_, '_>,
    key: &'static str,
    base: &Path,
    mistakes: &mut Mistakes,
) -> Option<SecretSource> {
    let value = fields.value(key)?;
    if value.get_ref().as_str() == Some("keyring") {
        return Some(SecretSource::Keyring);
    }
    if value.get_ref().as_str() == Some("prompt") {
        return Some(SecretSource::Prompt);
    }
    if value.get_ref().is_str() {
        let what =
            format!("`{key}` holds a text that is neither \"keyring\" nor \"prompt\"; no secret stands in this file.");
        mistakes.add(value.span().start, what, format!("Write {WAYS}."));
        return None;
    }
    let Some(table) = value.get_ref().as_table() else {
        wrong_type(key, value, WAYS, mistakes);
        return None;
    };
    from_table(key, value, table, base, mistakes)
}

/// The source in `{ … }`: one key, of three.
fn from_table(
    key: &str,
    value: &Spanned<DeValue<'_>>,
    table: &DeTable<'_>,
    base: &Path,
    mistakes: &mut Mistakes,
) -> Option<SecretSource> {
    let at = value.span().start;
    let mut entries = table.iter();
    let (Some((way, inner)), None) = (entries.next(), entries.next()) else {
        mistakes.add(at, format!("`{key}` needs exactly one source."), format!("Write {WAYS}."));
        return None;
    };
    let mut one = Fields::new(table);
    match way.get_ref().as_ref() {
        "env" => {
            let (name, at) = one.text("env", mistakes)?;
            if !is_variable(name) {
                let hint = "Write the name of the variable, not its value.";
                mistakes.add(at, "`env` is not the name of an environment variable.", hint);
                return None;
            }
            Some(SecretSource::Env(name.to_owned()))
        }
        "file" => {
            let (path, at) = one.text("file", mistakes)?;
            if is_bare_token(path) {
                mistakes.add(at, "`file` looks like a secret and not like a path.", "Write where the file is.");
                return None;
            }
            Some(SecretSource::File(place(path, base)))
        }
        "command" => {
            let argv: Vec<String> =
                one.texts("command", mistakes).into_iter().map(|(text, _)| text.to_owned()).collect();
            if argv.first().is_none_or(|program| program.trim().is_empty()) {
                let hint = "Write the program and its arguments: [\"pass\", \"show\", \"wa\"].";
                mistakes.add(inner.span().start, "`command` names no program.", hint);
                return None;
            }
            if holds_token(&argv) {
                let hint = "Write a program that prints it; other users can read its arguments.";
                mistakes.add(inner.span().start, "`command` holds what looks like the secret itself.", hint);
                return None;
            }
            Some(SecretSource::Command(argv))
        }
        other => {
            let hint = did_you_mean(other, &["env", "file", "command"]);
            mistakes.add(way.span().start, format!("The source `{}` is unknown.", word(other)), hint);
            None
        }
    }
}

/// A path of the configuration file: from the home directory after `~/`, else from where the file is.
fn place(path: &str, base: &Path) -> PathBuf {
    match path.strip_prefix("~/").zip(home_dir()) {
        Some((rest, home)) => home.join(rest),
        None => base.join(path),
    }
}
