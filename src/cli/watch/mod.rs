//! `qrdeck watch`

mod execute;
mod listener;
pub(super) mod row;

use std::time::Duration;

use clap::Args;
use futures_util::future::join_all;
use jiff::SignedDuration;
use tokio::sync::Mutex;

use self::execute::execute;
use self::listener::Listener;
use self::row::Row;
use super::console::Console;
use super::failure::{Exit, Failure};
use super::number_option::NumberOption;
use super::output::Output;
use super::{json, numbers_query};
use crate::cache::{self, Cache, Count, News};
use crate::cli::context::Context;
use crate::model::{Error, ErrorKind, NumberKey, Priority, Profile, Result, clean};
use crate::provider::{Call, Connect as _};
use crate::sync::{KnownNumber, Plan};
use crate::watch::{self, Maker, Seen, Watched};

/// The shortest time between two looks where nobody says otherwise.
const USUALLY: Duration = Duration::from_mins(1);
/// The longest time between two looks at all codes of a number, unless that uses too much of the account's limit.
const FULL: Duration = Duration::from_hours(1);
/// The part of an account's limit that a watch uses at most where nobody says otherwise. Where looks at the newest codes
/// and at all of them take turns, each kind has half of it.
const SHARE: usize = 4;

/// Print changes made elsewhere as they are noticed, as one JSON object per line
#[derive(Debug, Clone, PartialEq, Eq, Args)]
#[command(after_help = "\
The first look takes note of what is there; later ones report what is different, even if it
happened while no watch was running. A change is reported at least once. Changes made by this
machine are left out.

Each look lists all codes of all numbers; where the service shows the newest codes first, as Meta
does, the newest page of each number is enough, and all are listed once an hour, or less often
where that would use more than an eighth of the account's limit. A code that is deleted or
changed further down is noticed then; --full says how often.

Examples:
  qrdeck watch                                          every change from now on
  qrdeck watch --once                                   what has changed since the last time
  qrdeck watch --every 10m --exec 'mail -s Codes me'    hands each change to a command
  qrdeck watch | jq 'select(.event == \"code_deleted\")'")]
pub(super) struct Watch {
    #[command(flatten)]
    number: NumberOption,
    /// Time between two looks, such as 90s or 10m [default: 1m, or what uses a quarter of the account's limit]
    #[arg(long, value_name = "TIME", value_parser = duration)]
    every: Option<Duration>,
    /// Time between two lists of all codes where the newest show the rest [default: 1h, see below]
    #[arg(long, value_name = "TIME", value_parser = duration)]
    full: Option<Duration>,
    /// Look once, report what has changed since the last time, and end
    #[arg(long)]
    once: bool,
    /// Run this command in a shell for each change, which it reads as JSON from standard input; one at a time
    #[arg(long, value_name = "COMMAND")]
    exec: Option<String>,
    /// Also report what this machine has changed
    #[arg(long)]
    all: bool,
}

/// Where changes go.
struct Out<'a> {
    listener: Mutex<Listener<'a>>,
    /// Held while a command runs: one at a time, of whatever profile, so that they need not know of each other.
    commands: Mutex<()>,
}

impl Watch {
    pub(super) async fn run(&self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        if console.output() == Output::Json && !self.once {
            let error = Error::config("A watch does not end, so its output is no single document.");
            return Err(Failure::usage(error.advise("Use --jsonl, which is the default here, or add --once.")));
        }
        if context.is_cached() {
            let error = Error::config("A watch asks the services; the cache does not change by itself.");
            return Err(Failure::usage(error.advise("Omit --cached.")));
        }
        let only: Vec<_> = if self.number.as_slice().is_empty() {
            Vec::new()
        } else {
            let (numbers, _) = numbers_query::choose(context, &self.number, console).await?;
            numbers.into_iter().map(|of| NumberKey { profile: of.profile.name, number: of.phone.id }).collect()
        };
        let seen = context.cache().beside(cache::reported_file_of(context.world()));
        let profiles: Vec<_> = context
            .profiles()
            .into_iter()
            .filter(|profile| only.is_empty() || only.iter().any(|number| number.profile == profile.name))
            .collect();
        let is_new = |profile: &&Profile| seen.numbers(&profile.name).is_none();
        let begin: Vec<_> = profiles.iter().filter(is_new).map(|profile| profile.name.as_str()).collect();
        if !begin.is_empty() {
            console
                .note(&format!("{}: watched from now on; changes are reported from the next look.", begin.join(", ")));
        }
        let out = Out { listener: Mutex::new(Listener::new(console)), commands: Mutex::new(()) };
        loop {
            let looks = profiles.iter().map(async |profile| {
                let looked = self.look(context, &seen, profile, &only, &out).await;
                (profile, looked)
            });
            let looks = join_all(looks).await;
            let mut listener = out.listener.lock().await;
            if listener.is_gone() {
                return Ok(Exit::Done);
            }
            let mut exit = listener.tell(looks)?;
            for news in seen.take_news() {
                if let News::Trouble(error) = news {
                    listener.console.partly(&Failure::from(forgetful(error)));
                    exit = Exit::Failed;
                }
            }
            if self.once {
                listener.end()?;
                return Ok(exit);
            }
            drop(listener);
            let most = profiles.iter().map(|profile| pace(context, profile).look).max().unwrap_or(USUALLY);
            let every = self.every.unwrap_or(most);
            tokio::time::sleep(every).await;
        }
    }

