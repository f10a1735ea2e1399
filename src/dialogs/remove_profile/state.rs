//! The question before a profile is removed.

use crate::app::ProfileRow;
use crate::app::keymap::Context;
use crate::config::SecretSource;
use crate::dialogs::{Choice, DialogState};

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
        let mut lines = vec![format!("It is removed from config.toml. {nothing}")];
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

impl DialogState for Removal {
    fn context(&self) -> Context {
        Context::Question
    }

    fn is_question(&self) -> bool {
        true
    }
}
