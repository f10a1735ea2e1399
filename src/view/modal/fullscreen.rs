//! The QR and nothing but the QR, as large as it gets; under it what it is, as far as there is room.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Clear, Widget};

use super::{Screen, layout, paint, text};
use crate::app::Pane;
use crate::qr::{Fit, Matrix, QrWidget};
use crate::view::preview::missing;
use crate::view::{footer, toast};

/// Draws over everything.
pub(super) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect) {
    Clear.render(area, buf);
    let Some(preview) = &screen.state.preview else {
        paint::middle(buf, area, vec![Line::styled("There is nothing to show.", screen.theme.dim)]);
        return words(screen, buf, layout::bottom(area, 3).1);
    };
    match &preview.matrix {
        Ok(matrix) => code(screen, buf, area, matrix, &preview.link),
        Err(reason) => {
            let reason = format!("This link cannot be drawn as a QR: {reason}");
            instead(screen, buf, area, &reason, &preview.link);
        }
    }
}

/// The code with as many lines of words as it leaves room for.
fn code(screen: Screen<'_>, buf: &mut Buffer, area: Rect, matrix: &Matrix, link: &str) {
    let code = QrWidget { matrix, ink: screen.theme.ink };
    for rows in (0..=3).rev() {
        let (place, below) = layout::bottom(area, rows);
        if let Fit::Drawn { .. } = code.fit(place.as_size()) {
            code.render(place, buf);
            return words(screen, buf, below);
        }
    }
    if let Fit::TooSmall { missing_cols, missing_rows } = code.fit(area.as_size()) {
        let sentence = format!("The QR needs {} than this terminal has.", missing(missing_cols, missing_rows));
        instead(screen, buf, area, &sentence, link);
    }
}

/// A sentence and the link as text, where there is no code.
fn instead(screen: Screen<'_>, buf: &mut Buffer, area: Rect, sentence: &str, link: &str) {
    let (place, below) = layout::bottom(area, 3);
    let place = layout::padded(place);
    let mut lines: Vec<Line<'_>> = text::wrap(sentence, place.width).into_iter().map(Line::from).collect();
    lines.push(Line::default());
    lines.extend(text::wrap(link, place.width).into_iter().map(|row| Line::styled(row, screen.theme.strong)));
    paint::middle(buf, place, lines);
    words(screen, buf, below);
}

/// What the code is, where it leads, and the keys; the last of these goes first.
fn words(screen: Screen<'_>, buf: &mut Buffer, area: Rect) {
    let theme = screen.theme;
    let padded = layout::padded(area);
    let columns = padded.width;
    let badge = screen.badge(screen.state.world());
    let what = text::fit(&what(screen), columns.saturating_sub(text::width(&badge.content) + 2));
    let caption = Line::from(vec![badge, Span::raw("  "), Span::styled(what, theme.strong)]);
    let number =
        screen.state.number().map_or(String::new(), |row| format!("{}  {}", row.number.name, row.number.display));
    let link = screen.state.link().unwrap_or_default();
    let below = match screen.state.toasts.back() {
        Some(toast) => toast::toast_line(screen, toast, columns),
        None => Line::styled(text::fit(&format!("{link}  {number}"), columns), theme.dim),
    };
    for (row, line) in padded.rows().zip([caption, below]) {
        paint::centred(buf, row, &line);
    }
    if area.height >= 3 {
        footer::draw(screen, buf, layout::bottom(area, 1).1);
    }
}

/// The message of the code, or the subject of the group.
fn what(screen: Screen<'_>) -> String {
    let state = screen.state;
    match state.focus {
        Pane::Groups => state.group().map_or(String::new(), |(_, group)| group.subject.clone()),
        Pane::Numbers | Pane::Codes => state.code().map_or(String::new(), |(_, code)| text::first_line(&code.message)),
    }
}
