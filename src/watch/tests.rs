use std::sync::Arc;
use std::time::Duration;

use super::*;
use crate::cache::Cache;
use crate::model::{Draft, ErrorKind, ImageFormat, NumberKey, PhoneNumber, ProfileName, ProviderKind, QrCode};
use crate::provider::fake::{Fake, Fault, code};
use crate::provider::{Call, Provider};

const HOUR: Duration = Duration::from_hours(1);

fn profile() -> ProfileName {
    "p".into()
}

struct WatchHarness {
    fake: Arc<Fake>,
    provider: Arc<dyn Provider>,
    seen: Cache,
}

impl WatchHarness {
    fn new() -> Self {
        Self::at(ProviderKind::Alibaba)
    }

    fn at(kind: ProviderKind) -> Self {
        let fake = Arc::new(Fake::with_codes(kind, &[("A", "a"), ("B", "b"), ("C", "c")]));
        fake.world().numbers = vec![phone("1", "GREEN")];
        let provider = Arc::clone(&fake) as Arc<dyn Provider>;
        Self { fake, provider, seen: Cache::new(None, [(profile(), "one".to_owned())]) }
    }

    /// What a look reports, to somebody who listens to so many reports.
    async fn look_for(&self, listens: usize) -> crate::model::Result<Vec<Change>> {
        let (profile, mut found, mut left) = (profile(), Vec::new(), listens);
        let watched = Watched {
            profile: &profile,
            provider: &self.provider,
            only: &[],
            seen: &self.seen,
            store: None,
            full_every: HOUR,
        };
        let report = async |seen: Seen| {
            found.extend(seen.changes.into_iter().map(|(change, _)| change));
            left = left.saturating_sub(1);
            Ok(left > 0)
        };
        look(watched, &Call::background(), report).await?;
        Ok(found)
    }

    async fn look(&self) -> Vec<Change> {
        self.look_for(usize::MAX).await.unwrap()
    }
}

/// How often all codes were asked for so far, and how often the newest.
fn asked(harness: &WatchHarness) -> (usize, usize) {
    let world = harness.fake.world();
    (world.calls("codes"), world.calls("newest"))
}

fn phone(id: &str, quality: &str) -> PhoneNumber {
    PhoneNumber {
        id: id.into(),
        display: format!("+{id}"),
        name: "Aurora".to_owned(),
        quality: Some(quality.to_owned()),
        status: Some("CONNECTED".to_owned()),
        official: None,
    }
}

fn key() -> NumberKey {
    NumberKey { profile: profile(), number: "1".into() }
}

fn with(code: &QrCode, message: &str) -> QrCode {
    QrCode { message: message.to_owned(), ..code.clone() }
}

#[tokio::test]
async fn the_first_look_is_the_ground_and_reports_nothing() {
    let harness = WatchHarness::new();
    assert_eq!(harness.look().await, []);
    assert_eq!(harness.look().await, [], "and nothing has changed");
}

#[tokio::test]
async fn each_kind_of_change_is_reported_once() {
    let harness = WatchHarness::new();
    harness.look().await;
    let old = harness.fake.world().codes.clone();
    let new = code("NEW", "new");
    harness.fake.world().codes = vec![new.clone(), with(&old[0], "other"), old[1].clone()];
    harness.fake.world().numbers = vec![PhoneNumber { status: None, ..phone("1", "RED") }];
    let expected = [
        Change::Quality(Some("GREEN".to_owned())),
        Change::Status(Some("CONNECTED".to_owned())),
        Change::Created(new),
        Change::Changed(with(&old[0], "other"), old[0].message.clone()),
        Change::Deleted(old[2].clone()),
    ];
    assert_eq!(harness.look().await, expected);
    assert_eq!(harness.look().await, []);
}

#[tokio::test]
async fn numbers_come_and_go_and_their_codes_are_no_news() {
    let harness = WatchHarness::new();
    harness.look().await;
    harness.fake.world().numbers.push(phone("2", "GREEN"));
    assert_eq!(harness.look().await, [Change::NumberAdded]);
    harness.fake.world().numbers.remove(0);
    assert_eq!(harness.look().await, [Change::NumberRemoved]);
}

