//! Codes that follow from a few numbers.

use serde::{Deserialize, Serialize};

use super::random::mix;
use super::{Code, CodeText, campaigns};
use crate::model::MAX_CODES_PER_NUMBER;

/// Of so many messages one is that of another code of the number: somebody has made it twice.
const ONE_IN_IS_A_COPY: u64 = 25;

/// The codes of a number of a generated world.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GeneratedCodes {
    /// The seed of the world.
    pub(super) seed: u64,
    /// What tells the messages of this number from those of others.
    pub(super) salt: u64,
    /// The place of the language among those of the messages.
    pub(super) language: usize,
    pub(super) count: usize,
    /// The serial number of the oldest.
    pub(super) first_serial: u64,
    /// No code is older, in Unix seconds.
    pub(super) since: i64,
    /// Seconds from one code to the next, on average.
    pub(super) apart: u32,
}

impl GeneratedCodes {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.count.min(MAX_CODES_PER_NUMBER)
    }

    /// The code at a place, counted from the oldest.
    pub(super) fn code(&self, at: usize) -> Code {
        Code {
            code: self.text(at),
            serial: self.serial(at),
            created: self.created(at),
            message: self.message(at).into_boxed_str(),
        }
    }

    /// What the code at a place is called.
    pub(super) fn text(&self, at: usize) -> CodeText {
        CodeText::issue(self.seed, self.serial(at))
    }

    /// The serial number of the code at a place.
    pub(super) fn serial(&self, at: usize) -> u64 {
        self.first_serial.wrapping_add(at as u64)
    }

    /// When the code at a place was made: no later than the next one.
    pub(super) fn created(&self, at: usize) -> i64 {
        let (apart, at) = (u64::from(self.apart), at as u64);
        let after = apart.saturating_mul(at).saturating_add(self.chance(at, 1) % apart.max(1));
        self.since.saturating_add_unsigned(after)
    }

    fn message(&self, at: usize) -> String {
        // The newest are listed first, and are to be what a person would show.
        let from_newest = self.len().saturating_sub(at + 1);
        let chance = self.chance(at as u64, 2);
        let of = if chance.is_multiple_of(ONE_IN_IS_A_COPY) {
            usize::try_from(self.chance(at as u64, 3) % self.len().max(1) as u64).unwrap_or(0)
        } else {
            from_newest
        };
        campaigns::message(self.language, of, self.chance(of as u64, 4))
    }

    /// A number that looks random, for one of the decisions about a code.
    fn chance(&self, at: u64, decision: u64) -> u64 {
        mix(mix(self.salt ^ decision).wrapping_add(at))
    }
}
