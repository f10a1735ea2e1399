//! `update` from outside: keys and answers in, state and effects out. No terminal, no runtime.

mod activity;
mod audit;
mod bulk;
mod bulk_property;
mod confirm;
mod conflict;
mod connect;
mod form;
mod full_screen;
mod harness;
mod known;
mod known_property;
mod labels;
mod lists;
mod notices;
mod open;
mod profiles;
mod properties;
mod resume;
mod save;
mod secret;
mod still_open;
mod waits;
