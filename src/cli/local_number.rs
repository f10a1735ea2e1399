//! `--number` where no service is asked: the cache knows digits and names, and ids may be of numbers long gone.

use super::context::Context;
use super::failure::Failure;
use super::number_option::NumberOption;
use super::resolve_number::{Candidate, find};
use crate::cli::echo::echo;
use crate::model::{Error, ErrorKind, NumberId, phone_digits};

/// The ids of the numbers that are named, as far as this machine knows them. Digits that it does not know are taken for
/// an id: the labels and the journal are about numbers of all profiles ever used.
///
/// # Errors
/// Exit status 3 for a name that is not known here, 2 for one of several numbers.
pub(super) fn ids(context: &Context, wanted: &NumberOption) -> Result<Vec<NumberId>, Failure> {
    if wanted.as_slice().is_empty() {
        return Ok(Vec::new());
    }
    let mut known = Vec::new();
    for profile in context.profiles() {
        let numbers = context.cache().numbers(&profile.name).map(|seen| seen.value).unwrap_or_default();
        known.extend(numbers.into_iter().map(|phone| (profile.name.clone(), phone)));
    }
    // Several profiles may reach the same number, which is one here.
    known.sort_by(|(_, one), (_, other)| one.id.cmp(&other.id));
    known.dedup_by(|(_, one), (_, other)| one.id == other.id);
    let candidates: Vec<_> = known.iter().map(|(profile, phone)| Candidate { profile, phone }).collect();
    let named = |wanted: &String| match find(&candidates, wanted)? {
        Some(at) => Ok(known[at].1.id.clone()),
        None => id(wanted).ok_or_else(|| unknown(wanted)),
    };
    wanted.as_slice().iter().map(named).collect()
}

/// What looks like an id, or like the digits of a number, as an id.
fn id(wanted: &str) -> Option<NumberId> {
    let is_id = !wanted.trim().is_empty() && wanted.trim().bytes().all(|byte| byte.is_ascii_digit());
    if is_id { Some(NumberId::new(wanted)) } else { phone_digits(wanted).map(NumberId::from) }
}

/// A name that nothing is known of here.
fn unknown(wanted: &str) -> Failure {
    Error::new(ErrorKind::NotFound, format!("No number `{}` is known on this machine.", echo(wanted.trim())))
        .advise("Use its id, or run `qrdeck numbers list` once, so that names are known here.")
        .into()
}
