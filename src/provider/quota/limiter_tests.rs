//! The limiter in front of a service that counts, in virtual time.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use proptest::prelude::*;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::*;

/// Waits for a call to be let through, however long a penalty lasts.
async fn pass(limiter: &Limiter, op: &'static str, priority: Priority) -> Permit {
    let patient = limiter.clone().waiting(Waits::unbounded());
    patient.admit(op, &Call { priority, ..Call::default() }).await.unwrap()
}

const OP: &str = "ListPhoneMessageQrdl";
const SECOND: Duration = Duration::from_secs(1);

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// When the service received calls.
type Receipts = Arc<Mutex<Vec<Instant>>>;

/// Sends a call: it reaches the service after `way` and is answered after `work`.
async fn send(limiter: &Limiter, receipts: &Receipts, priority: Priority, way: Duration, work: Duration) {
    let permit = pass(limiter, OP, priority).await;
    sleep(way).await;
    receipts.lock().unwrap().push(Instant::now());
    sleep(work).await;
    permit.answered().await;
}

/// The most calls in any second, both ends included.
fn busiest_second(receipts: &Receipts) -> usize {
    let mut receipts = receipts.lock().unwrap().clone();
    receipts.sort();
    let within =
        |from: &Instant| receipts.iter().filter(|at| **at >= *from && at.duration_since(*from) <= SECOND).count();
    receipts.iter().map(within).max().unwrap_or(0)
}

/// How long `calls` calls take that all want to go at once.
async fn run_all(calls: usize, way: Duration, work: Duration) -> (Duration, Receipts) {
    let (limiter, receipts, started) = (Limiter::new(5), Receipts::default(), Instant::now());
    let mut tasks = JoinSet::new();
    for _ in 0..calls {
        let (limiter, receipts) = (limiter.clone(), Arc::clone(&receipts));
        tasks.spawn(async move { send(&limiter, &receipts, Priority::Foreground, way, work).await });
    }
    tasks.join_all().await;
    (started.elapsed(), receipts)
}

#[tokio::test(start_paused = true)]
async fn many_calls_keep_the_rate_whatever_the_answers_take() {
    for (way, work) in [(0, 0), (3, 10), (20, 400), (25, 3_000)] {
        let (took, receipts) = run_all(60, ms(way), ms(work)).await;
        assert!(took <= SECOND * 12 * 105 / 100 + ms(work), "60 calls took {took:?} with {way} + {work} ms");
        assert_eq!(busiest_second(&receipts), 5);

        let (took, receipts) = run_all(200, ms(way), ms(work)).await;
        assert!(took <= SECOND * 40 * 103 / 100 + ms(work), "200 calls took {took:?} with {way} + {work} ms");
        assert_eq!(busiest_second(&receipts), 5);
    }
}

