//! `qrdeck pull`

use std::path::{Path, PathBuf};

use clap::Args;
use futures_util::stream::{self, StreamExt as _};
use serde::Serialize;

use super::accounts::{Accounts, Ask, accounts};
use super::lock::Lock;
use super::look::{mistaken, ordered};
use super::pulled::{Pulled, pull_number};
use super::{disk, known};
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::number_option::NumberOption;
use crate::cli::numbers_query;
use crate::cli::reachable_number::ReachableNumber;
use crate::deck::{DeckFile, check, new_file, read, resolve};
use crate::model::{NumberKey, limits};
use crate::provider::Connect as _;

/// Write the codes of numbers to a file, or bring a file up to date
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
Writes TOML to edit and compare: one block a code with number, label, tags, note, message and
code. Labels are those of this machine. Without --number, an existing file is brought up to
date for the numbers that it covers, and a new one gets all numbers.

What was changed elsewhere is taken in. Comments, the order of the blocks, and edits that are
not applied yet stay; where both sides have changed, the file keeps its text and that is told.
An unchanged file is not written.

Examples:
  qrdeck pull --number +4915110000001 --out berlin.toml
  qrdeck pull --out berlin.toml                 bring it up to date
  qrdeck pull | less                            all codes, nothing written")]
pub(in crate::cli) struct Pull {
    #[command(flatten)]
    number: NumberOption,
    /// The file, made or brought up to date; without it, or with `-`, to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Also add the numbers that the file does not cover yet
    #[arg(long, conflicts_with = "numbers")]
    all: bool,
    /// Leave out groups and their links, which can take a call each
    #[arg(long)]
    no_groups: bool,
}

/// What was done, for programs.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::cli) struct Document {
    file: Option<String>,
    /// Whether the file was written.
    written: bool,
    numbers: usize,
    added: usize,
    changed: usize,
    removed: usize,
    notices: Vec<NoticeRow>,
    /// The text, where it goes to no file.
    text: Option<String>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct NoticeRow {
    kind: &'static str,
    line: usize,
    code: Option<String>,
    message: String,
}

