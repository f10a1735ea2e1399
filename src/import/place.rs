//! Which number each row is for.

use std::collections::HashMap;

use super::campaign::{Campaign, Row};
use super::mistake::Mistake;
use crate::creation::Target;
use crate::model::{Profile, matching_numbers, message_key};

/// Most numbers that a sentence lists.
const MOST_LISTED: usize = 5;

/// The rows with the places of their numbers.
#[derive(Debug, Default)]
pub(super) struct Placed {
    /// For each row, the place of its number among all there are.
    pub(super) places: Vec<Option<usize>>,
    pub(super) mistakes: Vec<Mistake>,
    /// Whether a row names a number that is not there: one that could not be asked may have it.
    pub(super) is_missing: bool,
}

/// Finds the number of each row among those of these profiles, and rows that want the same code twice.
pub(super) fn place(campaign: &Campaign, profiles: &[Profile], numbers: &[Target], duplicates: bool) -> Placed {
    let (mut placed, mut known) = (Placed::default(), HashMap::new());
    let mut first: HashMap<(usize, String), usize> = HashMap::new();
    for row in &campaign.rows {
        let found = (!row.number.is_empty()).then(|| {
            let key = (row.profile.as_deref(), row.number.as_str());
            known.entry(key).or_insert_with(|| number_of(row, profiles, numbers)).clone()
        });
        let place = match found {
            None => None,
            Some(Ok(at)) => Some(at),
            Some(Err(NoNumber { sentence, is_missing })) => {
                placed.is_missing |= is_missing;
                placed.mistakes.push(Mistake::new(row.line, sentence));
                None
            }
        };
        if let Some(at) = place.filter(|_| !duplicates && !row.message.is_empty()) {
            let earlier = *first.entry((at, message_key(&row.message))).or_insert(row.line);
            if earlier != row.line {
                let sentence = format!("Line {earlier} has the same message for the same number.");
                placed.mistakes.push(Mistake::new(row.line, sentence));
            }
        }
        placed.places.push(place);
    }
    placed
}

/// Why a row has no number.
#[derive(Debug, Clone)]
struct NoNumber {
    sentence: String,
    is_missing: bool,
}

fn number_of(row: &Row, profiles: &[Profile], numbers: &[Target]) -> Result<usize, NoNumber> {
    let wrong = |sentence: String| NoNumber { sentence, is_missing: false };
    if let Some(name) = &row.profile
        && !profiles.iter().any(|profile| profile.name.as_str() == name)
    {
        let names: Vec<_> = profiles.iter().map(|profile| profile.name.as_str()).collect();
        return Err(wrong(format!("There is no profile `{name}` here. There are: {}.", names.join(", "))));
    }
    let all: Vec<_> = numbers.iter().enumerate().collect();
    let of: Vec<_> = all
        .into_iter()
        .filter(|(_, number)| row.profile.as_ref().is_none_or(|name| number.profile.name.as_str() == name))
        .collect();
    let wanted = &row.number;
    let (at, _) = match matching_numbers(&of, |(_, number)| &number.phone, wanted).as_slice() {
        [one] => **one,
        [] => {
            let rounded = wanted.contains(['e', 'E']) && wanted.starts_with(|c: char| c.is_ascii_digit());
            let why = if rounded && wanted.contains('+') {
                " A spreadsheet has rounded it: format the column as text."
            } else {
                ""
            };
            let sentence = format!("No number has the id, the digits or the name `{wanted}`.{why}");
            return Err(NoNumber { sentence, is_missing: true });
        }
        several => {
            let one = |(_, number): &&(usize, &Target)| format!("{} ({})", number.phone.id, number.profile.name);
            let mut listed: Vec<_> = several.iter().take(MOST_LISTED).map(one).collect();
            if several.len() > MOST_LISTED {
                listed.push(format!("{} more", several.len() - MOST_LISTED));
            }
            let sentence =
                format!("Several numbers are `{wanted}`: {}. Use the id, or a column `profile`.", listed.join(", "));
            return Err(wrong(sentence));
        }
    };
    Ok(at)
}
