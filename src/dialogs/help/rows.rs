//! The keys that the help shows.

use super::state::Help;
use crate::app::State;
use crate::app::keymap::Binding;
use crate::search::{Query, fold};

/// The keys of what lies below that match what was typed, the innermost place first.
pub(super) fn rows<'a>(state: &'a State, help: &Help) -> Vec<&'a Binding> {
    let query = Query::of_words(help.query.text());
    let all = state.base_contexts().into_iter().flat_map(|context| state.keymap.rows(context));
    all.filter(|row| {
        let keys: Vec<_> = row.keys.iter().map(ToString::to_string).collect();
        let texts = [&row.title(), row.help, row.label, row.synonyms(), &keys.join(" ")].map(fold);
        query.cost_in(&texts.each_ref().map(String::as_str)).is_some()
    })
    .collect()
}
