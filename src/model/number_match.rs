//! Which number a person means who writes its id, its digits or its name.

use super::PhoneNumber;

/// Fewer digits than any phone number with its country code has.
const LEAST_DIGITS: usize = 6;

/// Those with that id, else those with those digits, else those with that name: one where it is clear, several where
/// it is not, none where there is no such number.
pub fn matching_numbers<'a, T>(candidates: &'a [T], phone: impl Fn(&T) -> &PhoneNumber, wanted: &str) -> Vec<&'a T> {
    let wanted = wanted.trim();
    let digits_wanted = phone_digits(wanted);
    let name = wanted.to_lowercase();
    let ways: [&dyn Fn(&PhoneNumber) -> bool; 3] = [
        &|phone| phone.id.as_str() == wanted,
        &|phone| digits_wanted.is_some() && phone_digits(&phone.display) == digits_wanted,
        &|phone| phone.name.trim().to_lowercase() == name,
    ];
    ways.into_iter()
        .map(|way| candidates.iter().filter(|candidate| way(phone(candidate))).collect::<Vec<_>>())
        .find(|matching| !matching.is_empty())
        .unwrap_or_default()
}

/// The digits of what looks like a phone number, or like the id of one.
pub fn phone_digits(text: &str) -> Option<String> {
    let looks = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '.' | '(' | ')' | '\u{a0}'));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("00").map(str::to_owned).unwrap_or(digits);
    (looks && digits.len() >= LEAST_DIGITS).then_some(digits)
}
