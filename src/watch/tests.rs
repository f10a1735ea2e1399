use std::sync::Arc;

use super::*;
use crate::cache::Cache;
use crate::model::{Draft, ErrorKind, ImageFormat, PhoneNumber, ProfileName, ProviderKind, QrCode};
use crate::provider::fake::{Fake, Fault, code};
use crate::provider::{Call, Provider};

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
        let fake = Arc::new(Fake::with_codes(ProviderKind::Alibaba, &[("A", "a"), ("B", "b"), ("C", "c")]));
        fake.world().numbers = vec![phone("1", "GREEN")];
        let provider = Arc::clone(&fake) as Arc<dyn Provider>;
        Self { fake, provider, seen: Cache::new(None, [(profile(), "one".to_owned())]) }
    }

    /// What a look reports, to somebody who listens to so many reports.
    async fn look_for(&self, listens: usize) -> crate::model::Result<Vec<Change>> {
        let (profile, mut found, mut left) = (profile(), Vec::new(), listens);
        let watched = Watched { profile: &profile, provider: &self.provider, only: &[], seen: &self.seen, store: None };
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
