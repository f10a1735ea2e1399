//! The frame of a dialog.

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect, Size};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Padding, Widget};

use super::opened::Opened;
use super::{Screen, What, layout, paint, text};

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
    /// How the edge is drawn, so that what destroys is told apart without colours.
    lines: BorderType,
    /// What it stands on.
    ground: Style,
    /// Columns and rows wanted inside.
    pub(crate) inside: Size,
    /// Rows without which something that has to be read would be missing, where that is less.
    pub(crate) least: Option<u16>,
    /// Whether the title is a question, to be read in full before it is answered.
    pub(crate) asks: bool,
    /// The last rows, which stay where all else is scrolled.
    pub(crate) pinned: u16,
}

impl<'a> DialogFrame<'a> {
    /// From this height of the screen on, a dialog leaves header and status line free.
    pub(crate) const ROOMY: u16 = 18;

    /// A dialog that warns of nothing.
    pub(crate) fn new(screen: Screen<'_>, title: &'a str, inside: Size) -> Self {
        let (edge, ground) = (screen.theme.focus, screen.theme.dialog);
        Self {
            title,
            badge: Vec::new(),
            note: Line::default(),
            edge,
            lines: BorderType::Plain,
            ground,
            inside,
            least: None,
            asks: false,
            pinned: 0,
        }
    }

    /// The same for one that destroys.
    #[must_use]
    pub(crate) fn grave(self, screen: Screen<'_>) -> Self {
        Self { edge: screen.theme.danger, lines: BorderType::Double, ground: screen.theme.grave, ..self }
    }

    /// The columns and rows that are there for a dialog's inside.
    pub(crate) fn most(area: Rect) -> Size {
        if layout::is_small(area) {
            return Size::new(area.width.saturating_sub(2), area.height.saturating_sub(1));
        }
        let space = roomy(area);
        Size::new(space.width.saturating_sub(4), space.height.saturating_sub(2))
    }

    /// Clears the middle of the screen and draws the frame there. Returns the inside.
    pub(crate) fn open(self, screen: Screen<'_>, buf: &mut Buffer, area: Rect) -> Rect {
        let opened =
            Opened { least: self.least.unwrap_or(self.inside.height), pinned: self.pinned, ..Opened::default() };
        let question = self.asks.then(|| self.title.to_owned());
        let strong = self.words(screen);
        let (place, inside, is_cut) =
            if screen.small { self.without_edges(screen, buf, area) } else { self.with_edges(screen, buf, area) };
        // A question is read in full.
        let question = text::wrap(&question.filter(|_| is_cut).unwrap_or_default(), inside.width);
        let question: Vec<_> =
            question.into_iter().filter(|row| !row.is_empty()).map(|row| Line::styled(row, strong)).collect();
        let (above, rest) = layout::top(inside, u16::try_from(question.len()).unwrap_or_default());
        paint::lines(buf, above, &question);
        let least = opened.least.saturating_add(above.height);
        screen.spots.borrow_mut().opened = Opened { place, inside, least, ..opened };
        rest
    }

    /// Rows that its title takes within, where there is no room for it above in this many columns.
    fn question_rows(&self, is_cut: bool, columns: u16) -> u16 {
        let rows = if self.asks && is_cut { text::wrap(self.title, columns).len() } else { 0 };
        u16::try_from(rows).unwrap_or_default()
    }

