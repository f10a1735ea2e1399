//! The columns that panes can be sorted by.

use super::{codes, groups, numbers};
use crate::app::{Column, Pane};

/// The columns of a pane, in the order in which they stand in its rows.
pub(crate) fn columns(pane: Pane) -> &'static [Column] {
    match pane {
        Pane::Numbers => &numbers::order::COLUMNS,
        Pane::Codes => &codes::order::COLUMNS,
        Pane::Groups => &groups::order::COLUMNS,
    }
}
