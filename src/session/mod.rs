//! A run of qrdeck: which profiles there are, and how each is reached.
//!
//! Here the configuration meets the providers. Nothing is connected before a profile is first used.

pub mod check;
mod embedded;
mod rejected_secret;
pub mod renewal;
mod scratch;
pub mod setup;
mod shortcut;
mod slot;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::Mutex;

use self::embedded::Embedded;
pub use self::embedded::SANDBOX_STATE;
use self::scratch::Scratch;
use self::shortcut::Shortcut;
use self::slot::{Origin, Slot};
use crate::cache::{self, Cache, CachedProvider, Caching};
use crate::config::secret::{Hidden, Reader, shown};
pub use crate::config::secret::{SecretKind, SecretPrompt};
use crate::config::{self, Config, Paths};
use crate::journal::{Journal, Journaling, Settled};
use crate::model::{Error, ErrorKind, Profile, ProfileName, Result, SyncPolicy, World, clean};
use crate::picture::Places;
use crate::provider::quota::Waits;
use crate::provider::{Connect, Provider, Reach, ReadOnly, Reliable, connector};
use crate::sandbox;

/// What the flags ask for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Options {
    /// Use the embedded sandbox, whatever is configured.
    pub sandbox: bool,
    /// Send no change through any profile.
    pub read_only: bool,
    /// Wait out every penalty of a service, however long: somebody sees the wait, and can stop it.
    pub wait: bool,
    /// Read what is cached, and ask no service.
    pub cached: bool,
}

/// The profiles of a run and their providers.
#[derive(Debug)]
pub struct Session {
    slots: Vec<Slot>,
    world: World,
    /// Whether somebody asked for the world.
    asked: bool,
    data_dir: PathBuf,
    /// What stands in for the data directory.
    scratch: Option<Scratch>,
    embedded: Embedded,
    reader: Reader,
    journal: Arc<Journal>,
    cache: Arc<Cache>,
    /// Whether no service is asked.
    cached: bool,
    waits: Waits,
    theme: Option<String>,
    mouse: bool,
}

impl Session {
    /// Opens a session on the configured profiles; where there are none, or the options say so, on the sandbox.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] for a configuration with mistakes; it is not read where the sandbox is asked for.
    pub fn open(options: &Options, paths: &Paths) -> Result<Self> {
        Self::open_with(options, paths, None)
    }

