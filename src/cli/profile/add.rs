//! `qrdeck profile add`

use std::sync::LazyLock;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use super::describe::{Document, lines};
use super::field_options::FieldOptions;
use super::list::Row;
use super::place;
use crate::cli::Global;
use crate::cli::console::Console;
use crate::cli::failure::{Exit, Failure};
use crate::cli::secret_line;
use crate::config::secret::SecretKind;
use crate::config::{Draft, Paths};
use crate::model::service::AddOption;
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
    #[arg(long, value_name = NAMES.as_str(), hide_possible_values = true, ignore_case = true, value_parser = provider())]
    provider: Option<ProviderKind>,
    #[arg(long, value_name = "WHERE", help = place::help())]
    secret: Option<String>,
    /// Read the secret from standard input and store it in the keyring, or in a new file: --secret file:PATH
    #[arg(long)]
    secret_stdin: bool,
    #[command(flatten)]
    fields: FieldOptions,
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

/// What stands for the service in help: `meta|alibaba`.
static NAMES: LazyLock<String> = LazyLock::new(|| words("|"));

/// The services' names, with something between them.
fn words(between: &str) -> String {
    ProviderKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(between)
}

/// Reads the name of a service.
fn provider() -> impl TypedValueParser<Value = ProviderKind> {
    let values = ProviderKind::ALL.iter().map(|kind| PossibleValue::new(kind.as_str()).help(kind.service_name()));
    PossibleValuesParser::new(values)
        .try_map(|word| ProviderKind::from_word(&word.to_lowercase()).ok_or("This is none of the services."))
}

impl Add {
    /// Runs it.
    pub(super) async fn run(self, global: &Global, paths: &Paths, console: &mut Console) -> Result<Exit, Failure> {
        let (no_test, stdin) = (self.no_test, self.secret_stdin);
        let mut draft = self.draft(global.read_only, paths, console)?;
        let provider = draft.provider;
        let mut source = draft.source(SecretKind::MAIN).cloned();
        let main = place::main(&mut source, stdin, provider, console).await?;
        let mut secrets: Vec<_> = main.into_iter().collect();
        let typed = !secrets.is_empty();
        if let Some(source) = source {
            draft.keep(SecretKind::MAIN, source);
        }
        place::complete(&mut draft, typed);
        for field in provider.service().secrets().skip(1) {
            let kind = SecretKind::new(field.key);
            if let Some(source) = draft.source(kind) {
                secrets.extend(place::other(source, kind, provider, console).await?);
            }
        }
        let addition = Addition::new(draft.clone(), secrets)?;
        let report = if no_test { None } else { Some(addition.check(Some(secret_line::prompt())).await?) };
        if let Some(report) = &report {
            let otherwise = "Nothing was added; --no-test adds it without the check.";
            judge(report, "Add it anyway?", otherwise, console)?;
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
        let secret = place::source(self.secret.as_deref())?;
        let sources = self.fields.sources()?;
        let name = required(self.name, "NAME", "Name of the profile, such as shop-eu:", console)?;
        Addition::is_new(paths, &name)?;
        let provider = if let Some(provider) = self.provider {
            provider
        } else {
            let question = format!("Service, {}:", words(" or "));
            let answer = required(None, "--provider", &question, console)?;
            ProviderKind::from_word(&answer.to_lowercase()).ok_or_else(|| {
                let error = Error::config("This is none of the services.");
                Failure::usage(error.advise(format!("Write {}.", words(" or "))))
            })?
        };
        let mut draft = Draft::new(name, provider);
        draft.read_only = read_only;
        for (kind, source) in secret.map(|source| (SecretKind::MAIN, source)).into_iter().chain(sources) {
            draft.keep(kind, source);
        }
        // Foreign options are told by the rules of the file.
        for (key, text) in self.fields.texts() {
            draft.set(key, text);
        }
        for field in provider.service().fields {
            let Some(AddOption { name, question: Some(question), .. }) = &field.option else { continue };
            let given = self.fields.get(field.key).map(str::to_owned);
            if given.is_none() && field.needed && field.variable.is_some_and(place::is_set) {
                continue;
            }
            let answer = if field.needed {
                required(given, &format!("--{name}"), question, console)?
            } else {
                given.or_else(|| console.ask(question)).unwrap_or_default()
            };
            draft.set(field.key, answer);
        }
        Ok(draft)
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Added<'a> {
    added: Row<'a>,
    report: Option<Document<'a>>,
}
