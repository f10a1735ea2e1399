//! Where the person is in the list of syncs.

use crate::app::keymap::Context;
use crate::dialogs::DialogState;
use crate::model::{Profile, ProfileName};

/// The list has a row for each profile on screen. The syncs go on without it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Syncs {
    /// The selected row.
    pub at: usize,
}

impl Syncs {
    /// The selected profile.
    pub fn profile<'a>(&self, profiles: &'a [Profile]) -> Option<&'a ProfileName> {
        profiles.get(self.at).or(profiles.last()).map(|profile| &profile.name)
    }
}

impl DialogState for Syncs {
    fn context(&self) -> Context {
        Context::Sync
    }

    fn can_be_left(&self) -> bool {
        true
    }
}
