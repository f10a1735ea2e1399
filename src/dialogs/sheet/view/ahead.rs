//! What will be written, before it is.

use std::fmt::Write as _;
use std::path::Path;

use ratatui::text::{Line, Span};

use crate::dialogs::sheet::paper;
use crate::export::{Forecast, Format, Sheet};
use crate::view::sign::sign;
use crate::view::{Screen, text};

/// Most letters and signs that are named.
const MISSING: usize = 6;

/// Files that will be written.
pub(crate) struct Ahead<'a> {
    pub(crate) told: &'a Forecast,
    pub(crate) format: Format,
    pub(crate) paper: Sheet,
    /// How many codes they have together.
    pub(crate) codes: usize,
    /// The first of them, where no field says it.
    pub(crate) path: Option<&'a Path>,
    /// Whether there is no picture of the page beside it.
    pub(crate) alone: bool,
}

/// How many places the pages of a sheet have, and how many of them are used by so many codes.
pub(crate) fn places(told: &Forecast, codes: usize) -> Option<(usize, usize)> {
    let ((columns, rows), pages) = (told.grid?, told.pages?);
    Some((codes, usize::from(columns) * usize::from(rows) * pages))
}

/// Something to look at, in a line.
pub(crate) fn warning(screen: Screen<'_>, sentence: &str, columns: u16) -> Line<'static> {
    let sentence = text::fit(&text::line(sentence), columns.saturating_sub(2));
    let [sign, gap] = sign("!", screen.theme.strong.patch(screen.theme.warning));
    Line::from(vec![sign, gap, Span::raw(sentence)])
}

/// What, where, and what the fonts lack, in a line each.
pub(crate) fn lines(screen: Screen<'_>, ahead: &Ahead<'_>, columns: u16) -> Vec<Line<'static>> {
    let told = ahead.told;
    let what = if told.small {
        warning(screen, &format!("{}: try one", what(ahead)), columns)
    } else {
        Line::from(text::fit(&what(ahead), columns))
    };
    let mut lines = vec![what];
    if let Some(path) = ahead.path {
        let more = if told.files > 1 { format!(" and {} more", told.files - 1) } else { String::new() };
        let room = columns.saturating_sub(2 + text::width(&more));
        let path = format!("→ {}{more}", text::fit_end(&text::line(&path.display().to_string()), room));
        lines.push(Line::styled(path, screen.theme.dim));
    }
    if !told.missing.is_empty() {
        let list = told.missing.iter().take(MISSING).cloned().collect::<Vec<_>>().join(" ");
        let more = if told.missing.len() > MISSING { " …" } else { "" };
        lines.push(warning(screen, &format!("{list}{more}: left out unless a font of this machine has it"), columns));
    }
    lines
}

/// How many of what, and how large; how much of the paper is used, where no picture of it tells that.
fn what(ahead: &Ahead<'_>) -> String {
    let Ahead { told, format, paper: sheet, codes, alone, .. } = *ahead;
    let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let mut text = count(told.files, &format!("{format} file"));
    let about = if told.roughly { "about " } else { "" };
    // Writing to a `String` cannot fail.
    let _ = match (told.pages, told.grid) {
        (Some(pages), Some((columns, rows))) => {
            write!(text, ", {about}{} {}, {columns} x {rows}", count(pages, "page"), paper(sheet))
        }
        (Some(_), None) => write!(text, ", {}", paper(sheet)),
        _ => Ok(()),
    };
    if let Some((used, all)) = places(told, codes).filter(|_| alone && !told.roughly) {
        let _ = write!(text, ", {used} of {all} places");
    }
    if let Some(size) = told.size_mm {
        let _ = write!(text, ", code {} mm wide", (size * 10.0).round() / 10.0);
    }
    if let Some(pixels) = told.pixels {
        let _ = write!(text, ", {pixels} pixels");
    }
    if told.small {
        text.push_str(", squares under 0.4 mm");
    }
    text
}
