//! What lies over the panes: one file a dialog, and here the frame they share.

mod activity;
mod audit;
mod batch;
mod button;
mod confirm;
mod conflict;
mod connect;
mod form;
mod fullscreen;
mod help;
mod label;
mod overwrite;
mod palette;
mod problems;
mod profiles;
mod question;
mod replaced;
mod resume;
mod rewrite;
mod save;
mod saved;
mod secret;
mod squeeze;

use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Padding, Widget};

use super::{Screen, layout, paint, text};
use crate::app::State;
use crate::app::keymap::Context;
use crate::app::modal::Modal;

/// From this height on, a dialog leaves header and status line free.
const ROOMY: u16 = 18;

/// Whether something covers the panes entirely.
pub(super) fn covers_all(state: &State) -> bool {
    state.modals.iter().any(|modal| matches!(modal, Modal::FullScreen))
}

/// Draws the dialogs over each other, the topmost last.
pub(super) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect) {
    let modals = &screen.state.modals;
    let first = modals.iter().rposition(|modal| matches!(modal, Modal::FullScreen)).unwrap_or(0);
    for (at, modal) in modals.iter().enumerate().skip(first) {
        match modal {
            Modal::FullScreen => fullscreen::draw(screen, buf, area),
            Modal::Form(form) => form::draw(screen, buf, area, form),
            Modal::Connect(form) => connect::draw(screen, buf, area, form),
            Modal::Profiles(list) => profiles::draw(screen, buf, area, list),
            Modal::Removal(removal) => profiles::removal(screen, buf, area, removal),
            Modal::Secret(form) => secret::draw(screen, buf, area, form),
            Modal::Rewrite(form) => rewrite::draw(screen, buf, area, form),
            Modal::Save(form) => save::draw(screen, buf, area, form),
            Modal::Overwrite(question) => overwrite::draw(screen, buf, area, question),
            Modal::Saved(list) => saved::draw(screen, buf, area, list),
            Modal::Label(form) => label::draw(screen, buf, area, form),
            Modal::Confirm(confirm) => confirm::draw(screen, buf, area, confirm),
            Modal::Question(question) => question::draw(screen, buf, area, *question),
            Modal::Resume(resume) => resume::draw(screen, buf, area, resume),
            Modal::StillOpen(open) => {
                let (title, explanation, buttons) = open.words();
                question::ask(screen, buf, area, (title, &explanation, buttons), open.choice);
            }
            Modal::Conflict(conflict) => conflict::draw(screen, buf, area, conflict),
            Modal::Replaced(news) => replaced::draw(screen, buf, area, news),
            Modal::Batch => batch::draw(screen, buf, area),
            Modal::Activity(activity) => activity::draw(screen, buf, area, activity),
            Modal::Audit(modal) => audit::draw(screen, buf, area, modal),
            Modal::Problems(shown) => problems::draw(screen, buf, area, *shown),
            Modal::Help(first_line) => help::draw(screen, buf, area, &below(screen, at), *first_line),
            Modal::Palette(palette) => palette::draw(screen, buf, area, &below(screen, at), palette),
        }
    }
}

/// The contexts of what lies below the modal at a place of the stack.
fn below(screen: Screen<'_>, at: usize) -> Vec<Context> {
    match at.checked_sub(1).and_then(|below| screen.state.modals.get(below)) {
        Some(modal) => vec![modal.context()],
        None => screen.state.base_contexts(),
    }
}

/// A dialog's frame.
struct Dialog<'a> {
    /// What it is.
    title: &'a str,
    /// What stands at the right of the title.
    badge: Vec<Span<'static>>,
    /// What stands at the right of the lower edge.
    note: Line<'static>,
    /// The edge, and with it the title.
    edge: Style,
    /// Columns and rows wanted inside.
    inside: Size,
}

impl<'a> Dialog<'a> {
    /// A dialog with an edge that warns of nothing.
    fn new(screen: Screen<'_>, title: &'a str, inside: Size) -> Self {
        Self { title, badge: Vec::new(), note: Line::default(), edge: screen.theme.dim, inside }
    }

    /// The columns and rows that are there for a dialog's inside.
    fn most(area: Rect) -> Size {
        let space = space(area);
        Size::new(space.width.saturating_sub(4), space.height.saturating_sub(2))
    }

    /// Clears the middle of the screen and draws the frame there. Returns the inside.
    fn open(self, screen: Screen<'_>, buf: &mut Buffer, area: Rect) -> Rect {
        let most = Self::most(area);
        let inside = Size::new(self.inside.width.min(most.width), self.inside.height.min(most.height));
        let place = space(area);
        let (width, height) = ((inside.width + 4).min(place.width), (inside.height + 2).min(place.height));
        let place =
            Rect { x: place.x + (place.width - width) / 2, y: place.y + (place.height - height) / 2, width, height };
        clear(buf, place);
        let badge = Line::from(self.badge);
        let room = width.saturating_sub(4 + u16::try_from(badge.width()).unwrap_or(u16::MAX));
        let title = format!(" {} ", text::fit(self.title, room.saturating_sub(2)));
        let block = Block::bordered()
            .border_style(self.edge)
            .title(Line::styled(
                title,
                self.edge.remove_modifier(screen.theme.dim.add_modifier).patch(screen.theme.strong),
            ))
            .title(badge.right_aligned())
            .title_bottom(self.note.right_aligned())
            .padding(Padding::horizontal(1));
        let inner = block.inner(place);
        block.render(place, buf);
        inner
    }
}

/// The part of the screen that dialogs may take; the footer with their keys stays free.
fn space(area: Rect) -> Rect {
    let (area, _footer) = layout::bottom(area, 1);
    if area.height < ROOMY {
        return area;
    }
    layout::bottom(layout::top(area, 1).1, 1).0
}

/// Empties a part of the screen and a column on each side of it. A wide character that reaches into that goes as
/// well: its second half would swallow the first column.
fn clear(buf: &mut Buffer, place: Rect) {
    let place = place.outer(Margin::new(1, 0)).intersection(buf.area);
    Clear.render(place, buf);
    let Some(x) = place.x.checked_sub(1) else { return };
    for y in place.top()..place.bottom() {
        if let Some(cell) = buf.cell_mut((x, y))
            && text::width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
}
