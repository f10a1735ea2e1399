//! `qrdeck journal recreate`

use clap::Args;
use clap_complete::ArgValueCompleter;

use crate::cli::codes::{CodeMatch, print_one};
use crate::cli::complete::candidates;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::reachable_number::ReachableNumber;
use crate::cli::{numbers_query, still_open};
use crate::model::{Draft, Error, ErrorKind, ImageFormat, validate_message};
use crate::provider::Call;
use crate::store::{Change, Entry, Outcome};

/// Recreate a deleted code, with its message and a new link
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(
    after_help = "The old link stays dead: no service can restore a code. Print the new one. Example: qrdeck journal recreate 12"
)]
pub(in crate::cli) struct Recreate {
    /// The entry of the deletion
    #[arg(value_name = "ENTRY", add = ArgValueCompleter::new(candidates::entries))]
    id: i64,
    /// Create it even if it was recreated before, or may have been
    #[arg(long)]
    yes: bool,
}

impl Recreate {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let (_, entry) = super::entry(context, self.id).await?;
        let message = self.message(&entry)?;
        validate_message(&message)?;
        let numbers = numbers_query::numbers(context).await;
        let intent = &entry.intent;
        // A profile may have another name by now; the number is the same.
        let same = |of: &&ReachableNumber| of.profile.provider == intent.provider && of.phone.id == intent.number;
        let named = numbers.found.iter().filter(same).find(|of| of.profile.name == intent.profile);
        let Some(of) = named.or_else(|| numbers.found.iter().find(same)).cloned() else {
            return Err(numbers.failures.into_iter().next().unwrap_or_else(|| {
                Error::not_found(format!("The number {} of profile {}", intent.number, intent.profile))
                    .advise("Use the profile that reaches the number; `qrdeck numbers list` shows all.")
                    .into()
            }));
        };
        of.writable()?;
        let draft = Draft { message, image: ImageFormat::default() };
        let call = Call { again: Some(entry.id.0), ..of.call(context) };
        let (provider, number, draft) = (&of.provider, &of.phone.id, &draft);
        let send = |call| async move { provider.create(&call, number, draft).await };
        let code = still_open::change(context, console, self.yes, &of.profile.name, call, send).await?;
        console.note(&format!(
            "{} is a new code with a new link. The old one, {}, stays dead: print the new one.",
            code.code,
            entry.intent.change.target().unwrap_or_default()
        ));
        context.tell_altered(&of.profile.name, &draft.message, &code);
        print_one(console, &CodeMatch { of, code }, false)?;
        Ok(Exit::Done)
    }

    /// The message of the code that was deleted.
    fn message(&self, entry: &Entry) -> Result<String, Failure> {
        let refuse = |message: String, advice: &str| Failure::from(Error::config(message).advise(advice));
        let id = entry.id;
        if !matches!(entry.intent.change, Change::Delete(_)) {
            return Err(refuse(
                format!("Entry {id} is not the deletion of a code."),
                "`qrdeck journal list` shows deletions as `delete`.",
            ));
        }
        match entry.outcome {
            Some(Outcome::Done) => {}
            None => {
                return Err(refuse(
                    format!("The outcome of the deletion in entry {id} is unknown."),
                    "`qrdeck journal settle` looks it up.",
                ));
            }
            Some(_) => {
                return Err(refuse(
                    format!("The deletion in entry {id} was not carried out."),
                    "The code still works.",
                ));
            }
        }
        if let Some(made) = entry.made.as_ref().filter(|_| !self.yes) {
            return Err(Failure::refused(
                format!("The code was already recreated, as {}. Nothing was created.", made.id),
                "To create another one, add --yes.",
            ));
        }
        entry.intent.before.code.as_ref().map(|code| code.message.clone()).ok_or_else(|| {
            Error::new(ErrorKind::NotFound, format!("Entry {id} does not contain the message of the code."))
                .advise("The codes could not be read before this one was deleted. Create a code by hand.")
                .into()
        })
    }
}
