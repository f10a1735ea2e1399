//! `/{group-id}/invite_link`.

use serde_json::{Value, json};

use super::context::Context;
use super::error::Refusal;
use super::groups;
use crate::sandbox::Api;
use crate::sandbox::world::World;

/// The link of a group. No source says what comes after a removal; here the answer has no `invite_link` then.
pub(super) fn get(context: &Context, world: &World, group: &str) -> Result<Value, Refusal> {
    let group = groups::usable(context, world, group)?;
    let mut body = json!({"messaging_product": "whatsapp"});
    if let Some(link) = &group.link {
        body["invite_link"] = link.clone().into();
    }
    Ok(body)
}

/// Gives a group a new link; the one it had is dead.
pub(super) fn reset(context: &Context, world: &mut World, group: &str) -> Result<Value, Refusal> {
    context.product()?;
    groups::usable(context, world, group)?;
    let link = world.reset_link(Api::Meta, group).map_err(|_| context.unreachable(group))?;
    Ok(json!({"messaging_product": "whatsapp", "invite_link": link}))
}

/// Removes the link of a group, where it has one.
pub(super) fn delete(context: &Context, world: &mut World, group: &str) -> Result<Value, Refusal> {
    context.product()?;
    groups::usable(context, world, group)?;
    world.remove_link(Api::Meta, group).map_err(|_| context.unreachable(group))?;
    // A string, as OpenAPI v23.0 has it.
    Ok(json!({"messaging_product": "whatsapp", "success": "true"}))
}
