//! Creations whose answer never came, by a run that was killed or cut off: they are looked for before any is sent again.

use std::time::Duration;

use super::known;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::reachable_number::ReachableNumber;
use crate::deck::DeckFile;
use crate::model::{NumberKey, same_message};
use crate::store::{Change, Store, now};

/// A number to be looked at: its file, its line, its key, and how to reach it.
pub(super) type Wanted = (usize, usize, NumberKey, ReachableNumber);

/// How long after it was sent the code of such a creation would have been seen. One that comes later still stands beside
/// the other and harms nobody.
const WITHIN: Duration = Duration::from_secs(30);
/// Between two looks.
const AGAIN: Duration = Duration::from_secs(2);

/// Looks up the changes of these numbers without an outcome, and waits for those creations that a block would double, as
/// long as they may be carried out.
///
/// # Errors
/// Those of the database.
pub(super) async fn wait(
    context: &Context,
    console: &mut Console,
    files: &[&DeckFile],
    wanted: &[Wanted],
) -> Result<(), Failure> {
    let Some(store) = context.journal().existing().await? else { return Ok(()) };
    let mut first = true;
    while let Some(age) = youngest(store, files, wanted, first).await? {
        context.settle().await?;
        let Some(left) = WITHIN.checked_sub(age) else { return Ok(()) };
        let Some(age) = youngest(store, files, wanted, false).await? else { return Ok(()) };
        if age >= WITHIN {
            return Ok(());
        }
        if first && !console.is_json() {
            console.note(&format!(
                "An earlier run has sent a creation that was never answered. Looking for it for {} s more; Ctrl-C stops.",
                left.as_secs().max(1)
            ));
        }
        first = false;
        tokio::time::sleep(AGAIN.min(left)).await;
    }
    Ok(())
}

/// The age of the youngest open change that matters: a creation that a block would double, or, the `first` time, any that
/// makes a code.
async fn youngest(
    store: &Store,
    files: &[&DeckFile],
    wanted: &[Wanted],
    first: bool,
) -> Result<Option<Duration>, Failure> {
    let mut youngest: Option<Duration> = None;
    for (file, _, key, of) in wanted {
        let Some(file) = files.get(*file) else { continue };
        for entry in store.unsettled(of.profile.provider, &key.number).await? {
            let since = now().saturating_sub(entry.sent.unwrap_or(entry.started));
            let age = Duration::from_millis(u64::try_from(since).unwrap_or_default());
            // What is older was looked up often enough; every command that changes something does that.
            let may_tell = first && age < known::LAG;
            let matters = match &entry.intent.change {
                Change::Create(draft) => {
                    let codes = file.codes_of(key);
                    may_tell
                        || codes
                            .iter()
                            .any(|(_, block)| block.code.is_none() && same_message(&block.message, &draft.message))
                }
                _ => may_tell,
            };
            if !matters {
                continue;
            }
            youngest = Some(youngest.map_or(age, |youngest| youngest.min(age)));
        }
    }
    Ok(youngest)
}
