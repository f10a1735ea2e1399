//! What a phone shows that has scanned a code: the chat, and the message in its field.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Color, Style};
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Paragraph, Widget as _, Wrap};

const GLASS: Color = Color::Rgb(0x0b, 0x14, 0x1a);
const TEXT: Color = Color::Rgb(0xe9, 0xed, 0xef);
const DIM: Color = Color::Rgb(0x8f, 0x9a, 0xa1);
const GREEN: Color = Color::Rgb(0x25, 0xd3, 0x66);

/// Columns of the phone.
pub(super) const COLUMNS: u16 = 36;

/// A phone beside a screen.
pub(super) fn beside(app: &Buffer, business: &str, link: &str, message: &str) -> Buffer {
    let mut screen = Buffer::empty(Rect { width: app.area.width + COLUMNS, ..app.area });
    screen.merge(app);
    let (left, height) = (app.area.width, app.area.height);
    // The phone lies on what the app has for a ground.
    screen.set_style(Rect::new(left, 0, COLUMNS, height), Style::new().bg(app[(0, 0)].bg));
    let place = Rect::new(left + 1, 2, COLUMNS - 3, height.saturating_sub(5));
    draw(&mut screen, place, business, link, message);
    screen
}

fn draw(screen: &mut Buffer, place: Rect, business: &str, link: &str, message: &str) {
    let base = Style::new().fg(TEXT).bg(GLASS);
    let frame = Block::bordered().border_type(BorderType::Rounded).style(base).border_style(base.fg(DIM));
    let inside = frame.inner(place);
    frame.render(place, screen);
    let rows = [1, 1, 1, 2, 0, 4].map(|rows| if rows == 0 { Constraint::Fill(1) } else { Constraint::Length(rows) });
    let [name, _, scanned, address, _, field] = Layout::vertical(rows).areas(inside);
    Line::styled(format!(" ‹  {business}"), base.fg(GREEN)).render(name, screen);
    Line::styled(" The phone has read", base.fg(DIM)).render(scanned, screen);
    let break_at = link.rfind('/').map_or(link.len(), |at| at + 1);
    let lines = vec![Line::from(format!(" {}", &link[..break_at])), Line::from(format!(" {}", &link[break_at..]))];
    Paragraph::new(lines).style(base).render(address, screen);
    let edge = Block::bordered().border_type(BorderType::Rounded).border_style(base.fg(DIM));
    Paragraph::new(format!("{message}▏")).wrap(Wrap { trim: true }).style(base).block(edge).render(field, screen);
}
