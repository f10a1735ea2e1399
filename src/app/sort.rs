//! What a pane is sorted by.

/// A column of a pane. The folder of the pane says which ones it has, and how they order its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The verified name of a number.
    Name,
    /// The number as people write it.
    Phone,
    /// How the service rates a number, the best first.
    Quality,
    /// How many codes a number has.
    Codes,
    /// What a code is called on this machine.
    Label,
    /// The message of a code.
    Message,
    /// The code itself.
    Code,
    /// When a code was created.
    Created,
    /// The name of a group.
    Subject,
    /// How many people are in a group.
    Members,
    /// The invite link of a group.
    Link,
}

impl Column {
    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Phone => "Phone",
            Self::Quality => "Quality",
            Self::Codes => "Codes",
            Self::Label => "Label",
            Self::Message => "Message",
            Self::Code => "Code",
            Self::Created => "Created",
            Self::Subject => "Group",
            Self::Members => "Members",
            Self::Link => "Link",
        }
    }
}

/// A column that a pane is sorted by, and in which direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The column.
    pub column: Column,
    /// Whether the last row of the usual order comes first.
    pub descending: bool,
}

impl Sort {
    /// The sign beside the heading.
    pub fn arrow(self) -> &'static str {
        if self.descending { "▼" } else { "▲" }
    }
}

/// What a row has in a column, for sorting.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SortKey {
    /// A count, a rank or a time.
    Number(i64),
    /// A text, folded.
    Text(String),
}

impl SortKey {
    /// A text as people sort it: in any case, and numbers in it by their value. Nothing where there is no text.
    pub(crate) fn text(text: &str) -> Option<Self> {
        let mut folded = String::with_capacity(text.len());
        let mut rest = text.trim();
        while let Some(first) = rest.chars().next() {
            let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            if digits == 0 {
                folded.extend(first.to_lowercase());
                rest = &rest[first.len_utf8()..];
                continue;
            }
            // A longer number is a larger one; among equally long ones the digits decide.
            let number = rest[..digits].trim_start_matches('0');
            folded.push('0');
            folded.extend(u32::try_from(number.len()).ok().and_then(char::from_u32));
            folded.push_str(number);
            rest = &rest[digits..];
        }
        (!folded.is_empty()).then_some(Self::Text(folded))
    }

    /// A count.
    pub(crate) fn count(count: usize) -> Self {
        Self::Number(i64::try_from(count).unwrap_or(i64::MAX))
    }
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

    proptest::proptest! {
        #[test]
        fn numbers_in_texts_are_sorted_by_their_value(a in 0_u64..2000, b in 0_u64..2000, zeros in "0{0,3}") {
            let key = |text: String| SortKey::text(&text);
            let (left, right) = (key(format!("Table {zeros}{a}")), key(format!("table {b}")));
            proptest::prop_assert_eq!(left.cmp(&right), a.cmp(&b));
        }
    }
}
