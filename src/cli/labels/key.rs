//! What a label is for.

use clap::Args;
use clap_complete::ArgValueCompleter;

use crate::cli::codes::{CodeMatch, find};
use crate::cli::complete::candidates;
use crate::cli::context::Context;
use crate::cli::failure::{Exit, Failure};
use crate::cli::named_code::named_code;
use crate::cli::number_option::NumberOption;
use crate::cli::{numbers_query, resolve_number};
use crate::model::{CodeId, Error};
use crate::store::LabelKey;

/// A code, or a number.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub(super) struct Object {
    /// The code, or its link; without it, the label belongs to the number
    #[arg(add = ArgValueCompleter::new(candidates::labelled_codes))]
    code: Option<String>,
    #[command(flatten)]
    number: NumberOption,
}

impl Object {
    /// Finds it: among what is there, else among what was there.
    ///
    /// # Errors
    /// Exit status 2 where nothing is named, 3 where it is nowhere.
    pub(super) async fn key(&self, context: &Context) -> Result<LabelKey, Failure> {
        let Some(code) = self.code.as_deref().map(named_code) else {
            let [number] = self.number.as_slice() else {
                let error = Error::config("No code or number was given, or several numbers.");
                return Err(Failure::usage(error.advise("Give a code, or one number with --number.")));
            };
            let of = resolve_number::resolve_number(&numbers_query::numbers(context).await, number)?;
            return Ok(LabelKey { provider: of.profile.provider, number: of.phone.id, code: None });
        };
        match find::one(context, &code, &self.number).await {
            Ok(CodeMatch { of, code }) => {
                Ok(LabelKey { provider: of.profile.provider, number: of.phone.id, code: Some(code.code) })
            }
            Err(failure) if failure.exit == Exit::NotFound => past(context, code).await?.ok_or(failure),
            Err(failure) => Err(failure),
        }
    }
}

/// A code that is no more.
async fn past(context: &Context, code: CodeId) -> Result<Option<LabelKey>, Failure> {
    let Some(store) = context.journal().existing().await? else { return Ok(None) };
    let labelled = store.labels().await?.into_iter().map(|(key, _)| key).find(|key| key.code.as_ref() == Some(&code));
    if labelled.is_some() {
        return Ok(labelled);
    }
    let retirement = store.retirement(code.as_str()).await?;
    Ok(retirement.map(|retirement| {
        let intent = retirement.entry.intent;
        LabelKey { provider: intent.provider, number: intent.number, code: Some(code) }
    }))
}
