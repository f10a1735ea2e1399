//! What several places answered to one question.

use super::console::Console;
use super::failure::{Exit, Failure};
use crate::model::{Error, Profile, Result};

/// What several places answered: what there is, and what went wrong.
#[derive(Debug)]
pub(super) struct QueryResult<T> {
    /// What there is, in the order it was asked for.
    pub(super) found: Vec<T>,
    /// What went wrong, each thing once for each profile.
    pub(super) failures: Vec<Failure>,
    /// Whether any place answered, be it with nothing.
    answered: bool,
}

impl<T> Default for QueryResult<T> {
    fn default() -> Self {
        Self { found: Vec::new(), failures: Vec::new(), answered: false }
    }
}

impl<T> QueryResult<T> {
    /// Adds the answer of one place.
    pub(super) fn add(&mut self, profile: &Profile, answer: Result<impl IntoIterator<Item = T>>) {
        match answer {
            Ok(found) => {
                self.answered = true;
                self.found.extend(found);
            }
            Err(error) => {
                let failure = Failure::from(error).of(&profile.name);
                let known = |other: &Failure| {
                    (&other.profile, &other.error.message) == (&failure.profile, &failure.error.message)
                };
                if !self.failures.iter().any(known) {
                    self.failures.push(failure);
                }
            }
        }
    }

    /// Takes out the failures that are none, because another place answered: they do not change the exit status.
    pub(super) fn excuse(&mut self, excused: impl Fn(&Error) -> bool) -> Vec<Failure> {
        if !self.answered {
            return Vec::new();
        }
        let (excused, rest) =
            std::mem::take(&mut self.failures).into_iter().partition(|failure| excused(&failure.error));
        self.failures = rest;
        excused
    }

    /// What there is; what went wrong is told on standard error.
    ///
    /// # Errors
    /// The first failure, where there is nothing else.
    pub(super) fn settle(self, console: &mut Console) -> Result<(Vec<T>, Exit), Failure> {
        let exit = self.failures.iter().map(|failure| failure.exit).reduce(Exit::together);
        let mut failures = self.failures.into_iter();
        let first = if self.answered { None } else { failures.next() };
        for failure in failures {
            console.partly(&failure);
        }
        match first {
            Some(failure) => Err(Failure { exit: exit.unwrap_or(failure.exit), ..failure }),
            None => Ok((self.found, if exit.is_some() { Exit::Failed } else { Exit::Done })),
        }
    }
}
