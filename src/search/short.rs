//! Short texts that need no index, such as the names of actions: the same matching, a text at a time.

use super::cost::{Cost, SIMILAR};
use super::fuzzy::Pattern;
use super::query::{Query, Word};
use super::rank::standing_cost;

/// What it costs more where a word is found in the next, less telling text only.
const LESS_TELLING: Cost = 5;

impl Query {
    /// Words and nothing else: what would be a key or an exclusion elsewhere is text.
    pub fn of_words(text: &str) -> Self {
        let mut query = Self::default();
        query.words.extend(text.split_whitespace().filter_map(|word| Word::new(word, None, false)));
        query
    }

    /// What it costs that each word, or something similar, is found in one of several folded texts, the most telling of
    /// them first. The less, the better; none where a word is in none of them.
    pub fn cost_in(&self, texts: &[&str]) -> Option<Cost> {
        self.words.iter().map(|word| cost(word, texts)).sum()
    }
}

/// What the best place of a word costs.
fn cost(word: &Word, texts: &[&str]) -> Option<Cost> {
    let similar = |pattern: &Pattern, text: &str| Some(SIMILAR + pattern.find(text)?.cost);
    let each = (0..).step_by(LESS_TELLING as usize).zip(texts);
    let costs = each.filter_map(|(more, text): (Cost, _)| {
        let found = standing_cost(word, text).or_else(|| similar(word.similar.as_ref()?, text))?;
        Some(more + found)
    });
    costs.min()
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;

    fn order<'a>(typed: &str, of: &[&'a [&'a str]]) -> Vec<&'a str> {
        let query = Query::of_words(typed);
        let mut found: Vec<_> = of
            .iter()
            .filter_map(|texts| {
                let folded: Vec<_> = texts.iter().map(|text| fold(text)).collect();
                let folded: Vec<_> = folded.iter().map(String::as_str).collect();
                Some((query.cost_in(&folded)?, texts[0]))
            })
            .collect();
        found.sort_by_key(|(cost, _)| *cost);
        found.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn names_come_before_what_else_they_are_called_and_mistyped_words_last() {
        let actions: &[&[&str]] =
            &[&["Save QR code", "print export"], &["Export settings"], &["Print queue"], &["Delete code", "remove"]];
        assert_eq!(order("print", actions), ["Print queue", "Save QR code"]);
        assert_eq!(order("EXPORT", actions), ["Export settings", "Save QR code"]);
        assert_eq!(order("code del", actions), ["Delete code"]);
        assert_eq!(order("delte", actions), ["Delete code"]);
        assert_eq!(order("dlt cod", actions), ["Delete code"]);
        assert_eq!(order("is:dead", actions), Vec::<&str>::new());
        assert_eq!(order("", actions).len(), actions.len());
    }
}
