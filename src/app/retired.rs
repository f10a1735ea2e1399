//! Which codes were deleted or replaced, and what took their place, as far as the journal knows.

use std::collections::HashMap;

use crate::store::RetiredCode;

/// Shortest part of a code by which it is looked up.
const PART: usize = 6;

/// All codes that are known to be retired.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RetiredCodes {
    by_code: HashMap<String, RetiredCode>,
    by_successor: HashMap<String, String>,
}

impl RetiredCodes {
    /// One more; it takes the place of what was known of the code.
    pub(crate) fn add(&mut self, end: RetiredCode) {
        if let Some(successor) = &end.successor {
            self.by_successor.insert(successor.clone(), end.code.clone());
        }
        self.by_code.insert(end.code.clone(), end);
    }

    /// Whether a code is known to be retired.
    pub fn contains(&self, code: &str) -> bool {
        self.by_code.contains_key(code)
    }

    /// What a code stands in the place of: the code before it, the one before that, and so on.
    pub fn before(&self, code: &str) -> Vec<&RetiredCode> {
        let mut chain: Vec<&RetiredCode> = Vec::new();
        let mut at = code;
        while let Some(end) = self.by_successor.get(at).and_then(|old| self.by_code.get(old)) {
            // Codes are never used twice, but a database can say anything.
            if end.code == code || chain.iter().any(|known| known.code == end.code) {
                break;
            }
            chain.push(end);
            at = &end.code;
        }
        chain
    }

    /// The outcome of the one dead code that a text names, by its link or a good part of it; as a sentence.
    pub fn tell(&self, text: &str) -> Option<String> {
        let wanted = text.trim().trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_uppercase();
        let end = self.by_code.get(&wanted).or_else(|| {
            let mut alike = self.by_code.values().filter(|end| end.code.to_uppercase().contains(&wanted));
            let one = alike.next().filter(|_| wanted.chars().count() >= PART)?;
            alike.next().is_none().then_some(one)
        })?;
        let mut passed = vec![end];
        let mut last = end;
        while let Some(next) = last.successor.as_ref().and_then(|code| self.by_code.get(code)) {
            if passed.iter().any(|known| known.code == next.code) {
                break;
            }
            passed.push(next);
            last = next;
        }
        let (code, on) = (&end.code, end.on);
        Some(match &last.successor {
            Some(successor) => format!("{code} was replaced by {successor} on {}.", last.on),
            None if last.code == *code => format!("{code} was deleted on {on}."),
            None => format!("{code} was replaced on {on}; {}, its successor, was deleted on {}.", last.code, last.on),
        })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn ends(all: &[(&str, Option<&str>)]) -> RetiredCodes {
        let mut ends = RetiredCodes::default();
        for (day, (code, successor)) in (1..).zip(all) {
            let (code, successor) = ((*code).to_owned(), successor.map(str::to_owned));
            ends.add(RetiredCode { code, on: date(2026, 5, day), successor });
        }
        ends
    }

    #[test]
    fn the_chain_is_told_backwards_and_forwards() {
        let ends = ends(&[("D9AAAAAA", Some("D9BBBBBB")), ("D9BBBBBB", Some("D9CCCCCC"))]);
        let before: Vec<_> = ends.before("D9CCCCCC").into_iter().map(|end| end.code.as_str()).collect();
        assert_eq!(before, ["D9BBBBBB", "D9AAAAAA"]);
        let told = ends.tell("https://wa.me/message/d9aaaaaa").expect("known");
        assert_eq!(told, "D9AAAAAA was replaced by D9CCCCCC on 2026-05-02.");
        assert!(ends.before("D9AAAAAA").is_empty());
    }

    #[test]
    fn a_deletion_is_told_and_a_guess_is_not() {
        let ends = ends(&[("D9AAAAA1", Some("D9BBBBBB")), ("D9BBBBBB", None), ("D9AAAAA2", None)]);
        assert_eq!(ends.tell("D9AAAAA2").as_deref(), Some("D9AAAAA2 was deleted on 2026-05-03."));
        let told = ends.tell("d9aaaaa1").expect("known");
        assert!(told.ends_with("D9BBBBBB, its successor, was deleted on 2026-05-02."), "{told}");
        assert_eq!((ends.tell("D9AAAAA"), ends.tell("D9"), ends.tell("")), (None, None, None));
    }

    #[test]
    fn a_circle_ends() {
        let ends = ends(&[("D9AAAAAA", Some("D9BBBBBB")), ("D9BBBBBB", Some("D9AAAAAA"))]);
        assert_eq!(ends.before("D9AAAAAA").len(), 1);
        assert!(ends.tell("D9AAAAAA").is_some());
    }
}
