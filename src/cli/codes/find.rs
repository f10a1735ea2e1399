//! Finding the number of a code: people know codes, the services want both.

use super::CodeMatch;
use crate::cli::console::Console;
use crate::cli::context::Context;
use crate::cli::echo::echo;
use crate::cli::failure::{Exit, Failure};
use crate::cli::number_option::NumberOption;
use crate::cli::numbers_query;
use crate::cli::query_result::QueryResult;
use crate::model::{CodeId, Error, ErrorKind, Field};

/// Most codes that an error names.
const MOST_NAMED: usize = 12;
/// Longer texts, in bytes, are no codes, and no service is asked for them: codes have 14 characters.
const LONGEST: usize = 256;

/// Finds a code at `number`, or at any number of the session.
///
/// # Errors
/// Exit status 3 where no number has it; where a number could not be asked, that failure instead.
pub(in crate::cli) async fn one(context: &Context, code: &CodeId, number: &NumberOption) -> Result<CodeMatch, Failure> {
    if code.as_str().len() > LONGEST {
        return Err(missing(&[code]));
    }
    let (numbers, failures) = numbers_query::search(context, number).await?;
    let found = numbers_query::first(&numbers, |of| async move {
        match of.provider.code(&of.call(context), &of.phone.id, code, None).await {
            Ok(code) => Ok(Some(CodeMatch { of, code })),
            Err(error) if is_absence(&error) => Ok(None),
            Err(error) => Err(error),
        }
    });
    found.await.map_err(|missed| failures.into_iter().chain(missed.failures).next().unwrap_or_else(|| missing(&[code])))
}

/// Finds codes at `number`, or at any number of the session, in the order they are asked for.
///
/// # Errors
/// As [`one`], if a single one is missing.
pub(super) async fn all(context: &Context, codes: &[CodeId], number: &NumberOption) -> Result<Vec<CodeMatch>, Failure> {
    if let [code] = codes {
        return one(context, code, number).await.map(|found| vec![found]);
    }
    let (numbers, failures) = numbers_query::search(context, number).await?;
    let asked = numbers_query::each(&numbers, |of| async move {
        let listed = of.provider.codes(&of.call(context), &of.phone.id).await?;
        let wanted = listed.into_iter().filter(|code| codes.contains(&code.code));
        Ok(wanted.map(|code| CodeMatch { of: of.clone(), code }).collect::<Vec<_>>())
    });
    let QueryResult { found: mut listed, failures: more, .. } = asked.await;
    let (mut found, mut absent) = (Vec::with_capacity(codes.len()), Vec::new());
    for code in codes {
        match listed.iter().position(|found| found.code.code == *code) {
            Some(at) => found.push(listed.swap_remove(at)),
            None => absent.push(code),
        }
    }
    if absent.is_empty() {
        return Ok(found);
    }
    Err(failures.into_iter().chain(more).next().unwrap_or_else(|| missing(&absent)))
}

/// All codes of `number`, or of all numbers of the session; what went wrong is told on standard error.
///
/// # Errors
/// The first failure, where there is nothing else.
pub(super) async fn every(
    context: &Context,
    number: &NumberOption,
    console: &mut Console,
) -> Result<(Vec<CodeMatch>, Exit), Failure> {
    let (numbers, exit) = numbers_query::choose(context, number, console).await?;
    let result = numbers_query::each(&numbers, |of| async move {
        let codes = of.provider.codes(&of.call(context), &of.phone.id).await?;
        Ok(codes.into_iter().map(move |code| CodeMatch { of: of.clone(), code }))
    });
    let (codes, listed) = result.await.settle(console)?;
    Ok((codes, exit.together(listed)))
}

/// Whether an error says that a number has no such code. A service that refuses the form of a code has none either.
fn is_absence(error: &Error) -> bool {
    matches!(error.kind, ErrorKind::NotFound | ErrorKind::InvalidInput { field: Field::Code })
}

/// No number has these codes.
fn missing(codes: &[&CodeId]) -> Failure {
    let mut names: Vec<_> = codes.iter().take(MOST_NAMED).map(|code| echo(code.as_str())).collect();
    if codes.len() > MOST_NAMED {
        names.push(format!("and {} more", codes.len() - MOST_NAMED));
    }
    let names = names.join(", ");
    let (what, verb) = if codes.len() == 1 { ("The code", "does") } else { ("The codes", "do") };
    let message = format!("{what} {names} {verb} not exist at the numbers that were searched.");
    let small = codes.iter().any(|code| code.as_str().contains(|c: char| c.is_ascii_lowercase()));
    let case = if small { " Small and capital letters differ." } else { "" };
    Error::new(ErrorKind::NotFound, message)
        .advise(format!("`qrdeck codes list` shows all; deleted codes never come back.{case}"))
        .into()
}
