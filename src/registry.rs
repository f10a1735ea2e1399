//! Lists, tests and removes profiles for the app: the join of its list and the session with its configuration.

use std::sync::Arc;

use crate::app::{Listed, RosterAsk, RosterTold, Standing};
use crate::config::{self, Config, Paths};
use crate::connecting;
use crate::model::{Error, ErrorKind, Profile, ProfileName, Result, World};
use crate::prompting::Prompting;
use crate::session::Session;
use crate::session::check::{self, Report};
use crate::session::setup;

/// Who keeps the profiles of a run.
#[derive(Debug, Clone)]
pub struct Registry {
    session: Arc<Session>,
    paths: Paths,
    prompting: Arc<Prompting>,
}

/// The profiles of a session, on screen or not, as the run began.
pub fn roster(session: &Session) -> Vec<Listed> {
    let all = session.roster().into_iter();
    all.map(|(profile, configured)| listed(profile, configured, Standing::Here)).collect()
}

impl Registry {
    /// The keeper of a session whose configuration is at `paths`.
    pub fn new(session: Arc<Session>, paths: Paths, prompting: Arc<Prompting>) -> Self {
        Self { session, paths, prompting }
    }

    /// Does what is asked.
    pub async fn answer(&self, ask: RosterAsk) -> RosterTold {
        match ask {
            RosterAsk::List => match setup::load(&self.paths) {
                Ok(config) => RosterTold::Listed(self.compare(&config), None),
                // The run goes on with what it began with.
                Err(mistakes) => RosterTold::Listed(roster(&self.session), Some(mistakes)),
            },
            RosterAsk::Check(profile) => {
                let report = self.check(&profile).await;
                let (findings, failed) = (connecting::findings(&report), report.has_failed());
                RosterTold::Checked { profile, findings, failed }
            }
            // Whoever runs the test has stopped it.
            RosterAsk::StopCheck(profile) => RosterTold::Stopped(profile),
            RosterAsk::Remove(profile) => {
                let removed = self.remove(&profile).await;
                RosterTold::Removed(profile, removed)
            }
        }
    }

    /// The profiles of the file as it is now, and those of the run that are not in it.
    fn compare(&self, config: &Config) -> Vec<Listed> {
        let run = self.session.roster();
        let of_run = |name: &ProfileName| run.iter().find(|(profile, _)| profile.name == *name);
        let in_file = |name: &ProfileName| config.profiles.iter().any(|profile| profile.name == *name);
        let (mut rows, mut gone) = (Vec::new(), Vec::new());
        for (profile, configured) in &run {
            match configured {
                None => rows.push(listed(profile.clone(), None, Standing::Here)),
                Some(_) if in_file(&profile.name) => {}
                Some(_) => gone.push(listed(profile.clone(), *configured, Standing::Gone)),
            }
        }
        for now in &config.profiles {
            rows.push(match of_run(&now.name) {
                Some((profile, Some(then))) if *then == now => listed(profile.clone(), Some(now), Standing::Here),
                Some((profile, Some(_))) => listed(profile.clone(), Some(now), Standing::Changed),
                Some((_, None)) | None => {
                    let (name, provider) = (now.name.clone(), now.provider());
                    let profile = Profile { name, provider, world: World::Live, read_only: now.read_only };
                    listed(profile, Some(now), Standing::New)
                }
            });
        }
        rows.extend(gone);
        rows
    }

    /// Finds out whether a profile works as config.toml has it by now, else as the run has it.
    async fn check(&self, name: &ProfileName) -> Report {
        let config = if self.session.world() == World::Live { setup::load(&self.paths).ok() } else { None };
        let now = config.and_then(|config| config.profiles.into_iter().find(|profile| profile.name == *name));
        match now {
            Some(profile) => check::check(&profile, self.session.reader()).await,
            None => self.session.check(name).await,
        }
    }

    /// Removes a profile, and says what there is to say of its secrets. One with changes that nobody knows the end of
    /// stays: only through it can they be looked up.
    async fn remove(&self, name: &ProfileName) -> Result<Vec<String>> {
        let open = setup::open_changes(&self.paths, name).await?;
        if open > 0 {
            let message = format!(
                "The profile {name} stays: changes through it whose outcome is not known yet: {open}. Without it nobody \
                 can look them up."
            );
            return Err(Error::new(ErrorKind::Refused, message).advise(format!(
                "Wait until they are settled (`qrdeck journal settle`). `qrdeck profile remove {name}` removes it all \
                 the same."
            )));
        }
        let setup::Removed { files, unchecked, .. } = setup::remove(&self.paths, name).await?;
        self.prompting.forget(name);
        let stays = |file: &std::path::PathBuf| format!("Its secret stays in {}.", file.display());
        let kept = |error: Error| format!("Nothing was removed from the keyring: {}", error.message);
        Ok(files.iter().map(stays).chain(unchecked.map(kept)).collect())
    }
}

