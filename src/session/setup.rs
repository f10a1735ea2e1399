//! Adding and removing profiles: what the commands and the form of the app have in common.

use std::path::PathBuf;

use secrecy::SecretString;

use super::check::{Report, check};
use crate::cache::{self, Cache};
use crate::config::secret::{Hidden, Reader, SecretKind, SecretPrompt, SecretSource, keyring, looks_like_secret};
use crate::config::{self, Config, Draft, Editing, Paths, is_taken};
use crate::journal::Journal;
use crate::model::{Error, ErrorKind, ProfileName, Result, World};
use crate::provider::connector;
use crate::store::Filter;

/// A profile to add, and the secrets that were typed for it.
#[derive(Debug, Clone)]
pub struct Addition {
    draft: Draft,
    secrets: Vec<(SecretKind, SecretString)>,
}

impl Addition {
    /// Takes a draft and its secrets. A secret whose source the draft does not name goes to the keyring.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`], with everything that is wrong with the draft.
    pub fn new(mut draft: Draft, secrets: Vec<(SecretKind, SecretString)>) -> Result<Self> {
        for (kind, _) in &secrets {
            if draft.source(*kind).is_none() {
                draft.keep(*kind, SecretSource::default());
            }
        }
        let profile = draft.profile()?;
        for (kind, secret) in &secrets {
            connector(draft.provider).check_secret(&profile.account, *kind, secret)?;
        }
        Ok(Self { draft, secrets })
    }

    /// Refuses a name that is taken, or that looks like a secret, before anybody is asked for more.
    ///
    /// # Errors
    /// [`crate::model::ErrorKind::Config`] for these and for a configuration with mistakes.
    pub fn is_new(paths: &Paths, name: &str) -> Result<()> {
        if looks_like_secret(name) {
            return Err(Error::config("The name of the profile looks like a secret.").advise(
                "Choose a name like shop-eu. If it was the secret itself, renew it: other users can read arguments.",
            ));
        }
        free(&load(paths)?, name)
    }

    /// Tries the profile out with what was typed; nothing is stored.
    ///
    /// # Errors
    /// As [`Addition::new`]. What is wrong with the account is in the report.
    pub async fn check(&self, prompt: Option<std::sync::Arc<dyn SecretPrompt>>) -> Result<Report> {
        let profile = self.draft.profile()?;
        let sources: Vec<_> = profile.secrets().into_iter().map(|(_, source)| source).collect();
        let reader = Reader::new(Hidden::of(&sources)).asking(prompt).given(self.secrets.clone());
        Ok(check(&profile, &reader).await)
    }

    /// Stores the secrets where the draft says, then the profile in the configuration. Where the one fails, the other
    /// is taken back. Nobody else changes the configuration meanwhile: of two who add the same name, the second stores
    /// nothing, and so takes nothing back that is the first one's.
    ///
    /// # Errors
    /// See [`SecretSource::store`] and [`config::add`].
    pub async fn store(&self, paths: &Paths) -> Result<()> {
        let editing = editing(paths).await?;
        free(&editing.config()?, &self.draft.name)?;
        let name = ProfileName::new(&self.draft.name);
        let mut stored: Vec<(SecretKind, SecretSource)> = Vec::new();
        let mut done = Ok(());
        for (kind, secret) in &self.secrets {
            let place = self.draft.source(*kind).cloned().unwrap_or_default();
            // What is typed anew each time is stored nowhere.
            if place == SecretSource::Prompt {
                continue;
            }
            done = place.store(&name, *kind, secret, paths).await;
            if done.is_err() {
                break;
            }
            stored.push((*kind, place));
        }
        let done = done.and_then(|()| editing.add(&self.draft));
        if done.is_err() {
            for (kind, place) in stored {
                place.take_back(&name, kind).await;
            }
        }
        done
    }
}

/// Refuses a name that a profile has.
fn free(config: &Config, name: &str) -> Result<()> {
    if !is_taken(config, name) {
        return Ok(());
    }
    Err(Error::config(format!("There is a profile `{}` already.", name.trim()))
        .advise("Use another name, or remove that one first: `qrdeck profile remove`."))
}

/// Waits for others who change the configuration, where that holds nobody up.
pub(super) async fn editing(paths: &Paths) -> Result<Editing> {
    let paths = paths.clone();
    tokio::task::spawn_blocking(move || Editing::begin(&paths))
        .await
        .map_err(|_| Error::new(ErrorKind::Internal, "Waiting for the configuration was interrupted."))?
}

/// What was removed with a profile, and what was left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Removed {
    /// How many secrets were removed from the keyring.
    pub keyring: usize,
    /// Why the keyring was not looked into, where the profile may have a secret there.
    pub unchecked: Option<Error>,
    /// Files with secrets, which stay: they may serve others.
    pub files: Vec<PathBuf>,
}

