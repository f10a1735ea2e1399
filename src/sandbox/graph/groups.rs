//! `/{phone-number-id}/groups` and `/{group-id}`.

use std::num::NonZeroUsize;

use serde_json::{Map, Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::context::Context;
use super::error::Refusal;
use super::listing::{self, PageRequest};
use super::paging::{self, Key};
use super::style::{ErrorStyle, GroupShape};
use crate::sandbox::Api;
use crate::sandbox::world::{Group, GroupStatus, Number, World};

/// The most groups of a page.
const MAX_LIMIT: NonZeroUsize = NonZeroUsize::new(1_024).unwrap();
/// The longest name of a group, in characters.
const MAX_SUBJECT: usize = 128;
/// The longest description of a group, in characters.
const MAX_DESCRIPTION: usize = 2_048;
/// What a group is in Graph's messages about fields.
const NODE: &str = "WhatsAppBusinessGroup";

/// The number is not offered groups.
pub(super) const NOT_ELIGIBLE: Refusal = Refusal::Group {
    status: 400,
    code: 131_215,
    message: "Groups are not available for this phone number",
    details: "Groups APIs are only available for eligible phone numbers. See the documentation for who is eligible.",
};
/// The group was stopped by the service.
const SUSPENDED: Refusal = Refusal::Group {
    status: 403,
    code: 131_207,
    message: "Group suspended",
    details: "The group has been suspended, no operation is possible on it.",
};
/// There is no such group.
const INVALID: Refusal = Refusal::Group {
    status: 400,
    code: 131_020,
    message: "Invalid group",
    details: "The group does not exist or the business is not a member of it.",
};
/// A cursor that is none.
const BAD_CURSOR: Refusal = Refusal::Group {
    status: 400,
    code: 131_059,
    message: "Invalid cursor",
    details: "The cursor in the request is invalid or expired.",
};

/// A page of the groups of a number, newest first. Groups that are being made or removed are not in it.
pub(super) fn list(context: &Context, number: &Number) -> Result<Value, Refusal> {
    let number = eligible(number)?;
    let (request, style) = (&context.request, &context.style);
    let wanted = PageRequest::read(request, style, MAX_LIMIT, &BAD_CURSOR)?;
    let mut rows: Vec<(Key, &Group)> =
        number.groups.iter().filter(|group| exists(group)).map(|group| (key(group), group)).collect();
    rows.sort_unstable_by(|(a, _), (b, _)| b.cmp(a));
    let page = paging::page(&rows, |(key, _)| *key, wanted.start, wanted.limit);
    let documented = style.groups == GroupShape::Object;
    let default = ["id", "subject", if documented { "created_at" } else { "creation_timestamp" }];
    let names = context.field_names(&default, NODE)?;
    let data = page.rows.iter().map(|(_, group)| show(group, &names)).collect::<Result<Vec<_>, _>>()?;
    let mut body = Map::new();
    body.insert("data".to_owned(), if documented { json!({"groups": data}) } else { json!(data) });
    // Every source shows cursors here, on a last page too.
    if let Some(ends) = page.ends {
        let mut paging = listing::paging(request, style, wanted, &page, ends);
        if let (GroupShape::Array, Some(paging)) = (style.groups, paging.as_object_mut()) {
            paging.retain(|name, _| name == "cursors");
        }
        body.insert("paging".to_owned(), paging);
    }
    Ok(Value::Object(body))
}

/// Starts to make a group: it is in the list some lists later.
pub(super) fn create(context: &Context, world: &mut World, number: &str) -> Result<Value, Refusal> {
    context.product()?;
    eligible(world.number(Api::Meta, number).ok_or_else(|| context.missing_number(number))?)?;
    let subject = context.request.required("subject")?.trim();
    let description = context.request.param("description").unwrap_or_default().trim();
    for (name, text, max) in [("subject", subject, MAX_SUBJECT), ("description", description, MAX_DESCRIPTION)] {
        if text.chars().count() > max {
            return Err(Refusal::parameter(format!("Param {name} must be at most {max} characters long.")));
        }
    }
    if let Some(mode) = context.request.param("join_approval_mode")
        && !["auto_approve", "approval_required"].contains(&mode)
    {
        return Err(Refusal::parameter(format!(
            "Param join_approval_mode must be one of {{auto_approve, approval_required}} - got \"{mode}\"."
        )));
    }
    world
        .add_group(Api::Meta, number, subject, description, context.now)
        .map_err(|_| context.missing_number(number))?;
    Ok(json!({"messaging_product": "whatsapp", "request_id": Uuid::new_v4().simple().to_string()}))
}

/// One group; without `fields` little more than that it exists.
pub(super) fn info(context: &Context, number: &Number, group: &Group) -> Result<Value, Refusal> {
    eligible(number)?;
    if !exists(group) {
        return Err(context.unreachable(&group.id));
    }
    let mut row = show(group, &context.field_names(&[], NODE)?)?;
    row.insert("messaging_product".to_owned(), "whatsapp".into());
    Ok(Value::Object(row))
}

/// A group with the fields asked for, and always its id.
fn show(group: &Group, names: &[String]) -> Result<Map<String, Value>, Refusal> {
    let mut row = Map::new();
    for name in names {
        let value = match name.as_str() {
            "id" => continue,
            "subject" => group.subject.clone().into(),
            "description" => group.description.clone().into(),
            "suspended" => (group.status == GroupStatus::Suspended).into(),
            "created_at" => group.created.to_string().into(),
            "creation_timestamp" => group.created.into(),
            "total_participant_count" => group.participants.into(),
            "participants" => (1..=group.participants).map(participant).collect(),
            "join_approval_mode" => "auto_approve".into(),
            _ => return Err(Refusal::field(name, NODE)),
        };
        row.insert(name.clone(), value);
    }
    row.insert("id".to_owned(), group.id.clone().into());
    Ok(row)
}

/// A group that can be worked with.
///
/// # Errors
/// There is none of that id, its number is not eligible, or it is suspended.
pub(super) fn usable<'a>(context: &Context, world: &'a World, id: &str) -> Result<&'a Group, Refusal> {
    let found = world.find_group(Api::Meta, id).filter(|(_, group)| exists(group));
    let (number, group) = found.ok_or_else(|| match context.style.errors {
        ErrorStyle::Docs => INVALID,
        ErrorStyle::Live => context.unreachable(id),
    })?;
    eligible(number)?;
    if group.status == GroupStatus::Suspended { Err(SUSPENDED) } else { Ok(group) }
}

/// Refuses a number that is not offered groups.
fn eligible(number: &Number) -> Result<&Number, Refusal> {
    if number.groups_enabled { Ok(number) } else { Err(NOT_ELIGIBLE) }
}

/// Whether Graph knows the group: it knows nothing of one that is being made or removed.
fn exists(group: &Group) -> bool {
    !matches!(group.status, GroupStatus::Creating | GroupStatus::Deleting)
}

/// The place of a group in the list. Groups of the same second are told apart by their ids.
fn key(group: &Group) -> Key {
    let digest = Sha256::digest(group.id.as_bytes());
    (group.created, digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// A member, with a number of those set aside for fiction, and with the id that people have at the business whether
/// they show their number or not (Meta's guide of 2026, "Business-scoped user IDs").
fn participant(member: u32) -> Value {
    json!({"wa_id": format!("1201555010{member}"), "user_id": format!("US.4711000000000000{member}")})
}
