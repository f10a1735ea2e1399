//! Dialogs that are higher than the terminal: drawn whole, where nobody sees it, and shown in part.

use std::cell::RefCell;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::dialog::clear;
use super::opened::Opened;
use super::{Screen, Spots, layout, list};

/// Rows in which every dialog finds room for all it has to say.
const TALL: u16 = 400;
/// Rows of the text that are seen above what stays.
const TEXT: u16 = 4;
/// What stands left of what has the focus, in fields and on buttons: the cursor first, for it is there that is typed.
const MARKS: [&str; 2] = ["▏", "▸"];

/// Which part is shown where not all of it has room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// What the person has scrolled to, and the last rows.
    Scrolled,
    /// What has the focus, and from there on what the person has scrolled to.
    Focused,
}

/// Draws a dialog: as it is where it has room, else the part of it that is to be shown.
pub(crate) fn draw(
    screen: Screen<'_>,
    buf: &mut Buffer,
    area: Rect,
    shown: Shown,
    dialog: impl Fn(Screen<'_>, &mut Buffer, Rect),
) {
    let noted = screen.spots.borrow().count();
    dialog(screen, buf, area);
    let Opened { place, inside, least, .. } = screen.spots.borrow().opened;
    if least.saturating_add(place.height.saturating_sub(inside.height)) <= screen.rows {
        return;
    }
    screen.spots.borrow_mut().keep(noted);

    let spots = RefCell::new(Spots::default());
    let tall = Rect::new(0, 0, area.width, TALL);
    let mut whole = Buffer::empty(tall);
    whole.set_style(tall, screen.theme.base);
    dialog(Screen { spots: &spots, ..screen }, &mut whole, tall);
    let spots = spots.into_inner();
    let Opened { place, inside, pinned, .. } = spots.opened;
    let rows = screen.rows.saturating_sub(place.height.saturating_sub(inside.height));
    let foot = match shown {
        // A few rows are left for the text.
        Shown::Scrolled => pinned.min((rows / 2).max(rows.saturating_sub(TEXT)).max(1)).min(rows),
        Shown::Focused => 0,
    };
    let (total, room) = (inside.height.saturating_sub(foot), rows - foot);
    let reach = total.saturating_sub(room);
    let first = match shown {
        Shown::Scrolled => {
            screen.state.scrolled.fits(reach.into(), room.into());
            u16::try_from(screen.state.scrolled.rows()).unwrap_or(u16::MAX).min(reach)
        }
        Shown::Focused => {
            let first = focus(&whole, inside).saturating_sub(inside.y + room / 2).min(reach);
            screen.state.scrolled.fits((reach - first).into(), room.into());
            first + u16::try_from(screen.state.scrolled.rows()).unwrap_or(u16::MAX)
        }
    };
    let above = inside.y - place.y;
    let of_inside = |rows: Range<u16>| rows.map(move |row| inside.y + row);
    let seen: Vec<u16> = (place.y..inside.y)
        .chain(of_inside(first..first + room))
        .chain(of_inside(total..total + foot))
        .chain(inside.bottom()..place.bottom())
        .collect();
    let height = u16::try_from(seen.len()).unwrap_or(u16::MAX).min(area.height);
    let here = if screen.small { area } else { layout::bottom(area, 1).0 };
    let top = here.y + here.height.saturating_sub(height) / 2;
    let target = Rect { x: area.x + place.x, y: top, width: place.width, height };
    clear(screen, buf, target);
    for (from, to) in seen.into_iter().zip(target.top()..target.bottom()) {
        for x in place.left()..place.right() {
            if let (Some(cell), Some(shown)) = (whole.cell((x, from)), buf.cell_mut((area.x + x, to))) {
                *shown = cell.clone();
            }
        }
        screen.spots.borrow_mut().move_row(&spots, from, to);
    }
    let text = Rect { x: area.x + inside.x, y: top + above, width: inside.width, height: room };
    list::scroll_bar(screen, buf, text, total.into(), &(first.into()..(first + room).into()));
}

/// The row of what has the focus; the last one, where it is told what goes on, where nothing has it.
fn focus(whole: &Buffer, inside: Rect) -> u16 {
    let row_of = |has: &dyn Fn(&str, Modifier) -> bool| {
        let mut cells = inside.positions().filter_map(|at| Some((at, whole.cell(at)?)));
        cells.find(|(_, cell)| has(cell.symbol(), cell.modifier)).map(|(at, _)| at.y)
    };
    let marked = MARKS.iter().find_map(|mark| row_of(&|symbol, _| symbol == *mark || symbol == format!("[{mark}")));
    marked
        .or_else(|| row_of(&|_, modifier| modifier.contains(Modifier::REVERSED)))
        .unwrap_or(inside.bottom().saturating_sub(1))
}
