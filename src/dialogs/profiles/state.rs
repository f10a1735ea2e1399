//! The list of profiles, and the question before one is removed.

use crate::app::keymap::Context;
use crate::app::{ProfileList, ProfileRow};
use crate::dialogs::DialogState;
use crate::model::ProfileName;

/// From so many columns of the list on, a profile has one line.
const ONE_LINE: u16 = 60;
/// The same of two lines.
const TWO_LINES: u16 = 30;

/// Where the person is in the list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Profiles {
    /// The selected profile.
    pub selected: Option<ProfileName>,
    /// Whether all that is known of it is read, the findings of its test among it.
    pub reading: bool,
    /// What there is to say to the last key.
    pub said: Option<String>,
}

impl Profiles {
    /// The lines of a profile in a list of so many columns: its name, and below it, where there is no room beside it, how
    /// it stands, and its world.
    pub(crate) fn lines_each(columns: u16) -> usize {
        match columns {
            ONE_LINE.. => 1,
            TWO_LINES.. => 2,
            _ => 3,
        }
    }

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
        self.reading = false;
    }
}

impl DialogState for Profiles {
    fn context(&self) -> Context {
        if self.reading { Context::Test } else { Context::Profiles }
    }

    fn can_be_left(&self) -> bool {
        true
    }
}
