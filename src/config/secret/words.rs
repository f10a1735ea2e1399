//! A source in one word, as commands and forms take it: `env:NAME`, `file:PATH`, `command:…`, `keyring`, `prompt`.

use std::path::PathBuf;

use super::{SecretSource, looks_like_secret, looks_like_token};
use crate::config::paths::home_dir;
use crate::model::{Error, Result};

/// What can be written.
pub const WORDS: &str = "keyring, prompt, env:NAME, file:PATH or command:PROGRAM ARGUMENTS";

impl SecretSource {
    /// Reads a source in one word. Paths after `~/` start at the home directory, others where the person is. The
    /// arguments of a command are apart by spaces, or a JSON list: `command:["pass", "show", "my shop"]`.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`]; the text is not repeated, because it may be the secret itself.
    pub fn from_words(text: &str) -> Result<Self> {
        let (way, rest) = text.trim().split_once(':').map_or((text.trim(), ""), |(way, rest)| (way, rest.trim()));
        match (way, rest) {
            ("keyring", "") => Ok(Self::Keyring),
            ("prompt", "") => Ok(Self::Prompt),
            ("env", name) if is_variable(name) => Ok(Self::Env(name.to_owned())),
            ("env", _) => {
                Err(Error::config("After `env:` belongs the name of an environment variable.").advise(NOT_ITS_VALUE))
            }
            ("file", path) if is_bare_token(path) => {
                Err(Error::config("After `file:` stands something that looks like a secret and not like a path.")
                    .advise(
                        "Write the path of the file that holds it. If it is a secret, renew it: it was an argument.",
                    ))
            }
            ("file", path) if !path.is_empty() => file(path),
            ("command", line) if !line.is_empty() => command(line),
            _ => Err(Error::config("This is no place where a secret can be.")
                .advise(format!("Write {WORDS}. The secret itself is never an argument: other users can read those."))),
        }
    }
}

/// What to write after `env:`.
const NOT_ITS_VALUE: &str = "Write the name of the variable, not its value, such as env:WHATSAPP_TOKEN. If it was the \
                             secret itself, renew it: other users can read arguments.";

/// Whether a text can name an environment variable. Longer ones, and those that look like it, are secrets in the wrong
/// place.
pub(super) fn is_variable(name: &str) -> bool {
    let sane = |c: char| c.is_ascii_alphanumeric() || c == '_';
    !name.is_empty()
        && name.chars().all(sane)
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name.len() <= 64
        && !looks_like_secret(name)
}

/// Whether a text is a token alone, and no path or option.
pub(super) fn is_bare_token(text: &str) -> bool {
    !text.contains(['/', '\\']) && looks_like_token(text)
}

/// Whether a command has a token among its words, where other users can read it.
pub(super) fn holds_token(argv: &[String]) -> bool {
    argv.iter().any(|word| is_bare_token(word))
}

/// The source that a file is, by its path as a person writes it.
pub(super) fn file(path: &str) -> Result<SecretSource> {
    let path = match path.strip_prefix("~/") {
        Some(rest) => home_dir()
            .ok_or_else(|| Error::config("There is no home directory.").advise("Write the path of the file in full."))?
            .join(rest),
        None => PathBuf::from(path),
    };
    let path = std::path::absolute(&path)
        .map_err(|error| Error::config(format!("The path {} cannot be used: {error}.", path.display())))?;
    Ok(SecretSource::File(path))
}

fn command(line: &str) -> Result<SecretSource> {
    let argv: Vec<String> = if line.starts_with('[') {
        serde_json::from_str(line).map_err(|_| {
            Error::config("After `command:` stands something that begins like a JSON list and is none.")
                .advise(r#"Write it like command:["pass", "show", "my shop"]."#)
        })?
    } else {
        line.split_whitespace().map(str::to_owned).collect()
    };
    if holds_token(&argv) {
        return Err(Error::config("After `command:` stands something that looks like the secret itself.")
            .advise("Write a program that prints it, like command:pass show wa. If it is a secret, renew it."));
    }
    if argv.first().is_none_or(|program| program.trim().is_empty()) {
        return Err(Error::config("`command:` names no program.").advise("Write it like command:pass show wa."));
    }
    Ok(SecretSource::Command(argv))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_has_a_word() {
        let argv = |argv: &[&str]| SecretSource::Command(argv.iter().map(|&text| text.to_owned()).collect());
        for (text, source) in [
            (" keyring ", SecretSource::Keyring),
            ("prompt", SecretSource::Prompt),
            ("env:WA_TOKEN", SecretSource::Env("WA_TOKEN".into())),
            ("file:/run/token", SecretSource::File("/run/token".into())),
            ("command:pass show  wa", argv(&["pass", "show", "wa"])),
            (r#"command:["pass", "show", "my shop"]"#, argv(&["pass", "show", "my shop"])),
        ] {
            assert_eq!(SecretSource::from_words(text).unwrap(), source, "{text}");
        }
        let SecretSource::File(path) = SecretSource::from_words("file:token").unwrap() else { panic!() };
        assert!(path.is_absolute(), "{path:?}");
    }

    #[test]
    fn a_secret_in_its_place_is_not_repeated() {
        for text in [
            "EAAJsecret",
            "env:EAAJ.secret",
            "env:EAAJsecret",
            "env:EAAGm0PX4ZCpsBAKZCZBqZB3",
            "env:",
            "file:",
            "file:EAAJsecret",
            "command:",
            "command:[EAAJsecret",
            "command:EAAJsecret",
            "command:echo EAAJsecret",
            "x:EAAJsecret",
        ] {
            let error = SecretSource::from_words(text).unwrap_err();
            assert!(!error.report().contains("EAAJ"), "{text}: {}", error.report());
        }
        let error = SecretSource::from_words("EAAJsecret").unwrap_err();
        assert!(error.advice.contains("never an argument"), "{}", error.advice);
    }
}
