//! All codes of a number.

use serde::{Deserialize, Serialize};

use super::generated::GeneratedCodes;
use super::{Code, CodeText};

/// The codes of a number, oldest first. Those of a generated world are made each time somebody looks, until the first
/// of them is changed: until then a million of them take neither memory nor a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Codes {
    /// Empty where they are generated.
    listed: Vec<Code>,
    #[serde(skip_serializing_if = "Option::is_none")]
    generated: Option<GeneratedCodes>,
}

/// What state files hold: the first ones had only lists.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Listed(Vec<Code>),
    Either {
        listed: Vec<Code>,
        #[serde(default)]
        generated: Option<GeneratedCodes>,
    },
}

impl From<Stored> for Codes {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Listed(listed) => Self { listed, generated: None },
            Stored::Either { listed, generated } => Self { listed, generated },
        }
    }
}

impl From<GeneratedCodes> for Codes {
    fn from(codes: GeneratedCodes) -> Self {
        Self { listed: Vec::new(), generated: Some(codes) }
    }
}

impl Codes {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.generated.as_ref().map_or(self.listed.len(), GeneratedCodes::len)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The code at a place, counted from the oldest.
    pub fn get(&self, at: usize) -> Option<Code> {
        match &self.generated {
            None => self.listed.get(at).cloned(),
            Some(codes) => (at < codes.len()).then(|| codes.code(at)),
        }
    }

    /// The oldest.
    pub fn first(&self) -> Option<Code> {
        self.get(0)
    }

    /// The newest.
    pub fn last(&self) -> Option<Code> {
        self.get(self.len().checked_sub(1)?)
    }

    /// All of them.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Code> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// All of them, to change.
    pub fn to_mut(&mut self) -> &mut Vec<Code> {
        if let Some(codes) = self.generated.take() {
            self.listed = (0..codes.len()).map(|at| codes.code(at)).collect();
        }
        &mut self.listed
    }

    /// Where a code stands.
    pub(in crate::sandbox) fn position(&self, code: &str) -> Option<usize> {
        (0..self.len()).find(|at| self.text(*at).is_some_and(|text| text.as_str() == code))
    }

    /// What the code at a place is called, without its message.
    pub(in crate::sandbox) fn text(&self, at: usize) -> Option<CodeText> {
        match &self.generated {
            None => self.listed.get(at).map(|code| code.code),
            Some(codes) => Some(codes.text(at)),
        }
    }

    /// When the code at a place was made, and its serial number.
    pub(in crate::sandbox) fn made(&self, at: usize) -> Option<(i64, u64)> {
        match &self.generated {
            None => self.listed.get(at).map(|code| (code.created, code.serial)),
            Some(codes) => Some((codes.created(at), codes.serial(at))),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::model::MAX_CODES_PER_NUMBER;
    use crate::sandbox::world::{Size, World};

    /// A number in each language, with all codes that it can have.
    fn full() -> World {
        World::generate(3, Size { numbers: 12, codes: MAX_CODES_PER_NUMBER, groups: 0 }).unwrap()
    }

    #[test]
    fn generated_codes_stay_what_they_are_when_they_are_listed() {
        for number in full().numbers.iter_mut().take(3) {
            let before: Vec<Code> = number.codes.iter().collect();
            assert_eq!(number.codes.to_mut(), &before);
            for at in [0, 7, MAX_CODES_PER_NUMBER - 1, MAX_CODES_PER_NUMBER] {
                assert_eq!(number.codes.get(at).as_ref(), before.get(at));
                assert_eq!(number.codes.made(at), before.get(at).map(|code| (code.created, code.serial)));
            }
            assert_eq!(number.codes.position(before[7].code.as_str()), Some(7));
        }
    }

    #[test]
    fn a_number_says_some_things_twice_and_most_once() {
        for number in full().numbers {
            let messages: HashSet<_> = number.codes.iter().map(|code| code.message).collect();
            let copies = number.codes.len() - messages.len();
            assert!((40..160).contains(&copies), "{}: {copies} of {}", number.name, number.codes.len());
        }
    }

    #[test]
    fn a_file_holds_generated_codes_in_a_few_words_and_lists_as_ever() {
        let mut number = full().numbers.remove(0);
        let generated = serde_json::to_string(&number.codes).unwrap();
        assert!(generated.len() < 200, "{generated}");
        assert_eq!(serde_json::from_str::<Codes>(&generated).unwrap(), number.codes);
        let list = serde_json::to_string(number.codes.to_mut()).unwrap();
        assert_eq!(serde_json::from_str::<Codes>(&list).unwrap(), number.codes);
        let listed = serde_json::to_string(&number.codes).unwrap();
        assert_eq!(serde_json::from_str::<Codes>(&listed).unwrap(), number.codes);
    }
}
