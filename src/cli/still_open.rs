//! Changes that are held because an earlier one may still be carried out.

use super::confirm::{Question, confirm};
use super::console::Console;
use super::context::Context;
use super::failure::Failure;
use crate::model::{ErrorKind, ProfileName, Result as Answer, clean};
use crate::provider::Call;

/// Makes a change. Where an earlier one is still open that could do harm together with it, the person decides; `yes`
/// is that decision made beforehand.
///
/// # Errors
/// Those of the change; [`ErrorKind::StillOpen`] and nothing sent where nobody can be asked, and a refusal where
/// somebody was asked and does not want it.
pub(super) async fn change<T, F>(
    context: &Context,
    console: &mut Console,
    yes: bool,
    profile: &ProfileName,
    call: Call,
    send: impl Fn(Call) -> F,
) -> Result<T, Failure>
where
    F: Future<Output = Answer<T>>,
{
    let failed = |error| Failure::from(error).of(profile);
    let error = match context.change(Call { despite_open: yes, ..call.clone() }, &send).await {
        Err(error) if error.kind == ErrorKind::StillOpen => error,
        outcome => return outcome.map_err(failed),
    };
    if !console.can_ask() {
        let advice = format!("{} To do it anyway, add --yes.", error.advice);
        return Err(failed(error.advise(advice)));
    }
    let question = Question {
        lines: vec![clean::block(&error.message).into_owned(), clean::block(&error.advice).into_owned()],
        what: "\"again\"".to_owned(),
        expected: "again".to_owned(),
        otherwise: "Nothing was sent.",
    };
    confirm(console, false, &question).await?;
    context.change(Call { despite_open: true, ..call }, &send).await.map_err(failed)
}
