//! A bulk deletion that is killed again and again, at any moment: nothing is deleted that was not confirmed, nothing
//! twice, and the journal and the service agree in the end.
//!
//! `QRDECK_KILLS` says how many kills there should be at least; the default keeps the suite fast.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a helper that fails fails its test")]
#![expect(clippy::print_stdout, reason = "tells the numbers of a long run")]

mod app;
mod app_import;
mod command;
mod drafts;
mod harness;
mod import;
mod sync;

/// How many kills there should be at each service.
pub(crate) fn kills() -> usize {
    std::env::var("QRDECK_KILLS").map_or(1, |kills| kills.parse().unwrap())
}

#[test]
fn killed_deletions_lose_nothing() {
    // Together, for most of their time they wait: what has just been sent can be looked up in ten seconds only.
    std::thread::scope(|scope| {
        scope.spawn(|| command::kill_deletions("eu", 400, 1));
        scope.spawn(|| command::kill_deletions("asia", 2_500, 2));
        scope.spawn(|| app::kill_deletions("eu", 800, 3));
        scope.spawn(|| app::kill_deletions("asia", 3_000, 4));
    });
}

#[test]
fn killed_syncs_leave_a_true_cache_and_go_on() {
    sync::kill_syncs(1_500, 5);
}

#[test]
fn killed_imports_create_each_code_once() {
    std::thread::scope(|scope| {
        scope.spawn(|| import::kill_imports("eu", 700, 5));
        scope.spawn(|| import::kill_imports("asia", 3_000, 6));
        scope.spawn(|| app_import::kill_imports("eu", 1_000, 7));
        scope.spawn(|| app_import::kill_imports("asia", 3_500, 8));
    });
}

#[test]
fn killed_forms_lose_nothing_that_was_typed() {
    drafts::kill_a_form();
}
