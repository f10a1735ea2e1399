//! All numbers of all profiles of a session, and what is asked of each of them.

use std::collections::HashSet;
use std::sync::Arc;

use futures_util::future::join_all;
use futures_util::stream::{self, StreamExt as _};

use super::console::Console;
use super::context::Context;
use super::failure::{Exit, Failure};
use super::number_option::NumberOption;
use super::query_result::QueryResult;
use super::reachable_number::ReachableNumber;
use super::resolve_number::resolve_number;
use crate::model::{Result, limits};
use crate::provider::Connect as _;

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

/// The numbers a command is about: those that `wanted` names, or all.
///
/// # Errors
/// Not found, exit status 3; several, exit status 2; or what kept a profile from answering.
pub(super) async fn choose(
    context: &Context,
    wanted: &NumberOption,
    console: &mut Console,
) -> Result<(Vec<ReachableNumber>, Exit), Failure> {
    let result = numbers(context).await;
    if wanted.as_slice().is_empty() {
        return result.settle(console);
    }
    Ok((named(&result, wanted)?, Exit::Done))
}

/// The numbers that are named, each once, in the order of their profiles.
fn named(result: &QueryResult<ReachableNumber>, wanted: &NumberOption) -> Result<Vec<ReachableNumber>, Failure> {
    let key = |number: &ReachableNumber| (number.profile.name.clone(), number.phone.id.clone());
    let named = wanted.as_slice().iter().map(|wanted| resolve_number(result, wanted).map(|number| key(&number)));
    let named = named.collect::<Result<HashSet<_>, _>>()?;
    Ok(result.found.iter().filter(|number| named.contains(&key(number))).cloned().collect())
}

/// The numbers to search for something, and why some profiles have none to search.
///
/// # Errors
/// As [`choose`], where `wanted` names numbers.
pub(super) async fn search(
    context: &Context,
    wanted: &NumberOption,
) -> Result<(Vec<ReachableNumber>, Vec<Failure>), Failure> {
    let result = numbers(context).await;
    if wanted.as_slice().is_empty() {
        return Ok((result.found, result.failures));
    }
    Ok((named(&result, wanted)?, Vec::new()))
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