impl Pull {
    pub(in crate::cli) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let path = self.out.as_deref().filter(|path| *path != Path::new("-"));
        let _lock = path.map(|path| Lock::take_if_any(context, path)).transpose()?;
        let before = match path {
            Some(path) => disk::read(path)?,
            None => None,
        };
        let (mut deck, found) = match (path, &before) {
            (Some(path), Some(text)) => self.existing(context, path, text).await?,
            _ => (new_file(), Accounts::default()),
        };
        let (numbers, mut failures, mut exit) = self.numbers(context, console, &deck, found).await?;
        let mut document = Document { file: path.map(|path| path.display().to_string()), ..Document::default() };
        let asking = numbers.into_iter().map(|of| async {
            let pulled = pull_number(context, &of, !self.no_groups).await;
            (of, pulled)
        });
        let mut answers = stream::iter(asking).buffered(limits::LISTINGS);
        let mut machine = known::Known::of(context).await?;
        while let Some((of, pulled)) = answers.next().await {
            match pulled {
                Ok(pulled) => {
                    failures.extend(pulled.failure.clone().map(|error| Failure::from(error).of(&of.profile.name)));
                    take_in(&mut deck, &mut machine, &of, pulled, &mut document).await?;
                }
                Err(error) => failures.push(Failure::from(error).of(&of.profile.name)),
            }
        }
        failures.dedup();
        let mut failures = failures.into_iter();
        let why = if document.numbers == 0 { failures.next() } else { None };
        for failure in failures {
            console.partly(&failure);
            exit = Exit::Failed;
        }
        if let Some(failure) = why {
            return Err(failure);
        }
        Self::write(console, path, before.as_deref(), &deck, document)?;
        Ok(exit)
    }

    /// A file that is there, and the numbers of its profiles.
    async fn existing(&self, context: &Context, path: &Path, text: &str) -> Result<(DeckFile, Accounts), Failure> {
        let (mut deck, mut mistakes) = read(text);
        let found = accounts(context, &[&deck], Ask::Always).await;
        let (resolved, more) = resolve(&deck, &found.list);
        deck.settle(&resolved);
        mistakes.extend(more);
        let name = path.display().to_string();
        mistakes.extend(check(&[(name.clone(), &deck)]).into_iter().map(|(_, mistake)| mistake));
        if mistakes.is_empty() {
            deck.forget_uncovered();
            return Ok((deck, found));
        }
        mistakes.sort();
        mistakes.dedup();
        let mistakes: Vec<_> = mistakes.into_iter().map(|mistake| (0, mistake)).collect();
        Err(mistaken(&mistakes, |_| name.clone()))
    }

    /// The numbers to ask, in the order in which a new file has them, and what kept any from being found.
    async fn numbers(
        &self,
        context: &Context,
        console: &mut Console,
        deck: &DeckFile,
        found: Accounts,
    ) -> Result<(Vec<ReachableNumber>, Vec<Failure>, Exit), Failure> {
        let covers = deck.numbers().next().is_some();
        if covers && self.number.as_slice().is_empty() && !self.all {
            let profiles = context.profiles();
            let mut numbers = Vec::new();
            for (place, _) in deck.numbers() {
                let Some(key) = deck.number_at(place) else { continue };
                let Some(profile) = profiles.iter().find(|profile| profile.name == key.profile) else {
                    console.note(&format!(
                        "The profile {} is not used in this run; its numbers stay as they are.",
                        key.profile
                    ));
                    continue;
                };
                // Without an answer of the profile the file keeps what it has.
                let Some(phone) = found.phone(&key.profile, key.number.as_str()).cloned() else { continue };
                let provider = context.provider(&profile.name).await?;
                numbers.push(ReachableNumber { profile: profile.clone(), provider, phone });
            }
            return Ok((numbers, found.failures, Exit::Done));
        }
        let (numbers, exit) = numbers_query::choose(context, &self.number, console).await?;
        Ok((numbers, Vec::new(), exit))
    }

    /// Writes the file, if anything in it is new.
    fn write(
        console: &mut Console,
        path: Option<&Path>,
        before: Option<&str>,
        deck: &DeckFile,
        mut document: Document,
    ) -> Result<(), Failure> {
        let text = deck.text();
        let Some(path) = path else {
            if console.is_json() {
                document.text = Some(text);
                return console.document(&document);
            }
            return console.print(&text);
        };
        document.written = before != Some(text.as_str());
        if document.written {
            disk::write(path, &text)?;
        }
        if console.is_json() {
            return console.document(&document);
        }
        for notice in &document.notices {
            console.note(&format!("{}:{}: {}", path.display(), notice.line, notice.message));
        }
        let Document { written, numbers, added, changed, removed, .. } = document;
        let name = path.display();
        console.note(&if written {
            let numbers = if numbers == 1 { "1 number".to_owned() } else { format!("{numbers} numbers") };
            let codes = if added == 1 { "1 code".to_owned() } else { format!("{added} codes") };
            format!("{name}: {numbers}; {codes} added, {changed} changed, {removed} taken out.")
        } else {
            format!("{name} is up to date.")
        });
        Ok(())
    }
}

/// Takes what was asked of a number into the file.
async fn take_in(
    deck: &mut DeckFile,
    machine: &mut known::Known,
    of: &ReachableNumber,
    pulled: Pulled,
    document: &mut Document,
) -> Result<(), Failure> {
    let key = NumberKey { profile: of.profile.name.clone(), number: of.phone.id.clone() };
    let provider = of.profile.provider;
    let (labels, journal) = (machine.labels(provider, &key.number), machine.facts(provider, &key.number).await?);
    let Pulled { codes, groups, .. } = pulled;
    let merged = super::pulled::merge_number(deck, of, &key, (&ordered(of, codes), &labels, &journal), groups);
    document.numbers += 1;
    document.added += merged.added;
    document.changed += merged.changed;
    document.removed += merged.removed;
    document.notices.extend(merged.notices.into_iter().map(|notice| NoticeRow {
        kind: notice.kind.as_str(),
        line: notice.line,
        code: notice.code,
        message: notice.message,
    }));
    Ok(())
}
