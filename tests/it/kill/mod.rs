//! A bulk deletion that is killed again and again, at any moment: nothing is deleted that was not confirmed, nothing
//! twice, and the journal and the service agree in the end.
//!
//! `QRDECK_KILLS` says how many kills there shall be at least; the default keeps the suite fast.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]
#![expect(clippy::print_stdout, reason = "tells the numbers of a long run")]

mod app;
mod command;
mod shop;

/// How many kills there shall be at each service.
fn kills() -> usize {
    std::env::var("QRDECK_KILLS").map_or(2, |kills| kills.parse().unwrap())
}
