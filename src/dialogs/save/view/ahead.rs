//! What will be written, before it is.

use std::fmt::Write as _;
use std::path::Path;

use ratatui::text::{Line, Span};

use super::field::paper;
use crate::dialogs::{SaveForm, SaveKind};
use crate::export::Forecast;
use crate::view::{Screen, text};

/// Most letters and signs that are named.
const MISSING: usize = 6;

/// How many places the pages of a sheet have, and how many of them are used.
pub(crate) fn places(form: &SaveForm) -> Option<(usize, usize)> {
    let told = form.forecast.as_ref().ok()?.as_ref()?;
    let ((columns, rows), pages) = (told.grid?, told.pages?);
    Some((form.items.len(), usize::from(columns) * usize::from(rows) * pages))
}

/// What and where, in two lines, and what the fonts lack in a third; `alone`: without a picture of the page beside it; or why nothing can be written.
pub(crate) fn lines(screen: Screen<'_>, form: &SaveForm, alone: bool, columns: u16) -> Vec<Line<'static>> {
    let warning = |text: &str| {
        let text = text::fit(&text::line(text), columns.saturating_sub(2));
        let sign = Span::styled("! ", screen.theme.warning.patch(screen.theme.strong));
        Line::from(vec![sign, Span::raw(text)])
    };
    let told = match &form.forecast {
        Ok(Some(told)) => told,
        Ok(None) => return Vec::new(),
        // The error that stands below the buttons says it already, with what to do about it.
        Err(error) => return form.error.is_none().then(|| warning(&error.message)).into_iter().collect(),
    };
    let what = if told.small {
        warning(&format!("{}: try one", what(form, told, alone)))
    } else {
        Line::from(text::fit(&what(form, told, alone), columns))
    };
    let path = Path::new(form.choices.directory.text().trim()).join(&told.name).display().to_string();
    let more = if told.files > 1 { format!(" and {} more", told.files - 1) } else { String::new() };
    let room = columns.saturating_sub(2 + text::width(&more));
    let path = format!("→ {}{more}", text::fit_end(&text::line(&path), room));
    let mut lines = vec![what, Line::styled(path, screen.theme.dim)];
    if !told.missing.is_empty() {
        let list = told.missing.iter().take(MISSING).cloned().collect::<Vec<_>>().join(" ");
        let more = if told.missing.len() > MISSING { " …" } else { "" };
        lines.push(warning(&format!("{list}{more}: left out unless a font of this machine has it")));
    }
    lines
}

/// How many of what, and how large; how much of the paper is used, where no picture of it tells that.
fn what(form: &SaveForm, told: &Forecast, alone: bool) -> String {
    let choices = &form.choices;
    let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let mut text = count(told.files, &format!("{} file", choices.format()));
    let pages = told.pages.unwrap_or_default();
    let about = if told.roughly { "about " } else { "" };
    // Writing to a `String` cannot fail.
    let _ = match (choices.kind, told.grid) {
        (SaveKind::Sheets, Some((columns, rows))) => {
            write!(text, ", {about}{} {}, {columns} x {rows}", count(pages, "page"), paper(choices.paper))
        }
        (SaveKind::Posters, _) => write!(text, ", {}", paper(choices.paper)),
        _ => Ok(()),
    };
    if let Some((used, all)) = places(form).filter(|_| alone && choices.kind == SaveKind::Sheets && !told.roughly) {
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
