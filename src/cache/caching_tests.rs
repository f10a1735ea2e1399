use std::sync::mpsc;

use super::*;
use crate::provider::fake::{Fake, LATENCY};

fn number() -> NumberKey {
    NumberKey { profile: "p".into(), number: "1".into() }
}

/// An account with two codes, whose answers are kept in memory.
fn caching() -> (Arc<Caching>, Arc<Cache>) {
    let fake = Arc::new(Fake::with_codes(ProviderKind::Meta, &[("B", "b"), ("A", "a")]));
    let cache = Arc::new(Cache::new(None, [("p".into(), "one".to_owned())]));
    (Arc::new(Caching::new(fake, "p".into(), Arc::clone(&cache))), cache)
}

fn kept(cache: &Cache) -> Vec<String> {
    let codes = cache.codes(&number()).map(|seen| seen.value.unpacked()).unwrap_or_default();
    codes.into_iter().map(|code| code.code.to_string()).collect()
}

/// Lists the codes, and lets a deletion end between the answer and the moment when it is kept; `stopped`: nobody waits for
/// the list any more.
fn delete_before_the_list_is_kept(stopped: bool) -> Vec<String> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().start_paused(true).max_blocking_threads(1);
    let runtime = runtime.build().unwrap();
    let (caching, cache) = caching();
    cache.set_codes(&number(), &[], 0);
    let (go, wait) = mpsc::channel::<()>();
    runtime.block_on(async {
        // The one thread that may write is busy, so what is to be kept waits.
        let busy = tokio::task::spawn_blocking(move || wait.recv());
        let lister = Arc::clone(&caching);
        let listing = tokio::spawn(async move { lister.codes(&Call::default(), &number().number).await });
        tokio::task::yield_now().await;
        tokio::time::advance(LATENCY).await;
        tokio::task::yield_now().await;
        if stopped {
            listing.abort();
        }
        let ended = Edit::Ended("B".into());
        caching.overtaken.note(&number().number, &ended);
        cache.edit_codes(&number(), |codes| ended.apply(codes));
        go.send(()).unwrap();
        busy.await.unwrap().unwrap();
        assert_eq!(listing.await.is_err(), stopped);
    });
    drop(runtime);
    kept(&cache)
}

#[test]
fn a_deletion_that_ends_before_the_list_is_kept_stays() {
    assert_eq!(delete_before_the_list_is_kept(false), ["A"]);
}

#[test]
fn a_deletion_that_ends_before_a_list_is_kept_that_was_stopped_stays() {
    assert_eq!(delete_before_the_list_is_kept(true), ["A"]);
}
