//! The themes, and what the selected one makes of everything.

use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::ThemeMenu;
use crate::model::World;
use crate::view::button::{self, Button};
use crate::view::list::{self, Rows};
use crate::view::squeeze::{Part, squeeze, wanted};
use crate::view::{DialogFrame, Screen, layout, paint};

/// Columns that hold the longest sample.
const COLUMNS: u16 = 44;

/// Draws the menu.
pub(crate) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, menu: &ThemeMenu) {
    let themes = &screen.state.themes;
    let columns = COLUMNS.min(DialogFrame::most(area).width);
    let first = std::iter::once("auto, by the terminal's ground");
    let lines: Vec<Line<'_>> = first
        .chain(themes.iter().map(|row| row.name.as_str()))
        .enumerate()
        .map(|(at, name)| {
            let chosen = if at == 0 { menu.before.is_none() } else { menu.before.as_deref() == Some(name) };
            Line::from(format!(" {name}{}", if chosen { " •" } else { "" }))
        })
        .collect();
    let below = match menu.row(themes).and_then(|row| row.mistake.as_ref()) {
        Some(mistake) => screen.warning_lines(&mistake.message, columns),
        None => sample(screen),
    };
    let parts = [Part::at_least(lines.len(), 3, 3), Part::gap(1), Part::at_least(below.len(), 2, 2)];
    let mut dialog = DialogFrame::new(screen, "Theme", Size::new(columns, wanted(&parts)));
    dialog.badge = vec![screen.badge(screen.state.world())];
    let inside = dialog.open(screen, buf, area);
    let [rows, gap, sample] = squeeze(parts, inside.height);
    let (place, rest) = layout::top(inside, rows);
    let total = lines.len();
    list::draw(screen, buf, place, &Rows::single(total, menu.selected), |seen| {
        lines.iter().skip(seen.start).take(seen.len()).map(|line| Line::from(line.to_string())).collect()
    });
    paint::lines_cut(buf, layout::top(layout::top(rest, gap).1, sample).0, below);
}

/// Something of everything.
fn sample(screen: Screen<'_>) -> Vec<Line<'static>> {
    let theme = screen.theme;
    let words = |words: &[(&'static str, Style)]| {
        let spans = words.iter().flat_map(|(word, style)| [Span::styled(*word, *style), Span::raw(" ")]);
        Line::from(spans.collect::<Vec<_>>())
    };
    let delete = Button { destroys: true, ..Button::new("Delete", true) };
    let mut badges = vec![screen.badge(World::Sandbox), Span::raw(" "), screen.badge(World::Live), Span::raw(" ")];
    badges.extend(button::row(screen, &[Button::new("OK", true), delete]).spans);
    vec![
        words(&[("●G good", theme.good), ("◐Y warning", theme.warning), ("○R danger", theme.danger)]),
        words(&[("key", theme.accent), ("strong", theme.strong), ("found", theme.found), ("less", theme.dim)]),
        Line::from(badges),
    ]
}
