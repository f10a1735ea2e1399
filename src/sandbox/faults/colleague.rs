//! What somebody else does at the moment of a request.

use super::detailed::{DetailedFault, When};
use super::{Target, Texts};
use crate::sandbox::Api;
use crate::sandbox::world::{Missing, World};
use crate::sandbox::{Op, Shared, cams};

/// Carries out what the plan lets somebody else do on this side of a request.
pub(super) async fn act(shared: &Shared, op: Op, nth: u64, when: When, target: &Target) {
    let colleague_actions: Vec<DetailedFault> = shared.plan.colleague_actions(op, nth).cloned().collect();
    for trouble in
        colleague_actions.into_iter().filter(|trouble| trouble.action().is_some_and(|action| action.when == when))
    {
        let (service, target, now) = (op.service(), target.clone(), shared.clock().now().as_second());
        let texts = shared.plan.texts.clone();
        let in_place = service == Api::Meta || shared.plan.cams.updates == cams::Updates::InPlace;
        let act = move |world: &mut World| carry_out(world, service, &trouble, &target, &texts, in_place, now);
        match shared.edit(act).await {
            Ok(Some(Ok(()))) => {}
            // A colleague, too, finds nothing where there is nothing.
            Ok(Some(Err(missing))) => tracing::debug!(?missing, "a colleague found nothing to do"),
            Ok(None) => tracing::warn!(%op, "the fault does not say what the colleague changes"),
            Err(error) => tracing::error!(%error, "a colleague could not change the world"),
        }
    }
}

/// Does it; nothing where it is not known to what.
fn carry_out(
    world: &mut World,
    service: Api,
    trouble: &DetailedFault,
    target: &Target,
    texts: &Texts,
    in_place: bool,
    now: i64,
) -> Option<Result<(), Missing>> {
    let message = || {
        let own = trouble.action().and_then(|action| action.message.as_deref());
        own.or(target.message.as_deref()).map(|message| texts.normalise(message))
    };
    let edit = |world: &mut World, number: &str, code: &str, message: &str| {
        if in_place {
            world.edit_code(service, number, code, message)
        } else {
            world.replace_code(service, number, code, message, now)
        }
    };
    let number = || target.number.as_deref();
    Some(match trouble {
        DetailedFault::ColleagueResetsLink(_) => world.reset_link(service, target.group.as_deref()?).map(drop),
        DetailedFault::ColleagueRemovesLink(_) => world.remove_link(service, target.group.as_deref()?).map(drop),
        DetailedFault::ColleagueCreates(_) => world.create_code(service, number()?, &message()?, now).map(drop),
        DetailedFault::ColleagueEdits(_) => edit(world, number()?, target.code.as_deref()?, &message()?).map(drop),
        DetailedFault::ColleagueDeletes(_) => world.delete_code(service, number()?, target.code.as_deref()?).map(drop),
        DetailedFault::ColleagueCopies(_) => {
            let other = |code: &String| Some(code) != target.code.as_ref();
            let codes = &world.number(service, number()?)?.codes;
            let oldest = codes.iter().map(|code| code.code.to_string()).find(other)?;
            // An older code that gets a message stays that code, on either service.
            world.edit_code(service, number()?, &oldest, &message()?).map(drop)
        }
        _ => return None,
    })
}
