//! The numbers of the profiles that files are about.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::deck::{Account, DeckFile};
use crate::model::{PhoneNumber, Profile, ProfileName};
use crate::provider::Connect as _;

/// All profiles, with the numbers of those that are asked for; and what kept any from answering.
#[derive(Debug, Default)]
pub(super) struct Accounts {
    pub(super) list: Vec<Account>,
    pub(super) failures: Vec<Failure>,
}

impl Accounts {
    /// The number of a profile with this id, where it is known.
    pub(super) fn phone(&self, profile: &ProfileName, id: &str) -> Option<&PhoneNumber> {
        let account = self.list.iter().find(|account| account.profile == *profile)?;
        account.numbers.as_ref()?.iter().find(|phone| phone.id.as_str() == id)
    }
}

/// How the numbers of a profile become known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// By asking its service.
    Always,
    /// From the cache, where that knows all that the files name: then the list of codes is the only question.
    IfNeeded,
}

/// Finds the numbers of the profiles that these files name.
pub(super) async fn accounts(context: &Context, files: &[&DeckFile], ask: Ask) -> Accounts {
    let used = context.profiles();
    let all: Vec<ProfileName> = context.profile_list().into_iter().map(|(profile, _)| profile.name).collect();
    let wanted = named(files, &used);
    let asked = used.iter().filter(|profile| wanted.contains_key(profile.name.as_str())).map(|profile| {
        let ids = &wanted[profile.name.as_str()];
        async move { (profile.name.clone(), numbers(context, profile, ids.as_ref(), ask).await) }
    });
    let mut accounts = Accounts::default();
    let mut known = BTreeMap::new();
    for (profile, answer) in join_all(asked).await {
        match answer {
            Ok(numbers) => drop(known.insert(profile, numbers)),
            Err(failure) => accounts.failures.push(failure),
        }
    }
    accounts.list = all
        .into_iter()
        .map(|profile| Account {
            used: used.iter().any(|used| used.name == profile),
            numbers: known.remove(&profile),
            profile,
        })
        .collect();
    accounts
}

/// The profiles that files name, with the ids of their numbers; without them where any number has none.
fn named<'a>(files: &[&'a DeckFile], used: &'a [Profile]) -> BTreeMap<&'a str, Option<BTreeSet<&'a str>>> {
    let mut named: BTreeMap<&str, Option<BTreeSet<&str>>> = BTreeMap::new();
    for (_, block) in files.iter().flat_map(|file| file.numbers()) {
        let profiles = match &block.profile {
            Some(profile) => vec![profile.as_str()],
            // It may be at any.
            None => used.iter().map(|profile| profile.name.as_str()).collect(),
        };
        for profile in profiles {
            let ids = named.entry(profile).or_insert_with(|| Some(BTreeSet::new()));
            match (&block.id, block.profile.is_some()) {
                (Some(id), true) => drop(ids.as_mut().map(|ids| ids.insert(id))),
                _ => *ids = None,
            }
        }
    }
    named
}

async fn numbers(
    context: &Context,
    profile: &Profile,
    ids: Option<&BTreeSet<&str>>,
    ask: Ask,
) -> Result<Vec<PhoneNumber>, Failure> {
    if ask == Ask::IfNeeded
        && let Some(ids) = ids
        && let Some(seen) = context.cache().numbers(&profile.name)
        && ids.iter().all(|id| seen.value.iter().any(|phone| phone.id.as_str() == *id))
    {
        return Ok(seen.value);
    }
    let answer = async {
        let provider = context.provider(&profile.name).await?;
        provider.numbers(&context.call(&profile.name, profile.provider)).await
    };
    answer.await.map_err(|error| Failure::from(error).of(&profile.name))
}
