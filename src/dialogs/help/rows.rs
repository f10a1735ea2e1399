//! The keys that the help shows.

use super::state::Help;
use crate::app::State;
use crate::app::keymap::Binding;
use crate::search::{Query, fold};

/// The keys of what lies below, the innermost place first. Of those that match what was typed also the keys of all other
/// places come, after them: who looks for a key need not know where it works.
pub(super) fn rows<'a>(state: &'a State, help: &Help) -> Vec<&'a Binding> {
    let query = Query::of_words(help.query.text());
    let here = state.base_contexts();
    let others = state.keymap.all().filter(|row| !query.is_empty() && !here.contains(&row.context));
    let all = here.iter().flat_map(|context| state.keymap.rows(*context)).chain(others);
    all.filter(|row| {
        let keys: Vec<_> = row.keys.iter().map(ToString::to_string).collect();
        let texts = [&row.title(), row.help, row.label, row.synonyms(), &keys.join(" ")].map(fold);
        query.cost_in(&texts.each_ref().map(String::as_str)).is_some()
    })
    .collect()
}
