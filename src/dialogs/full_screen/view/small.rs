//! A terminal that is too small for anything but text.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{CAN_BE_DONE, place, what};
use crate::view::{Screen, footer, layout, list, paint, text, toast};

/// Message and link, then why there is no code, and what can be done.
pub(super) fn instead(screen: Screen<'_>, buf: &mut Buffer, area: Rect, sentence: &str, link: &str) {
    let columns = layout::padded(area).width;
    let wrapped = |words: &str| text::wrap(words, columns).into_iter();
    let mut lines: Vec<Line<'_>> = wrapped(&what(screen)).map(|row| Line::styled(row, screen.theme.strong)).collect();
    lines.extend(wrapped(link).map(Line::from));
    lines.extend(
        wrapped(&format!("{sentence} {}", screen.keys(CAN_BE_DONE))).map(|row| Line::styled(row, screen.theme.dim)),
    );
    draw(screen, buf, area, &lines);
}

/// Lines under the badge and above the keys; those that have no room are scrolled.
pub(super) fn draw(screen: Screen<'_>, buf: &mut Buffer, area: Rect, lines: &[Line<'_>]) {
    let (head, rest) = layout::top(area, 1);
    let (rest, last) = layout::bottom(rest, 1);
    let (rest, news) =
        layout::bottom(rest, toast::rows(screen, layout::padded(area).width).min(rest.height / 2).min(2));
    let head = layout::padded(head);
    let mut told = Line::from(screen.badge(screen.state.world()));
    let place = Span::styled(place(screen), screen.theme.dim);
    // A number of which a part is missing is another number.
    if told.width() + place.width() <= usize::from(head.width) {
        told.push_span(place);
    }
    paint::lines(buf, head, &[told]);
    let text = layout::padded(rest);
    list::read(screen, buf, text, lines);
    toast::draw(screen, buf, news);
    footer::draw(screen, buf, last);
}