    /// As [`Session::open`], after this session: a sandbox that cannot be kept stays the same one.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn open_again(&self, options: &Options, paths: &Paths) -> Result<Self> {
        Self::open_with(options, paths, self.scratch.as_ref())
    }

    fn open_with(options: &Options, paths: &Paths, scratch: Option<&Scratch>) -> Result<Self> {
        let config = if options.sandbox { Config::default() } else { Config::load(paths)? };
        let reader = Reader::new(hidden(&config));
        let on_disk = config.cache_on_disk;
        // How the screen looks is nothing of the world that is shown; what is wrong with the file matters in that of its own.
        let Config { theme, mouse, .. } =
            if options.sandbox { Config::load(paths).unwrap_or_default() } else { config.clone() };
        let (slots, world) = if config.profiles.is_empty() {
            let profiles =
                sandbox::PROFILES.map(|(name, kind)| Slot::new(name.into(), kind, World::Sandbox, Origin::Sandbox));
            (profiles.into(), World::Sandbox)
        } else {
            (config.profiles.into_iter().map(Slot::configured_as).collect::<Vec<_>>(), World::Live)
        };
        // What is read of the cache alone needs no place for anything new.
        let scratch = (world == World::Sandbox && !options.cached)
            .then(|| scratch.cloned().or_else(|| Scratch::instead_of(paths)))
            .flatten();
        let data_dir = scratch.as_ref().and_then(Scratch::dir).unwrap_or(&paths.data_dir).to_owned();
        let in_memory = scratch.as_ref().is_some_and(|scratch| scratch.dir().is_none());
        let paths = Paths { data_dir: data_dir.clone(), ..paths.clone() };
        let cache = on_disk.then(|| data_dir.join(cache::file_of(world)));
        let mut session = Self {
            cached: options.cached,
            cache: Arc::new(Cache::new(cache, slots.iter().map(Slot::identity))),
            slots,
            world,
            asked: options.sandbox,
            data_dir,
            scratch,
            embedded: Embedded::new(paths.clone(), in_memory),
            reader,
            journal: Arc::new(Journal::new(paths, world)),
            waits: if options.wait { Waits::unbounded() } else { Waits::default() },
            theme,
            mouse,
        };
        for slot in &mut session.slots {
            slot.profile.read_only |= options.read_only;
        }
        Ok(session)
    }

    /// A session on providers that exist already, for tests.
    pub fn of(profiles: impl IntoIterator<Item = (Profile, Arc<dyn Provider>)>, paths: Paths) -> Self {
        let slots = profiles.into_iter().map(|(profile, provider)| Slot {
            profile,
            origin: Origin::Given(provider),
            provider: Mutex::default(),
            hidden: false,
        });
        let (slots, data_dir): (Vec<_>, _) = (slots.collect(), paths.data_dir.clone());
        let journal = Arc::new(Journal::new(paths.clone(), World::Live));
        Self {
            cached: false,
            cache: Arc::new(Cache::new(
                Some(data_dir.join(cache::file_of(World::Live))),
                slots.iter().map(Slot::identity),
            )),
            slots,
            world: World::Live,
            asked: true,
            data_dir,
            scratch: None,
            embedded: Embedded::new(paths, false),
            reader: Reader::default(),
            journal,
            waits: Waits::default(),
            theme: None,
            mouse: false,
        }
    }

    /// The theme that is configured.
    pub fn theme(&self) -> Option<&str> {
        self.theme.as_deref()
    }

    /// Whether the mouse is the app's from the start.
    pub fn mouse(&self) -> bool {
        self.mouse
    }

    /// Asks this for the secrets of profiles with `secret = "prompt"`. Without it they cannot be used.
    #[must_use]
    pub fn asking(mut self, prompt: Arc<dyn SecretPrompt>) -> Self {
        self.reader = self.reader.asking(Some(prompt));
        self
    }

    /// Uses only the named profiles, in the order of the configuration; all where none is named. The others are used
    /// only where something asks for them by name.
    ///
    /// # Errors
    /// [`ErrorKind::Config`] for a name that no profile has.
    pub fn narrow(mut self, names: &[String]) -> Result<Self> {
        let is = |slot: &Slot, name: &String| slot.profile.name.as_str() == name.trim();
        if let Some(unknown) = names.iter().find(|name| !self.slots.iter().any(|slot| is(slot, name))) {
            let known = self.slots.iter().map(|slot| slot.profile.name.as_str()).collect::<Vec<_>>().join(", ");
            let (whose, advice) = match self.world {
                World::Live => ("Configured", "Name one of them, or add it to config.toml."),
                World::Sandbox => ("The sandbox has", "Without --sandbox, profiles come from config.toml."),
            };
            return Err(Error::config(format!(
                "There is no profile `{}`. {whose}: {known}.",
                clean::line(shown(unknown))
            ))
            .advise(advice));
        }
        if !names.is_empty() {
            for slot in &mut self.slots {
                slot.hidden = !names.iter().any(|name| is(slot, name));
            }
        }
        Ok(self)
    }

    /// Leaves these profiles out, as [`Session::narrow`] does with those it does not name.
    #[must_use]
    pub fn hiding(mut self, names: &[ProfileName]) -> Self {
        for slot in &mut self.slots {
            slot.hidden |= names.contains(&slot.profile.name);
        }
        self
    }

    /// The profiles in use, in the order of the configuration.
    pub fn profiles(&self) -> Vec<Profile> {
        self.used().map(|slot| slot.profile.clone()).collect()
    }

    /// All profiles, in the order of the configuration, those that are left out included; and what is configured of
    /// them, which is nothing in the sandbox.
    pub fn profile_list(&self) -> Vec<(Profile, Option<&config::Profile>)> {
        self.slots.iter().map(|slot| (slot.profile.clone(), slot.configured())).collect()
    }

    /// When each profile is synced. The sandbox is, whenever somebody looks.
    pub fn sync_policies(&self) -> impl Iterator<Item = (ProfileName, SyncPolicy)> {
        let policy = |slot: &Slot| slot.configured().map_or(SyncPolicy::OnSight, |profile| profile.sync);
        self.slots.iter().map(move |slot| (slot.profile.name.clone(), policy(slot)))
    }

    /// Whether acts have consequences outside this machine.
    pub fn world(&self) -> World {
        self.world
    }

    /// What a person has to be told before anything else: that this is the sandbox, and why.
    pub fn notice(&self) -> Option<&'static str> {
        match (self.world, self.asked) {
            (World::Live, _) => None,
            (World::Sandbox, true) => Some("SANDBOX: nothing outside this machine is seen or changed."),
            (World::Sandbox, false) => {
                Some("SANDBOX: no profile is configured, so nothing outside this machine is seen or changed.")
            }
        }
    }

    /// Why the sandbox is gone with this session, where its directory takes no files.
    pub fn unkept(&self) -> Option<&Error> {
        self.scratch.as_ref().map(Scratch::why)
    }

    /// Where qrdeck keeps what it stores. May not exist yet.
    pub fn data_dir(&self) -> &Path {
        &self.data_dir
    }

    /// Whether no service is asked, and everything is answered from the cache.
    pub fn is_cached(&self) -> bool {
        self.cached
    }

    /// The journal of all changes, and the labels.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// What was last seen of the accounts.
    pub fn cache(&self) -> &Arc<Cache> {
        &self.cache
    }

    /// Finds out the outcome of the changes of these profiles whose outcome nobody has written down, and tells it.
    ///
    /// # Errors
    /// As [`Journal::settle`].
    pub async fn settle(&self) -> Result<Vec<Settled>> {
        let profiles: Vec<_> = self.used().map(|slot| slot.profile.name.clone()).collect();
        self.journal.settle(self, &profiles).await
    }

    /// Stops the embedded sandbox, if it runs. Providers of it answer no more.
    pub async fn close(&self) {
        self.embedded.stop().await;
    }

    /// Forgets how a profile was reached: its secrets are read, or asked for, again when it is next used. Whoever has
    /// its provider keeps it.
    pub async fn forget(&self, profile: &ProfileName) {
        if let Ok(slot) = self.slot(profile) {
            slot.provider.lock().await.take();
        }
    }

    /// A profile of the embedded sandbox whose codes come from its world and not over the network. What it answers is
    /// kept in the cache; it changes nothing.
    ///
    /// # Errors
    /// The sandbox cannot be started, or has no such profile.
    pub async fn shortcut(&self, profile: &ProfileName) -> Result<Arc<dyn Provider>> {
        let Profile { name, provider: kind, .. } = &self.slot(profile)?.profile;
        let inner = self.reliable(self.embedded.reach(name, *kind).await?, None)?;
        let (inside, api) = self.embedded.inside(*kind).await?;
        Ok(Arc::new(Caching::new(Arc::new(Shortcut { inner, inside, api }), name.clone(), Arc::clone(&self.cache))))
    }

    fn used(&self) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(|slot| !slot.hidden)
    }

    fn slot(&self, profile: &ProfileName) -> Result<&Slot> {
        self.slots.iter().find(|slot| slot.profile.name == *profile).ok_or_else(|| {
            Error::new(ErrorKind::Internal, format!("The profile {profile} is not part of this session."))
        })
    }

    /// Connects a profile.
    async fn connect(&self, slot: &Slot) -> Result<Arc<dyn Provider>> {
        let Profile { name, provider: kind, .. } = &slot.profile;
        if self.cached {
            return Ok(Arc::new(CachedProvider::new(*kind, name.clone(), Arc::clone(&self.cache))));
        }
        tracing::info!(profile = name.as_str(), provider = kind.as_str(), "connecting");
        let provider = match &slot.origin {
            Origin::Configured(profile) => {
                let reach = connector(*kind).reach(profile, &self.reader).await?;
                self.reliable(reach, Some(&self.data_dir))?
            }
            Origin::Sandbox => self.reliable(self.embedded.reach(name, *kind).await?, None)?,
            Origin::Given(provider) => Arc::clone(provider),
        };
        let provider: Arc<dyn Provider> = if slot.profile.read_only {
            Arc::new(ReadOnly::new(provider))
        } else {
            Arc::new(Journaling::new(provider, name.clone(), Arc::clone(&self.journal)))
        };
        Ok(Arc::new(Caching::new(provider, name.clone(), Arc::clone(&self.cache))))
    }

    /// A provider for an account, wrapped in what every provider is wrapped in. One for each account, as it keeps apart
    /// what could be taken for each other.
    fn reliable(&self, reach: Box<dyn Reach>, data_dir: Option<&Path>) -> Result<Arc<dyn Provider>> {
        Ok(Arc::new(Reliable::new(reach.provider(self.waits, data_dir)?).waiting(self.waits)))
    }
}

