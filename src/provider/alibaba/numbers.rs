//! Phone numbers.

use std::collections::HashSet;

use super::{Alibaba, wire};
use crate::model::{Error, Field, NumberId, PhoneNumber, Result};
use crate::provider::Call;

impl Alibaba {
    /// `QueryChatappPhoneNumbers`: all of them in one answer.
    pub(super) async fn list_numbers(&self, call: &Call) -> Result<Vec<PhoneNumber>> {
        let (_, wire::Numbers { phone_numbers }) = self.list("QueryChatappPhoneNumbers", &[], call).await?;
        let mut seen = HashSet::new();
        let numbers: Vec<_> = phone_numbers
            .into_iter()
            .flatten()
            .filter_map(phone_number)
            .filter(|number| seen.insert(number.id.clone()))
            .collect();
        call.progress.rows(numbers.len());
        Ok(numbers)
    }
}

/// A row without a number cannot be asked anything and is left out.
fn phone_number(row: wire::NumberRow) -> Option<PhoneNumber> {
    let Some(number) = row.phone_number else {
        tracing::warn!("a phone number without a number is left out");
        return None;
    };
    let digits = digits(&number);
    let display = digits.as_deref().map_or_else(|| number.clone(), display);
    Some(PhoneNumber {
        id: NumberId::new(digits.unwrap_or(number)),
        display,
        name: row.verified_name.map(|name| name.trim().to_owned()).unwrap_or_default(),
        quality: row.quality_rating,
        status: row.status,
        official: row.is_official,
    })
}

/// The number as CAMS wants to hear it.
///
/// # Errors
/// [`crate::model::ErrorKind::InvalidInput`] for what is no phone number.
pub(super) fn on_the_wire(number: &NumberId) -> Result<String> {
    digits(number.as_str()).ok_or_else(|| {
        Error::invalid(Field::Number, format!("`{number}` is not a phone number."))
            .advise("Give it with country code, in digits: 8613800000001.")
    })
}

/// Digits with country code, without the `+` and the separators people write.
fn digits(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(|c| !matches!(c, '+' | ' ' | '-' | '(' | ')')).collect();
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// `+86 138 0000 0001`: the country code, then groups of three and four with the fours last. It is for reading only
/// and does not claim to be each country's own way of writing.
fn display(digits: &str) -> String {
    let (country, mut rest) = digits.split_at(country_code_len(digits).min(digits.len()));
    let mut text = format!("+{country}");
    while !rest.is_empty() {
        let take = if rest.len() % 4 == 0 { 4 } else { rest.len().min(3) };
        let (group, tail) = rest.split_at(take);
        text.push(' ');
        text.push_str(group);
        rest = tail;
    }
    text
}

/// How many digits the country code has (ITU-T E.164, list of assigned codes).
fn country_code_len(digits: &str) -> usize {
    let two = digits.get(..2).and_then(|two| two.parse().ok()).unwrap_or(0_u8);
    match two {
        10..=19 | 70..=79 => 1,
        20 | 27 | 30..=34 | 36 | 39..=41 | 43..=49 | 51..=58 | 60..=66 | 81 | 82 | 84 | 86 | 90..=95 | 98 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        for (digits, shown) in [
            ("8613800000001", "+86 138 0000 0001"),
            ("4915110000001", "+49 151 1000 0001"),
            ("12025550123", "+1 202 555 0123"),
            ("6581234567", "+65 8123 4567"),
            ("97150123456", "+971 5012 3456"),
            ("33612345678", "+33 612 345 678"),
            ("971", "+971"),
            ("8", "+8"),
        ] {
            assert_eq!(display(digits), shown);
        }
    }

    #[test]
    fn only_digits_are_sent() {
        for good in ["8613800000001", "+86 138-0000-0001", "+86 (138) 00000001"] {
            assert_eq!(on_the_wire(&good.into()).unwrap(), "8613800000001");
        }
        for bad in ["", "+", "86158********", "８６１３８", "8613800000001&QrdlCode=X"] {
            assert!(on_the_wire(&bad.into()).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_number_that_is_not_digits_is_shown_as_it_is() {
        let row = wire::NumberRow { phone_number: Some("86158****".to_owned()), ..Default::default() };
        let number = phone_number(row).unwrap();
        assert_eq!((number.id.as_str(), number.display.as_str()), ("86158****", "86158****"));
    }
}
