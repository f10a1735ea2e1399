//! Checking all rows against the services, before anything is sent.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use futures_util::future::join_all;
use futures_util::stream::{self, StreamExt as _};

use super::campaign::Campaign;
use super::links::{self, Earlier};
use super::mistake::Mistake;
use super::order::ImportOrder;
use super::place::{Placed, place};
use super::preview::{Fate, Number, Preview, RowState};
use crate::creation::{KnownCodes, Recognised, Scope, Target, look};
use crate::journal::Journal;
use crate::model::{CodeId, Error, MAX_CODES_PER_NUMBER, Profile, ProfileName, Result, limits};
use crate::provider::{Call, Connect, Provider};
use crate::store::{EntryId, Filter};

/// What an import works with.
pub struct Accounts<'a> {
    pub connect: &'a dyn Connect,
    pub profiles: Vec<Profile>,
    pub journal: &'a Journal,
    /// Makes the circumstances of a call to the provider of a profile.
    pub call: &'a (dyn Fn(&Profile, &Arc<dyn Provider>) -> Call + Send + Sync),
}

impl std::fmt::Debug for Accounts<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Accounts").field("profiles", &self.profiles).finish_non_exhaustive()
    }
}

/// What kept the rows from being checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotChecked {
    pub error: Error,
    /// The profile it happened in.
    pub profile: Option<ProfileName>,
}

impl From<Error> for NotChecked {
    fn from(error: Error) -> Self {
        Self { error, profile: None }
    }
}

/// A checked import: what it shows, and what it takes to carry it out.
#[derive(Debug)]
pub struct Plan {
    pub preview: Preview,
    /// The numbers of the preview.
    pub(super) targets: Vec<Arc<Target>>,
    /// What earlier runs have written of each row, and from which entry of the journal on its creation is looked for.
    pub(super) earlier: Vec<Earlier>,
    /// The codes that rows have.
    pub(super) claimed: HashSet<CodeId>,
}

/// Checks all rows: the numbers of all profiles are listed, then the codes of each number that rows are for.
///
/// # Errors
/// What keeps a service from answering that is needed, a file of links that is not this import's, and those of the
/// database. Mistakes in rows are none: they are in the preview.
pub async fn check(accounts: &Accounts<'_>, order: &ImportOrder) -> Result<Plan, NotChecked> {
    let campaign = &order.campaign;
    let mut earlier = links::read(&order.links, &order.source, campaign)?;
    let newest = newest(accounts.journal).await?;
    for row in &mut earlier {
        row.after.get_or_insert(newest);
    }
    let (numbers, failures) = numbers(accounts).await;
    let Placed { places, mut mistakes, is_missing } = place(campaign, &accounts.profiles, &numbers, order.duplicates);
    if let Some(failure) = failures.into_iter().next().filter(|_| is_missing || numbers.is_empty()) {
        return Err(failure);
    }
    mistakes.extend(campaign.mistakes.iter().cloned());
    let used: BTreeSet<usize> = places.iter().flatten().copied().collect();
    let used: Vec<usize> = used.into_iter().collect();
    let targets: Vec<Arc<Target>> =
        used.iter().filter_map(|at| numbers.get(*at)).map(|number| Arc::new(number.clone())).collect();
    let mut known = look_at(accounts, &targets).await?;
    let places: Vec<_> = places.iter().map(|place| place.and_then(|at| used.binary_search(&at).ok())).collect();
    let wrong: HashSet<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
    let mut states: Vec<_> = places.into_iter().map(|number| RowState { number, fate: Fate::Wrong }).collect();
    let rows: Vec<_> = campaign.rows.iter().zip(&earlier).collect();
    // What is known to be a row's comes before what may be.
    for ((row, earlier), state) in rows.iter().zip(&mut states) {
        let (Some(code), Some(known)) = (&earlier.code, state.number.and_then(|at| known.get_mut(at))) else {
            continue;
        };
        match known.claim(code) {
            Some(code) if earlier.existed => state.fate = Fate::There(code),
            Some(code) => state.fate = Fate::Created(code),
            None => mistakes.push(Mistake::new(
                row.line,
                format!(
                    "The code {code} of this row in {} does not exist any more. Delete its line there to create another.",
                    order.links.display()
                ),
            )),
        }
    }
    for ((row, earlier), state) in rows.iter().zip(&mut states) {
        let Some(known) = state.number.and_then(|at| known.get_mut(at)) else { continue };
        if earlier.code.is_some() || wrong.contains(&row.line) {
            continue;
        }
        let scope = if order.duplicates { Scope::CreatedAfter(earlier.after.unwrap_or(newest)) } else { Scope::Any };
        state.fate = match known.recognise(&row.message, scope) {
            // An earlier run was killed before it could write the code down, or it is older.
            Recognised::Created { code, entry } if Some(entry) > earlier.after => Fate::Created(code),
            Recognised::Created { code, .. } | Recognised::There(code) => Fate::There(code),
            Recognised::Open(entries) => Fate::Open(entries),
            Recognised::NotListedYet(code) => Fate::NotListedYet(code),
            Recognised::New => Fate::New,
        };
    }
    mistakes.extend(beyond(campaign, &targets, &known, &mut states));
    mistakes.sort_by_key(|mistake| mistake.line);
    let wrong: HashSet<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
    for (_, state) in campaign.rows.iter().zip(&mut states).filter(|(row, _)| wrong.contains(&row.line)) {
        state.fate = Fate::Wrong;
    }
    let numbers = targets.iter().map(|of| Number { profile: of.profile.clone(), phone: of.phone.clone() }).collect();
    let preview = Preview {
        source: order.source.clone(),
        links: order.links.clone(),
        campaign: Arc::clone(campaign),
        duplicates: order.duplicates,
        numbers,
        states,
        mistakes,
        warnings: campaign.warnings.clone(),
    };
    let claimed = known.iter().flat_map(|known| known.claimed().iter().cloned()).collect();
    Ok(Plan { preview, targets, earlier, claimed })
}

