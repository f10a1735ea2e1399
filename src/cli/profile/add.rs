//! `qrdeck profile add`

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::describe::{Document, lines};
use super::list::Row;
use super::place;
use crate::cli::Global;
use crate::cli::console::Console;
use crate::cli::failure::{Exit, Failure};
use crate::cli::secret_line;
use crate::config::secret::{SecretKind, SecretSource};
use crate::config::{Draft, Paths};
use crate::model::{Error, ProviderKind};
use crate::session::check::Report;
use crate::session::setup::Addition;

/// Connect an account: checks it, stores its secret, and writes the profile into config.toml
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = AFTER_HELP)]
pub(in crate::cli) struct Add {
    /// What to call it: letters, digits, `-`, `_` and `.`
    name: Option<String>,
    /// The service
    #[arg(long, value_name = "meta|alibaba", hide_possible_values = true, ignore_case = true)]
    provider: Option<Provider>,
    /// Where the token or AccessKey secret is: keyring, prompt, env:NAME, file:PATH, command:…
    #[arg(long, value_name = "WHERE")]
    secret: Option<String>,
    /// Read the secret from standard input and store it in the keyring, or in a new file: --secret file:PATH
    #[arg(long)]
    secret_stdin: bool,
    /// Meta: a WhatsApp Business Account; without it those of the token are found
    #[arg(long = "waba-id", value_name = "ID", value_delimiter = ',', visible_alias = "waba-ids")]
    waba_ids: Vec<String>,
    /// Meta: the version of Graph, such as v23.0
    #[arg(long, value_name = "VERSION")]
    api_version: Option<String>,
    /// Meta: where Graph is
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Meta: where the app secret is, for apps with "Require App Secret"
    #[arg(long, value_name = "WHERE")]
    app_secret: Option<String>,
    /// Alibaba Cloud: the public half of the AccessKey
    #[arg(long, value_name = "ID")]
    access_key_id: Option<String>,
    /// Alibaba Cloud: the space of the customer, cams-…; groups need it
    #[arg(long, value_name = "ID")]
    cust_space_id: Option<String>,
    /// Alibaba Cloud: where CAMS is
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Alibaba Cloud: where the STS token is, for temporary credentials
    #[arg(long, value_name = "WHERE")]
    security_token: Option<String>,
    /// Do not ask the service whether it works
    #[arg(long)]
    no_test: bool,
    /// Accepted for the sake of scripts; nothing is destroyed
    #[arg(long)]
    yes: bool,
}

/// Below the options.
const AFTER_HELP: &str = "\
What is missing is asked for on a terminal. The secret itself is never an argument, because
every user of the machine can read those. With --read-only the profile never sends a change.

Examples:
  qrdeck profile add
  qrdeck profile add shop-eu --provider meta --secret-stdin < token
  qrdeck profile add shop-eu --provider meta --secret env:WHATSAPP_TOKEN
  qrdeck profile add shop-asia --provider alibaba --access-key-id LTAI5t… \\
      --secret \"command:pass show cams\"";

/// The services.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Provider {
    /// Meta's WhatsApp Cloud API
    Meta,
    /// Alibaba Cloud's Chat App Message Service
    Alibaba,
}

impl From<Provider> for ProviderKind {
    fn from(provider: Provider) -> Self {
        match provider {
            Provider::Meta => Self::Meta,
            Provider::Alibaba => Self::Alibaba,
        }
    }
}

