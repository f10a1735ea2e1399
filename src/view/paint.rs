//! Lines onto the screen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::text;

/// Draws lines from the top of an area on, as many as fit.
pub(crate) fn lines(buf: &mut Buffer, area: Rect, lines: &[Line<'_>]) {
    for (row, line) in area.intersection(buf.area).rows().zip(lines) {
        buf.set_line(row.x, row.y, line, row.width);
    }
}

/// The same; an ellipsis in the last line tells where not all of them fit.
pub(crate) fn lines_cut(buf: &mut Buffer, area: Rect, mut all: Vec<Line<'_>>) {
    let rows = usize::from(area.height);
    if all.len() > rows {
        all.truncate(rows);
        if let Some(last) = all.last_mut() {
            mark_cut(last, area.width);
        }
    }
    lines(buf, area, &all);
}

/// Ends a line with an ellipsis.
pub(crate) fn mark_cut(line: &mut Line<'_>, columns: u16) {
    const MORE: &str = " …";
    let width = u16::try_from(line.width()).unwrap_or(u16::MAX);
    let Some(span) = line.spans.last_mut() else { return };
    let over = (width + text::width(MORE)).saturating_sub(columns);
    let mut content = span.content.to_string();
    if over > 0 {
        content = text::fit(&content, text::width(&content).saturating_sub(over));
        content.truncate(content.trim_end_matches('…').len());
        if let Some(end) = content.trim_end().rfind(' ') {
            content.truncate(end);
        }
    }
    content.push_str(MORE);
    span.content = content.into();
}

/// Draws centred lines, the whole of them in the middle of an area.
pub(crate) fn middle(buf: &mut Buffer, area: Rect, all: Vec<Line<'_>>) {
    let above = usize::from(area.height).saturating_sub(all.len()) / 2;
    for (row, line) in area.intersection(buf.area).rows().skip(above).zip(all) {
        centred(buf, row, &line);
    }
}

/// Draws a line in the middle of a row.
pub(crate) fn centred(buf: &mut Buffer, row: Rect, line: &Line<'_>) {
    let width = u16::try_from(line.width()).unwrap_or(u16::MAX).min(row.width);
    let left = (row.width - width) / 2;
    buf.set_line(row.x + left, row.y, line, width);
}

/// Draws at the end of a row, and touches nothing else of it.
pub(crate) fn at_end(buf: &mut Buffer, row: Rect, line: &Line<'_>) {
    let width = u16::try_from(line.width()).unwrap_or(u16::MAX).min(row.width);
    if !row.is_empty() {
        buf.set_line(row.right() - width, row.y, line, width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(columns: u16, rows: u16, all: &[&str]) -> Buffer {
        let area = Rect::new(0, 0, columns, rows);
        let mut buf = Buffer::empty(area);
        lines_cut(&mut buf, area, all.iter().map(|line| Line::from(*line)).collect());
        buf
    }

    #[test]
    fn what_does_not_fit_is_told() {
        assert_eq!(drawn(6, 2, &["one", "two"]), Buffer::with_lines(["one   ", "two   "]));
        assert_eq!(drawn(6, 1, &["one", "two"]), Buffer::with_lines(["one … "]));
        assert_eq!(drawn(9, 1, &["one twofour", "x"]), Buffer::with_lines(["one …    "]));
        assert_eq!(drawn(6, 1, &["onetwo", "x"]), Buffer::with_lines(["one … "]));
    }
}
