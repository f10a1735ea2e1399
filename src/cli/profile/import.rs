//! `qrdeck profile import`

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;

use super::list::Row;
use super::place;
use crate::cli::console::Console;
use crate::cli::failure::{Exit, Failure};
use crate::config::secret::{SecretKind, SecretSource, keyring};
use crate::config::{Config, Draft, Paths, Profile, is_taken};
use crate::model::{Error, ErrorKind, clean};
use crate::provider::alibaba::vendor_file::{self, Found, Skipped};
use crate::session::setup::{self, Addition};

/// Take over profiles of the Alibaba Cloud CLI
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = AFTER_HELP)]
pub(in crate::cli) struct Import {
    /// Their names there; all where none is named
    names: Vec<String>,
    /// The file, where it is not ~/.aliyun/config.json
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
    /// Where their secrets go: keyring (default), file:PATH for one profile, prompt, env:NAME, command:…
    #[arg(long, value_name = "WHERE")]
    secret: Option<String>,
    /// The space of the customer, cams-…; groups need it
    #[arg(long, value_name = "ID")]
    cust_space_id: Option<String>,
    /// Accepted for the sake of scripts; nothing is destroyed
    #[arg(long)]
    yes: bool,
}

/// Below the options.
const AFTER_HELP: &str = "\
Profiles with an AccessKey (mode AK) or temporary credentials (StsToken) are taken over; the
file stays as it is. No secret is shown.

Example: qrdeck profile import default --cust-space-id cams-…";

impl Import {
    /// Runs it.
    pub(super) async fn run(self, paths: &Paths, console: &mut Console) -> Result<Exit, Failure> {
        let place = place::source(self.secret.as_deref())?.unwrap_or_default();
        let file = self.file.clone().map_or_else(vendor_file::default_file, Ok)?;
        let (found, mut skipped) = vendor_file::read(&file)?;
        let is_wanted = |name: &str| self.names.is_empty() || self.names.iter().any(|wanted| wanted == name);
        if let Some(name) = self.names.iter().find(|name| {
            !found.iter().any(|found| found.name == **name) && !skipped.iter().any(|skipped| skipped.name == **name)
        }) {
            let error = Error::not_found(format!("The profile `{}` of {}", clean::line(name), file.display()));
            return Err(error.advise("Without a name, all are taken over.").into());
        }
        skipped.retain(|skipped| is_wanted(&skipped.name));
        let wanted: Vec<Found> = found.into_iter().filter(|found| is_wanted(&found.name)).collect();
        if matches!(place, SecretSource::File(_) | SecretSource::Env(_) | SecretSource::Command(_)) && wanted.len() > 1
        {
            let error = Error::config(format!("{} profiles cannot have their secret in one place.", wanted.len()));
            return Err(Failure::usage(error.advise("Name one of them, or use --secret keyring or prompt.")));
        }
        if place == SecretSource::Keyring && !wanted.is_empty() {
            keyring::status().await.map_err(|none| {
                let advice = "Use --secret prompt to type the secret each time, or name one profile and say where its \
                              secret goes or is: --secret file:PATH, env:NAME or command:….";
                none.advise(advice)
            })?;
        }
        let mut imported = Vec::new();
        for found in wanted {
            let config = setup::load(paths)?;
            let name = found.name.clone();
            match self.take_over(found, &place, &config) {
                Ok((draft, addition)) => match addition.store(paths).await {
                    Ok(()) => imported.push(draft.profile()?),
                    Err(error) => skipped.push(Skipped { name, why: format!("{} {}", error.message, error.advice) }),
                },
                Err(why) => skipped.push(Skipped { name, why }),
            }
        }
        tell(&imported, &skipped, console)
    }

    /// The profile to add.
    fn take_over(&self, found: Found, place: &SecretSource, config: &Config) -> Result<(Draft, Addition), String> {
        let name = fitting(&found.name);
        if is_taken(config, &name) {
            return Err(format!("there is a profile `{name}` already."));
        }
        let mut draft = Draft::new(name, vendor_file::PROVIDER);
        for (key, text) in found.fields {
            draft.set(key, text);
        }
        draft.set("cust_space_id", self.cust_space_id.clone().unwrap_or_default());
        for (kind, _) in &found.secrets {
            if *kind != SecretKind::MAIN && matches!(place, SecretSource::Env(_) | SecretSource::Command(_)) {
                let name = kind.name(draft.provider);
                return Err(format!("its {name} needs a place, too: use keyring, prompt or file."));
            }
            draft.keep(*kind, place.clone());
        }
        place::complete(&mut draft, true);
        let stored = matches!(place, SecretSource::Keyring | SecretSource::File(_));
        let secrets = if stored { found.secrets } else { Vec::new() };
        let addition = Addition::new(draft.clone(), secrets).map_err(|error| error.message)?;
        Ok((draft, addition))
    }
}

/// A name of the other file as a name of this one.
fn fitting(name: &str) -> String {
    let fit = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' };
    name.trim().chars().map(fit).collect()
}

/// Tells what was taken over and what was not.
fn tell(imported: &[Profile], skipped: &[Skipped], console: &mut Console) -> Result<Exit, Failure> {
    for Skipped { name, why } in skipped {
        console.note(&format!("{} is left out: {}", clean::line(name), clean::line(why)));
    }
    if imported.is_empty() {
        let error = Error::new(ErrorKind::NotFound, "There is no profile to take over.");
        return Err(error.advise("Profiles of the modes AK and StsToken can be taken over.").into());
    }
    if console.is_json() {
        let skipped = skipped.iter().map(|Skipped { name, why }| SkippedRow { name, why }).collect();
        console.document(&Document { imported: imported.iter().map(Row::new).collect(), skipped })?;
    } else {
        for profile in imported {
            console.note(&format!("{} is taken over. Check it with: qrdeck profile test {0}", profile.name));
        }
    }
    Ok(Exit::Done)
}

/// What `--json` answers.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Document<'a> {
    imported: Vec<Row<'a>>,
    skipped: Vec<SkippedRow<'a>>,
}

/// A profile that was left out.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct SkippedRow<'a> {
    name: &'a str,
    why: &'a str,
}
