//! Where the secrets of a new profile are, and what they are, as far as somebody gives them.

use secrecy::SecretString;

use crate::cli::console::Console;
use crate::cli::failure::Failure;
use crate::cli::secret_line::{self, capitalised};
use crate::config::Draft;
use crate::config::secret::{SecretKind, SecretSource, WORDS, keyring};
use crate::model::service::{FieldKind, Implied, MAIN_SECRET};
use crate::model::{Error, ErrorKind, ProviderKind, clean};

/// A secret that was given, with what it is for.
pub(super) type Given = (SecretKind, SecretString);

/// What `--secret` is for.
pub(super) fn help() -> String {
    format!("Where the {} is: keyring, prompt, env:NAME, file:PATH, command:…", SecretKind::MAIN.names())
}

/// The source in an option.
///
/// # Errors
/// Wrong usage. What was written is not repeated.
pub(super) fn source(option: Option<&str>) -> Result<Option<SecretSource>, Failure> {
    option.map(words).transpose()
}

/// A source in one word. A variable has to be set: what is not may be a secret in the place of its name.
fn words(text: &str) -> Result<SecretSource, Failure> {
    let source = SecretSource::from_words(text).map_err(Failure::usage)?;
    match &source {
        SecretSource::Env(name) if !is_set(name) => {
            let error = Error::config("The environment variable that stands after `env:` is not set.");
            Err(Failure::usage(
                error.advise("Set it first, and write its name there, not the secret, such as env:WHATSAPP_TOKEN."),
            ))
        }
        _ => Ok(source),
    }
}

/// The main secret: read from standard input, typed, or left where it is.
///
/// # Errors
/// Wrong usage where nobody says where it is; what keeps it from being read; a keyring that is not there.
pub(super) async fn main(
    source: &mut Option<SecretSource>,
    stdin: bool,
    provider: ProviderKind,
    console: &mut Console,
) -> Result<Option<Given>, Failure> {
    if stdin {
        let place = source.get_or_insert(SecretSource::Keyring);
        storable(place).await?;
        return Ok(Some((SecretKind::MAIN, secret_line::piped()?)));
    }
    let service = provider.service();
    let name = SecretKind::MAIN.name(provider);
    if source.is_none()
        && let Some(variable) = service.field(MAIN_SECRET).and_then(|main| main.variable)
        && service.is_in_environment(is_set)
    {
        console.note(&format!("The {name} is taken from {variable}, each time."));
        return Ok(None);
    }
    if source.is_none() {
        *source = Some(somewhere(console).await?);
    }
    type_in(source.as_ref(), SecretKind::MAIN, &capitalised(name), console).await
}

/// Another secret: typed where it is to be stored.
///
/// # Errors
/// What keeps it from being read; a keyring that is not there.
pub(super) async fn other(
    source: &SecretSource,
    kind: SecretKind,
    provider: ProviderKind,
    console: &Console,
) -> Result<Option<Given>, Failure> {
    type_in(Some(source), kind, &capitalised(kind.name(provider)), console).await
}

/// Says where the other secrets are, where that follows from the first: what goes with a kind of id is kept where the
/// main secret is, if that one was `typed`, though never in the same file.
pub(super) fn complete(draft: &mut Draft, typed: bool) {
    let Some(main) = draft.source(SecretKind::MAIN).cloned() else { return };
    for field in draft.provider.service().secrets() {
        let FieldKind::Secret { implied: Some(Implied { by, prefix, suffix }), .. } = &field.kind else { continue };
        let kind = SecretKind::new(field.key);
        if typed && draft.source(kind).is_none() && draft.text(by).starts_with(prefix) {
            draft.keep(kind, main.clone());
        }
        if let (Some(SecretSource::File(other)), SecretSource::File(first)) = (draft.source(kind), &main)
            && other == first
        {
            let mut path = first.clone().into_os_string();
            path.push(suffix);
            draft.keep(kind, SecretSource::File(path.into()));
        }
    }
}

/// Asks for a secret that is to be stored. `None` where the source fills itself, or nobody can be asked: then it has
/// to be there already.
async fn type_in(
    source: Option<&SecretSource>,
    kind: SecretKind,
    what: &str,
    console: &Console,
) -> Result<Option<Given>, Failure> {
    let to_store = match source {
        Some(SecretSource::Keyring) => true,
        Some(SecretSource::File(path)) => !path.exists(),
        _ => false,
    };
    if !to_store || !console.can_ask() {
        return Ok(None);
    }
    if let Some(source) = source {
        storable(source).await?;
    }
    Ok(Some((kind, secret_line::type_in(&format!("{what}:"))?)))
}

/// Where a secret goes if nobody said so: the keyring; without one, a person chooses.
async fn somewhere(console: &mut Console) -> Result<SecretSource, Failure> {
    let Err(none) = keyring::status().await else {
        if console.can_ask() {
            return Ok(SecretSource::Keyring);
        }
        return Err(nowhere("It is not stated where the secret is, and there is no terminal to ask on."));
    };
    if !console.can_ask() {
        return Err(nowhere(&none.message));
    }
    console.note(&none.message);
    let question = format!("Where shall the secret be? Write {}:", WORDS.replace("keyring, ", ""));
    match console.ask(&question) {
        Some(answer) if !answer.is_empty() => words(&answer),
        _ => Err(nowhere(&none.message)),
    }
}

/// A secret that cannot be stored in a keyring must be somewhere else.
fn nowhere(why: &str) -> Failure {
    let advice = format!(
        "Pipe it in with --secret-stdin, which stores it in the keyring or in a new file (--secret file:PATH), or say \
         where it is: --secret {WORDS}."
    );
    Failure::usage(Error::config(clean::block(why).into_owned()).advise(advice))
}

/// Says where else a secret can be, in an error of the keyring; one that is locked says so only when it is used.
pub(super) fn elsewhere(error: Error) -> Error {
    if error.kind != ErrorKind::Auth {
        return error;
    }
    error.advise(
        "Keep it in a new file, for its owner only: --secret file:PATH. Or say where it is already, without \
         --secret-stdin: env:NAME or command:…. Or type it for each run: prompt.",
    )
}

/// Whether a secret can be stored here at all, before anybody types it.
async fn storable(source: &SecretSource) -> Result<(), Failure> {
    match source {
        SecretSource::Keyring => keyring::status().await.map_err(|none| Failure::from(elsewhere(none))),
        SecretSource::File(path) if path.exists() => {
            let error = Error::config(format!("The file {} exists already and is left as it is.", path.display()));
            Err(Failure::usage(error.advise("Name another file, or leave --secret-stdin out to use what is in it.")))
        }
        SecretSource::File(_) => Ok(()),
        SecretSource::Env(_) | SecretSource::Command(_) | SecretSource::Prompt => {
            let error = Error::config(format!("A secret from standard input cannot be stored by way of {source}."));
            Err(Failure::usage(error.advise("Use it with --secret keyring or --secret file:PATH.")))
        }
    }
}

/// Whether a variable of the environment is there and not empty.
pub(super) fn is_set(variable: &str) -> bool {
    std::env::var_os(variable).is_some_and(|value| !value.is_empty())
}
