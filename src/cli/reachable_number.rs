//! A number of a profile, and how to reach it.

use std::sync::Arc;

use super::context::Context;
use super::failure::Failure;
use crate::model::{Error, PhoneNumber, Profile, clean};
use crate::provider::{Call, Provider};

/// A number and how to reach it.
#[derive(Debug, Clone)]
pub(super) struct ReachableNumber {
    pub(super) profile: Profile,
    pub(super) provider: Arc<dyn Provider>,
    pub(super) phone: PhoneNumber,
}

impl ReachableNumber {
    /// The number in sentences: name and digits, on one line.
    pub(super) fn title(&self) -> String {
        title(&self.phone)
    }

    /// The circumstances of a call about it.
    pub(super) fn call(&self, context: &Context) -> Call {
        context.call(&self.profile.name, self.profile.provider)
    }

    /// Refuses a change where the profile is read-only, before anything else is asked.
    pub(super) fn writable(&self) -> Result<(), Failure> {
        if self.profile.read_only {
            return Err(Failure::from(Error::read_only(self.profile.provider)).of(&self.profile.name));
        }
        Ok(())
    }
}

/// A number in sentences: name and digits, on one line.
pub(super) fn title(PhoneNumber { name, display, .. }: &PhoneNumber) -> String {
    let title = if name.is_empty() { display.clone() } else { format!("{name}, {display}") };
    clean::line(&title).into_owned()
}
