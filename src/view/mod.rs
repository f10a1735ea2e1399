//! The screen as a pure function of the state.
//!
//! [`draw`] is all there is to call. Where things stand is decided in `layout`, [`crate::panes`] draws what stands
//! there, [`crate::dialogs`] what lies over it. Text from outside passes through `text`, which cleans it; colours come from
//! the [`Theme`]. Behind a dialog everything fades, so that only the topmost one is sharp. Nothing here remembers anything: scroll offsets follow from the selection.

pub(crate) mod ago;
pub(crate) mod beside;
mod bright;
pub(crate) mod button;
pub(crate) mod canvas;
pub(crate) mod countdown;
pub(crate) mod details;
mod dialog;
pub(crate) mod difference;
mod direction;
pub(crate) mod facts;
mod field;
pub(crate) mod footer;
mod hand;
mod header;
mod highlight;
pub(crate) mod hint;
pub(crate) mod layout;
pub(crate) mod list;
mod marks;
pub(crate) mod number_names;
mod opened;
pub(crate) mod paint;
mod plain;
pub(crate) mod preview;
mod quota;
pub(crate) mod scan;
mod screen;
pub(crate) mod shorten;
pub(crate) mod sign;
mod spots;
pub(crate) mod squeeze;
pub(crate) mod text;
mod theme;
pub(crate) mod toast;
mod too_small;

use std::cell::RefCell;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget as _};

pub(crate) use dialog::DialogFrame;
pub use hand::Hand;
pub(crate) use screen::Screen;
pub use spots::Spots;
pub(crate) use spots::What;
pub use theme::{Depth, Theme, Themes};

use crate::app::State;
use crate::dialogs;
use crate::panes;
use crate::qr::Ink;
use layout::Layout;

/// Draws the whole screen. Works at any size; in a terminal of less than 20x5 it only says so.
pub fn draw(frame: &mut Frame<'_>, state: &State, theme: &Theme) {
    draw_noting(frame, state, theme, &mut Spots::default());
}

/// Draws the whole screen, and notes what stands where.
pub fn draw_noting(frame: &mut Frame<'_>, state: &State, theme: &Theme, spots: &mut Spots) {
    spots.clear();
    let noted = RefCell::new(std::mem::take(spots));
    draw_screen(frame, state, theme, &noted);
    if theme.ink == Ink::Console {
        plain::draw(frame.buffer_mut());
        bright::draw(frame.buffer_mut());
    } else {
        direction::mark(frame.buffer_mut());
    }
    *spots = noted.into_inner();
}

fn draw_screen(frame: &mut Frame<'_>, state: &State, theme: &Theme, spots: &RefCell<Spots>) {
    let area = frame.area();
    let buf = frame.buffer_mut();
    buf.set_style(area, theme.base);
    state.scrolled.fits(0, 0);
    let mut screen = Screen { state, theme, spots, covered: false, small: layout::is_small(area), rows: 0 };
    let badges = u16::try_from(header::always(screen, area.width).width()).unwrap_or(u16::MAX);
    let news = toast::rows(screen, layout::padded(area).width);
    let Some(layout) = Layout::of(area, state.focus, badges, news) else { return too_small::draw(buf, area) };
    let top = dialogs::view::top(state);
    let for_dialogs = dialog::space(screen, area, layout.status.height);
    screen.rows = for_dialogs.height;
    let beneath = Screen { covered: top.is_some(), ..screen };
    let full_screen = dialogs::view::full_screen(beneath, buf, area);
    if !full_screen {
        beneath.panes(buf, &layout);
    }
    if let Some(top) = top {
        spots.borrow_mut().clear();
        if !dialogs::view::shows_colours(top) {
            // The keys in the last line are those of the dialog.
            fade(screen, buf, layout::bottom(area, 1).0);
        }
        if !state.toasts.is_empty() && !full_screen {
            // What was just said is about the dialog.
            Clear.render(layout.status, buf);
            buf.set_style(layout.status, theme.base);
            toast::draw(screen, buf, layout.status);
        }
        dialogs::view::draw(screen, buf, if screen.small { for_dialogs } else { area }, top);
        footer::draw(screen, buf, layout.footer);
    } else if state.dialogs.is_empty() {
        footer::draw(screen, buf, layout.footer);
    }
}

/// Takes colours and weight from all that lies behind a dialog.
fn fade(screen: Screen<'_>, buf: &mut Buffer, area: Rect) {
    let style = screen.theme.base.patch(screen.theme.behind);
    for at in area.intersection(buf.area).positions() {
        if let Some(cell) = buf.cell_mut(at) {
            cell.set_style(Style::reset()).set_style(style);
        }
    }
}

impl Screen<'_> {
    /// Everything that lies under the dialogs.
    fn panes(self, buf: &mut Buffer, layout: &Layout) {
        header::draw(self, buf, layout.header);
        layout.draw_rules(buf, self.state.focus, [self.theme.rule, self.theme.focus]);
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
