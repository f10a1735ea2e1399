//! One profile of a run, and how its provider comes to be.

use std::sync::Arc;

use tokio::sync::Mutex;

use crate::config;
use crate::model::{Profile, ProfileName, ProviderKind, World};
use crate::provider::Provider;

/// A profile and, once it was used, its provider.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) profile: Profile,
    pub(super) origin: Origin,
    pub(super) provider: Mutex<Option<Arc<dyn Provider>>>,
    /// Whether it is left out of this run, unless it is asked for by its name.
    pub(super) hidden: bool,
}

/// How a provider comes to be.
#[derive(Debug)]
pub(super) enum Origin {
    /// From a `[[profile]]`.
    Configured(Box<config::Profile>),
    /// From the embedded sandbox.
    Sandbox,
    /// Somebody brought it along.
    Given(Arc<dyn Provider>),
}

impl Slot {
    /// One that was not used yet.
    pub(super) fn new(name: ProfileName, provider: ProviderKind, world: World, origin: Origin) -> Self {
        let profile = Profile { name, provider, world, read_only: false };
        Self { profile, origin, provider: Mutex::default(), hidden: false }
    }

    /// That of a configured profile.
    pub(super) fn configured_as(profile: config::Profile) -> Self {
        let (name, provider, read_only) = (profile.name.clone(), profile.provider(), profile.read_only);
        let mut slot = Self::new(name, provider, World::Live, Origin::Configured(Box::new(profile)));
        slot.profile.read_only = read_only;
        slot
    }

    /// What the configuration says of it; nothing in the sandbox.
    pub(super) fn configured(&self) -> Option<&config::Profile> {
        match &self.origin {
            Origin::Configured(profile) => Some(profile),
            Origin::Sandbox | Origin::Given(_) => None,
        }
    }

    /// What tells its account from others of the same name.
    pub(super) fn identity(&self) -> (ProfileName, String) {
        let identity = match self.configured() {
            Some(profile) => profile.account.identity(),
            None => self.profile.provider.as_str().to_owned(),
        };
        (self.profile.name.clone(), identity)
    }
}
