//! The groups of a number: `/{PHONE_NUMBER_ID}/groups`.

use std::collections::HashSet;

use serde::Deserialize;

use super::lenient;
use super::paging::{More, Pages};
use super::request::{Op, Request};
use super::transport::Transport;
use crate::model::{Group, GroupId, InviteLink, NumberId, ProviderKind, Result};
use crate::provider::Call;

/// The most groups of a number (Meta's guide).
const MAX_GROUPS: usize = 10_000;
/// Rows of a page. 1 to 1,024 are allowed, 25 is the default, and a number can have 10,000 groups.
const LIMIT: usize = ProviderKind::Meta.service().listing.groups_page;

/// The groups of a page, in the shape documented (an object around them) or the one captured (a plain list).
#[derive(Deserialize)]
#[serde(untagged, expecting = "a list of groups, or an object around it")]
enum Rows {
    Flat(Vec<Row>),
    Nested { groups: Vec<Row> },
}

impl From<Rows> for Vec<Row> {
    fn from(rows: Rows) -> Self {
        match rows {
            Rows::Flat(rows) | Rows::Nested { groups: rows } => rows,
        }
    }
}

/// A group on the wire. The list has id, subject and a time of creation (`created_at` or `creation_timestamp`,
/// which qrdeck has no use for); the rest is documented for the group itself and read where the list has it.
#[derive(Deserialize)]
struct Row {
    #[serde(deserialize_with = "lenient::id")]
    id: String,
    #[serde(default, deserialize_with = "lenient::text")]
    subject: Option<String>,
    #[serde(default, deserialize_with = "lenient::text")]
    description: Option<String>,
    #[serde(default, deserialize_with = "lenient::flag")]
    suspended: Option<bool>,
    #[serde(default, deserialize_with = "lenient::int")]
    total_participant_count: Option<i64>,
}

impl From<Row> for Group {
    fn from(row: Row) -> Self {
        let status = row.suspended.map(|suspended| if suspended { "SUSPENDED" } else { "ACTIVE" });
        Self {
            id: GroupId::new(row.id),
            subject: row.subject.unwrap_or_default(),
            description: row.description.unwrap_or_default(),
            status: status.map(str::to_owned),
            participants: row.total_participant_count.and_then(|count| u32::try_from(count).ok()),
            invite_link: InviteLink::Unknown,
        }
    }
}

/// All groups, each once. Status and participants would take a request for each group and stay unknown.
pub(super) async fn list(transport: &Transport, call: &Call, number: &NumberId) -> Result<Vec<Group>> {
    let what = format!("Reading the groups of number {number}");
    let request = Request::new(Op::ListGroups, what, &[number.as_str(), "groups"]);
    let mut pages = Pages::new(request, LIMIT, More::NextOrFull, MAX_GROUPS);
    let mut groups = Vec::new();
    let mut known = HashSet::new();
    while let Some(rows) = pages.next::<Rows, Row>(transport, call).await? {
        for group in rows.into_iter().map(Group::from) {
            if known.insert(group.id.clone()) {
                groups.push(group);
            }
        }
        call.progress.rows(groups.len());
    }
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn groups(data: Value) -> Vec<Group> {
        Vec::<Row>::from(serde_json::from_value::<Rows>(data).unwrap()).into_iter().map(Group::from).collect()
    }

    #[test]
    fn both_shapes_are_read() {
        let documented = json!({"groups": [{"id": "Y2FwaV9ncm91cDo=", "subject": "New", "created_at": "1683731200"}]});
        let captured = json!([{"id": "Y2FwaV9ncm91cDo=", "subject": "New", "creation_timestamp": 1_775_686_897}]);
        let expected = [Group {
            id: "Y2FwaV9ncm91cDo=".into(),
            subject: "New".into(),
            description: String::new(),
            status: None,
            participants: None,
            invite_link: InviteLink::Unknown,
        }];
        assert_eq!(groups(documented), expected);
        assert_eq!(groups(captured), expected);
        assert!(groups(json!([])).is_empty() && groups(json!({"groups": []})).is_empty());
        assert!(serde_json::from_value::<Rows>(json!([{"subject": "no id"}])).is_err());
    }

    #[test]
    fn what_the_list_tells_beyond_is_taken() {
        let row = json!([{"id": 5, "subject": null, "suspended": "true", "total_participant_count": "6",
            "description": "Wholesale"}]);
        let group = &groups(row)[0];
        assert_eq!((group.id.as_str(), group.subject.as_str()), ("5", ""));
        assert_eq!((group.status.as_deref(), group.participants), (Some("SUSPENDED"), Some(6)));
        assert_eq!(group.description, "Wholesale");
    }
}
