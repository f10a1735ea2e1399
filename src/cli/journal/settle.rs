//! `qrdeck journal settle`, and the same beside every change.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use clap::Args;
use serde::Serialize;

use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::config::secret::SecretSource;
use crate::journal::Settled;
use crate::model::{Error, ErrorKind, ProfileName, Result as Answer};
use crate::provider::{Connect, Provider};
use crate::session::Session;
use crate::store::{EntryId, Filter, Outcome};

/// How much longer a command may take because earlier changes are looked up beside it.
const AFTERWARDS: Duration = Duration::from_millis(300);

/// Look up the outcome of changes where it is unknown
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "Every command that changes something also does this, and so does the app when it starts. \
                        Exit status 5: an outcome is still unknown. Example: qrdeck journal settle --json")]
pub(in crate::cli) struct Settle {
    /// Accepted by every command that changes something; this one asks nothing
    #[arg(long = "yes", hide = true)]
    _yes: bool,
}

/// What was found out.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Row<'a> {
    entry: i64,
    outcome: Option<&'static str>,
    message: &'a str,
}

impl Settle {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let told = context.settle().await?;
        if console.is_json() {
            let rows: Vec<_> = told
                .iter()
                .map(|Settled { entry, outcome, sentence, .. }| Row {
                    entry: entry.0,
                    outcome: outcome.map(Outcome::as_str),
                    message: sentence,
                })
                .collect();
            console.list(&rows)?;
        } else if told.is_empty() {
            console.note("There is nothing to settle.");
        } else {
            for settled in &told {
                console.note(&settled.sentence);
            }
            if told.iter().any(|settled| settled.outcome.is_none()) {
                console.note(
                    "Outcomes that are still unknown stay open. `qrdeck journal settle` looks them up again, and \
                     `qrdeck journal close ENTRY` stops looking.",
                );
            }
        }
        Ok(if told.iter().any(|settled| settled.outcome.is_none()) { Exit::Unknown } else { Exit::Done })
    }
}

/// Runs a command that changes something, and looks up the outcome of earlier changes in parallel: the command never
/// waits for that. What was found is reported on standard error after the command has ended.
pub(in crate::cli) async fn beside_a_change(
    context: &Context,
    console: &mut Console,
    work: impl AsyncFnOnce(&mut Console) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    let open = open(context).await;
    if open.is_empty() {
        return work(console).await;
    }
    let connect = NoPrompt(context);
    let profiles: Vec<_> = context.profiles().into_iter().map(|profile| profile.name).collect();
    let mut looking = std::pin::pin!(context.journal().settle(&connect, &profiles));
    let mut looked = None;
    let ended = {
        let mut work = std::pin::pin!(work(&mut *console));
        loop {
            tokio::select! {
                biased;
                ended = &mut work => break ended,
                found = &mut looking, if looked.is_none() => looked = Some(found),
            }
        }
    };
    if looked.is_none() && !context.stop().is_wanted() {
        looked = tokio::time::timeout(AFTERWARDS, looking).await.ok();
    }
    report_outcomes(&open, &looked.and_then(Answer::ok).unwrap_or_default(), console);
    ended
}

/// The earlier changes of these profiles whose outcome is not known. A database that cannot be read keeps the change
/// itself from being sent, which says so.
async fn open(context: &Context) -> Vec<EntryId> {
    let Ok(Some(store)) = context.journal().existing().await else { return Vec::new() };
    let Ok(entries) = store.entries(Filter { open: true, ..Filter::default() }).await else { return Vec::new() };
    let profiles = context.profiles();
    let ours = |name: &ProfileName| profiles.iter().any(|profile| profile.name == *name);
    entries.into_iter().filter(|entry| ours(&entry.intent.profile)).map(|entry| entry.id).collect()
}

/// Tells what is known by now, and in one line that some is not.
fn report_outcomes(open: &[EntryId], looked: &[Settled], console: &mut Console) {
    let known: Vec<_> = looked.iter().filter(|settled| settled.outcome.is_some()).collect();
    for settled in &known {
        console.note(&settled.sentence);
    }
    let still = open.iter().filter(|id| !known.iter().any(|settled| settled.entry == **id)).count();
    match still {
        0 => {}
        1 => console
            .note("The outcome of an earlier change is still unknown; `qrdeck journal settle` looks it up again."),
        still => console.note(&format!(
            "The outcomes of {still} earlier changes are still unknown; `qrdeck journal settle` looks them up again."
        )),
    }
}

/// A session that asks nobody for a secret: a question in the background would come between the command and its own.
#[derive(Debug)]
struct NoPrompt<'a>(&'a Session);

#[async_trait]
impl Connect for NoPrompt<'_> {
    async fn provider(&self, profile: &ProfileName) -> Answer<Arc<dyn Provider>> {
        let asks =
            self.0.profile_list().into_iter().filter(|(known, _)| known.name == *profile).any(|(_, configured)| {
                configured
                    .is_some_and(|profile| profile.secrets().iter().any(|(_, source)| *source == SecretSource::Prompt))
            });
        if asks {
            return Err(Error::new(ErrorKind::Auth, "Its secret has to be typed in."));
        }
        self.0.provider(profile).await
    }
}
