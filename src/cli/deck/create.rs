//! The creations of a plan, as the room `creation` carries them out.

use std::collections::HashSet;
use std::sync::Arc;

use super::look::Covered;
use super::outcome::{MadeNow, Outcome};
use crate::cli::failure::{Exit, Failure};
use crate::creation::{Ended, Order, Target};
use crate::deck::Change;
use crate::model::{CodeId, QrCode};
use crate::store::Made;

/// The orders for the creations among changes, by their places.
pub(super) fn orders(changes: &[(&Covered, &Change)]) -> Vec<Order> {
    let mut targets: Vec<Arc<Target>> = Vec::new();
    let mut target = |number: &Covered| {
        let is_it = |target: &&Arc<Target>| {
            (&target.profile.name, &target.phone.id) == (&number.key.profile, &number.key.number)
        };
        targets.iter().find(is_it).cloned().unwrap_or_else(|| {
            let of = number.of.clone();
            let target = Arc::new(Target { profile: of.profile, provider: of.provider, phone: of.phone });
            targets.push(Arc::clone(&target));
            target
        })
    };
    let order = |(key, (number, change)): (usize, &(&Covered, &Change))| {
        let Change::Create { message, open, .. } = change else { return None };
        Some(Order { key, target: target(number), message: message.clone(), open: open.clone() })
    };
    changes.iter().enumerate().filter_map(order).collect()
}

/// The codes that are something else already: those that a list shows, and those that get into other blocks.
pub(super) fn claimed(changes: &[(&Covered, &Change)]) -> HashSet<CodeId> {
    let listed = changes.iter().flat_map(|(number, _)| number.codes.iter().map(|code| code.code.clone()));
    let blocks = changes.iter().filter_map(|(_, change)| change.code().map(CodeId::new));
    listed.chain(blocks).collect()
}

/// What the end of an order at a number means for the plan.
///
/// # Errors
/// The outcome of a creation that has made nothing, or of which that is not known.
pub(super) fn made(number: &Covered, ended: Ended) -> Result<MadeNow, Outcome> {
    let of = |error| Failure::from(error).of(&number.key.profile);
    match ended {
        Ended::Created(code) => Ok(code.into()),
        Ended::Found(QrCode { code, link, .. }) => Ok(Made { id: code.to_string(), link }.into()),
        // Whatever its kind would mean for a whole command: here it is one of many.
        Ended::Failed(error) => Err(Outcome::Failed(Failure { exit: Exit::Failed, ..of(error) })),
        Ended::Unknown(error) => Err(Outcome::Unknown(of(error))),
        Ended::NotBegun(_) => Err(Outcome::NotBegun),
    }
}
