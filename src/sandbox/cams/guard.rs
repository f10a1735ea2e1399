//! What CAMS remembers of earlier requests: nonces, and how often it was called.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

use crate::sandbox::Op;

/// How far the caller's clock may be off.
pub(super) const TOLERANCE: SignedDuration = SignedDuration::from_mins(15);
/// Most nonces that are remembered; beyond it the oldest go early.
const MAX_NONCES: usize = 200_000;
/// The time over which calls are counted.
const WINDOW: SignedDuration = SignedDuration::from_secs(1);

/// Everything that is remembered.
#[derive(Debug, Default)]
pub(in crate::sandbox) struct Guard {
    pub(super) nonces: Nonces,
    pub(super) rates: Rates,
}

/// The nonces that could still come again: those whose date is recent enough to be accepted.
#[derive(Debug, Default)]
pub(super) struct Nonces(Mutex<NonceSet>);

#[derive(Debug, Default)]
struct NonceSet {
    set: HashSet<String>,
    order: VecDeque<(Timestamp, String)>,
}

impl Nonces {
    /// Remembers a nonce; false where it is remembered already.
    pub(super) fn is_new(&self, nonce: String, now: Timestamp) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A request may be dated up to the tolerance ahead, and is then good for twice as long.
        while seen.order.len() >= MAX_NONCES
            || seen.order.front().is_some_and(|(since, _)| now.duration_since(*since) > TOLERANCE * 2)
        {
            let Some((_, old)) = seen.order.pop_front() else { break };
            seen.set.remove(&old);
        }
        let new = seen.set.insert(nonce.clone());
        if new {
            seen.order.push_back((now, nonce));
        }
        new
    }
}

/// The calls of the last second, by operation. There is one access key, so it need not be told apart.
#[derive(Debug, Default)]
pub(super) struct Rates(Mutex<HashMap<Op, VecDeque<Timestamp>>>);

impl Rates {
    /// Counts a call, unless there were `limit` in the last second; then tells the milliseconds until the next is
    /// accepted. A refused call does not count.
    pub(super) fn admit(&self, op: Op, limit: usize, now: Timestamp) -> Result<(), u64> {
        let mut rates = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let calls = rates.entry(op).or_default();
        while calls.front().is_some_and(|&call| now.duration_since(call) >= WINDOW) {
            calls.pop_front();
        }
        match calls.front() {
            Some(&oldest) if calls.len() >= limit => {
                let wait = WINDOW - now.duration_since(oldest);
                // Rounded up: a caller that waits exactly this long is accepted.
                Err(u64::try_from(wait.as_micros()).unwrap_or(0).div_ceil(1_000))
            }
            _ => {
                calls.push_back(now);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(milliseconds: i64) -> Timestamp {
        Timestamp::from_millisecond(1_800_000_000_000 + milliseconds).unwrap()
    }

    #[test]
    fn five_calls_in_any_second() {
        let rates = Rates::default();
        for call in [0, 100, 200, 300, 400] {
            assert_eq!(rates.admit(Op::CamsListCodes, 5, at(call)), Ok(()));
        }
        assert_eq!(rates.admit(Op::CamsListCodes, 5, at(400)), Err(600));
        assert_eq!(rates.admit(Op::CamsListCodes, 5, at(999)), Err(1));
        assert_eq!(rates.admit(Op::CamsDeleteCode, 5, at(999)), Ok(()), "each operation has its own");
        assert_eq!(rates.admit(Op::CamsListCodes, 5, at(1_000)), Ok(()));
        assert_eq!(rates.admit(Op::CamsListCodes, 5, at(1_000)), Err(100), "the window slides");
    }

    #[test]
    fn a_nonce_is_good_once_and_forgotten_when_it_can_no_longer_come() {
        let nonces = Nonces::default();
        assert!(nonces.is_new("a".to_owned(), at(0)));
        assert!(!nonces.is_new("a".to_owned(), at(1_800_000)));
        assert!(nonces.is_new("a".to_owned(), at(1_800_001)));
    }
}
