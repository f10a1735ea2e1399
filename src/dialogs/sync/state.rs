//! Where the person is in the list of syncs.

use crate::app::State;
use crate::app::keymap::Context;
use crate::dialogs::DialogState;
use crate::model::ProfileName;

/// The list has a row for each profile on screen. The syncs go on without it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Syncs {
    /// The selected row.
    pub at: usize,
}

impl Syncs {
    /// The selected profile.
    pub fn profile<'a>(&self, state: &'a State) -> Option<&'a ProfileName> {
        state.profiles.get(self.at).or(state.profiles.last()).map(|profile| &profile.name)
    }
}

impl DialogState for Syncs {
    fn context(&self) -> Context {
        Context::Sync
    }
}
