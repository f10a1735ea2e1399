//! Draws the panes that are on screen.

pub(crate) mod columns;
pub(crate) mod frame;
mod heading;
pub(crate) mod pane_list;

use ratatui::buffer::Buffer;

use super::{codes, groups, numbers};
use crate::app::Pane;
use crate::view::Screen;
use crate::view::layout::Layout;

/// Draws each pane into its place.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, layout: &Layout) {
    for (pane, area) in Pane::ALL.into_iter().zip(layout.lists) {
        let Some(area) = area else { continue };
        match pane {
            Pane::Numbers => numbers::view::draw(screen, buf, area, layout.tabs),
            Pane::Codes => codes::view::draw(screen, buf, area, layout.tabs),
            Pane::Groups => groups::view::draw(screen, buf, area, layout.tabs),
        }
    }
}
