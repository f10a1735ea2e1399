//! What a pull asks of one number, and how that gets into the file.

use std::collections::HashMap;

use futures_util::stream::{self, StreamExt as _};

use crate::cli::context::Context;
use crate::cli::reachable_number::ReachableNumber;
use crate::deck::{DeckFile, GroupRow, JournalFacts, Merged, Survey, merge, merge_groups};
use crate::model::{Error, ErrorKind, InviteLink, NumberKey, QrCode, Result, limits};
use crate::store::Label;

/// What a service shows of a number.
#[derive(Debug)]
pub(super) struct Pulled {
    pub(super) codes: Vec<QrCode>,
    /// Absent where they were not asked for, or could not be listed: then the file keeps those that it has.
    pub(super) groups: Option<Vec<GroupRow>>,
    /// What kept groups or links from being known.
    pub(super) failure: Option<Error>,
}

/// Asks for the codes of a number, all of them, and for its groups.
///
/// # Errors
/// What keeps the codes from being listed.
pub(super) async fn pull_number(context: &Context, of: &ReachableNumber, with_groups: bool) -> Result<Pulled> {
    let codes = of.provider.codes(&of.call(context), &of.phone.id).await?;
    if !with_groups {
        return Ok(Pulled { codes, groups: None, failure: None });
    }
    match groups(context, of).await {
        Ok((groups, failure)) => Ok(Pulled { codes, groups: Some(groups), failure }),
        // A number that cannot have groups has none.
        Err(error) if error.kind == ErrorKind::NotEnabled => {
            Ok(Pulled { codes, groups: Some(Vec::new()), failure: None })
        }
        Err(error) => Ok(Pulled { codes, groups: None, failure: Some(error) }),
    }
}

/// The groups of a number with their links, and what kept a link from being known.
async fn groups(context: &Context, of: &ReachableNumber) -> Result<(Vec<GroupRow>, Option<Error>)> {
    let groups = of.provider.groups(&of.call(context), &of.phone.id).await?;
    let mut failure = None;
    let asking = groups.into_iter().map(|group| async {
        let link = match &group.invite_link {
            InviteLink::Unknown => of.provider.invite_link(&of.call(context), &of.phone.id, &group.id).await,
            link => Ok(link.clone()),
        };
        (group, link)
    });
    let mut rows = Vec::new();
    let mut answers = stream::iter(asking.collect::<Vec<_>>()).buffered(limits::LISTINGS);
    while let Some((group, link)) = answers.next().await {
        let link = match link {
            Ok(InviteLink::Link(link)) => Some(Some(link)),
            Ok(InviteLink::None) => Some(None),
            Ok(InviteLink::Unknown) => None,
            // A suspended group has no link to tell.
            Err(error) if error.kind == ErrorKind::NotEnabled => None,
            Err(error) => {
                failure.get_or_insert(error);
                None
            }
        };
        rows.push(GroupRow { id: group.id.to_string(), subject: group.subject, link });
    }
    Ok((rows, failure))
}

/// Takes codes and groups of a number into a file.
pub(super) fn merge_number(
    deck: &mut DeckFile,
    of: &ReachableNumber,
    key: &NumberKey,
    (codes, labels, journal): (&[QrCode], &HashMap<String, Label>, &JournalFacts),
    groups: Option<Vec<GroupRow>>,
) -> Merged {
    let line = deck
        .place(key)
        .and_then(|at| deck.numbers().find(|(place, _)| *place == at))
        .map_or(1, |(_, block)| block.line);
    let nothing = HashMap::new();
    let survey = Survey {
        key,
        line,
        replaces: of.profile.provider.update_replaces_code(),
        codes,
        labels,
        journal,
        belongs: &nothing,
    };
    let merged = merge(deck, &survey, &of.phone);
    if let Some(groups) = groups {
        merge_groups(deck, key, &merged.reference, &groups);
    }
    merged
}
