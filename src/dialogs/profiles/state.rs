//! The list of profiles, and the question before one is removed.

use crate::app::keymap::Context;
use crate::app::{ProfileList, ProfileRow};
use crate::dialogs::DialogState;
use crate::model::ProfileName;

/// Where the person is in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profiles {
    /// The selected profile.
    pub selected: Option<ProfileName>,
    /// While the findings of its test are read: the first line that is shown.
    pub reading: Option<usize>,
    /// What there is to say to the last key.
    pub said: Option<String>,
}

impl Profiles {
    /// The place of the selected profile.
    pub fn position(&self, profiles: &ProfileList) -> usize {
        profiles.rows.iter().position(|row| Some(&row.profile.name) == self.selected.as_ref()).unwrap_or_default()
    }

    /// The selected profile.
    pub fn row<'a>(&self, profiles: &'a ProfileList) -> Option<&'a ProfileRow> {
        profiles.rows.get(self.position(profiles))
    }

    /// Selects the profile at a place, or the last one.
    pub(crate) fn go(&mut self, to: usize, profiles: &ProfileList) {
        let row = profiles.rows.get(to).or(profiles.rows.last());
        self.selected = row.map(|row| row.profile.name.clone());
        self.reading = None;
    }
}

impl DialogState for Profiles {
    fn context(&self) -> Context {
        if self.reading.is_some() { Context::Test } else { Context::Profiles }
    }

    fn can_be_left(&self) -> bool {
        true
    }
}