#[tokio::test]
async fn a_code_that_a_late_list_lacks_is_not_called_deleted() {
    let harness = WatchHarness::new();
    harness.look().await;
    let all = harness.fake.world().codes.clone();
    harness.fake.world().codes.remove(1);
    // The second list of the same look has it again.
    let fake = Arc::clone(&harness.fake);
    let restore = async move {
        fake.called("codes", 2).await;
        fake.world().codes = all;
    };
    let (found, ()) = futures_util::join!(harness.look(), restore);
    assert_eq!(found, []);
}

#[tokio::test]
async fn what_nobody_took_is_reported_again() {
    let harness = WatchHarness::new();
    harness.look().await;
    let new = code("NEW", "new");
    harness.fake.world().codes.push(new.clone());
    assert_eq!(harness.look_for(1).await.unwrap(), [Change::Created(new.clone())]);
    assert_eq!(harness.look().await, [Change::Created(new)]);
    assert_eq!(harness.look().await, []);
}

#[tokio::test]
async fn a_failed_list_is_no_deletion() {
    let harness = WatchHarness::new();
    harness.look().await;
    harness.fake.fault("codes", Fault::Fail(crate::model::Error::new(ErrorKind::Unavailable, "down")));
    assert_eq!(harness.look().await, []);
    let draft = Draft { message: "tea".to_owned(), image: ImageFormat::default() };
    harness.provider.create(&Call::background(), &"1".into(), &draft).await.unwrap();
    assert!(matches!(&harness.look().await[..], [Change::Created(code)] if code.message == "tea"));
}

#[tokio::test]
async fn the_newest_codes_are_enough_while_they_continue_what_was_seen() {
    let harness = WatchHarness::at(ProviderKind::Meta);
    harness.fake.world().page = Some(2);
    harness.look().await;
    assert_eq!((harness.look().await, asked(&harness)), (Vec::new(), (1, 1)));
    let new = code("NEW", "new");
    harness.fake.world().codes.insert(0, new.clone());
    assert_eq!(harness.look_for(1).await.unwrap(), [Change::Created(new.clone())], "and nobody has taken it");
    assert_eq!((harness.look().await, asked(&harness)), (vec![Change::Created(new)], (1, 3)));
    assert_eq!((harness.look().await, asked(&harness)), (Vec::new(), (1, 4)));
    // What the newest do not explain takes all.
    let gone = harness.fake.world().codes.remove(1);
    assert_eq!(harness.look().await, [Change::Deleted(gone)]);
    assert_eq!(asked(&harness), (3, 5));
}

#[tokio::test]
async fn what_the_newest_do_not_show_is_found_when_all_are_listed_again() {
    let harness = WatchHarness::at(ProviderKind::Meta);
    harness.fake.world().page = Some(1);
    harness.look().await;
    let old = harness.fake.world().codes.pop().unwrap();
    assert_eq!(harness.look().await, []);
    let all = harness.seen.codes(&key()).unwrap().value.unpacked();
    harness.seen.set_codes(
        &key(),
        &all,
        jiff::Timestamp::now().as_millisecond() - i64::try_from(HOUR.as_millis()).unwrap(),
    );
    assert_eq!(harness.look().await, [Change::Deleted(old)]);
}

#[tokio::test]
async fn a_service_without_an_order_is_asked_for_all_each_time() {
    let harness = WatchHarness::new();
    harness.look().await;
    harness.look().await;
    assert_eq!(asked(&harness), (2, 0));
}

#[tokio::test]
async fn a_page_that_has_all_codes_is_enough_for_all() {
    let harness = WatchHarness::at(ProviderKind::Meta);
    harness.look().await;
    let changed = with(&harness.fake.world().codes[2], "other");
    harness.fake.world().codes[2] = changed.clone();
    assert_eq!(harness.look().await, [Change::Changed(changed, "c".to_owned())]);
    assert_eq!(asked(&harness), (1, 1));
}
