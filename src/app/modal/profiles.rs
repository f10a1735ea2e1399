//! The list of profiles, and the question before one is removed.

use super::Choice;
use crate::app::{ProfileList, ProfileRow};
use crate::config::SecretSource;
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
    pub(in crate::app) fn go(&mut self, to: usize, profiles: &ProfileList) {
        let row = profiles.rows.get(to).or(profiles.rows.last());
        self.selected = row.map(|row| row.profile.name.clone());
        self.reading = None;
    }
}

/// The question whether a profile shall be removed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// Which one.
    pub row: ProfileRow,
    /// The button with the focus.
    pub choice: Choice,
}

impl Removal {
    /// Title, explanation, and the two buttons.
    pub fn words(&self) -> (String, String, [&'static str; 2]) {
        let nothing = "Nothing changes at the service: numbers, codes and links stay as they are.";
        let mut lines = vec![format!("It goes out of config.toml. {nothing}")];
        for (kind, source) in &self.row.secrets {
            let what = kind.name(self.row.profile.provider);
            let fate = match source {
                SecretSource::Keyring => "is removed from the keyring".to_owned(),
                SecretSource::File(path) => format!("stays in the file {}", path.display()),
                SecretSource::Env(name) => format!("stays in the variable {name}"),
                SecretSource::Command(_) => "stays where its command finds it".to_owned(),
                SecretSource::Prompt => "is stored nowhere, and is forgotten".to_owned(),
            };
            lines.push(format!("Its {what} {fate}."));
        }
        (format!("Remove the profile {}?", self.row.profile.name), lines.join("\n"), ["Keep it", "Remove"])
    }
}
