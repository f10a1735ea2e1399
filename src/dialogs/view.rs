//! Draws the topmost dialog. What lies beneath it would only look out at its sides, and has its turn again.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::Dialog;
use super::table::dialogs;
use crate::app::State;
use crate::view::Screen;
use crate::view::canvas::{self, Shown};

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

/// Draws what covers the panes entirely. Returns whether there is such a thing.
pub(crate) fn full_screen(screen: Screen<'_>, buf: &mut Buffer, area: Rect) -> bool {
    let dialogs = &screen.state.dialogs;
    let found = dialogs.iter().rfind(|dialog| matches!(dialog, Dialog::FullScreen(_)));
    if let Some(dialog) = found {
        draw_one(screen, buf, area, dialog);
    }
    found.is_some()
}

/// The topmost dialog; nothing where that covers everything, and so is no dialog to look at.
pub(crate) fn top(state: &State) -> Option<&Dialog> {
    state.dialogs.last().filter(|dialog| !matches!(dialog, Dialog::FullScreen(_)))
}

/// Whether a dialog leaves the panes behind it in their colours: they show what is chosen in it.
pub(crate) fn shows_colours(dialog: &Dialog) -> bool {
    matches!(dialog, Dialog::Theme(_))
}

/// Draws a dialog over what is there.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, dialog: &Dialog) {
    screen.state.scrolled.fits(0, 0);
    let one = |screen: Screen<'_>, buf: &mut Buffer, area: Rect| draw_one(screen, buf, area, dialog);
    if dialog.is_read() {
        canvas::draw(screen, buf, area, Shown::Scrolled, one);
    } else if dialog.is_form() && screen.small {
        canvas::draw(screen, buf, area, Shown::Focused, one);
    } else {
        one(screen, buf, area);
    }
}