/// How many changes of a profile nobody knows the end of, those that are under way included. Without the profile nobody
/// can look them up.
///
/// # Errors
/// See [`crate::store::Store::open`].
pub async fn open_changes(paths: &Paths, name: &ProfileName) -> Result<usize> {
    let journal = Journal::new(paths.clone(), World::Live);
    let Some(store) = journal.existing().await? else { return Ok(0) };
    let open = Filter { profile: Some(name.clone()), open: true, ..Filter::default() };
    Ok(store.entries(open).await?.len())
}

/// Removes a profile from the configuration, and its secrets from the keyring. Changes that are under way have read
/// theirs, and run to their end. Nobody else changes the configuration meanwhile, so that what a new profile of this
/// name stores is not taken for the old one's.
///
/// # Errors
/// See [`config::remove`].
pub async fn remove(paths: &Paths, name: &ProfileName) -> Result<Removed> {
    let editing = editing(paths).await?;
    let found = editing.config()?.profiles.into_iter().find(|profile| profile.name == *name);
    let secrets = found.as_ref().map(config::Profile::secrets);
    editing.remove(name)?;
    forget_cached(paths, name).await;
    forget_drafts(paths, name).await;
    let mut removed = Removed::default();
    for (kind, source) in secrets.unwrap_or_default() {
        match source {
            SecretSource::Keyring => match keyring::remove(name, kind).await {
                Ok(was_there) => removed.keyring += usize::from(was_there),
                Err(error) => removed.unchecked = Some(error),
            },
            SecretSource::File(path) => removed.files.push(path),
            SecretSource::Env(_) | SecretSource::Command(_) | SecretSource::Prompt => {}
        }
    }
    Ok(removed)
}

/// Forgets what was seen through a profile, and what a watch has reported of it.
async fn forget_cached(paths: &Paths, name: &ProfileName) {
    for path in
        cache::files_of(World::Live).map(|file| paths.data_dir.join(file)).into_iter().filter(|path| path.exists())
    {
        let name = name.clone();
        // The cache says itself what is wrong with it when it is next used.
        let _ = tokio::task::spawn_blocking(move || Cache::new(Some(path), []).forget(&name)).await;
    }
}

/// Forgets what was typed into forms about a profile.
async fn forget_drafts(paths: &Paths, name: &ProfileName) {
    // The database says itself what is wrong with it when it is next used.
    if let Ok(Some(store)) = Journal::new(paths.clone(), World::Live).existing().await {
        let _ = store.drop_drafts_of(name).await;
    }
}