#[async_trait]
impl Connect for Session {
    async fn provider(&self, profile: &ProfileName) -> Result<Arc<dyn Provider>> {
        let slot = self.slot(profile)?;
        let mut connected = slot.provider.lock().await;
        if let Some(provider) = &*connected {
            return Ok(Arc::clone(provider));
        }
        Ok(Arc::clone(connected.insert(self.connect(slot).await?)))
    }

    fn hidden(&self) -> Hidden {
        self.reader.hidden().clone()
    }

    fn pictures(&self, profile: &ProfileName) -> Places {
        match self.slot(profile).map(|slot| &slot.origin) {
            Ok(Origin::Configured(profile)) => Places::services().and(profile.account.address()),
            Ok(Origin::Sandbox | Origin::Given(_)) => Places::this_machine(),
            Err(_) => Places::services(),
        }
    }

    /// Has what was typed and is to blame asked for again; what else was typed is kept.
    async fn refused(&self, profile: &ProfileName, provider: &Arc<dyn Provider>, error: &Error) -> bool {
        let Ok(Slot { origin: Origin::Configured(configured), provider: connected, .. }) = self.slot(profile) else {
            return false;
        };
        let Some(kind) = rejected_secret::rejected_secret(configured, error) else { return false };
        let mut connected = connected.lock().await;
        // Where it is another one by now, what was wrong has been asked for already.
        if connected.as_ref().is_none_or(|current| !Arc::ptr_eq(current, provider)) {
            return true;
        }
        let can_ask = self.reader.refused(profile, kind, error);
        if can_ask {
            connected.take();
        }
        can_ask
    }
}

/// The environment variables that hold secrets of any profile, also of those that are not used in this run.
fn hidden(config: &Config) -> Hidden {
    let sources: Vec<_> = config.profiles.iter().flat_map(config::Profile::secrets).map(|(_, source)| source).collect();
    Hidden::of(&sources)
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod third_service_tests;
