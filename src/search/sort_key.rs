//! The order of rows by what they have in a column. Rows that are alike stay in the order they had.

use super::fold;

/// What a row has in a column, for sorting.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SortKey {
    /// A count, a rank or a time.
    Number(i64),
    /// A text, folded.
    Text(String),
}

impl SortKey {
    /// A text as people sort it: in any case, letters with accents beside those without, and numbers in it by their
    /// value. Nothing where there is no text.
    pub(crate) fn text(text: &str) -> Option<Self> {
        let folded = fold(text);
        let mut key = String::with_capacity(folded.len());
        let mut rest = folded.as_str();
        while !rest.is_empty() {
            let (words, numbers) = rest.split_at(run(rest, |byte| !byte.is_ascii_digit()));
            let (number, others) = numbers.split_at(run(numbers, |byte| byte.is_ascii_digit()));
            key.push_str(words);
            if !number.is_empty() {
                // A longer number is a larger one; among equally long ones the digits decide.
                let number = number.trim_start_matches('0');
                key.push('0');
                key.extend(u32::try_from(number.len()).ok().and_then(char::from_u32));
                key.push_str(number);
            }
            rest = others;
        }
        (!key.is_empty()).then_some(Self::Text(key))
    }

    /// A count.
    pub(crate) fn count(count: usize) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

/// So many bytes at the start are like this. Between digits and anything else there is always a new character.
fn run(text: &str, is: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(|byte| !is(byte)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_sorted_as_people_do() {
        let mut texts = ["Table 10", "table 2", "Bar", "Table 02b", "café 1", "Table", "99", "", "Zoo", "table 1"];
        texts.sort_by_cached_key(|text| SortKey::text(text));
        let sorted = ["", "99", "Bar", "café 1", "Table", "table 1", "table 2", "Table 02b", "Table 10", "Zoo"];
        assert_eq!(texts, sorted);
    }

    #[test]
    fn letters_with_accents_stand_beside_those_without() {
        let mut texts = ["zebra", "Été 2", "éclair", "Eis", "ete 1", "Öl", "Ober", "Ａrm", "Straße 2", "STRASSE 1"];
        texts.sort_by_cached_key(|text| SortKey::text(text));
        let sorted = ["Ａrm", "éclair", "Eis", "ete 1", "Été 2", "Ober", "Öl", "STRASSE 1", "Straße 2", "zebra"];
        assert_eq!(texts, sorted);
    }

    #[test]
    fn what_is_alike_stays_in_its_order() {
        for mut texts in [["Café", "cafe", "CAFÉ"], ["CAFÉ", "Café", "cafe"]] {
            let before = texts;
            texts.sort_by_cached_key(|text| SortKey::text(text));
            assert_eq!(texts, before);
        }
    }

    proptest::proptest! {
        #[test]
        fn numbers_in_texts_are_sorted_by_their_value(a in 0_u64..2000, b in 0_u64..2000, zeros in "0{0,3}") {
            let key = |text: String| SortKey::text(&text);
            let (left, right) = (key(format!("Table {zeros}{a}")), key(format!("table {b}")));
            proptest::prop_assert_eq!(left.cmp(&right), a.cmp(&b));
        }
    }
}
