//! Data that comes from a service.

use jiff::SignedDuration;
use jiff::civil::DateTime;

use super::{Moment, RequestId};
use crate::model::Error;

/// What is known of something at a service, and how it is being asked. Old data stays while new data loads and
/// when loading fails.
#[derive(Debug, Clone, PartialEq)]
pub struct Remote<T> {
    value: Option<T>,
    as_of: Option<Moment>,
    error: Option<Error>,
    loading: Option<RequestId>,
    rows: usize,
    version: u64,
    cached: bool,
    /// When at least the newest part of what is cached was asked for in this run.
    looked: Option<Moment>,
    /// The request of which a part is the value.
    part_of: Option<RequestId>,
}

impl<T> Default for Remote<T> {
    fn default() -> Self {
        let (value, as_of, error, loading, looked, part_of) = (None, None, None, None, None, None);
        Self { value, as_of, error, loading, rows: 0, version: 0, cached: false, looked, part_of }
    }
}

impl<T> Remote<T> {
    /// What was last received.
    pub fn value(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// When that was.
    pub fn as_of(&self) -> Option<Moment> {
        self.as_of
    }

    /// Why the last attempt failed, if it did.
    pub fn error(&self) -> Option<&Error> {
        self.error.as_ref()
    }

    /// The request that is loading it now.
    pub fn loading(&self) -> Option<RequestId> {
        self.loading
    }

    /// Rows received so far by the request that is loading it.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Whether it was never asked for, or only by a request that was cancelled.
    pub fn is_untouched(&self) -> bool {
        self.value.is_none() && self.error.is_none() && self.loading.is_none()
    }

    /// Whether the value is what an earlier look has left in the cache.
    pub fn is_cached(&self) -> bool {
        self.cached
    }

    /// Whether a service should be asked, where a person looks at it: it was never asked, or the answer is from an
    /// earlier look and older than `age`.
    pub fn is_due(&self, now: Moment, age: SignedDuration) -> bool {
        if self.part_of.is_some() && self.loading.is_none() && self.error.is_none() {
            return true;
        }
        let old = |at: Moment| now.wall.duration_since(at.wall).abs() > age;
        self.is_untouched()
            || (self.cached
                && self.error.is_none()
                && self.loading.is_none()
                && self.looked.or(self.as_of).is_some_and(old))
    }

    /// What an earlier look has left, on screen until the service has answered. What it has answered already stays.
    pub(crate) fn restore(&mut self, value: T, at: DateTime) {
        if self.value.is_none() || (self.cached && self.part_of.is_none()) {
            self.value = Some(value);
            self.as_of = Some(Moment::start(at));
            self.cached = true;
            self.version += 1;
        }
    }

    /// The request has been answered: the value that was received at `at` still holds, as far as the newest part of it
    /// tells. An answer to an older request is dropped.
    pub(crate) fn renew(&mut self, id: RequestId, value: T, at: DateTime, now: Moment) {
        if self.loading == Some(id) {
            (self.loading, self.error, self.part_of) = (None, None, None);
            (self.value, self.as_of, self.cached) = (Some(value), Some(Moment::start(at)), true);
            self.looked = Some(now);
            self.version += 1;
        }
    }

    /// The value leaves the memory; it can be restored.
    pub(crate) fn unload(&mut self) {
        self.looked = None;
        (self.value, self.as_of, self.error, self.cached, self.part_of) = (None, None, None, false, None);
        self.version += 1;
    }

    /// Grows whenever the value changes.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// A request is under way.
    pub(crate) fn start(&mut self, id: RequestId) {
        self.loading = Some(id);
        self.rows = 0;
    }

    /// The request has received `rows` rows.
    pub(crate) fn progress(&mut self, id: RequestId, rows: usize) {
        if self.loading == Some(id) {
            self.rows = rows;
        }
    }

    /// The request has been answered. An answer to an older request is dropped, and `false` says so.
    pub(crate) fn succeed(&mut self, id: RequestId, value: T, now: Moment) -> bool {
        if self.loading != Some(id) {
            return false;
        }
        self.loading = None;
        self.error = None;
        self.value = Some(value);
        self.as_of = Some(now);
        self.cached = false;
        self.part_of = None;
        self.version += 1;
        true
    }

    /// The request has failed. A failure of an older request is dropped, and `false` says so.
    pub(crate) fn fail(&mut self, id: RequestId, error: Error) -> bool {
        if self.loading != Some(id) {
            return false;
        }
        self.loading = None;
        self.error = Some(error);
        true
    }

    /// The request was cancelled: as if it had never been made.
    pub(crate) fn abandon(&mut self, id: RequestId) {
        if self.loading == Some(id) {
            self.loading = None;
        }
    }

    /// Changes the value in place, after a change at the service whose result is known.
    pub(crate) fn edit(&mut self, change: impl FnOnce(&mut T)) {
        if let Some(value) = &mut self.value {
            change(value);
            self.version += 1;
        }
    }
}

impl<T: PartialEq> Remote<Vec<T>> {
    /// The request has received a part of the list. It is shown where nothing else is known, and counts as little as what
    /// is cached: something may be missing.
    pub(crate) fn extend(&mut self, id: RequestId, part: Vec<T>, now: Moment) {
        if self.loading != Some(id) || (self.value.is_some() && self.part_of.is_none()) {
            return;
        }
        let rows = self.value.get_or_insert_default();
        if self.part_of != Some(id) {
            rows.clear();
        }
        rows.extend(part);
        (self.as_of, self.cached, self.part_of) = (Some(now), true, Some(id));
        self.version += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn stale_answers_are_dropped_and_old_values_kept() {
        let now = Moment::start(date(2026, 1, 2).at(3, 4, 5, 0));
        let mut remote = Remote::default();
        remote.start(RequestId(1));
        remote.start(RequestId(2));
        assert!(!remote.succeed(RequestId(1), "old", now));
        assert!(remote.succeed(RequestId(2), "new", now));
        remote.start(RequestId(3));
        assert_eq!(remote.value(), Some(&"new"));
        assert!(remote.fail(RequestId(3), Error::config("x")));
        assert_eq!((remote.value(), remote.error().is_some()), (Some(&"new"), true));
    }

    #[test]
    fn a_cached_value_gives_way_to_an_answer_and_never_the_other_way_round() {
        let now = Moment::start(date(2026, 1, 2).at(3, 4, 5, 0));
        let age = SignedDuration::from_mins(5);
        let mut remote = Remote::default();
        assert!(remote.is_due(now, age));
        remote.restore("cached", date(2026, 1, 2).at(3, 0, 0, 0));
        assert_eq!((remote.value(), remote.is_cached(), remote.is_due(now, age)), (Some(&"cached"), true, false));
        remote.restore("older", date(2026, 1, 2).at(2, 0, 0, 0));
        assert!(remote.is_due(now, age));
        remote.start(RequestId(1));
        assert!(!remote.is_due(now, age), "it is being asked");
        assert!(remote.succeed(RequestId(1), "new", now));
        remote.restore("late", now.wall);
        assert_eq!((remote.value(), remote.is_cached()), (Some(&"new"), false));
        remote.unload();
        assert!(remote.is_due(now, age));
        remote.restore("back", now.wall);
        assert_eq!((remote.value(), remote.is_cached()), (Some(&"back"), true));
    }

    #[test]
    fn parts_are_shown_only_where_nothing_else_is_known() {
        let now = Moment::start(date(2026, 1, 2).at(3, 4, 5, 0));
        let mut remote = Remote::default();
        remote.start(RequestId(1));
        remote.extend(RequestId(1), vec![1, 2], now);
        remote.extend(RequestId(1), vec![3], now);
        assert_eq!((remote.value(), remote.is_cached()), (Some(&vec![1, 2, 3]), true));
        assert!(remote.fail(RequestId(1), Error::config("x")));
        remote.start(RequestId(2));
        remote.extend(RequestId(1), vec![9], now);
        remote.extend(RequestId(2), vec![1], now);
        assert_eq!(remote.value(), Some(&vec![1]), "a new list begins anew");
        assert!(remote.succeed(RequestId(2), vec![1, 2, 3, 4], now));
        remote.start(RequestId(3));
        remote.extend(RequestId(3), vec![5], now);
        assert_eq!((remote.value(), remote.is_cached()), (Some(&vec![1, 2, 3, 4]), false), "the old list stays");
    }
}
