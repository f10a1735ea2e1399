//! `qrdeck sync`

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};
use std::sync::{Mutex, PoisonError};

use clap::Args;
use futures_util::future::join_all;
use serde::Serialize;

use super::console::Console;
use super::failure::{Exit, Failure};
use super::room::takes_escapes;
use crate::cli::context::Context;
use crate::model::{Error, Priority, Profile, ProfileName, Result};
use crate::provider::{Call, Connect as _};
use crate::sync::{self, Outcome, Plan, Progress};

/// Read everything into the cache, for search and offline use
#[derive(Debug, Clone, Copy, PartialEq, Eq, Args)]
#[command(
    after_help = "A sync that was interrupted continues where it was. Invite links that a service tells one by one are no part
of it: `qrdeck groups list` reads them. Examples:
  qrdeck sync --plan                    how many calls a sync will take
  qrdeck --profile shop-eu sync         one profile"
)]
pub(super) struct Sync {
    /// Only show how many calls it takes, and how long
    #[arg(long)]
    plan: bool,
}

/// What there is to say of a profile.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Row {
    profile: String,
    provider: &'static str,
    /// Calls before it began; `at_least` where more may have been needed.
    calls: usize,
    /// Those of them that list groups.
    group_calls: usize,
    at_least: bool,
    hour_percent: Option<usize>,
    seconds: usize,
    /// Numbers that were looked at; absent for a plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    synced: Option<usize>,
    /// Those that could not be listed.
    #[serde(skip_serializing_if = "Option::is_none")]
    failed: Option<Vec<FailedNumber>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct FailedNumber {
    number_id: String,
    message: String,
}

impl Sync {
    /// Whether it asks nobody.
    pub(super) fn is_plan(self) -> bool {
        self.plan
    }

    pub(super) async fn run(self, context: &Context, console: &mut Console) -> Result<Exit, Failure> {
        let now = jiff::Timestamp::now().as_millisecond();
        let profiles = context.profiles();
        let plans: Vec<_> = profiles
            .iter()
            .map(|profile| sync::known(context.cache(), &profile.name, profile.provider, now).plan)
            .collect();
        let json = console.is_json();
        for (profile, plan) in profiles.iter().zip(&plans).filter(|_| !json) {
            let line = format!("{}: {plan}", profile.name);
            if self.plan { console.print(&line)? } else { console.note(&line) }
        }
        if self.plan {
            let rows: Vec<_> = profiles.iter().zip(&plans).map(|(profile, plan)| row(profile, plan, None)).collect();
            return if json { console.list(&rows).map(|()| Exit::Done) } else { Ok(Exit::Done) };
        }
        if !context.cache().is_kept() {
            let error =
                Error::config("A sync fills the cache, and the cache would be gone when it ends. Nothing was asked.");
            let advice = "Set `disk = true` under `[cache]` in config.toml, and make room in the data directory.";
            return Err(error.advise(advice).into());
        }
        let told = (!json && std::io::stderr().is_terminal() && takes_escapes()).then(Mutex::default);
        let outcomes = join_all(profiles.iter().map(|profile| carry_out(context, profile, told.as_ref()))).await;
        if told.is_some() {
            // Nobody listening is no failure.
            let _ = writeln!(std::io::stderr());
        }
        let mut rows = Vec::new();
        let mut exit = Exit::Done;
        for ((profile, plan), outcome) in profiles.iter().zip(&plans).zip(outcomes) {
            match outcome {
                Ok(outcome) => {
                    if !outcome.failed.is_empty() {
                        exit = Exit::Failed;
                    }
                    for (number, error) in &outcome.failed {
                        console.partly(&Failure::from(error.clone()).of(&number.profile));
                    }
                    if !json {
                        console.print(&format!("{}: {} numbers listed", profile.name, outcome.done))?;
                    }
                    rows.push(row(profile, plan, Some(&outcome)));
                }
                Err(error) => {
                    let failure = Failure::from(error).of(&profile.name);
                    exit = failure.exit;
                    console.partly(&failure);
                }
            }
        }
        if json {
            console.list(&rows)?;
        }
        Ok(exit)
    }
}

/// How far the syncs of all profiles have come.
type Told = Mutex<BTreeMap<ProfileName, Progress>>;

/// Syncs one profile. `told`, on a terminal, has how far all of them are, which is one line.
async fn carry_out(context: &Context, profile: &Profile, told: Option<&Told>) -> Result<Outcome> {
    let provider = context.provider(&profile.name).await?;
    let call = Call { priority: Priority::Background, ..context.call(&profile.name, profile.provider) };
    let tell = |progress| {
        let Some(told) = told else { return };
        let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
        told.insert(profile.name.clone(), progress);
        let (done, numbers) = told.values().fold((0, 0), |(done, all), one| (done + one.done, all + one.numbers));
        // Nobody listening is no failure.
        let _ = write!(std::io::stderr(), "\r{done} of {numbers} numbers\u{1b}[K");
    };
    sync::sync(&provider, context.cache(), &profile.name, &call, tell).await
}

fn row(profile: &Profile, plan: &Plan, outcome: Option<&Outcome>) -> Row {
    let failed = |outcome: &Outcome| {
        let failed = outcome.failed.iter();
        failed
            .map(|(key, error)| FailedNumber { number_id: key.number.to_string(), message: error.message.clone() })
            .collect()
    };
    Row {
        profile: profile.name.to_string(),
        provider: profile.provider.as_str(),
        calls: plan.calls,
        group_calls: plan.group_calls,
        at_least: plan.at_least,
        hour_percent: plan.hour_percent,
        seconds: plan.seconds,
        synced: outcome.map(|outcome| outcome.done),
        failed: outcome.map(failed),
    }
}
