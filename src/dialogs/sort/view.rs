//! The orders of a pane; an arrow marks the one that it has.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use super::SortMenu;
use crate::app::Column;
use crate::view::list::{self, Rows};
use crate::view::{DialogFrame, Screen};

/// Columns that hold the longest row and the title.
const COLUMNS: u16 = 30;

/// Draws the menu.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, menu: &SortMenu) {
    let now = screen.state.sort(menu.pane);
    let lines: Vec<_> = menu
        .orders()
        .map(|column| {
            let arrow = match now {
                Some(sort) if Some(sort.column) == column => sort.arrow(),
                None if column.is_none() => "•",
                _ => " ",
            };
            Line::from(format!(" {} {arrow}", column.map_or("The service's order", Column::title)))
        })
        .collect();
    let title = format!("Sort {}", menu.pane.title().to_lowercase());
    let rows = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    let mut dialog = DialogFrame::new(screen, &title, Size::new(COLUMNS, rows));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    list::draw(screen, buf, inside, &Rows::single(lines.len(), menu.selected), |seen| {
        lines.into_iter().skip(seen.start).take(seen.len()).collect()
    });
}