/// The configuration; none yet is as good as an empty one, also where somebody named the file.
///
/// # Errors
/// See [`Config::load`].
pub fn load(paths: &Paths) -> Result<Config> {
    Config::load(&Paths { config_named: paths.config_named && paths.config_file.exists(), ..paths.clone() })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::model::ProviderKind;

    fn paths(root: &Path) -> Paths {
        Paths { config_file: root.join("conf/config.toml"), config_named: true, data_dir: root.join("data") }
    }

    fn addition(root: &Path) -> Addition {
        let mut draft = Draft::new("eu", ProviderKind::Meta);
        draft.keep(SecretKind::MAIN, SecretSource::File(root.join("token")));
        Addition::new(draft, vec![(SecretKind::MAIN, "s3cret".into())]).unwrap()
    }

    #[tokio::test]
    async fn profile_and_secret_come_and_go_together() {
        let root = tempfile::tempdir().unwrap();
        let paths = paths(root.path());
        addition(root.path()).store(&paths).await.unwrap();
        assert_eq!(load(&paths).unwrap().profiles.len(), 1);
        assert_eq!(std::fs::read_to_string(root.path().join("token")).unwrap(), "s3cret\n");
        let again = addition(root.path()).store(&paths).await.unwrap_err();
        assert!(again.message.contains("already"), "{again}");
        let removed = remove(&paths, &"eu".into()).await.unwrap();
        assert_eq!(removed, Removed { files: vec![root.path().join("token")], ..Removed::default() });
        assert_eq!(load(&paths).unwrap().profiles, []);
    }

    #[tokio::test]
    async fn a_secret_is_taken_back_where_the_profile_cannot_be_written() {
        let root = tempfile::tempdir().unwrap();
        let mut paths = paths(root.path());
        std::fs::write(root.path().join("file"), "").unwrap();
        paths.config_file = root.path().join("file/config.toml");
        addition(root.path()).store(&paths).await.unwrap_err();
        assert!(!root.path().join("token").exists());
    }

    /// Takes the configuration, and lets an addition come up to it.
    async fn meanwhile(paths: &Paths, addition: Addition, first: impl FnOnce(&Editing)) -> Result<()> {
        let editing = Editing::begin(paths).unwrap();
        let (own, (started, starts)) = (paths.clone(), tokio::sync::oneshot::channel());
        let second = tokio::spawn(async move {
            let _ = started.send(());
            addition.store(&own).await
        });
        starts.await.unwrap();
        first(&editing);
        drop(editing);
        second.await.unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_comes_second_stores_no_secret_and_so_takes_none_back() {
        let root = tempfile::tempdir().unwrap();
        let paths = paths(root.path());
        let mut second = addition(root.path());
        second.draft.keep(SecretKind::MAIN, SecretSource::File(root.path().join("deep/token")));
        let draft = addition(root.path()).draft;
        let done = meanwhile(&paths, second, |editing| editing.add(&draft).unwrap()).await;
        assert!(done.unwrap_err().message.contains("already"));
        assert!(!root.path().join("deep").exists(), "nothing was even begun");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn of_many_who_add_one_name_the_winner_keeps_its_secret() {
        let root = tempfile::tempdir().unwrap();
        let paths = paths(root.path());
        let adding = (0..5).map(|at| {
            let (mut mine, paths) = (addition(root.path()), paths.clone());
            mine.draft.keep(SecretKind::MAIN, SecretSource::File(root.path().join(format!("token-{at}"))));
            tokio::spawn(async move { mine.store(&paths).await.is_ok() })
        });
        let done = futures_util::future::join_all(adding).await;
        assert_eq!(done.into_iter().filter(|done| *done.as_ref().unwrap()).count(), 1);
        let profile = load(&paths).unwrap().profiles.remove(0);
        let [(_, SecretSource::File(path))] = &profile.secrets()[..] else { panic!("{profile:?}") };
        assert_eq!(std::fs::read_to_string(path).unwrap(), "s3cret\n");
        let tokens = std::fs::read_dir(root.path()).unwrap().flatten();
        assert_eq!(tokens.filter(|entry| entry.file_name().to_string_lossy().starts_with("token")).count(), 1);
    }

    #[tokio::test]
    async fn changes_nobody_knows_the_end_of_are_counted() {
        let root = tempfile::tempdir().unwrap();
        let paths = paths(root.path());
        assert_eq!(open_changes(&paths, &"eu".into()).await.unwrap(), 0);
        assert!(!paths.data_dir.exists(), "looking makes nothing");
        let journal = Journal::new(paths.clone(), World::Live);
        let intent = crate::store::Intent {
            profile: "eu".into(),
            provider: ProviderKind::Meta,
            number: "1".into(),
            change: crate::store::Change::Delete("A".into()),
            before: crate::store::Before::default(),
        };
        let id = journal.store().await.unwrap().begin(intent, None).await.unwrap();
        assert_eq!(open_changes(&paths, &"eu".into()).await.unwrap(), 1);
        assert_eq!(open_changes(&paths, &"us".into()).await.unwrap(), 0);
        journal.store().await.unwrap().finish(id, crate::store::Ending::done(None)).await.unwrap();
        assert_eq!(open_changes(&paths, &"eu".into()).await.unwrap(), 0);
    }

    #[test]
    fn id_and_secret_in_each_others_place_are_refused_and_not_repeated() {
        let secret = "h7GkX2mPq9RtV4wYz1AbC3dEf5GhJ6";
        let swapped = |id: &str, secret: &str| {
            let mut draft = Draft::new("asia", ProviderKind::Alibaba);
            draft.set("access_key_id", id);
            Addition::new(draft, vec![(SecretKind::MAIN, secret.into())]).map(drop)
        };
        let error = swapped(secret, "LTAI5tAbCdEfGhIjKlMnOpQr").unwrap_err();
        assert!(error.message.contains("`access_key_id` looks like a secret"), "{error}");
        assert!(!error.report().contains(secret));
        assert!(swapped("LTAI5tAbCdEfGhIjKlMnOpQr", "LTAI5tAbCdEfGhIjKlMnOpQr").is_err());
        assert!(swapped("", "LTAI5tAbCdEfGhIjKlMnOpQr").unwrap_err().message.contains("is the AccessKey id"));
        assert_eq!(swapped("LTAI5tAbCdEfGhIjKlMnOpQr", secret), Ok(()));
        let root = tempfile::tempdir().unwrap();
        let error = Addition::is_new(&paths(root.path()), "EAAJ0123secret").unwrap_err();
        assert!(!error.report().contains("EAAJ"), "{error}");
    }

    #[test]
    fn a_secret_without_a_source_goes_to_the_keyring_and_is_in_no_debug_text() {
        let draft = Draft::new("asia", ProviderKind::Alibaba);
        let addition = Addition::new(draft, vec![(SecretKind::new("security_token"), "s3cret".into())]).unwrap();
        assert_eq!(
            (addition.draft.source(SecretKind::new("security_token")), addition.draft.source(SecretKind::MAIN)),
            (Some(&SecretSource::Keyring), None)
        );
        assert!(!format!("{addition:?}").contains("s3cret"));
    }
}