    /// Looks at one profile, and reports what has changed.
    async fn look(
        &self,
        context: &Context,
        seen: &Cache,
        profile: &Profile,
        only: &[NumberKey],
        out: &Out<'_>,
    ) -> Result<Vec<(NumberKey, Error)>> {
        let provider = context.provider(&profile.name).await?;
        let call = Call { priority: Priority::Background, ..context.call(&profile.name, profile.provider) };
        let store = context.journal().existing().await?;
        let full_every = self.full.unwrap_or_else(|| pace(context, profile).full);
        let watched = Watched { profile: &profile.name, provider: &provider, only, seen, store, full_every };
        watch::look(watched, &call, async |found| self.report(context, profile, &found, out).await).await
    }

    /// Reports what has changed in a number. Returns whether somebody still listens.
    async fn report(
        &self,
        context: &Context,
        profile: &Profile,
        Seen { number, changes }: &Seen,
        out: &Out<'_>,
    ) -> Result<bool> {
        for (change, maker) in changes.iter().filter(|(_, maker)| self.all || *maker == Maker::Elsewhere) {
            let row = Row::new(profile, number, change, *maker);
            if !out.listener.lock().await.report(&row)? {
                return Ok(false);
            }
            let Some(command) = &self.exec else { continue };
            let turn = out.commands.lock().await;
            let ended = execute(command, json::line(&row)?, &context.hidden()).await;
            drop(turn);
            if let Err(error) = ended {
                let message = format!("The command of --exec failed for {}: {error}.", row.event);
                let error = Error::new(ErrorKind::Internal, message).advise("The change counts as reported.");
                out.listener.lock().await.console.partly(&Failure::from(error).of(&profile.name));
            }
        }
        Ok(true)
    }
}

/// What it means for a watch that it cannot keep what it has seen.
fn forgetful(error: Error) -> Error {
    error.advise(
        "Make its directory writable, or use another one with --data-dir. Otherwise the next watch begins anew, and does \
         not report what has changed until then.",
    )
}

/// Times that leave most of an account's limit to others.
struct Pace {
    /// Between two looks.
    look: Duration,
    /// Between two lists of all codes of a number.
    full: Duration,
}

fn pace(context: &Context, profile: &Profile) -> Pace {
    let listing = &profile.provider.service().listing;
    let counts = context.cache().counts(&profile.name);
    let numbers = |listed_lately| {
        let known = move |count: &Count| KnownNumber { codes: Some(count.codes), listed_lately, group_calls: Some(0) };
        counts.values().map(known)
    };
    let share = if listing.newest_first { 2 * SHARE } else { SHARE };
    let time = |calls: usize| {
        let seconds = match listing.calls_per_hour {
            Some(most) => (calls * 3600).div_ceil(most.max(1)),
            None => calls.div_ceil(listing.calls_per_second.max(1)),
        };
        Duration::from_secs(u64::try_from(seconds * share).unwrap_or(u64::MAX))
    };
    Pace {
        look: time(Plan::new(listing, numbers(true)).calls).max(USUALLY),
        full: time(Plan::new(listing, numbers(false)).calls).max(FULL),
    }
}

/// A length of time: `90s`, `10m`, `1h`, or a number of seconds.
fn duration(text: &str) -> std::result::Result<Duration, String> {
    let seconds = text.trim().parse::<u64>().ok().map(Duration::from_secs);
    let read = seconds.or_else(|| text.parse::<SignedDuration>().ok().and_then(|length| length.try_into().ok()));
    match read {
        Some(length) if length >= Duration::from_secs(1) => Ok(length),
        Some(_) => Err("use at least one second".to_owned()),
        None => Err(format!("`{}` is no length of time; use for example 90s, 10m or 1h", clean::line(text))),
    }
}
