//! What the accounts list now.

use std::collections::HashMap;
use std::sync::Arc;

use futures_util::future::join_all;
use futures_util::stream::{self, StreamExt as _};

use super::judge::{Alive, Unread};
use super::links::Kind;
use crate::model::{Error, ErrorKind, InviteLink, PhoneNumber, ProfileName, ProviderKind, clean, invite_id, limits};
use crate::provider::{Call, Connect, Provider};

/// What the accounts list, and which did not answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LiveLinks {
    /// The codes and invites that work.
    pub alive: HashMap<(Kind, String), Alive>,
    /// What did not answer.
    pub unread: Vec<Unread>,
    pub answered: bool,
}

/// A number and how to reach it.
struct ReachableNumber {
    profile: ProfileName,
    provider: Arc<dyn Provider>,
    phone: PhoneNumber,
}

impl ReachableNumber {
    fn alive(&self, says: String) -> Alive {
        let Self { profile, phone, .. } = self;
        Alive { profile: profile.clone(), number: phone.id.clone(), display: phone.display.clone(), says, group: None }
    }
}

/// Lists the codes or the invites, or both, of all numbers of some profiles: one listing for each number and kind.
/// `call` makes the circumstances of the calls to a provider; `told` receives how many listings of how many have ended.
pub async fn list(
    connect: &dyn Connect,
    profiles: &[(ProfileName, ProviderKind)],
    kinds: &[Kind],
    call: &(dyn Fn(&ProfileName, &Arc<dyn Provider>) -> Call + Send + Sync),
    told: &(dyn Fn(usize, usize) + Send + Sync),
) -> LiveLinks {
    let mut listed = LiveLinks::default();
    let mut numbers = Vec::new();
    let answers = join_all(profiles.iter().map(|of| {
        let (name, of) = (&of.0, of.clone());
        async move { (of, numbers_of(connect, name, call).await) }
    }));
    for (of, answer) in answers.await {
        match answer {
            Ok(found) => {
                listed.answered = true;
                numbers.extend(found.into_iter().map(Arc::new));
            }
            Err(error) => {
                listed.unread.push(Unread { profile: Some(of), number: None, kind: None, error });
            }
        }
    }
    let asks: Vec<_> = numbers.iter().flat_map(|number| kinds.iter().map(|kind| (Arc::clone(number), *kind))).collect();
    let total = asks.len();
    told(0, total);
    let mut answers = stream::iter(asks)
        .map(|(number, kind)| {
            let call = call(&number.profile, &number.provider);
            async move {
                let answer = match kind {
                    Kind::Code => codes(&number, &call).await,
                    Kind::Invite => invites(&number, &call).await,
                };
                (number, kind, answer)
            }
        })
        .buffer_unordered(limits::LISTINGS);
    let mut ended = 0;
    while let Some((number, kind, (found, error))) = answers.next().await {
        ended += 1;
        told(ended, total);
        listed.answered |= error.is_none();
        listed.alive.extend(found.into_iter().map(|(id, alive)| ((kind, id), alive)));
        if let Some(error) = error {
            let profile = Some((number.profile.clone(), number.provider.kind()));
            listed.unread.push(Unread { profile, number: Some(number.phone.id.clone()), kind: Some(kind), error });
        }
    }
    listed
}

/// The numbers of a profile.
async fn numbers_of(
    connect: &dyn Connect,
    profile: &ProfileName,
    call: &(dyn Fn(&ProfileName, &Arc<dyn Provider>) -> Call + Send + Sync),
) -> Result<Vec<ReachableNumber>, Error> {
    let provider = connect.provider(profile).await?;
    let phones = provider.numbers(&call(profile, &provider)).await?;
    let of = |phone| ReachableNumber { profile: profile.clone(), provider: Arc::clone(&provider), phone };
    Ok(phones.into_iter().map(of).collect())
}

/// What a listing gave, and why it is not whole.
type Listing = (Vec<(String, Alive)>, Option<Error>);

/// The codes of a number.
async fn codes(number: &ReachableNumber, call: &Call) -> Listing {
    match number.provider.codes(call, &number.phone.id).await {
        Ok(codes) => {
            (codes.into_iter().map(|code| (code.code.to_string(), number.alive(code.message))).collect(), None)
        }
        Err(error) => (Vec::new(), Some(error)),
    }
}

/// The invites of a number; one that cannot have groups has none. Told with the first reason why it is not all.
async fn invites(number: &ReachableNumber, call: &Call) -> Listing {
    let (mut found, mut unread) = (Vec::new(), None);
    let groups = match number.provider.groups(call, &number.phone.id).await {
        Ok(groups) => groups,
        // Whoever may not look, or cannot, has not been told that there are none.
        Err(error) if error.kind == ErrorKind::NotEnabled => return (found, None),
        Err(error) => return (found, Some(error)),
    };
    for group in groups {
        let link = match group.invite_link {
            InviteLink::Unknown => match number.provider.invite_link(call, &number.phone.id, &group.id).await {
                Ok(InviteLink::Unknown) => Err(not_read(&group.subject)),
                answer => answer,
            },
            known => Ok(known),
        };
        let link = match link {
            Ok(link) => link,
            // A suspended group tells nothing; the others may.
            Err(error) => {
                unread.get_or_insert(error);
                continue;
            }
        };
        if let Some(id) = link.url().and_then(invite_id) {
            let alive = Alive { group: Some(group.id), ..number.alive(group.subject) };
            found.push((id.to_owned(), alive));
        }
    }
    (found, unread)
}

/// The cache knows a group whose link nobody has asked for.
fn not_read(subject: &str) -> Error {
    let message = format!("The invite link of the group \u{201c}{}\u{201d} was not read yet.", clean::line(subject));
    Error::new(ErrorKind::Unavailable, message).advise("`qrdeck groups list` without --cached reads it.")
}
