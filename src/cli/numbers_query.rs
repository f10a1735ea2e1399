//! All numbers of all profiles of a session, and what is asked of each of them.

use std::sync::Arc;

use futures_util::future::join_all;
use futures_util::stream::{self, StreamExt as _};

use super::console::Console;
use super::failure::{Exit, Failure};
use crate::cli::context::Context;
use crate::model::{Error, PhoneNumber, Profile, Result, clean, limits};
use crate::provider::{Call, Connect as _, Provider};

/// A number and how to reach it.
#[derive(Debug, Clone)]
pub(super) struct ReachableNumber {
    pub(super) profile: Profile,
    pub(super) provider: Arc<dyn Provider>,
    pub(super) phone: PhoneNumber,
}

impl ReachableNumber {
    /// The number in sentences: name and digits, on one line.
    pub(super) fn title(&self) -> String {
        let PhoneNumber { name, display, .. } = &self.phone;
        let title = if name.is_empty() { display.clone() } else { format!("{name}, {display}") };
        clean::line(&title).into_owned()
    }

    /// The circumstances of a call about it.
    pub(super) fn call(&self, context: &Context) -> Call {
        context.call(&self.profile.name, self.profile.provider)
    }

    /// Refuses a change where the profile is read-only, before anything else is asked.
    pub(super) fn writable(&self) -> Result<(), Failure> {
        if self.profile.read_only {
            return Err(Failure::from(Error::read_only(self.profile.provider)).of(&self.profile.name));
        }
        Ok(())
    }
}

/// What several places answered: what there is, and what went wrong.
#[derive(Debug)]
pub(super) struct QueryResult<T> {
    /// What there is, in the order it was asked for.
    pub(super) found: Vec<T>,
    /// What went wrong, each thing once for each profile.
    pub(super) failures: Vec<Failure>,
    /// Whether any place answered, be it with nothing.
    answered: bool,
}

impl<T> Default for QueryResult<T> {
    fn default() -> Self {
        Self { found: Vec::new(), failures: Vec::new(), answered: false }
    }
}

impl<T> QueryResult<T> {
    /// Adds the answer of one place.
    pub(super) fn add(&mut self, profile: &Profile, answer: Result<impl IntoIterator<Item = T>>) {
        match answer {
            Ok(found) => {
                self.answered = true;
                self.found.extend(found);
            }
            Err(error) => {
                let failure = Failure::from(error).of(&profile.name);
                let known = |other: &Failure| {
                    (&other.profile, &other.error.message) == (&failure.profile, &failure.error.message)
                };
                if !self.failures.iter().any(known) {
                    self.failures.push(failure);
                }
            }
        }
    }

    /// Takes out the failures that are none, because another place answered: they do not change the exit status.
    pub(super) fn excuse(&mut self, excused: impl Fn(&Error) -> bool) -> Vec<Failure> {
        if !self.answered {
            return Vec::new();
        }
        let (excused, rest) =
            std::mem::take(&mut self.failures).into_iter().partition(|failure| excused(&failure.error));
        self.failures = rest;
        excused
    }

    /// What there is; what went wrong is told on standard error.
    ///
    /// # Errors
    /// The first failure, where there is nothing else.
    pub(super) fn settle(self, console: &mut Console) -> Result<(Vec<T>, Exit), Failure> {
        let exit = self.failures.iter().map(|failure| failure.exit).reduce(Exit::together);
        let mut failures = self.failures.into_iter();
        let first = if self.answered { None } else { failures.next() };
        for failure in failures {
            console.partly(&failure);
        }
        match first {
            Some(failure) => Err(Failure { exit: exit.unwrap_or(failure.exit), ..failure }),
            None => Ok((self.found, if exit.is_some() { Exit::Failed } else { Exit::Done })),
        }
    }
}

/// All numbers of all profiles, profile by profile.
pub(super) async fn numbers(context: &Context) -> QueryResult<ReachableNumber> {
    let answers = join_all(context.profiles().into_iter().map(|profile| async move {
        let answer = async {
            let provider = context.provider(&profile.name).await?;
            let numbers = provider.numbers(&context.call(&profile.name, profile.provider)).await?;
            Ok((provider, numbers))
        };
        (answer.await, profile)
    }));
    let mut result = QueryResult::default();
    for (answer, profile) in answers.await {
        let numbers = answer.map(|(provider, numbers)| {
            let of = |phone| ReachableNumber { profile: profile.clone(), provider: Arc::clone(&provider), phone };
            numbers.into_iter().map(of).collect::<Vec<_>>()
        });
        result.add(&profile, numbers);
    }
    result
}

/// The numbers a command is about: the one that `wanted` names, or all.
///
/// # Errors
/// Not found, exit status 3; several, exit status 2; or what kept a profile from answering.
pub(super) async fn choose(
    context: &Context,
    wanted: Option<&str>,
    console: &mut Console,
) -> Result<(Vec<ReachableNumber>, Exit), Failure> {
    let result = numbers(context).await;
    match wanted {
        None => result.settle(console),
        Some(wanted) => super::resolve_number::resolve_number(result, wanted).map(|number| (vec![number], Exit::Done)),
    }
}

/// The numbers to search for something, and why some profiles have none to search.
///
/// # Errors
/// As [`choose`], where `wanted` names a number.
pub(super) async fn search(
    context: &Context,
    wanted: Option<&str>,
) -> Result<(Vec<ReachableNumber>, Vec<Failure>), Failure> {
    let result = numbers(context).await;
    Ok(match wanted {
        Some(wanted) => (vec![super::resolve_number::resolve_number(result, wanted)?], Vec::new()),
        None => (result.found, result.failures),
    })
}

/// Asks something of each number, several at a time; the answers keep the order of the numbers.
pub(super) async fn each<T, I, F>(numbers: &[ReachableNumber], ask: impl Fn(ReachableNumber) -> F) -> QueryResult<T>
where
    I: IntoIterator<Item = T>,
    F: Future<Output = Result<I>>,
{
    let mut answers = stream::iter(numbers.iter().cloned().map(|number| {
        let profile = number.profile.clone();
        let asked = ask(number);
        async move { (profile, asked.await) }
    }))
    .buffered(limits::LISTINGS);
    let mut result = QueryResult::default();
    while let Some((profile, answer)) = answers.next().await {
        result.add(&profile, answer);
    }
    result
}

/// Looks for one thing at all numbers, several at a time, and stops where it is found. Otherwise the failures: one
/// of the numbers that did not answer may have it.
pub(super) async fn first<T, F>(
    numbers: &[ReachableNumber],
    ask: impl Fn(ReachableNumber) -> F,
) -> Result<T, QueryResult<T>>
where
    F: Future<Output = Result<Option<T>>>,
{
    let mut answers = stream::iter(numbers.iter().cloned().map(|number| {
        let profile = number.profile.clone();
        let asked = ask(number);
        async move { (profile, asked.await) }
    }))
    .buffer_unordered(limits::LISTINGS);
    let mut result = QueryResult::default();
    while let Some((profile, answer)) = answers.next().await {
        match answer {
            Ok(Some(found)) => return Ok(found),
            answer => result.add(&profile, answer),
        }
    }
    Err(result)
}