#[tokio::test(start_paused = true)]
async fn a_cold_connection_costs_no_throttled_call() {
    // The first five calls take 300 ms to the service, as they open connections; the others take none.
    let (limiter, receipts) = (Limiter::new(5), Receipts::default());
    let mut tasks = JoinSet::new();
    for call in 0..10 {
        let (limiter, receipts) = (limiter.clone(), Arc::clone(&receipts));
        let way = if call < 5 { ms(300) } else { ms(0) };
        tasks.spawn(async move { send(&limiter, &receipts, Priority::Foreground, way, ms(50)).await });
    }
    tasks.join_all().await;
    assert_eq!(busiest_second(&receipts), 5);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_comes_late_makes_the_next_ones_wait() {
    // The service answers at once. One call in eight is held up on its way, as happens on a busy machine.
    let (limiter, receipts) = (Limiter::new(5), Receipts::default());
    for call in 0..60 {
        let way = if call % 8 == 5 { ms(150) } else { ms(2) };
        send(&limiter, &receipts, Priority::Foreground, way, ms(1)).await;
    }
    assert_eq!(busiest_second(&receipts), 5);
}

#[tokio::test(start_paused = true)]
async fn five_calls_go_at_once_and_each_operation_has_its_own() {
    let (limiter, started) = (Limiter::new(5), Instant::now());
    for used in 0..5 {
        assert_eq!(limiter.used(OP), (used, 5));
        pass(&limiter, OP, Priority::Foreground).await.answered().await;
    }
    pass(&limiter, "DeletePhoneMessageQrdl", Priority::Foreground).await.answered().await;
    assert_eq!(started.elapsed(), Duration::ZERO);
    assert_eq!(limiter.used(OP), (5, 5));

    pass(&limiter, OP, Priority::Foreground).await.answered().await;
    assert!(started.elapsed() > SECOND);
    assert_eq!(limiter.used(OP), (1, 5), "the first five have left the window together");
}

#[tokio::test(start_paused = true)]
async fn a_reading_holds_until_the_last_call_has_left_the_window() {
    let limiter = Limiter::new(5);
    assert_eq!(limiter.reading(|op| op), Reading::default());
    for op in ["b", "a", "b"] {
        pass(&limiter, op, Priority::Foreground).await.answered().await;
    }
    let Reading { quota, until } = limiter.reading(|op| op);
    assert_eq!(quota.rates, [Rate { op: "a", used: 1, limit: 5 }, Rate { op: "b", used: 2, limit: 5 }]);
    assert_eq!(quota.tightest().map(|rate| rate.op), Some("b"));
    sleep_until(until.unwrap()).await;
    assert_eq!(limiter.reading(|op| op), Reading::default());
}

#[tokio::test(start_paused = true)]
async fn what_a_person_waits_for_goes_first() {
    let (limiter, order) = (Limiter::new(1), Arc::new(Mutex::new(Vec::new())));
    pass(&limiter, OP, Priority::Background).await.answered().await;
    let mut tasks = JoinSet::new();
    let priorities =
        [Priority::Background, Priority::Background, Priority::Foreground, Priority::Background, Priority::Foreground];
    for (call, priority) in priorities.into_iter().enumerate() {
        let (limiter, order) = (limiter.clone(), Arc::clone(&order));
        tasks.spawn(async move {
            // One after the other joins the queue.
            sleep(ms(call as u64)).await;
            pass(&limiter, OP, priority).await.answered().await;
            order.lock().unwrap().push(call);
        });
    }
    tasks.join_all().await;
    assert_eq!(*order.lock().unwrap(), [2, 4, 0, 1, 3]);
}

#[tokio::test(start_paused = true)]
async fn who_stops_waiting_loses_nobody_a_turn() {
    let limiter = Limiter::new(1);
    pass(&limiter, OP, Priority::Foreground).await.answered().await;
    let mut first = Box::pin(pass(&limiter, OP, Priority::Foreground));
    let mut second = Box::pin(pass(&limiter, OP, Priority::Foreground));
    // The first sleeps until its turn, the others wait behind it; then all but the last go away.
    assert!(futures_util::poll!(&mut first).is_pending());
    assert!(futures_util::poll!(&mut second).is_pending());
    let third = tokio::spawn({
        let limiter = limiter.clone();
        async move { pass(&limiter, OP, Priority::Foreground).await.answered().await }
    });
    tokio::task::yield_now().await;
    let started = Instant::now();
    drop(first);
    drop(second);
    third.await.unwrap();
    assert!(started.elapsed() < SECOND + ms(10), "the places of those who left are free");
}

#[tokio::test(start_paused = true)]
async fn a_call_counts_from_when_it_leaves() {
    let limiter = Limiter::new(1);
    let permit = pass(&limiter, OP, Priority::Foreground).await;
    sleep(SECOND * 10).await;
    permit.leaves().await;
    let left = Instant::now();
    permit.answered().await;
    pass(&limiter, OP, Priority::Foreground).await.answered().await;
    assert!(left.elapsed() > SECOND, "the next one came {:?} after it", left.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_penalty_stops_the_operation_only() {
    let (limiter, started) = (Limiter::new(5), Instant::now());
    limiter.penalise(OP, SECOND * 3).await;
    limiter.penalise(OP, SECOND).await;
    assert_eq!(limiter.used(OP), (5, 5));
    pass(&limiter, "DeletePhoneMessageQrdl", Priority::Foreground).await.answered().await;
    assert_eq!(started.elapsed(), Duration::ZERO);
    pass(&limiter, OP, Priority::Foreground).await.answered().await;
    assert!(started.elapsed() >= SECOND * 3);
}

/// A call of a random run.
#[derive(Debug, Clone)]
struct Arrival {
    after: u64,
    way: u64,
    work: u64,
    priority: Priority,
    gives_up_after: Option<u64>,
    dropped: bool,
}

fn arrival() -> impl Strategy<Value = Arrival> {
    let priority = prop_oneof![Just(Priority::Foreground), Just(Priority::Background)];
    (0..600_u64, 0..=25_u64, 0..2_000_u64, priority, proptest::option::weighted(0.2, 0..3_000_u64), any::<bool>())
        .prop_map(|(after, way, work, priority, gives_up_after, dropped)| Arrival {
            // Mostly crowds, with pauses between them.
            after: after.saturating_sub(450),
            way,
            work,
            priority,
            gives_up_after,
            dropped,
        })
}

/// Runs the arrivals and returns what the service received, and how many were served of how many that stayed.
async fn run(arrivals: Vec<Arrival>) -> (Receipts, usize, usize) {
    let (limiter, receipts) = (Limiter::new(5), Receipts::default());
    let stay = arrivals.iter().filter(|arrival| arrival.gives_up_after.is_none()).count();
    let mut tasks = JoinSet::new();
    for arrival in arrivals {
        sleep(ms(arrival.after)).await;
        let (limiter, receipts) = (limiter.clone(), Arc::clone(&receipts));
        tasks.spawn(async move {
            let permit = pass(&limiter, OP, arrival.priority);
            let permit = match arrival.gives_up_after {
                Some(after) => match tokio::time::timeout(ms(after), permit).await {
                    Ok(permit) => permit,
                    Err(_) => return false,
                },
                None => permit.await,
            };
            let answered = async {
                sleep(ms(arrival.way)).await;
                receipts.lock().unwrap().push(Instant::now());
                sleep(ms(arrival.work)).await;
            };
            if arrival.dropped {
                // Who sent it has gone; the request is still on its way.
                drop(permit);
                answered.await;
            } else {
                answered.await;
                permit.answered().await;
            }
            arrival.gives_up_after.is_none()
        });
    }
    let served = tasks.join_all().await.into_iter().filter(|served| *served).count();
    (receipts, served, stay)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_second_sees_a_sixth_call_and_everybody_is_served(arrivals in proptest::collection::vec(arrival(), 1..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        let (receipts, served, stay) = runtime.block_on(run(arrivals));
        prop_assert!(busiest_second(&receipts) <= 5, "{:?}", receipts);
        prop_assert_eq!(served, stay);
    }
}