    /// Takes all of the area, with the title in its first row. Returns what is taken, the inside, and whether the title
    /// is cut.
    fn without_edges(self, screen: Screen<'_>, buf: &mut Buffer, area: Rect) -> (Rect, Rect, bool) {
        clear(screen, buf, area);
        screen.note(area, || What::Nothing);
        buf.set_style(area, self.ground);
        let padded = layout::padded(area);
        let badge_width = self.badge_width();
        let beside = padded.width.saturating_sub(badge_width + 1);
        // Where all else has room, or is scrolled, a title may have a second row, and the badge is there.
        let mut head = vec![self.title.to_owned()];
        if text::width(self.title) > beside && area.height >= self.inside.height.saturating_add(2) {
            head = text::wrap(self.title, padded.width);
            head.resize(head.len().max(2), String::new());
        }
        let is_cut = head.len() > 2 || head.last().is_some_and(|row| text::width(row) > beside);
        if is_cut {
            head = vec![text::fit(self.title, beside)];
        }
        let style = self.words(screen);
        let head: Vec<_> = head.into_iter().map(|row| Line::styled(row, style)).collect();
        let (title, rest) = layout::top(padded, u16::try_from(head.len()).unwrap_or(1));
        paint::lines(buf, title, &head);
        let height = self.inside.height.saturating_add(self.question_rows(is_cut, padded.width));
        paint::at_end(buf, layout::bottom(title, 1).1, &Line::from(self.badge));
        let inside = layout::top(rest, height).0;
        (Rect { height: inside.bottom().saturating_sub(area.y), ..area }, inside, is_cut)
    }

    /// The style of its title: where it warns, the colour says so, too.
    fn words(&self, screen: Screen<'_>) -> Style {
        let theme = screen.theme;
        if self.edge == theme.focus { theme.strong } else { self.edge.add_modifier(Modifier::BOLD) }
    }

    /// Columns of what stands at the right of the title.
    fn badge_width(&self) -> u16 {
        self.badge.iter().fold(0, |sum, span| sum.saturating_add(text::width(&span.content)))
    }

    /// Takes the middle of the area. Returns what is taken, the inside, and whether the title is cut.
    fn with_edges(self, screen: Screen<'_>, buf: &mut Buffer, area: Rect) -> (Rect, Rect, bool) {
        let most = Self::most(area);
        let columns = self.inside.width.min(most.width);
        let room = columns.saturating_sub(self.badge_width() + 2);
        let is_cut = text::width(&text::line(self.title)) > room;
        let rows = self.inside.height.saturating_add(self.question_rows(is_cut, columns)).min(most.height);
        let place = roomy(area);
        let (width, height) = ((columns + 4).min(place.width), (rows + 2).min(place.height));
        let place =
            Rect { x: place.x + (place.width - width) / 2, y: place.y + (place.height - height) / 2, width, height };
        clear(screen, buf, place);
        screen.note(place, || What::Nothing);
        buf.set_style(place, self.ground);
        let words = self.words(screen);
        let badge = Line::from(self.badge);
        let title = format!(" {} ", text::fit(self.title, room));
        let theme = screen.theme;
        let words = theme.on_line(words);
        let note = Line { style: theme.on_line(self.note.style), ..self.note };
        let block = Block::bordered()
            .border_type(self.lines)
            .border_style(self.edge)
            .title(Line::styled(title, words))
            .title(badge.right_aligned())
            .title_bottom(note.right_aligned())
            .padding(Padding::horizontal(1));
        let inner = block.inner(place);
        block.render(place, buf);
        (place, inner, is_cut)
    }
}

/// The part of the screen that dialogs may take. What has just happened has `news` rows above the footer.
pub(crate) fn space(screen: Screen<'_>, area: Rect, news: u16) -> Rect {
    if screen.small { layout::bottom(area, 1 + news).0 } else { roomy(area) }
}

/// The same where dialogs have edges; the footer with their keys stays free.
fn roomy(area: Rect) -> Rect {
    let (area, _footer) = layout::bottom(area, 1);
    if area.height < DialogFrame::ROOMY {
        return area;
    }
    layout::bottom(layout::top(area, 1).1, 1).0
}

/// Empties a part of the screen and a column on each side of it. A wide character that reaches into that goes as
/// well: its second half would swallow the first column.
pub(super) fn clear(screen: Screen<'_>, buf: &mut Buffer, place: Rect) {
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
