//! What a child process must not find in its environment.

use std::collections::BTreeSet;

use super::SecretSource;
use crate::model::ProviderKind;

/// The environment variables that hold secrets. Every child process gets an environment without them: a browser or a
/// password manager needs none, and what it starts would inherit them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden(BTreeSet<String>);

impl Default for Hidden {
    /// The variables in which the vendors' own tools look for secrets.
    fn default() -> Self {
        let secrets = ProviderKind::ALL.iter().flat_map(|kind| kind.service().secrets());
        Self(secrets.filter_map(|field| field.variable).map(str::to_owned).collect())
    }
}

impl Hidden {
    /// The vendors' own variables, and those that these sources name.
    pub fn of<'a>(sources: impl IntoIterator<Item = &'a SecretSource>) -> Self {
        let mut hidden = Self::default();
        for source in sources {
            if let SecretSource::Env(name) = source {
                hidden.0.insert(name.clone());
            }
        }
        hidden
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Takes the variables out of what a process to come will inherit.
    pub fn remove_from(&self, command: &mut std::process::Command) {
        for name in self.names() {
            command.env_remove(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_variables_of_profiles_are_hidden_beside_the_vendors_own() {
        let sources = [SecretSource::Env("WA_TOKEN".into()), SecretSource::Keyring];
        let mut command = std::process::Command::new("true");
        Hidden::of(&sources).remove_from(&mut command);
        let removed: Vec<_> = command.get_envs().filter(|(_, value)| value.is_none()).map(|(name, _)| name).collect();
        assert_eq!(removed, ["ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN", "WA_TOKEN"]);
    }
}
