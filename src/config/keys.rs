//! `[keys]`: what people want their keys to be. Which actions and keys there are is for the app to know.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fields::{Fields, wrong_type};
use super::mistake::{Mistakes, word};

/// Keys for an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySetting {
    /// Where the action has these keys; everywhere it can be done, where nothing is named.
    pub context: Option<String>,
    /// The action.
    pub action: String,
    /// Its keys; none takes all of them away.
    pub keys: Vec<String>,
    /// The line of the file, counted from 1.
    pub line: usize,
}

/// Other keys for an action in one place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeyChange {
    /// Where, as `[keys]` names it.
    pub context: String,
    /// The action, as `[keys]` names it.
    pub action: String,
    /// Its keys; none for those it has without this setting.
    pub keys: Option<Vec<String>>,
}

/// The settings of `[keys]` and of the tables in it, in the order of the file.
pub(super) fn read(top: &mut Fields<'_, '_>, mistakes: &mut Mistakes) -> Vec<KeySetting> {
    let Some(value) = top.value("keys") else { return Vec::new() };
    let Some(table) = value.get_ref().as_table() else {
        wrong_type("keys", value, "[keys] above its keys", mistakes);
        return Vec::new();
    };
    let mut settings = Vec::new();
    settings_of(table, None, &mut settings, mistakes);
    settings.sort_by_key(|setting| setting.line);
    settings
}

fn settings_of(table: &DeTable<'_>, context: Option<&str>, settings: &mut Vec<KeySetting>, mistakes: &mut Mistakes) {
    for (name, value) in table {
        let at = name.span().start;
        match (value.get_ref(), context) {
            (DeValue::Table(inner), None) => settings_of(inner, Some(name.get_ref()), settings, mistakes),
            (DeValue::String(key), _) => settings.push(setting(context, name, vec![key.to_string()], mistakes)),
            (DeValue::Array(keys), _) => {
                let texts: Option<Vec<_>> = keys.iter().map(|key| key.get_ref().as_str().map(str::to_owned)).collect();
                match texts {
                    Some(keys) => settings.push(setting(context, name, keys, mistakes)),
                    None => wrong(at, name.get_ref(), mistakes),
                }
            }
            _ => wrong(at, name.get_ref(), mistakes),
        }
    }
}

fn setting(
    context: Option<&str>,
    action: &Spanned<std::borrow::Cow<'_, str>>,
    keys: Vec<String>,
    mistakes: &Mistakes,
) -> KeySetting {
    let (context, line) = (context.map(str::to_owned), mistakes.line(action.span().start));
    KeySetting { context, action: action.get_ref().to_string(), keys, line }
}

fn wrong(at: usize, name: &str, mistakes: &mut Mistakes) {
    let hint = "Write a key or a list of keys in quotes, such as \"ctrl-d\" or [\"d\", \"Delete\"].";
    mistakes.add(at, format!("`{}` in [keys] is no key.", word(name)), hint);
}
