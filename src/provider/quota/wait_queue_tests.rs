use super::*;

const LIMIT: usize = 5;

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

#[test]
fn a_call_may_be_long_on_its_way_where_a_connection_has_to_be_opened() {
    let (mut queue, started) = (WaitQueue::default(), Instant::now());
    for sent in 0..LIMIT {
        assert_eq!(queue.next_way(started), COLD_GUARD, "after {sent} calls, each may have to open one");
        queue.take(LIMIT, started);
    }
    assert_eq!(queue.next_way(started), GUARD);
    assert_eq!(queue.next_way(started + IDLE), GUARD);
    assert_eq!(queue.next_way(started + IDLE + ms(1)), COLD_GUARD, "it may be closed by now");

    queue.take(LIMIT, started + IDLE);
    assert_eq!(queue.next_way(started + IDLE), GUARD, "that was the connection of before");
    let later = started + IDLE * 2 + ms(1);
    queue.take(LIMIT, later);
    assert_eq!(queue.next_way(later), COLD_GUARD, "others have to open theirs as well");
}

#[test]
fn an_answer_tells_when_its_own_call_was_received() {
    let (mut queue, started) = (WaitQueue::default(), Instant::now());
    let first = queue.take(LIMIT, started);
    let second = queue.take(LIMIT, started + ms(100));
    queue.answered(first, started + ms(10));
    assert_eq!(queue.since_received(first, started + ms(110)), Some(ms(100)));
    queue.answered(second, started + ms(120));
    assert_eq!(queue.since_received(second, started + ms(150)), Some(ms(30)));
    assert_eq!(queue.since_received(second + 1, started + ms(150)), None);
}

#[test]
fn the_quickest_of_the_last_answers_counts() {
    let (mut queue, started) = (WaitQueue::default(), Instant::now());
    let mut answer = |took| {
        let serial = queue.take(LIMIT, started);
        queue.answered(serial, started + took);
        queue.quickest()
    };
    assert_eq!(answer(ms(10)), Some(ms(10)));
    for _ in 1..LATELY {
        assert_eq!(answer(ms(100)), Some(ms(10)));
    }
    assert_eq!(answer(ms(100)), Some(ms(100)));
}

#[test]
fn a_pause_is_over_at_its_end() {
    let (mut queue, started) = (WaitQueue::default(), Instant::now());
    let end = started + ms(3_000);
    queue.pause(end);
    assert_eq!((queue.used(LIMIT, end - ms(1)), queue.clear_at(end - ms(1))), (LIMIT, Some(end)));
    assert_eq!((queue.used(LIMIT, end), queue.clear_at(end)), (0, None));
}
