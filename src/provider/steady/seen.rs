//! Which codes a number is known to have had.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use crate::model::{CodeId, NumberId, QrCode};
use crate::provider::Glance;

/// For how long a look at a number's codes counts as what was there before. Within it somebody else could make a
/// code with the very message whose creation gets lost here, and that code would be taken for ours.
const FRESH: Duration = Duration::from_secs(30);

/// All numbers of an account.
#[derive(Debug, Default)]
pub(super) struct Numbers(Mutex<HashMap<NumberId, Arc<Number>>>);

impl Numbers {
    /// One of them.
    pub(super) fn of(&self, number: &NumberId) -> Arc<Number> {
        Arc::clone(lock(&self.0).entry(number.clone()).or_default())
    }
}

/// What is known of a number, and whose turn it is there.
#[derive(Debug, Default)]
pub(super) struct Number {
    /// Held by what makes a code.
    pub(super) making: tokio::sync::Mutex<()>,
    /// Held by what changes a link.
    pub(super) links: tokio::sync::Mutex<()>,
    seen: Mutex<Seen>,
}

/// What came by of a number's codes.
#[derive(Debug, Default)]
struct Seen {
    before: Before,
    /// A change that makes a code runs, or was left without a known end: looks of others do not tell whether
    /// they came before or after it.
    unsure: bool,
}

/// The codes seen up to a moment.
#[derive(Debug, Clone, Default)]
pub(super) struct Before {
    /// Every code that ever came by, with its message then. Ids are never used twice, so dead ones do no harm.
    codes: Arc<HashMap<CodeId, String>>,
    /// When the last look began.
    looked: Option<Instant>,
    /// Whether that look showed all codes.
    all: bool,
}

impl Number {
    /// A look that began at `looked` showed these codes, and no other where `all` says so.
    pub(super) fn note(&self, codes: &[QrCode], all: bool, looked: Instant) {
        let mut seen = lock(&self.seen);
        let known = Arc::make_mut(&mut seen.before.codes);
        known.extend(codes.iter().map(|code| (code.code.clone(), code.message.clone())));
        if !seen.unsure && seen.before.looked.is_none_or(|earlier| earlier <= looked) {
            (seen.before.looked, seen.before.all) = (Some(looked), all);
        }
    }

    /// What is there before a change, where a fresh look says so. From here until [`Number::keep`] the next change
    /// has to look for itself: what this one leaves behind is not known if it comes to no end.
    pub(super) fn before(&self) -> Option<Before> {
        let mut seen = lock(&self.seen);
        if seen.unsure || seen.before.looked.is_none_or(|looked| looked.elapsed() > FRESH) {
            return None;
        }
        seen.unsure = true;
        let before = seen.before.clone();
        seen.before.looked = None;
        Some(before)
    }

    /// The same from a look of the change itself, made while no other change ran.
    pub(super) fn before_from(&self, glance: &Glance, looked: Instant) -> Option<Before> {
        lock(&self.seen).unsure = false;
        self.note(codes_of(glance), matches!(glance, Glance::All(_)), looked);
        self.before()
    }

    /// The change has ended and made this code: what was known before it is known still, and the code besides.
    pub(super) fn keep(&self, before: Option<&Before>, made: Option<&QrCode>) {
        let mut seen = lock(&self.seen);
        if let Some(code) = made {
            Arc::make_mut(&mut seen.before.codes).insert(code.code.clone(), code.message.clone());
        }
        if let Some(before) = before {
            (seen.before.looked, seen.before.all, seen.unsure) = (before.looked, before.all, false);
        }
    }
}

impl Before {
    /// The message a code had.
    pub(super) fn message(&self, code: &CodeId) -> Option<&str> {
        self.codes.get(code).map(String::as_str)
    }

    /// The codes of a glance that have been made since. Absent where it does not show enough to tell.
    pub(super) fn new_codes<'a>(&self, glance: &'a Glance) -> Option<Vec<&'a QrCode>> {
        let known = |code: &&QrCode| self.codes.contains_key(&code.code);
        match glance {
            Glance::All(codes) if self.all => Some(codes.iter().filter(|code| !known(code)).collect()),
            // Newest first: what stands above the first known code is new. What stands below it may have moved up
            // onto the page, because others were deleted.
            Glance::All(codes) | Glance::Page(codes) => {
                let new: Vec<_> = codes.iter().take_while(|code| !known(code)).collect();
                (new.len() < codes.len() || self.codes.is_empty()).then_some(new)
            }
        }
    }
}

/// The codes of a glance.
pub(super) fn codes_of(glance: &Glance) -> &[QrCode] {
    match glance {
        Glance::All(codes) | Glance::Page(codes) => codes,
    }
}

/// A panic while the lock was held left at worst a code less known.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::fake::code;

    fn codes(ids: &[&str]) -> Vec<QrCode> {
        ids.iter().map(|id| code(id, "m")).collect()
    }

    fn after(seen: &[&str], all: bool, glance: &Glance) -> Option<Vec<String>> {
        let number = Number::default();
        number.note(&codes(seen), all, Instant::now());
        let new = number.before().unwrap();
        new.new_codes(glance).map(|new| new.iter().map(|code| code.code.to_string()).collect())
    }

    #[tokio::test(start_paused = true)]
    async fn new_is_what_was_not_there() {
        let all = |ids: &[&str]| Glance::All(codes(ids));
        let page = |ids: &[&str]| Glance::Page(codes(ids));
        let new = |ids: &[&str]| Some(ids.iter().map(ToString::to_string).collect::<Vec<_>>());

        assert_eq!(after(&["A", "B"], true, &all(&["B", "N", "A", "M"])), new(&["N", "M"]));
        assert_eq!(after(&[], true, &all(&["N"])), new(&["N"]));
        assert_eq!(after(&["B", "C"], false, &page(&["N", "B", "C"])), new(&["N"]));
        // B was deleted, so that the old A moved up onto the page.
        assert_eq!(after(&["C", "B"], false, &page(&["N", "C", "A"])), new(&["N"]));
        assert_eq!(after(&["C", "B"], false, &all(&["C", "A"])), new(&[]));
        // Nothing known is left: the codes could be new, or old ones that moved up.
        assert_eq!(after(&["C", "B"], false, &page(&["X", "Y"])), None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_change_without_an_end_makes_the_next_one_look() {
        let number = Number::default();
        assert!(number.before().is_none());
        number.note(&codes(&["A"]), true, Instant::now());
        let before = number.before().unwrap();
        assert!(number.before().is_none());
        number.keep(Some(&before), Some(&code("B", "m")));
        assert!(number.before().unwrap().codes.contains_key(&CodeId::new("B")));

        // The last one came to no end: a look of somebody else does not help, one of the change itself does.
        number.note(&codes(&["A"]), true, Instant::now());
        assert!(number.before().is_none());
        let before = number.before_from(&Glance::All(codes(&["A"])), Instant::now()).unwrap();
        number.keep(Some(&before), None);
        tokio::time::advance(FRESH * 2).await;
        assert!(number.before().is_none(), "a look grows old");
    }
}