impl Add {
    /// Runs it.
    pub(super) async fn run(self, global: &Global, paths: &Paths, console: &mut Console) -> Result<Exit, Failure> {
        let (no_test, stdin) = (self.no_test, self.secret_stdin);
        let mut draft = self.draft(global.read_only, paths, console)?;
        let main = place::main(&mut draft.secret, stdin, draft.provider, console).await?;
        if draft.access_key_id.trim().starts_with("STS.") && draft.security_token.is_none() && main.is_some() {
            draft.security_token.clone_from(&draft.secret);
        }
        // A second secret never shares the file of the first.
        if let (Some(SecretSource::File(token)), Some(SecretSource::File(secret))) =
            (&mut draft.security_token, &draft.secret)
            && token == secret
        {
            token.as_mut_os_string().push(".sts");
        }
        let app = place::other(draft.app_secret.as_ref(), SecretKind::AppSecret, console).await?;
        let token = place::other(draft.security_token.as_ref(), SecretKind::SecurityToken, console).await?;
        let addition = Addition::new(draft.clone(), [main, app, token].into_iter().flatten().collect())?;
        let report = if no_test { None } else { Some(addition.check(Some(secret_line::prompt())).await?) };
        if let Some(report) = &report {
            let otherwise = "Nothing was added; --no-test adds it without the check.";
            judge(report, "Add it all the same?", otherwise, console)?;
        }
        addition.store(paths).await.map_err(place::elsewhere)?;
        let profile = draft.profile()?;
        if console.is_json() {
            let report = report.as_ref().map(Document::new);
            console.document(&Added { added: Row::new(&profile), report })?;
        } else {
            console.note(&format!("The profile {} is in {}.", profile.name, paths.config_file.display()));
        }
        Ok(Exit::Done)
    }

    /// The draft of the options, and of answers where options are missing.
    fn draft(self, read_only: bool, paths: &Paths, console: &mut Console) -> Result<Draft, Failure> {
        // Wrong words come to light before anybody is asked anything.
        let (secret, app_secret) = (place::source(self.secret.as_deref())?, place::source(self.app_secret.as_deref())?);
        let security_token = place::source(self.security_token.as_deref())?;
        let name = required(self.name, "NAME", "Name of the profile, such as shop-eu:", console)?;
        Addition::is_new(paths, &name)?;
        let provider = if let Some(provider) = self.provider {
            provider
        } else {
            let answer = required(None, "--provider", "Service, meta or alibaba:", console)?;
            Provider::from_str(&answer, true).map_err(|_| {
                Failure::usage(Error::config("This is none of the services.").advise("Write meta or alibaba."))
            })?
        };
        let mut draft = Draft::new(name, provider.into());
        if provider == Provider::Alibaba {
            let variable = std::env::var_os("ALIBABA_CLOUD_ACCESS_KEY_ID").is_some_and(|value| !value.is_empty());
            if self.access_key_id.is_some() || !variable {
                let question = "AccessKey id, LTAI…:";
                draft.access_key_id = required(self.access_key_id, "--access-key-id", question, console)?;
            }
            draft.cust_space_id = self
                .cust_space_id
                .or_else(|| console.ask("Space id, cams-… (groups need it; Enter for none):"))
                .unwrap_or_default();
        } else {
            // Foreign options are told by the rules of the file.
            draft.access_key_id = self.access_key_id.unwrap_or_default();
            draft.cust_space_id = self.cust_space_id.unwrap_or_default();
        }
        Ok(Draft {
            read_only,
            secret,
            waba_ids: self.waba_ids,
            api_version: self.api_version.unwrap_or_default(),
            base_url: self.base_url.unwrap_or_default(),
            app_secret,
            endpoint: self.endpoint.unwrap_or_default(),
            security_token,
            ..draft
        })
    }
}

/// Something that must be known: given, or asked for.
fn required(given: Option<String>, option: &str, question: &str, console: &mut Console) -> Result<String, Failure> {
    given.or_else(|| console.ask(question)).filter(|answer| !answer.trim().is_empty()).ok_or_else(|| {
        let error = Error::config(format!("{option} is missing, and there is nobody to ask."));
        Failure::usage(error.advise("See `qrdeck profile add --help`."))
    })
}

/// Shows what the check found. Where it failed, only a person can say to go on.
pub(super) fn judge(report: &Report, question: &str, otherwise: &str, console: &mut Console) -> Result<(), Failure> {
    if !console.is_json() {
        console.note(lines(report).trim_end());
    }
    let Some(error) = report.failure() else { return Ok(()) };
    let question = format!("It does not work like this. {question} Type yes:");
    if console.ask(&question).is_some_and(|answer| answer == "yes") {
        return Ok(());
    }
    let advice = format!("{}\n{otherwise}", error.advice);
    Err(Failure::from(error.advise(advice)).of(&report.profile))
}

/// What `--json` answers.
#[derive(Serialize)]
struct Added<'a> {
    added: Row<'a>,
    report: Option<Document<'a>>,
}
