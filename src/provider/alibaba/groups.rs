//! Groups and their invite links: `…ChatGroup…`, in closed beta at the service.

use std::collections::HashSet;

use super::numbers::on_the_wire;
use super::{Alibaba, wire};
use crate::model::{Error, ErrorKind, Field, Group, GroupId, InviteLink, NumberId, ProviderKind, Result};
use crate::provider::Call;
use crate::provider::http::Intent;

/// Rows of a page, as in the vendor's examples.
const PAGE_SIZE: usize = ProviderKind::Alibaba.service().listing.groups_page;
/// Most pages of a number: Meta allows it 10,000 groups, so an answer beyond them is not to be believed.
const MAX_PAGES: usize = 10_000 / PAGE_SIZE + 1;

/// Whether an operation is about groups, for which accounts must be on an allow-list.
pub(super) fn is_group_action(action: &str) -> bool {
    action.contains("ChatGroup")
}

impl Alibaba {
    /// `ListChatGroup`, all pages.
    pub(super) async fn list_groups(&self, call: &Call, number: &NumberId) -> Result<Vec<Group>> {
        self.walk(call, number, |_| false).await
    }

    /// The link as the list of groups tells it: CAMS has no operation for one group's.
    pub(super) async fn pick_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        let groups = self.walk(call, number, |found| found.id == *group).await?;
        groups
            .into_iter()
            .find(|found| found.id == *group)
            .map(|found| found.invite_link)
            .ok_or_else(|| Error::not_found(format!("The group {group}")))
    }

    /// `AddChatGroupInviteLink`.
    pub(super) async fn add_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<InviteLink> {
        self.space()?;
        let params = [("BusinessNumber", &*on_the_wire(number)?), ("GroupId", named(group)?)];
        let mut opened = self.send("AddChatGroupInviteLink", &params, Intent::Change, call).await?;
        let wire::Invite { invite_link } = opened.payload()?;
        invite_link.map(InviteLink::Link).ok_or_else(|| opened.unreadable("Its answer does not hold the new link."))
    }

    /// `DeleteChatGroupInviteLink`.
    pub(super) async fn delete_link(&self, call: &Call, number: &NumberId, group: &GroupId) -> Result<()> {
        self.space()?;
        let params = [("BusinessNumber", &*on_the_wire(number)?), ("GroupId", named(group)?)];
        let mut opened = self.send("DeleteChatGroupInviteLink", &params, Intent::Change, call).await?;
        let wire::Removed { result } = opened.payload()?;
        if result == Some(0) {
            let message = "The service answered OK, and that it removed no link (Result: 0).";
            return Err(Error::new(ErrorKind::Conflict, message));
        }
        Ok(())
    }

    /// Reads pages until `enough`, or until there are no more. `Total` may be missing or wrong: it ends the walk only
    /// together with a page that is not full, and a page without a new group always does.
    async fn walk(&self, call: &Call, number: &NumberId, enough: impl Fn(&Group) -> bool + Send) -> Result<Vec<Group>> {
        self.space()?;
        let number = on_the_wire(number)?;
        let mut groups = Vec::new();
        let mut seen = HashSet::new();
        let mut index = 1;
        loop {
            let page = format!(r#"{{"Index":{index},"Size":{PAGE_SIZE}}}"#);
            let params = [("BusinessNumber", &*number), ("Page", &page)];
            let (opened, wire::Groups { data }) = self.list("ListChatGroup", &params, call).await?;
            let rows = data.list.unwrap_or_default();
            let full = rows.len() >= PAGE_SIZE;
            let before = groups.len();
            groups.extend(rows.into_iter().filter_map(group).filter(|group| seen.insert(group.id.clone())));
            call.progress.rows(groups.len());
            let all = data.total.is_some_and(|total| groups.len() >= total as usize);
            if full && groups.len() == before && data.total.is_some_and(|total| groups.len() < total as usize) {
                return Err(opened.unreadable("Its list of groups goes in circles."));
            }
            if groups.len() == before || (all && !full) || groups[before..].iter().any(&enough) {
                return Ok(groups);
            }
            if index == MAX_PAGES {
                return Err(opened.unreadable("Its list of groups does not end."));
            }
            index += 1;
        }
    }

    /// The group operations are refused without a space, so nothing is sent.
    fn space(&self) -> Result<()> {
        if self.account.cust_space_id.is_some() {
            return Ok(());
        }
        Err(Error::config("Group operations need the space id of the account, and the profile has none.")
            .advise("Add cust_space_id = \"cams-…\" to it in config.toml; see Channel Management in the console."))
    }
}

fn named(group: &GroupId) -> Result<&str> {
    if group.as_str().is_empty() {
        return Err(Error::invalid(Field::Group, "The group is empty.").advise("Choose a group from the list."));
    }
    Ok(group.as_str())
}

/// A row without an id cannot be asked for anything and is left out.
fn group(row: wire::GroupRow) -> Option<Group> {
    let Some(id) = row.group_id.map(GroupId::new) else {
        tracing::warn!("an answered group without its GroupId is left out");
        return None;
    };
    Some(Group {
        id,
        subject: row.subject.unwrap_or_default(),
        description: row.description.unwrap_or_default(),
        status: row.group_status,
        participants: row.total_participant_count,
        invite_link: row.invite_link.map_or(InviteLink::None, InviteLink::Link),
    })
}
