//! Which number a person means by `--number`.

use super::failure::Failure;
use super::fleet::{Gathered, Number};
use crate::model::{Error, clean};

/// Fewer digits than any phone number with its country code has.
const LEAST_DIGITS: usize = 6;
/// Most numbers that an error lists.
const MOST_LISTED: usize = 12;

/// The number with that id, else the one with those digits, else the one with that name.
///
/// # Errors
/// Exit status 3 where there is none, 2 where there are several, and what kept a profile from answering where the
/// number may be there.
pub(super) fn pick(gathered: Gathered<Number>, wanted: &str) -> Result<Number, Failure> {
    let wanted = wanted.trim();
    let phone = digits(wanted);
    let name = wanted.to_lowercase();
    let ways: [&dyn Fn(&Number) -> bool; 3] = [
        &|candidate| candidate.phone.id.as_str() == wanted,
        &|candidate| phone.is_some() && digits(&candidate.phone.display) == phone,
        &|candidate| candidate.phone.name.trim().to_lowercase() == name,
    ];
    for way in ways {
        let mut matching = gathered.found.iter().filter(|candidate| way(candidate));
        match (matching.next(), matching.next()) {
            (Some(one), None) => return Ok(one.clone()),
            (Some(first), Some(second)) => {
                let both = [first, second].into_iter().chain(matching).map(listed).collect::<Vec<_>>().join("\n");
                let message = format!("Several numbers are `{}`:\n{both}", clean::line(wanted));
                let advice = "Name it by its id, or narrow the search with --profile.";
                return Err(Failure::usage(Error::config(message).advise(advice)));
            }
            (None, _) => {}
        }
    }
    if let Some(failure) = gathered.failures.into_iter().next() {
        return Err(failure);
    }
    let mut known: Vec<String> = gathered.found.iter().take(MOST_LISTED).map(listed).collect();
    if gathered.found.len() > MOST_LISTED {
        known.push(format!("  and {} more", gathered.found.len() - MOST_LISTED));
    }
    let advice = format!("Known are:\n{}", known.join("\n"));
    Err(Error::not_found(format!("The number `{}`", clean::line(wanted))).advise(advice).into())
}

/// A number as an error lists it.
fn listed(number: &Number) -> String {
    format!("  {}  {}  ({})", number.phone.id, number.title(), number.profile.name)
}

/// The digits of what looks like a phone number.
fn digits(text: &str) -> Option<String> {
    let looks = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '.' | '(' | ')' | '\u{a0}'));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("00").map(str::to_owned).unwrap_or(digits);
    (looks && digits.len() >= LEAST_DIGITS).then_some(digits)
}
