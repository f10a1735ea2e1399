//! By what groups can be sorted.

use crate::app::Column;
use crate::app::sort::SortKey;
use crate::model::{Group, InviteLink};

/// Their columns.
pub(crate) const COLUMNS: [Column; 3] = [Column::Subject, Column::Members, Column::Link];

/// What a group has in a column; nothing where it has nothing there, or nobody knows.
pub(crate) fn key(column: Column, group: &Group, link: &InviteLink) -> Option<SortKey> {
    match column {
        Column::Subject => SortKey::text(&group.subject),
        Column::Members => group.participants.map(|members| SortKey::Number(members.into())),
        Column::Link => link.url().map(|url| SortKey::Text(url.to_owned())),
        _ => None,
    }
}
