//! When the rest of a profile's creations is left alone.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::model::{Error, ErrorKind, ProfileName};

/// So many in a row without any answer of the service, and the rest is not tried: each costs several tries.
const UNREACHABLE: usize = 3;

/// What keeps profiles from being asked for more.
#[derive(Debug, Default)]
pub(super) struct Halts(Mutex<HashMap<ProfileName, Halt>>);

#[derive(Debug, Default)]
struct Halt {
    /// How many in a row have had no answer.
    silent: usize,
    /// What will not be different for the next one.
    lasting: Option<Error>,
}

impl Halts {
    /// Why nothing more is begun.
    pub(super) fn reason(&self, profile: &ProfileName, stopping: bool) -> Option<Error> {
        if stopping {
            return Some(Error::new(ErrorKind::Cancelled, "It was stopped before this one; nothing was sent for it."));
        }
        let halts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let halt = halts.get(profile)?;
        if let Some(error) = &halt.lasting {
            return Some(error.clone());
        }
        (halt.silent >= UNREACHABLE).then(|| {
            let message =
                format!("The service did not answer {UNREACHABLE} times in a row, so nothing was sent for this one.");
            Error::new(ErrorKind::Unavailable, message)
        })
    }

    /// Notes how a creation ended.
    pub(super) fn note(&self, profile: &ProfileName, error: Option<&Error>) {
        let mut halts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let halt = halts.entry(profile.clone()).or_default();
        match error.map(|error| (error.kind, error)) {
            Some((ErrorKind::Unavailable | ErrorKind::OutcomeUnknown, _)) => halt.silent += 1,
            Some((
                ErrorKind::Auth | ErrorKind::Permission | ErrorKind::Throttled { .. } | ErrorKind::Refused,
                error,
            )) => {
                halt.lasting.get_or_insert_with(|| error.clone());
            }
            _ => halt.silent = 0,
        }
    }
}
