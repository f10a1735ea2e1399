//! Finding the number of a group: people know groups, the services want both.

use super::{GroupMatch, cannot_have};
use crate::cli::context::Context;
use crate::cli::echo::echo;
use crate::cli::failure::Failure;
use crate::cli::number_option::NumberOption;
use crate::cli::numbers_query;
use crate::model::{Error, ErrorKind, GroupId};

/// Finds a group at `number`, or at any number of the session.
///
/// # Errors
/// Exit status 3 where no number has it; where a number could not be asked, that failure instead.
pub(in crate::cli) async fn one(context: &Context, id: &GroupId, number: &NumberOption) -> Result<GroupMatch, Failure> {
    let (numbers, failures) = numbers_query::search(context, number).await?;
    let found = numbers_query::first(&numbers, |of| async move {
        let groups = of.provider.groups(&of.call(context), &of.phone.id).await?;
        Ok(groups.into_iter().find(|group| group.id == *id).map(|group| GroupMatch { of, group }))
    });
    found.await.map_err(|mut missed| {
        missed.excuse(cannot_have);
        failures.into_iter().chain(missed.failures).next().unwrap_or_else(|| {
            let message = format!("The group {} does not exist at the numbers that were searched.", echo(id.as_str()));
            Error::new(ErrorKind::NotFound, message).advise("`qrdeck groups list` shows all.").into()
        })
    })
}
