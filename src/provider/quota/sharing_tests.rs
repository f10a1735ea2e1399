//! What the processes of a machine keep to together, each with a limiter and a budget of its own.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::{HourlyBudget, Limiter, Shared, Waits};
use crate::model::{Error, ErrorKind};
use crate::provider::Call;

const OP: &str = "ListPhoneMessageQrdl";
const TWELVE: Duration = Duration::from_mins(12);

/// The file of an account, as each process opens it.
fn file(dir: &Path) -> Option<Arc<Shared>> {
    Shared::of(dir, &["account"]).map(Arc::new)
}

/// Takes away what the processes have told each other.
fn forget(dir: &Path) {
    for file in std::fs::read_dir(dir.join("quota")).unwrap() {
        let path = file.unwrap().path();
        if !path.ends_with("salt") {
            std::fs::remove_file(path).unwrap();
        }
    }
}

/// Whether it says that about so long a wait is asked for.
fn asks_for(error: &Error, wait: Duration) -> bool {
    let ErrorKind::Throttled { retry_after: Some(left) } = error.kind else { return false };
    left <= wait && wait.saturating_sub(left) < Duration::from_mins(1)
}

#[tokio::test(start_paused = true)]
async fn the_calls_of_one_limiter_keep_those_of_another_back() {
    let dir = tempfile::tempdir().unwrap();
    let limiter = || Limiter::new(1).sharing(file(dir.path()));
    let (one, same, call) = (limiter(), limiter(), Call::default());
    let _under_way = one.admit(OP, &call).await.unwrap();
    let mut second = Box::pin(same.admit(OP, &call));
    assert!(futures_util::poll!(&mut second).is_pending());
    assert!(futures_util::poll!(Box::pin(Limiter::new(1).admit(OP, &call))).is_ready(), "alone it is let through");
    // It looks again four times a second, and not all the time.
    forget(dir.path());
    tokio::time::advance(Duration::from_millis(200)).await;
    assert!(futures_util::poll!(&mut second).is_pending());
    tokio::time::advance(Duration::from_millis(51)).await;
    assert!(futures_util::poll!(&mut second).is_ready());
}

#[tokio::test(start_paused = true)]
async fn a_penalty_of_one_limiter_holds_for_another() {
    let dir = tempfile::tempdir().unwrap();
    let limiter = || Limiter::new(5).sharing(file(dir.path()));
    limiter().penalise(OP, TWELVE).await;
    let error = limiter().admit(OP, &Call::default()).await.unwrap_err();
    assert!(asks_for(&error, TWELVE), "{error:?}");
    assert!(limiter().admit("DeletePhoneMessageQrdl", &Call::default()).await.is_ok());
}

#[tokio::test(start_paused = true)]
async fn a_pause_of_one_budget_holds_for_another() {
    let dir = tempfile::tempdir().unwrap();
    let budget = || HourlyBudget::new().sharing(file(dir.path()));
    let one = budget();
    one.pause(Some("1"), TWELVE);
    assert_eq!(budget().admit(Some("1"), &Call::default()).await, Ok(()), "it has not been told yet");
    one.share().await;
    let error = budget().admit(Some("1"), &Call::default()).await.unwrap_err();
    assert!(asks_for(&error, TWELVE), "{error:?}");
    assert_eq!(budget().admit(Some("2"), &Call::default()).await, Ok(()));
    one.pause(None, TWELVE * 2);
    one.share().await;
    let error = budget().admit(Some("2"), &Call::default()).await.unwrap_err();
    assert!(asks_for(&error, TWELVE * 2), "{error:?}");
}

#[tokio::test(start_paused = true)]
async fn a_pause_is_told_once_and_not_when_it_is_over() {
    let dir = tempfile::tempdir().unwrap();
    let budget = || HourlyBudget::new().sharing(file(dir.path()));
    let one = budget();
    one.pause(None, TWELVE);
    one.share().await;
    forget(dir.path());
    one.share().await;
    // The same again, as each answer may say.
    one.pause(None, TWELVE);
    one.share().await;
    assert_eq!(budget().admit(None, &Call::default()).await, Ok(()));

    let one = budget();
    one.pause(None, TWELVE);
    tokio::time::advance(TWELVE).await;
    one.share().await;
    assert_eq!(budget().admit(None, &Call::default()).await, Ok(()));
}

#[tokio::test(start_paused = true)]
async fn how_long_a_wait_may_be_is_said_by_who_waits() {
    let limiter = Limiter::new(5);
    limiter.penalise(OP, TWELVE).await;
    let error = limiter.admit(OP, &Call::default()).await.unwrap_err();
    assert!(asks_for(&error, TWELVE), "{error:?}");
    let started = tokio::time::Instant::now();
    assert!(limiter.waiting(Waits::unbounded()).admit(OP, &Call::default()).await.is_ok());
    assert_eq!(started.elapsed(), TWELVE);

    let budget = HourlyBudget::new().waiting(Waits::unbounded());
    assert_eq!(budget.paused_for(), None);
    budget.pause(None, Duration::from_mins(1));
    budget.pause(None, TWELVE);
    assert_eq!(budget.paused_for(), Some(TWELVE));
    assert_eq!(budget.admit(None, &Call::default()).await, Ok(()));
    assert_eq!((started.elapsed(), budget.paused_for()), (TWELVE * 2, None));
}
