use std::sync::mpsc;

use super::*;
use crate::cache::WHOLE_FOR;
use crate::provider::fake::{Fake, LATENCY, code};

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

/// How often all codes were asked for, and the newest.
fn calls(fake: &Fake) -> (usize, usize) {
    let world = fake.world();
    (world.calls("codes"), world.calls("newest"))
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

/// An account of three codes in pages of two, whose codes have been listed.
async fn listed() -> (Arc<Fake>, Arc<Caching>, Arc<Cache>) {
    let fake = Arc::new(Fake::with_codes(ProviderKind::Meta, &[("C", "c"), ("B", "b"), ("A", "a")]));
    fake.world().page = Some(2);
    let cache = Arc::new(Cache::new(None, [("p".into(), "one".to_owned())]));
    let caching = Arc::new(Caching::new(Arc::clone(&fake) as Arc<dyn Provider>, "p".into(), Arc::clone(&cache)));
    assert_eq!(caching.look(&Call::default(), &number().number).await.unwrap().listed, None);
    (fake, caching, cache)
}

#[tokio::test(start_paused = true)]
async fn a_look_asks_for_the_newest_where_all_were_listed_lately() {
    let (fake, caching, cache) = listed().await;
    fake.world().codes.insert(0, code("D", "d"));
    let look = caching.look(&Call::default(), &number().number).await.unwrap();
    assert_eq!((look.codes.len(), look.listed), (4, Some(cache.count(&number()).unwrap().at)));
    assert_eq!(calls(&fake), (1, 1));
    assert_eq!(kept(&cache), ["D", "C", "B", "A"]);
    cache.set_codes(&number(), &look.codes, now() - WHOLE_FOR);
    assert_eq!(caching.look(&Call::default(), &number().number).await.unwrap().listed, None);
    assert_eq!(calls(&fake), (2, 1));
}

#[tokio::test(start_paused = true)]
async fn a_look_whose_page_is_the_whole_list_needs_no_other() {
    let (fake, caching, cache) = listed().await;
    fake.world().codes.truncate(2);
    assert_eq!(caching.look(&Call::default(), &number().number).await.unwrap().listed, None);
    assert_eq!(calls(&fake), (1, 1));
    assert_eq!(kept(&cache), ["C", "B"]);
}

#[tokio::test(start_paused = true)]
async fn a_look_that_a_deletion_overtakes_reads_all_again() {
    let (fake, caching, cache) = listed().await;
    let asked = {
        let caching = Arc::clone(&caching);
        tokio::spawn(async move { caching.look(&Call::default(), &number().number).await })
    };
    fake.called("newest", 1).await;
    let ended = Edit::Ended("C".into());
    fake.world().codes.remove(0);
    caching.overtaken.note(&number().number, &ended);
    cache.edit_codes(&number(), |codes| ended.apply(codes));
    let look = asked.await.unwrap().unwrap();
    assert_eq!((look.codes.len(), look.listed, kept(&cache)), (2, None, vec!["B".to_owned(), "A".to_owned()]));
}

#[test]
fn a_deletion_that_ends_before_the_list_is_kept_stays() {
    assert_eq!(delete_before_the_list_is_kept(false), ["A"]);
}

#[test]
fn a_deletion_that_ends_before_a_list_is_kept_that_was_stopped_stays() {
    assert_eq!(delete_before_the_list_is_kept(true), ["A"]);
}
