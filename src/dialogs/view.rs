//! Draws the dialogs over each other.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Dialog;
use super::table::dialogs;
use crate::app::State;
use crate::view::Screen;

macro_rules! draw_one {
    ($($variant:ident($state:ty) in $module:ident,)*) => {
        fn draw_one(screen: Screen<'_>, buf: &mut Buffer, area: Rect, dialog: &Dialog) {
            match dialog {
                $(Dialog::$variant(dialog) => super::$module::draw(screen, buf, area, dialog),)*
            }
        }
    };
}

dialogs!(draw_one);

/// Whether something covers the panes entirely.
pub(crate) fn covers_all(state: &State) -> bool {
    state.dialogs.iter().any(|dialog| matches!(dialog, Dialog::FullScreen(_)))
}

/// Draws the dialogs, the topmost last.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect) {
    let dialogs = &screen.state.dialogs;
    let first = dialogs.iter().rposition(|dialog| matches!(dialog, Dialog::FullScreen(_))).unwrap_or(0);
    for dialog in dialogs.iter().skip(first) {
        draw_one(screen, buf, area, dialog);
    }
}
