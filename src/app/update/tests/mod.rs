//! `update` from outside: keys and answers in, state and effects out. No terminal, no runtime.

mod bulk;
mod bulk_property;
mod busy;
mod cached;
mod changes;
mod doing;
mod drafts;
mod filters;
mod fresh;
pub(crate) mod harness;
mod in_sight;
mod known;
mod known_property;
mod leaving;
mod lists;
mod marks;
mod memory;
mod notices;
mod open;
mod own_keys;
mod pointer;
mod properties;
mod refusals;
mod tour;
mod waits;
