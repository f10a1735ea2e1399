//! The configuration of the Alibaba Cloud CLI, `~/.aliyun/config.json`.

use std::path::{Path, PathBuf};

use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;
use serde::Deserialize;

use super::credentials::SECURITY_TOKEN;
use crate::config::secret::SecretKind;
use crate::config::{bounded, home_dir, secret};
use crate::model::{Error, ProviderKind, Result, clean};

/// The service whose accounts are in it.
pub const PROVIDER: ProviderKind = ProviderKind::Alibaba;

/// The longest file that is read, in bytes.
const MAX: u64 = 1 << 20;

/// A profile of it that can be taken over.
#[derive(Debug)]
pub struct Found {
    /// Its name there.
    pub name: String,
    /// What it says of the fields of a profile, by their keys.
    pub fields: Vec<(&'static str, String)>,
    /// Its secrets.
    pub secrets: Vec<(SecretKind, SecretString)>,
}

/// A profile of it that cannot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Its name there.
    pub name: String,
    /// Why.
    pub why: String,
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    profiles: Vec<Entry>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Entry {
    name: String,
    mode: String,
    access_key_id: String,
    access_key_secret: String,
    sts_token: String,
}

/// Where the Alibaba Cloud CLI keeps its configuration.
///
/// # Errors
/// [`crate::model::ErrorKind::Config`] where there is no home directory.
pub fn default_file() -> Result<PathBuf> {
    let home = home_dir().ok_or_else(|| {
        Error::config("There is no home directory to look for .aliyun/config.json in.").advise("Name it with --file.")
    })?;
    Ok(home.join(".aliyun").join("config.json"))
}

/// Reads the file.
///
/// # Errors
/// [`crate::model::ErrorKind::NotFound`] where there is none, [`crate::model::ErrorKind::Config`] where it is another
/// kind of file. Nothing of its content is repeated.
pub fn read(path: &Path) -> Result<(Vec<Found>, Vec<Skipped>)> {
    let shown = path.display();
    let text = bounded::read_text(path, MAX).map(Zeroizing::new);
    let text = text.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            Error::not_found(format!("The file {shown}")).advise("Name another one with --file.")
        }
        _ => Error::config(format!("{shown} cannot be read: {error}.")).advise("Name another one with --file."),
    })?;
    parse(&text).ok_or_else(|| {
        Error::config(format!("{shown} is not a configuration of the Alibaba Cloud CLI."))
            .advise("It is JSON with a list `profiles`; `aliyun configure` writes it.")
    })
}

fn parse(text: &str) -> Option<(Vec<Found>, Vec<Skipped>)> {
    let file: File = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let (mut found, mut skipped) = (Vec::new(), Vec::new());
    for entry in file.profiles {
        let name = entry.name.clone();
        match usable(entry) {
            Ok(profile) => found.push(profile),
            Err(why) => skipped.push(Skipped { name, why }),
        }
    }
    Some((found, skipped))
}

/// A profile, or why it is of no use.
fn usable(entry: Entry) -> Result<Found, String> {
    let Entry { name, mode, access_key_id, access_key_secret, sts_token } = entry;
    let (access_key_secret, sts_token) = (Zeroizing::new(access_key_secret), Zeroizing::new(sts_token));
    let temporary = match mode.as_str() {
        "AK" => false,
        "StsToken" => true,
        other => {
            let mode = clean::line(other);
            return Err(format!("its mode {mode} keeps no AccessKey in the file; use AK or StsToken."));
        }
    };
    if access_key_id.trim().is_empty() {
        return Err("it has no access_key_id.".to_owned());
    }
    let one = |text: &Zeroizing<String>, key: &str| {
        secret::typed(text).map_err(|_| format!("its {key} is empty, or no secret at all."))
    };
    let mut secrets = vec![(SecretKind::MAIN, one(&access_key_secret, "access_key_secret")?)];
    if temporary {
        secrets.push((SECURITY_TOKEN, one(&sts_token, "sts_token")?));
    }
    Ok(Found { name, fields: vec![("access_key_id", access_key_id.trim().to_owned())], secrets })
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret as _;

    use super::*;

    #[test]
    fn keys_are_taken_over_and_other_modes_are_named() {
        let (found, skipped) = parse(
            r#"{"current": "default", "meta_path": "", "profiles": [
                {"name": "default", "mode": "AK", "access_key_id": "LTAI1", "access_key_secret": "s1", "sts_token": "",
                 "region_id": "cn-hangzhou", "retry_count": 0},
                {"name": "temp", "mode": "StsToken", "access_key_id": "STS.2", "access_key_secret": "s2", "sts_token": "t2"},
                {"name": "role", "mode": "RamRoleArn", "access_key_id": "LTAI3", "access_key_secret": "s3"},
                {"name": "half", "mode": "AK", "access_key_id": "LTAI4"},
                {"name": "none", "mode": "StsToken", "access_key_id": "STS.5", "access_key_secret": "s5"}]}"#,
        )
        .unwrap();
        let id = |id: &str| ("access_key_id", id.to_owned());
        let rows: Vec<_> = found
            .iter()
            .map(|found| {
                let secret =
                    |(kind, secret): &(SecretKind, SecretString)| (kind.key(), secret.expose_secret().to_owned());
                (found.name.as_str(), found.fields.clone(), found.secrets.iter().map(secret).collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(
            rows,
            [
                ("default", vec![id("LTAI1")], vec![("secret", "s1".to_owned())]),
                ("temp", vec![id("STS.2")], vec![("secret", "s2".to_owned()), ("security_token", "t2".to_owned())]),
            ]
        );
        let names: Vec<_> = skipped.iter().map(|skipped| skipped.name.as_str()).collect();
        assert_eq!(names, ["role", "half", "none"]);
        assert!(skipped[0].why.contains("RamRoleArn"), "{skipped:?}");
        assert!(!format!("{found:?}{skipped:?}").contains("s1"), "{found:?}");
    }

    #[test]
    fn another_file_is_none_of_it() {
        assert!(parse("[1]").is_none() && parse("secret=1").is_none());
        assert!(parse("{}").is_some_and(|(found, skipped)| found.is_empty() && skipped.is_empty()));
    }
}
