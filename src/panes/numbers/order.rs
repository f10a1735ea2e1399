//! By what numbers can be sorted, within their profiles.

use std::collections::HashMap;

use crate::app::sort::SortKey;
use crate::app::{Column, NumberState};
use crate::model::{NumberKey, PhoneNumber};

/// Their columns.
pub(crate) const COLUMNS: [Column; 4] = [Column::Name, Column::Phone, Column::Codes, Column::Quality];

/// How a service rates a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quality {
    /// `GREEN`, `HIGH`.
    High,
    /// `YELLOW`, `MEDIUM`.
    Medium,
    /// `RED`, `LOW`.
    Low,
}

impl Quality {
    /// What a service calls it, in either service's words; nothing for anything else.
    pub(crate) fn of(number: &PhoneNumber) -> Option<Self> {
        match number.quality.as_deref()?.to_ascii_uppercase().as_str() {
            "GREEN" | "HIGH" => Some(Self::High),
            "YELLOW" | "MEDIUM" => Some(Self::Medium),
            "RED" | "LOW" => Some(Self::Low),
            _ => None,
        }
    }
}

/// How many codes a number has, where that is known: as they are listed now, or as they were when they were listed last.
pub(crate) fn code_count(
    listed: &HashMap<NumberKey, NumberState>,
    counts: &HashMap<NumberKey, usize>,
    number: &NumberKey,
) -> Option<usize> {
    let codes = listed.get(number).and_then(|known| known.codes.value());
    codes.map(Vec::len).or_else(|| counts.get(number).copied())
}

/// What a number has in a column; nothing where it has nothing there.
pub(crate) fn key(column: Column, number: &PhoneNumber, codes: Option<usize>) -> Option<SortKey> {
    match column {
        Column::Name => SortKey::text(&number.name),
        Column::Phone => SortKey::text(&number.display),
        Column::Quality => Quality::of(number).map(|quality| SortKey::Number(quality as i64)),
        Column::Codes => codes.map(SortKey::count),
        _ => None,
    }
}
