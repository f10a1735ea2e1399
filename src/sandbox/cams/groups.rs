//! The operations on groups and their invite links. All of them are in closed beta at the vendor.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::refused::Refused;
use super::request::CamsRequest;
use crate::sandbox::Api::Alibaba;
use crate::sandbox::Shared;
use crate::sandbox::world::{Group, GroupStatus, Missing, World};

/// All statuses a list can be narrowed to.
const STATUSES: [GroupStatus; 6] = [
    GroupStatus::Active,
    GroupStatus::Inactive,
    GroupStatus::Suspended,
    GroupStatus::Creating,
    GroupStatus::Deleting,
    GroupStatus::Updating,
];

/// A page of the groups of a number. Whoever lists brings groups that are being created closer to being active.
pub(super) async fn list(shared: &Shared, request: &CamsRequest) -> Result<Map<String, Value>, Refused> {
    let page = request.page()?;
    let number = enabled_number(shared, request).await?;
    let subject = request.optional("Subject").map(str::to_lowercase);
    let status = match request.optional("GroupStatus") {
        None => None,
        Some(text) => Some(
            STATUSES
                .into_iter()
                .find(|status| status.as_str() == text)
                .ok_or_else(|| Refused::invalid("GroupStatus", &format!("`{text}` is no status of a group.")))?,
        ),
    };
    let wanted = move |group: &&Group| {
        status.is_none_or(|status| group.status == status)
            && subject.as_ref().is_none_or(|subject| group.subject.to_lowercase().contains(subject))
    };
    let (rows, total) = {
        let number = number.clone();
        shared
            .read(move |world| {
                let groups: Vec<_> = world
                    .number(Alibaba, &number)
                    .into_iter()
                    .flat_map(|number| &number.groups)
                    .filter(wanted)
                    .collect();
                let skip = (page.index - 1).saturating_mul(page.size);
                let rows: Vec<_> = groups.iter().skip(skip).take(page.size).map(|group| row(&number, group)).collect();
                (rows, groups.len())
            })
            .await?
    };
    let waiting = {
        let number = number.clone();
        shared.read(move |world| world.has_new_groups(Alibaba, &number)).await?
    };
    if waiting {
        shared.edit(move |world| world.count_listing(Alibaba, &number)).await?;
    }
    let data = json!({"List": rows, "Total": total});
    Ok(Map::from_iter([("Data".to_owned(), data), ("Success".to_owned(), true.into())]))
}

/// Starts to make a group.
pub(super) async fn add(shared: &Shared, request: &CamsRequest) -> Result<Map<String, Value>, Refused> {
    let number = enabled_number(shared, request).await?;
    let subject = request.optional("Subject").unwrap_or_default().to_owned();
    let description = request.optional("Description").unwrap_or_default().to_owned();
    let now = shared.clock().now().as_second();
    let add = move |world: &mut World| world.add_group(Alibaba, &number, &subject, &description, now);
    shared.change(request.op, add).await??;
    let code = Uuid::new_v4().simple().to_string();
    Ok(Map::from_iter([("UniqueCode".to_owned(), code.into()), ("Success".to_owned(), true.into())]))
}

/// Gives a group a new invite link.
pub(super) async fn reset_link(shared: &Shared, request: &CamsRequest) -> Result<Map<String, Value>, Refused> {
    let group = group_of_number(shared, request).await?;
    let link = shared.change(request.op, move |world| world.reset_link(Alibaba, &group)).await??;
    Ok(Map::from_iter([("InviteLink".to_owned(), link.into()), ("Success".to_owned(), true.into())]))
}

/// Removes the invite link of a group. `Result` is the number of links that were removed.
pub(super) async fn delete_link(shared: &Shared, request: &CamsRequest) -> Result<Map<String, Value>, Refused> {
    let group = group_of_number(shared, request).await?;
    let removed = shared.change(request.op, move |world| world.remove_link(Alibaba, &group)).await??;
    Ok(Map::from_iter([("Result".to_owned(), u8::from(removed).into()), ("Success".to_owned(), true.into())]))
}

/// `BusinessNumber`, if groups are offered to it. The space has been checked.
async fn enabled_number(shared: &Shared, request: &CamsRequest) -> Result<String, Refused> {
    let number = request.required("BusinessNumber")?.to_owned();
    request.check_channel()?;
    let enabled = {
        let number = number.clone();
        shared.read(move |world| world.number(Alibaba, &number).map(|number| number.groups_enabled)).await?
    };
    match enabled {
        None => Err(Refused::foreign()),
        Some(false) => Err(Refused::not_on_allow_list()),
        Some(true) => Ok(number),
    }
}

/// `GroupId`, if it is a group of `BusinessNumber`.
async fn group_of_number(shared: &Shared, request: &CamsRequest) -> Result<String, Refused> {
    let group = request.required("GroupId")?.trim().to_owned();
    let number = enabled_number(shared, request).await?;
    let found = {
        let group = group.clone();
        shared
            .read(move |world| world.number(Alibaba, &number).is_some_and(|number| number.group(&group).is_some()))
            .await?
    };
    if found { Ok(group) } else { Err(Missing::Group.into()) }
}

fn row(number: &str, group: &Group) -> Value {
    json!({
        "GroupId": group.id,
        "Subject": group.subject,
        "Description": group.description,
        "GroupStatus": group.status.as_str(),
        "InviteLink": group.link.as_deref().unwrap_or_default(),
        "GroupLink": group.link.as_deref().unwrap_or_default(),
        "TotalParticipantCount": group.participants,
        "BusinessNumber": number,
        "BusinessRole": "ADMIN",
        "ProfilePictureFile": "",
        "GmtModifier": group.created.saturating_mul(1_000),
        "GroupType": "WHATSAPP",
    })
}
