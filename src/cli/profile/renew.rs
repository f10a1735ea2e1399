//! `qrdeck profile renew`

use clap::Args;
use clap::builder::PossibleValuesParser;
use clap_complete::ArgValueCompleter;
use serde::Serialize;

use super::add::judge;
use super::describe::Document;
use crate::cli::complete::candidates;
use crate::cli::console::Console;
use crate::cli::failure::{Exit, Failure};
use crate::cli::secret_line;
use crate::config::Paths;
use crate::model::{Error, ProfileName};
use crate::session::SecretKind;
use crate::session::renewal::Renewal;

/// Put a new secret in the place of an expired one
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
The new secret is typed without being shown, or read with --secret-stdin. It goes where
the old one is, the keyring or a file. Nothing else of the profile changes.

Examples:
  qrdeck profile renew shop-eu
  qrdeck profile renew shop-eu --secret-stdin < token")]
pub(in crate::cli) struct Renew {
    /// The profile
    #[arg(add = ArgValueCompleter::new(candidates::configured_profiles))]
    name: String,
    /// Which of its secrets, as config.toml calls them
    #[arg(long, value_name = "WHICH", default_value = "secret", value_parser = which())]
    which: String,
    /// Read the secret from standard input
    #[arg(long)]
    secret_stdin: bool,
    /// Do not ask the service whether it works
    #[arg(long)]
    no_test: bool,
    /// Accepted for the sake of scripts; nothing is destroyed at the service
    #[arg(long)]
    yes: bool,
}

/// The secrets of profiles, as `config.toml` calls them.
fn which() -> PossibleValuesParser {
    PossibleValuesParser::new(SecretKind::all().into_iter().map(SecretKind::key))
}

impl Renew {
    /// Runs it.
    pub(super) async fn run(self, paths: &Paths, console: &mut Console) -> Result<Exit, Failure> {
        let kind = SecretKind::all().into_iter().find(|kind| kind.key() == self.which).unwrap_or(SecretKind::MAIN);
        let renewal = Renewal::new(paths, &ProfileName::new(&self.name), kind)?;
        let name = &renewal.profile().name;
        let secret = if self.secret_stdin {
            secret_line::piped()?
        } else if console.can_ask() {
            let what = renewal.kind().name(renewal.profile().provider());
            secret_line::type_in(&format!("New {what} of {name}:"))?
        } else {
            let error = Error::config("There is no terminal to type the new secret on.");
            return Err(Failure::usage(error.advise("Pipe it in with --secret-stdin.")));
        };
        let report = if self.no_test { None } else { Some(renewal.check(&secret, Some(secret_line::prompt())).await) };
        if let Some(report) = &report {
            judge(report, "Store it anyway?", "Nothing was stored; --no-test stores it without the check.", console)?;
        }
        renewal.store(&secret, paths).await?;
        if console.is_json() {
            let report = report.as_ref().map(Document::new);
            console.document(&Answer { renewed: name.as_str(), key: renewal.kind().key(), report })?;
        } else {
            let place = renewal.source();
            console.note(&format!("The new `{}` of profile {name} is stored ({place}).", renewal.kind().key()));
        }
        Ok(Exit::Done)
    }
}

/// What `--json` answers.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Answer<'a> {
    renewed: &'a str,
    key: &'a str,
    report: Option<Document<'a>>,
}
