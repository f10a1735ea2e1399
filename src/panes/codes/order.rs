//! By what codes can be sorted.

use crate::app::Column;
use crate::app::sort::SortKey;
use crate::model::QrCode;

/// Their columns.
pub(crate) const COLUMNS: [Column; 4] = [Column::Label, Column::Message, Column::Code, Column::Created];

/// What a code has in a column; nothing where it has nothing there.
pub(crate) fn key(column: Column, code: &QrCode, label: Option<&str>) -> Option<SortKey> {
    match column {
        Column::Label => SortKey::text(label?),
        Column::Message => SortKey::text(&code.message),
        Column::Code => Some(SortKey::Text(code.code.to_string())),
        Column::Created => code.created.map(SortKey::Number),
        _ => None,
    }
}
