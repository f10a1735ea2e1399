//! Which changes this machine has made itself.

use super::difference::Change;
use crate::model::{NumberKey, QrCode, Result};
use crate::store::{self, Filter, Outcome, Store};

/// Who has made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Maker {
    /// This machine, as its journal knows.
    Here,
    /// Somebody else, or nobody knows.
    Elsewhere,
}

/// Says of each change who has made it. A replacement by this machine is one change, not a deletion and a creation.
///
/// # Errors
/// Those of reading the journal.
pub(super) async fn explain(
    store: Option<&Store>,
    number: &NumberKey,
    changes: Vec<Change>,
) -> Result<Vec<(Change, Maker)>> {
    let Some(store) = store else {
        return Ok(changes.into_iter().map(|change| (change, Maker::Elsewhere)).collect());
    };
    let mut explained: Vec<(Change, Maker)> = Vec::new();
    let mut replaced: Vec<(QrCode, String)> = Vec::new();
    for change in changes {
        let (maker, successor) = maker(store, number, &change).await?;
        match (change, successor) {
            (Change::Deleted(old), Some(successor)) => replaced.push((old, successor)),
            (change, _) => explained.push((change, maker)),
        }
    }
    for (old, successor) in replaced {
        let new = explained.iter().position(
            |(change, maker)| matches!(change, Change::Created(new) if *maker == Maker::Here && new.code.as_str() == successor),
        );
        let change = match new.map(|at| explained.remove(at)) {
            Some((Change::Created(new), _)) => Change::Replaced { old, new },
            // The new one is gone as well by now, or was seen before.
            _ => Change::Deleted(old),
        };
        explained.push((change, Maker::Here));
    }
    Ok(explained)
}

/// Who has made a change, and what this machine has put in the place of a code that is gone.
async fn maker(store: &Store, number: &NumberKey, change: &Change) -> Result<(Maker, Option<String>)> {
    let (Change::Created(code) | Change::Changed(code, _) | Change::Deleted(code)) = change else {
        return Ok((Maker::Elsewhere, None));
    };
    let about = Some(code.code.to_string());
    let filter = Filter { numbers: vec![number.number.clone()], about, ..Filter::default() };
    for entry in store.entries(filter).await? {
        let is_done = entry.outcome == Some(Outcome::Done);
        let made = entry.made.as_ref().map(|made| made.id.as_str());
        let (here, successor) = match (change, &entry.intent.change) {
            (Change::Created(code), _) => (made == Some(code.code.as_str()), None),
            (Change::Changed(code, _), store::Change::Update(target, draft)) => {
                (*target == code.code && draft.message == code.message, None)
            }
            (Change::Deleted(code), store::Change::Delete(target)) => (*target == code.code, None),
            (Change::Deleted(code), store::Change::Update(target, _)) => {
                (*target == code.code && made.is_some_and(|made| made != code.code.as_str()), made)
            }
            _ => (false, None),
        };
        if here && is_done {
            return Ok((Maker::Here, successor.map(str::to_owned)));
        }
    }
    // The answer to a creation may still be on its way.
    if let Change::Created(code) = change {
        let filter = Filter { numbers: vec![number.number.clone()], open: true, ..Filter::default() };
        let wanted = |entry: &store::Entry| match &entry.intent.change {
            store::Change::Create(draft) | store::Change::Update(_, draft) => draft.message == code.message,
            _ => false,
        };
        if store.entries(filter).await?.iter().any(wanted) {
            return Ok((Maker::Here, None));
        }
    }
    Ok((Maker::Elsewhere, None))
}