/// A profile with what its configuration says of it.
fn listed(profile: Profile, configured: Option<&config::Profile>, standing: Standing) -> Listed {
    let Some(configured) = configured else { return Listed::bare(profile) };
    Listed {
        profile,
        account: configured.account.name(),
        address: configured.account.address().map(ToString::to_string).unwrap_or_default(),
        secrets: configured.secrets(),
        standing,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::session::Options;

    const EU: &str =
        "[[profile]]\nname = \"eu\"\nprovider = \"meta\"\nwaba_ids = [\"1\", \"2\"]\nsecret = \"prompt\"\n";
    const ASIA: &str = "[[profile]]\nname = \"asia\"\nprovider = \"alibaba\"\naccess_key_id = \"LTAI\"\n";

    fn registry(root: &Path, text: &str, options: &Options) -> Registry {
        let paths = Paths { config_file: root.join("config.toml"), config_named: false, data_dir: root.join("data") };
        std::fs::write(&paths.config_file, text).unwrap();
        let session = Session::open(options, &paths).unwrap();
        Registry::new(Arc::new(session), paths, Arc::default())
    }

    async fn list(registry: &Registry) -> (Vec<(String, Standing)>, Option<Error>) {
        let RosterTold::Listed(rows, mistakes) = registry.answer(RosterAsk::List).await else { panic!() };
        (rows.into_iter().map(|row| (row.profile.name.to_string(), row.standing)).collect(), mistakes)
    }

    #[tokio::test]
    async fn what_changed_in_the_file_is_told_apart() {
        let root = tempfile::tempdir().unwrap();
        let registry = registry(root.path(), &format!("{EU}{ASIA}"), &Options::default());
        let row = roster(&registry.session).remove(0);
        assert_eq!((row.account.as_str(), row.places().as_str()), ("1, 2", "prompt"));
        let here = |name: &str| (name.to_owned(), Standing::Here);
        assert_eq!(list(&registry).await, (vec![here("eu"), here("asia")], None));
        let now = format!("{}{}", ASIA.replace("asia", "new"), EU.replace("\"1\", ", ""));
        std::fs::write(root.path().join("config.toml"), now).unwrap();
        let wanted = [("new", Standing::New), ("eu", Standing::Changed), ("asia", Standing::Gone)];
        assert_eq!(list(&registry).await.0, wanted.map(|(name, standing)| (name.to_owned(), standing)));
        std::fs::write(root.path().join("config.toml"), EU.replace("waba_ids", "waba_idz")).unwrap();
        let (rows, mistakes) = list(&registry).await;
        assert_eq!(rows, [here("eu"), here("asia")]);
        assert!(mistakes.is_some_and(|error| {
            error.message.contains("line 4: The key `waba_idz` is unknown. Did you mean `waba_ids`?")
        }));
    }

    #[tokio::test]
    async fn beside_the_sandbox_the_configured_ones_are_new() {
        let root = tempfile::tempdir().unwrap();
        let registry = registry(root.path(), EU, &Options { sandbox: true, read_only: false, wait: false });
        let wanted = [("aurora-eu", Standing::Here), ("aurora-asia", Standing::Here), ("eu", Standing::New)];
        assert_eq!(list(&registry).await.0, wanted.map(|(name, standing)| (name.to_owned(), standing)));
    }

    #[tokio::test]
    async fn a_removed_profile_is_gone_and_its_file_is_named() {
        let root = tempfile::tempdir().unwrap();
        let text = EU.replace("\"prompt\"", "{ file = \"token\" }");
        let registry = registry(root.path(), &format!("{text}{ASIA}"), &Options::default());
        let RosterTold::Removed(name, Ok(more)) = registry.answer(RosterAsk::Remove("eu".into())).await else {
            panic!()
        };
        assert_eq!((name.as_str(), more.len()), ("eu", 1));
        assert!(more[0].contains(&root.path().join("token").display().to_string()), "{more:?}");
        assert_eq!(std::fs::read_to_string(root.path().join("config.toml")).unwrap(), ASIA);
        let RosterTold::Removed(_, Err(error)) = registry.answer(RosterAsk::Remove("eu".into())).await else {
            panic!()
        };
        assert_eq!(error.kind, ErrorKind::NotFound);
    }

    #[tokio::test]
    async fn a_profile_with_an_open_change_stays() {
        let root = tempfile::tempdir().unwrap();
        let registry = registry(root.path(), &format!("{EU}{ASIA}"), &Options::default());
        let intent = crate::store::Intent {
            profile: "eu".into(),
            provider: crate::model::ProviderKind::Meta,
            number: "1".into(),
            change: crate::store::Change::Delete("A".into()),
            before: crate::store::Before::default(),
        };
        registry.session.journal().store().await.unwrap().begin(intent, None).await.unwrap();
        let RosterTold::Removed(_, Err(error)) = registry.answer(RosterAsk::Remove("eu".into())).await else {
            panic!()
        };
        assert_eq!(error.kind, ErrorKind::Refused);
        assert!(error.message.contains("outcome is not known yet: 1"), "{error}");
        assert_eq!(std::fs::read_to_string(root.path().join("config.toml")).unwrap(), format!("{EU}{ASIA}"));
        assert!(matches!(registry.answer(RosterAsk::Remove("asia".into())).await, RosterTold::Removed(_, Ok(_))));
    }
}
