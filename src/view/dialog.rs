//! The frame of a dialog.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect, Size};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Padding, Widget};

use super::{Screen, What, layout, text};

/// A dialog's frame.
pub(crate) struct DialogFrame<'a> {
    /// What it is.
    pub(crate) title: &'a str,
    /// What stands at the right of the title.
    pub(crate) badge: Vec<Span<'static>>,
    /// What stands at the right of the lower edge.
    pub(crate) note: Line<'static>,
    /// The edge, and with it the title.
    pub(crate) edge: Style,
    /// What it stands on.
    ground: Style,
    /// Columns and rows wanted inside.
    pub(crate) inside: Size,
}

impl<'a> DialogFrame<'a> {
    /// From this height of the screen on, a dialog leaves header and status line free.
    pub(crate) const ROOMY: u16 = 18;

    /// A dialog that warns of nothing.
    pub(crate) fn new(screen: Screen<'_>, title: &'a str, inside: Size) -> Self {
        let (edge, ground) = (screen.theme.focus, screen.theme.dialog);
        Self { title, badge: Vec::new(), note: Line::default(), edge, ground, inside }
    }

    /// The same for one that destroys.
    #[must_use]
    pub(crate) fn grave(self, screen: Screen<'_>) -> Self {
        Self { edge: screen.theme.danger, ground: screen.theme.grave, ..self }
    }

    /// The columns and rows that are there for a dialog's inside.
    pub(crate) fn most(area: Rect) -> Size {
        let space = space(area);
        Size::new(space.width.saturating_sub(4), space.height.saturating_sub(2))
    }

    /// Clears the middle of the screen and draws the frame there. Returns the inside.
    pub(crate) fn open(self, screen: Screen<'_>, buf: &mut Buffer, area: Rect) -> Rect {
        let most = Self::most(area);
        let inside = Size::new(self.inside.width.min(most.width), self.inside.height.min(most.height));
        let place = space(area);
        let (width, height) = ((inside.width + 4).min(place.width), (inside.height + 2).min(place.height));
        let place =
            Rect { x: place.x + (place.width - width) / 2, y: place.y + (place.height - height) / 2, width, height };
        clear(screen, buf, place);
        screen.note(place, || What::Nothing);
        buf.set_style(place, self.ground);
        let badge = Line::from(self.badge);
        let room = width.saturating_sub(4 + u16::try_from(badge.width()).unwrap_or(u16::MAX));
        let title = format!(" {} ", text::fit(self.title, room.saturating_sub(2)));
        let theme = screen.theme;
        let words =
            if self.edge == theme.focus { theme.on_line(theme.strong) } else { self.edge.add_modifier(Modifier::BOLD) };
        let note = Line { style: theme.on_line(self.note.style), ..self.note };
        let block = Block::bordered()
            .border_style(self.edge)
            .title(Line::styled(title, words))
            .title(badge.right_aligned())
            .title_bottom(note.right_aligned())
            .padding(Padding::horizontal(1));
        let inner = block.inner(place);
        block.render(place, buf);
        inner
    }
}

/// The part of the screen that dialogs may take; the footer with their keys stays free.
fn space(area: Rect) -> Rect {
    let (area, _footer) = layout::bottom(area, 1);
    if area.height < DialogFrame::ROOMY {
        return area;
    }
    layout::bottom(layout::top(area, 1).1, 1).0
}

/// Empties a part of the screen and a column on each side of it. A wide character that reaches into that goes as
/// well: its second half would swallow the first column.
fn clear(screen: Screen<'_>, buf: &mut Buffer, place: Rect) {
    let place = place.outer(Margin::new(1, 0)).intersection(buf.area);
    Clear.render(place, buf);
    buf.set_style(place, screen.theme.base);
    let Some(x) = place.x.checked_sub(1) else { return };
    for y in place.top()..place.bottom() {
        if let Some(cell) = buf.cell_mut((x, y))
            && text::width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
}
