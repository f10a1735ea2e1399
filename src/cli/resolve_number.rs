//! Which number a person means by `--number`.

use super::failure::Failure;
use super::query_result::QueryResult;
use super::reachable_number::{ReachableNumber, title};
use crate::cli::echo::echo;
use crate::model::{Error, PhoneNumber, ProfileName, matching_numbers};

/// Most numbers that an error lists.
const MOST_LISTED: usize = 12;

/// A number that may be meant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub(super) profile: &'a ProfileName,
    pub(super) phone: &'a PhoneNumber,
}

/// The number with that id, else the one with those digits, else the one with that name.
///
/// # Errors
/// Exit status 3 where there is none, 2 where there are several, and what kept a profile from answering where the
/// number may be there.
pub(super) fn resolve_number<'a>(
    result: &'a QueryResult<ReachableNumber>,
    wanted: &str,
) -> Result<ReachableNumber, Failure> {
    let candidate = |of: &'a ReachableNumber| Candidate { profile: &of.profile.name, phone: &of.phone };
    let candidates: Vec<_> = result.found.iter().map(candidate).collect();
    if let Some(found) = find(&candidates, wanted)?.and_then(|at| result.found.get(at)) {
        return Ok(found.clone());
    }
    if let Some(failure) = result.failures.first() {
        return Err(failure.clone());
    }
    let mut known: Vec<String> = candidates.iter().take(MOST_LISTED).map(listed).collect();
    if candidates.len() > MOST_LISTED {
        known.push(format!("  and {} more", candidates.len() - MOST_LISTED));
    }
    let advice = format!("Known are:\n{}", known.join("\n"));
    Err(Error::not_found(format!("The number `{}`", echo(wanted))).advise(advice).into())
}

/// Where the number that is meant is among the candidates, if it is.
///
/// # Errors
/// Exit status 2, with all of them, where there are several.
pub(super) fn find(candidates: &[Candidate<'_>], wanted: &str) -> Result<Option<usize>, Failure> {
    let places: Vec<_> = candidates.iter().enumerate().collect();
    match matching_numbers(&places, |(_, candidate)| candidate.phone, wanted).as_slice() {
        [] => Ok(None),
        [(at, _)] => Ok(Some(*at)),
        several => {
            let all = several.iter().map(|(_, candidate)| listed(candidate)).collect::<Vec<_>>().join("\n");
            let message = format!("Several numbers match `{}`:\n{all}", echo(wanted.trim()));
            let advice = "Use its id, or narrow the search with --profile.";
            Err(Failure::usage(Error::config(message).advise(advice)))
        }
    }
}

/// A number as an error lists it.
fn listed(Candidate { profile, phone }: &Candidate<'_>) -> String {
    format!("  {}  {}  ({profile})", phone.id, title(phone))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::cli::failure::Exit;
    use crate::model::{ErrorKind, Profile, ProviderKind, World};
    use crate::provider::fake::Fake;

    fn number(profile: &str, id: &str, display: &str, name: &str) -> ReachableNumber {
        let provider = ProviderKind::Meta;
        ReachableNumber {
            profile: Profile { name: profile.into(), provider, world: World::Live, read_only: false },
            provider: Arc::new(Fake::new(provider)),
            phone: PhoneNumber {
                id: id.into(),
                display: display.into(),
                name: name.into(),
                quality: None,
                status: None,
                official: None,
            },
        }
    }

    fn result() -> QueryResult<ReachableNumber> {
        let mut result = QueryResult::default();
        result.found = vec![
            number("eu", "106540352242922", "+49 151 1000 0001", "Aurora Coffee, Berlin"),
            number("eu", "106540352242923", "+1 718-555-0107", "Aurora"),
            number("asia", "8613800000001", "+86 138 0000 0001", "Aurora"),
            number("asia2", "8613800000001", "+86 138 0000 0001", "Aurora 上海"),
        ];
        result
    }

    #[test]
    fn an_id_digits_or_a_name_will_do() {
        for wanted in [
            "106540352242922",
            "+4915110000001",
            "004915110000001",
            "49 151 1000-0001",
            "+49 (151) 1000.0001",
            "aurora coffee, BERLIN",
            " Aurora Coffee, Berlin\n",
        ] {
            let found =
                resolve_number(&result(), wanted).unwrap_or_else(|failure| panic!("{wanted}: {}", failure.sentences()));
            assert_eq!(found.phone.id.as_str(), "106540352242922", "{wanted}");
        }
        assert_eq!(resolve_number(&result(), "Aurora 上海").unwrap().profile.name.as_str(), "asia2");
    }

    #[test]
    fn what_names_several_is_wrong_usage_and_lists_them() {
        for wanted in ["Aurora", "8613800000001", "+86 138 0000 0001"] {
            let failure = resolve_number(&result(), wanted).unwrap_err();
            assert_eq!(failure.exit, Exit::Usage, "{wanted}");
            assert!(failure.error.message.contains("(asia)"), "{}", failure.error.message);
        }
    }

    #[test]
    fn what_names_none_is_not_found_and_lists_all() {
        for wanted in ["", "4", "Berlin", "+49 151 1000 0002", "106540352242922x"] {
            let failure = resolve_number(&result(), wanted).unwrap_err();
            assert_eq!(failure.exit, Exit::NotFound, "{wanted}");
            assert!(failure.error.advice.contains("Aurora Coffee, Berlin"), "{}", failure.error.advice);
        }
    }

    #[test]
    fn a_profile_that_did_not_answer_may_have_it() {
        let mut result = result();
        result.failures.push(Error::new(ErrorKind::Auth, "Expired.").into());
        assert_eq!(resolve_number(&result, "nobody").unwrap_err().error.kind, ErrorKind::Auth);
    }
}
