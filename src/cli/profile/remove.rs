//! `qrdeck profile remove`

use clap::Args;
use clap_complete::ArgValueCompleter;
use serde::Serialize;

use crate::cli::complete::candidates;
use crate::cli::confirm::{Question, confirm};
use crate::cli::console::Console;
use crate::cli::failure::{Exit, Failure};
use crate::config::Paths;
use crate::config::secret::shown;
use crate::model::{Error, ProfileName};
use crate::session::setup;

/// Remove a profile, and its secrets from the keyring
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "Nothing is changed at the service. Files with secrets stay.\n\n\
                        Example: qrdeck profile remove shop-eu")]
pub(in crate::cli) struct Remove {
    /// The profile
    #[arg(add = ArgValueCompleter::new(candidates::configured_profiles))]
    name: String,
    /// Do not ask
    #[arg(long)]
    yes: bool,
}

impl Remove {
    /// Runs it.
    pub(super) async fn run(self, paths: &Paths, console: &mut Console) -> Result<Exit, Failure> {
        let name = ProfileName::new(&self.name);
        let config = setup::load(paths)?;
        if !config.profiles.iter().any(|profile| profile.name == name) {
            let error = Error::not_found(format!("The profile `{}`", shown(name.as_str())));
            return Err(error.advise("`qrdeck profile list` shows all.").into());
        }
        let mut lines = vec![
            format!("Remove the profile {name} from {}?", paths.config_file.display()),
            "Its secrets in the keyring go too. Nothing is changed at the service.".to_owned(),
        ];
        lines.extend(open(paths, &name).await);
        let question = Question {
            lines,
            what: "its name".to_owned(),
            expected: name.to_string(),
            otherwise: "Nothing was removed.",
        };
        confirm(console, self.yes, &question).await?;
        let setup::Removed { keyring, unchecked, files } = setup::remove(paths, &name).await?;
        if console.is_json() {
            let files = files.iter().map(|file| file.display().to_string()).collect();
            console.document(&Document { removed: name.as_str(), keyring_entries: keyring, files_left: files })?;
        } else {
            console.note(&format!("The profile {name} is removed."));
            for file in files {
                console.note(&format!(
                    "Its secret in {} stays; remove the file if nothing else needs it.",
                    file.display()
                ));
            }
        }
        if let Some(error) = unchecked {
            console.note(&format!("No secret was removed from the keyring. {}", error.message));
        }
        Ok(Exit::Done)
    }
}

/// What there is to say of changes whose outcome is not known: after the removal nobody can look it up.
async fn open(paths: &Paths, name: &ProfileName) -> Option<String> {
    match setup::open_changes(paths, name).await {
        Ok(0) => None,
        Ok(open) => Some(format!(
            "Changes through it whose outcome is not known yet: {open}. Without the profile nobody can look them up; \
             `qrdeck journal settle --profile {name}` does it now."
        )),
        Err(error) => Some(format!("Whether changes through it are open is not known: {}", error.message)),
    }
}

/// What `--json` answers.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Document<'a> {
    removed: &'a str,
    keyring_entries: usize,
    files_left: Vec<String>,
}
