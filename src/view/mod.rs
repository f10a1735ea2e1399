//! The screen as a pure function of the state.
//!
//! [`draw`] is all there is to call. Where things stand is decided in `layout`, [`crate::panes`] draws what stands
//! there, [`crate::dialogs`] what lies over it. Text from outside passes through `text`, which cleans it; colours come from
//! the [`Theme`]. Nothing here remembers anything: scroll offsets follow from the selection.

pub(crate) mod button;
pub(crate) mod countdown;
mod details;
mod dialog;
mod field;
pub(crate) mod footer;
mod header;
pub(crate) mod hint;
pub(crate) mod layout;
pub(crate) mod list;
mod marks;
pub(crate) mod paint;
pub(crate) mod preview;
mod quota;
pub(crate) mod scan;
mod screen;
pub(crate) mod shorten;
pub(crate) mod squeeze;
pub(crate) mod text;
mod theme;
pub(crate) mod toast;
mod too_small;

use ratatui::Frame;
use ratatui::buffer::Buffer;

pub(crate) use dialog::DialogFrame;
pub(crate) use screen::Screen;
pub use theme::Theme;

use crate::app::State;
use crate::dialogs;
use crate::panes;
use layout::Layout;

/// Draws the whole screen. Works at any size; in a terminal of less than 40x12 it only says so.
pub fn draw(frame: &mut Frame<'_>, state: &State, theme: &Theme) {
    let area = frame.area();
    let screen = Screen { state, theme };
    let buf = frame.buffer_mut();
    let Some(layout) = Layout::of(area, state.focus) else { return too_small::draw(buf, area) };
    if !dialogs::view::covers_all(state) {
        screen.panes(buf, &layout);
    }
    footer::draw(screen, buf, layout.footer);
    dialogs::view::draw(screen, buf, area);
}

impl Screen<'_> {
    /// Everything that lies under the dialogs.
    fn panes(self, buf: &mut Buffer, layout: &Layout) {
        header::draw(self, buf, layout.header);
        layout.draw_rules(buf, self.theme.dim);
        panes::view::draw(self, buf, layout);
        if let Some(area) = layout.preview {
            preview::draw(self, buf, area);
        }
        if let Some(area) = layout.details {
            details::draw(self, buf, layout::padded(area));
        }
        toast::draw(self, buf, layout.status);
    }
}