/// The newest entry of the journal.
async fn newest(journal: &Journal) -> Result<EntryId> {
    let Some(store) = journal.existing().await? else { return Ok(EntryId(0)) };
    let newest = store.entries(Filter { limit: Some(1), ..Filter::default() }).await?;
    Ok(newest.first().map_or(EntryId(0), |entry| entry.id))
}

/// All numbers of all profiles, and what kept profiles from telling theirs.
async fn numbers(accounts: &Accounts<'_>) -> (Vec<Target>, Vec<NotChecked>) {
    let answers = join_all(accounts.profiles.iter().map(|profile| async move {
        let answer = async {
            let provider = accounts.connect.provider(&profile.name).await?;
            let phones = provider.numbers(&(accounts.call)(profile, &provider)).await?;
            Ok((provider, phones))
        };
        (profile, answer.await)
    }));
    let (mut numbers, mut failures) = (Vec::new(), Vec::new());
    for (profile, answer) in answers.await {
        match answer {
            Ok((provider, phones)) => {
                let of = |phone| Target { profile: profile.clone(), provider: Arc::clone(&provider), phone };
                numbers.extend(phones.into_iter().map(of));
            }
            Err(error) => failures.push(NotChecked { error, profile: Some(profile.name.clone()) }),
        }
    }
    (numbers, failures)
}

/// What is known of the codes of each number.
async fn look_at(accounts: &Accounts<'_>, targets: &[Arc<Target>]) -> Result<Vec<KnownCodes>, NotChecked> {
    let mut answers = stream::iter(targets.iter().cloned())
        .map(|target| async move {
            let call = (accounts.call)(&target.profile, &target.provider);
            let known = look(&*target.provider, &call, &target.phone.id, accounts.journal).await;
            known.map_err(|error| NotChecked { error, profile: Some(target.profile.name.clone()) })
        })
        .buffered(limits::LISTINGS);
    let mut known = Vec::with_capacity(targets.len());
    while let Some(answer) = answers.next().await {
        known.push(answer?);
    }
    Ok(known)
}

/// The rows for whose codes their number has no room.
fn beyond(campaign: &Campaign, targets: &[Arc<Target>], known: &[KnownCodes], states: &mut [RowState]) -> Vec<Mistake> {
    let mut wanted: HashMap<usize, usize> = HashMap::new();
    let mut mistakes = Vec::new();
    for (row, state) in campaign.rows.iter().zip(states) {
        let Some((at, target)) = state.number.and_then(|at| Some((at, targets.get(at)?))) else { continue };
        if !state.fate.is_wanted() {
            continue;
        }
        let there = known.get(at).map_or(0, KnownCodes::count);
        let nth = wanted.entry(at).or_default();
        *nth += 1;
        if there + *nth > MAX_CODES_PER_NUMBER {
            let sentence = format!(
                "{} has no room for it: it has {there} of {MAX_CODES_PER_NUMBER} codes, and the rows before this one \
                 take the rest.",
                target.phone.display
            );
            mistakes.push(Mistake::new(row.line, sentence));
        }
    }
    mistakes
}
